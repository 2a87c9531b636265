import AssayJSON
import Testing

@Suite struct CalibrateCommandTests {
    /// Texts of one to twenty words of a token each, billed a half more and seven.
    private static let log = (1...20).map { words in
        #"{"text":"\#(String(repeating: "a ", count: words * 10))a","tokens":\#((words * 10 + 1) * 3 / 2 + 7)}"# + "\n"
    }.joined()

    private func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.log, to: "log.jsonl")
        try folder.write("Hello, world!", to: "hello.txt")
        return folder
    }

    @Test func aFitIsShownAndWritten() throws {
        let folder = try example()
        let result = try Tool.run(
            ["calibrate", "log.jsonl", "-m", "claude-opus-5", "--intercept", "--output", "fit.json"], in: folder)
        #expect(result.errors == "")
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("claude-opus-5, as a multiple of o200k_base\n\nLatin and code  1.49"))
        #expect(
            result.text.contains(
                "fitted on 16 rows\neach request    7 tokens more\nheld back       4 rows: median error 0."))
        let file = try JSONDocument(folder.read("fit.json")).root
        #expect(file["intercept"]?.int == 7)
        #expect(file["latin"]?["rows"]?.int == 16)
        let plain = try Tool.run(
            ["count", "hello.txt", "--calibration", "fit.json", "--by", "total", "--format", "csv"], in: folder)
        // The intercept is a request's, not a text's.
        #expect(plain.text.hasPrefix("bytes,claude-opus-5,"))
        #expect(plain.text.hasSuffix("13,6,5,7,calibrated\n"))
        let request = try Tool.run(
            ["count", "--request", "-m", "claude-opus-5", "--calibration", "fit.json"],
            input: Array(#"{"messages":[{"role":"user","content":"Hello, world!"}]}"#.utf8), in: folder)
        #expect(request.text.contains("~7  framing"))
        #expect(request.text.contains("~13 (12-14)  total"))
    }

    @Test func jsonIsTheFile() throws {
        let folder = try example()
        let shown = try Tool.run(["calibrate", "log.jsonl", "-m", "claude-opus-5", "--format", "json"], in: folder)
        _ = try Tool.run(["calibrate", "log.jsonl", "-m", "claude-opus-5", "--output", "fit.json"], in: folder)
        #expect(shown.output == (try folder.read("fit.json")))
    }

    @Test func aFewRowsAreTooFew() throws {
        let input = Self.log.split(separator: "\n").prefix(4).joined(separator: "\n")
        let folder = try example()
        let result = try Tool.run(
            ["calibrate", "-m", "claude-opus-5", "--output", "fit.json"], input: Array(input.utf8), in: folder)
        #expect(
            result.errors == """
                assay: standard input: 10 rows with a text and billed tokens are needed to fit a factor, and there are \
                4; log more requests

                """)
        #expect(result.status == 2)
        #expect(try !Tool.shell("ls", in: folder.path).contains("fit.json"))
    }

    @Test func badLinesAreSaidAndTheRestGoesOn() throws {
        let result = try Tool.run(
            ["calibrate", "-m", "claude-opus-5"], input: Array(("{}\nnonsense\n" + Self.log).utf8))
        #expect(result.errors.contains("standard input, line 1: no billed input tokens"))
        #expect(result.errors.contains("standard input, line 2: not JSON"))
        #expect(result.text.contains("fitted on 16 rows"))
        #expect(result.status == 2)
    }

    @Test func aCountedModelNeedsNone() throws {
        let result = try Tool.run(["calibrate", "-m", "gpt-4o"], input: Array(Self.log.utf8))
        #expect(result.errors.contains("gpt-4o is counted with its own vocabulary and needs no calibration"))
    }

    @Test(arguments: [
        ("{}", "m", "not a calibration; 'assay calibrate"), ("x", "m", "not JSON"),
        (nil, "m", "cannot read the calibration"),
    ])
    func aFileThatIsNoneIsSaid(content: String?, model: String, message: String) throws {
        let folder = try example()
        if let content { try folder.write(content, to: "fit.json") }
        let result = try Tool.run(["count", "hello.txt", "--calibration", "fit.json"], in: folder)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.status == 2)
    }

    @Test func aCalibrationOfAnotherModelIsRefused() throws {
        let folder = try example()
        _ = try Tool.run(["calibrate", "log.jsonl", "-m", "claude-opus-5", "--output", "fit.json"], in: folder)
        let result = try Tool.run(["count", "hello.txt", "--calibration", "fit.json", "-m", "grok-4"], in: folder)
        #expect(result.errors == "assay: fit.json was fitted for claude-opus-5; give that model with -m\n")
        #expect(result.status == 2)
    }
}
