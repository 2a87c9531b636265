import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

@Suite struct CalibrationFitTests {
    private static let latin = tally("plain text")
    private static let other = tally("текст")

    private static func tally(_ text: String) -> ScriptTally {
        var tally = ScriptTally()
        Array(text.utf8).withUnsafeBufferPointer { tally.add($0) }
        return tally
    }

    /// Texts of 50 to 1000 tokens whose bills scatter by `scatter` per cent to either side.
    private func samples(
        _ count: Int, factor: Double, intercept: Int = 0, scatter: Int = 0, scripts: ScriptTally = latin
    ) -> [CalibrationSample] {
        var random = SplitMix(7)
        return (0..<count).map { _ in
            let tokens = 50 + random.next(950)
            let noise = 1 + Double(random.next(2 * scatter + 1) - scatter) / 100
            return CalibrationSample(
                tokens: tokens, scripts: scripts, billed: Int((Double(tokens) * factor * noise).rounded()) + intercept)
        }
    }

    @Test func aCleanFactorIsFound() throws {
        let fit = try CalibrationFit(samples(50, factor: 1.5))
        let latin = try #require(fit.latin)
        #expect(latin.factor.point == 1500)
        #expect(latin.factor.high - latin.factor.low < 20)
        #expect(latin.rows == 40)
        #expect(fit.other == nil)
        #expect(fit.check.rows == 10)
        #expect(fit.check.median <= 2)
        #expect(fit.intercept == 0)
    }

    @Test func scatterWidensTheBand() throws {
        let fit = try CalibrationFit(samples(200, factor: 1.2, scatter: 10))
        let factor = try #require(fit.latin?.factor)
        #expect((1170...1230).contains(factor.point))
        #expect(factor.low < 1120 && factor.high > 1280)
        // Nine in ten, give or take.
        #expect(fit.check.inside * 10 >= fit.check.rows * 8)
        #expect((20...90).contains(fit.check.median))
    }

    @Test func anInterceptIsFoundWhereAskedFor() throws {
        let fit = try CalibrationFit(samples(60, factor: 1.3, intercept: 25), hasIntercept: true)
        #expect((24...26).contains(fit.intercept))
        #expect((1298...1302).contains(try #require(fit.latin).factor.point))
        let without = try CalibrationFit(samples(60, factor: 1.3, intercept: 25))
        #expect(without.intercept == 0)
        #expect(without.check.median > fit.check.median)
    }

    @Test func scriptsHaveFactorsOfTheirOwn() throws {
        let rows = samples(30, factor: 1.5) + samples(30, factor: 1.1, scripts: Self.other)
        let fit = try CalibrationFit(rows)
        #expect(fit.latin?.factor.point == 1500)
        #expect(fit.other?.factor.point == 1100)
        let calibration = fit.calibration()
        #expect(calibration.estimate(1000, scripts: Self.other).method == .calibrated)
        #expect(calibration.estimate(1000, scripts: Self.other).point == 1100)
    }

    @Test func aScriptWithoutRowsKeepsTheModelsFactor() throws {
        let fit = try CalibrationFit(samples(30, factor: 1.4) + samples(3, factor: 9, scripts: Self.other))
        #expect(fit.notes == ["3 rows in other scripts are too few to fit a factor (10 are needed) and were left out"])
        let own = Calibration(latin: .init(1500, 1250...1700), other: .init(1180, 900...1600))
        #expect(fit.calibration(fallback: own).other == own.other)
        #expect(fit.calibration(fallback: own).estimate(100, scripts: Self.other).method == .heuristic)
        #expect(fit.calibration().other == Calibration.Factor(1400, 1050...2100))
    }

    @Test func theSplitIsTheSameEachTime() throws {
        let rows = samples(37, factor: 1.2, scatter: 5)
        #expect(try CalibrationFit(rows) == CalibrationFit(rows))
    }

    /// Texts in other scripts hold Latin letters and punctuation too.
    @Test func mixedTextsAreTakenApart() throws {
        let mixed = Self.tally("текст, code и снова текст")
        let share = Double(mixed.otherShare) / 1000
        #expect(share > 0.5 && share < 0.95)
        let rows =
            samples(30, factor: 1.5) + samples(30, factor: 1.5 * (1 - share) + 1.0 * share, scripts: mixed)
        let fit = try CalibrationFit(rows)
        #expect(fit.latin?.factor.point == 1500)
        #expect((998...1002).contains(try #require(fit.other).factor.point))
        #expect(fit.check.median <= 2)
    }

    // MARK: What cannot be fitted

    private func message(_ samples: [CalibrationSample], hasIntercept: Bool = false) -> String {
        do throws(CalibrationError) {
            _ = try CalibrationFit(samples, hasIntercept: hasIntercept)
            return ""
        } catch {
            return error.description
        }
    }

    @Test func tooFewRowsAreRefused() {
        #expect(
            message([]).contains("10 rows with a text and billed tokens are needed to fit a factor, and there are 0"))
        #expect(message(samples(9, factor: 1)).contains("there are 9"))
        #expect(message(samples(10, factor: 1)) == "")
        let mixed = samples(6, factor: 1) + samples(6, factor: 1, scripts: Self.other)
        #expect(message(mixed).contains("neither Latin script nor other scripts"))
    }

    @Test func textsOfOneLengthHaveNoIntercept() {
        let row = CalibrationSample(tokens: 100, scripts: Self.latin, billed: 130)
        let rows = [CalibrationSample](repeating: row, count: 20)
        #expect(message(rows, hasIntercept: true).contains("all texts have the same length"))
        #expect(message(rows) == "")
    }

    @Test func billsOfOtherTextsAreRefused() {
        #expect(message(samples(20, factor: 100)).contains("100.0 times those counted"))
        #expect(message(samples(20, factor: 0.01)).contains("are they those of the same texts?"))
        let gigantic = CalibrationSample(tokens: 1, scripts: Self.latin, billed: .max)
        #expect(message([CalibrationSample](repeating: gigantic, count: 12)).contains("more than a million"))
    }

    @Test func aGiganticInterceptIsRefused() {
        let rows = (1...20).map { CalibrationSample(tokens: $0, scripts: Self.latin, billed: .max - 10_000) }
        #expect(message(rows, hasIntercept: true).contains("beside its text"))
        let large = (1...20).map { CalibrationSample(tokens: $0, scripts: Self.latin, billed: 2_000_000 + $0) }
        #expect(message(large, hasIntercept: true).contains("each request has"))
    }

    @Test func emptyRowsAreLeftOut() throws {
        let empty = [
            CalibrationSample(tokens: 0, scripts: Self.latin, billed: 5),
            CalibrationSample(tokens: 5, scripts: Self.latin, billed: 0),
            CalibrationSample(tokens: 5, scripts: Self.latin, billed: -7),
        ]
        let fit = try CalibrationFit(empty + samples(20, factor: 1.2))
        #expect(fit.notes == ["3 rows without text or without billed tokens were left out"])
    }

    // MARK: Rows

    @Test(arguments: [
        (#"{"text":"Hello, world!","tokens":6}"#, 4, 6),
        (#"{"prompt":"Hello, world!","billed_tokens":6,"x":[]}"#, 4, 6),
        (#"{"content":"Hello, world!","usage":{"input_tokens":6,"output_tokens":99}}"#, 4, 6),
        (
            #"{"text":"Hi","usage":{"input_tokens":6,"cache_read_input_tokens":10,"cache_creation_input_tokens":4}}"#,
            1, 20
        ),
        (#"{"text":"Hi","usage":{"input_tokens":60,"input_tokens_details":{"cached_tokens":50}}}"#, 1, 60),
        (#"{"text":"Hi","response":{"usage":{"prompt_tokens":9,"prompt_tokens_details":{"cached_tokens":5}}}}"#, 1, 9),
        (#"{"text":"Hi","response":{"body":{"usage":{"prompt_tokens":9}}}}"#, 1, 9),
        (#"{"text":"Hi","usageMetadata":{"promptTokenCount":3}}"#, 1, 3),
        (
            #"{"request":{"messages":[{"role":"user","content":"Hello, world!"}]},"response":{"usage":{"input_tokens":11}}}"#,
            4, 11
        ),
        (#"{"messages":[{"role":"user","content":"Hello, world!"}],"tokens":11}"#, 4, 11),
    ])
    func rowsAreRead(line: String, tokens: Int, billed: Int) throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        let sample = try CalibrationSample(line: Array(line.utf8), tokenizer: tokenizer)
        #expect(sample.tokens == tokens)
        #expect(sample.billed == billed)
    }

    @Test(arguments: [
        ("x", "not JSON"), ("[]", "expected an object"), ("{}", "no billed input tokens"),
        (#"{"tokens":5}"#, "no text"), (#"{"text":"a","tokens":"many"}"#, "no billed input tokens"),
        (#"{"text":5,"tokens":5}"#, "no text"),
    ])
    func otherRowsAreRefused(line: String, reason: String) throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        let error = #expect(throws: CalibrationError.self) {
            try CalibrationSample(line: Array(line.utf8), tokenizer: tokenizer)
        }
        #expect(error?.description.contains(reason) == true)
    }

    // MARK: Files

    @Test func aFileReadsBackAsItWas() throws {
        let fit = try CalibrationFit(
            samples(40, factor: 1.37, intercept: 9, scatter: 4)
                + samples(20, factor: 1.1, intercept: 9, scatter: 2, scripts: Self.other), hasIntercept: true)
        let saved = SavedCalibration(model: "claude-opus-4.6", vocabulary: "o200k_base", fit: fit)
        #expect(try SavedCalibration(json: saved.json()) == saved)
        #expect(saved.isFor("anthropic/claude-opus-4-6"))
        #expect(!saved.isFor("claude-opus-4-5"))
        #expect(saved.tokenization().method == .calibrated)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"model":"m","vocabulary":"v"}"#, #"{"schema":2,"model":"m","vocabulary":"v"}"#,
        #"{"schema":1,"model":"m","vocabulary":"v","intercept":0,"heldBack":{"rows":0,"medianError":0,"ninetiethError":0,"bias":0,"inside":0}}"#,
        #"{"schema":1,"model":"m","vocabulary":"v","intercept":0,"latin":{"factor":1000,"low":2000,"high":1,"rows":5}}"#,
        #"{"schema":1,"model":"m","vocabulary":"v","intercept":-5,"latin":{"factor":1000,"low":900,"high":1100,"rows":5}}"#,
    ])
    func otherFilesAreRefused(json: String) {
        #expect(throws: CalibrationError.self) { try SavedCalibration(json: Array(json.utf8)) }
    }
}
