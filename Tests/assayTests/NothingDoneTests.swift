import AssayJSON
import Testing

@testable import assay

/// Runs whose every file fails: nothing is on standard output that could be taken for a result.
@Suite struct NothingDoneTests {
    private struct Run: CustomTestStringConvertible, Sendable {
        var arguments: [String]
        var formats = ["text", "csv", "markdown"]
        /// The list of JSON that would hold the result.
        var list: String
        /// How many errors are told.
        var errors = 1

        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let runs = [
        Run(arguments: ["count", "gone"], list: "files"),
        Run(arguments: ["count", "gone", "--by", "total", "-m", "claude-opus-4-6"], list: "files"),
        Run(arguments: ["count", "gone", "gone2", "--by", "message"], list: "files", errors: 2),
        Run(arguments: ["count", "broken.json", "--as", "openai-chat"], list: "files"),
        Run(arguments: ["count", "--request", "broken.json", "-m", "gpt-4o"], list: "requests"),
        Run(arguments: ["count", "--request", "gone", "nameless.json"], list: "requests", errors: 2),
        Run(arguments: ["cost", "gone", "-m", "gpt-4o"], list: "prompts"),
        Run(arguments: ["cost", "broken.json", "--as", "openai-chat", "-m", "gpt-4o"], list: "prompts"),
        Run(arguments: ["price", "gone"], formats: ["text"], list: "prices"),
        Run(arguments: ["price", "gone", "broken.json"], formats: ["text"], list: "prices", errors: 2),
        Run(arguments: ["price", "unknown.json", "unknown.json"], formats: ["text"], list: "prices", errors: 2),
        Run(arguments: ["usage", "gone"], list: "groups"),
        Run(arguments: ["compare", "gone"], formats: ["text", "csv", "markdown", "html"], list: "languages"),
        Run(arguments: ["compare", "nul.txt"], formats: ["text", "html"], list: "languages"),
        Run(arguments: ["compare", "broken.json"], formats: ["text", "html"], list: "languages"),
        Run(arguments: ["compare", "gone", "broken.jsonl"], formats: ["text", "html"], list: "languages", errors: 2),
        Run(arguments: ["budget", "broken.prompty", "-m", "gpt-4o"], formats: ["text", "markdown"], list: "results"),
        Run(
            arguments: ["diff", "good.txt", "broken.prompty", "-m", "gpt-4o"], formats: ["text", "markdown", "html"],
            list: "changes"),
    ]

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("{\"messages\": [}", to: "broken.json")
        try folder.write("{\"en\": \"a\", \"de\": \"b\"}\nnothing\n", to: "broken.jsonl")
        try folder.write("{\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}", to: "nameless.json")
        try folder.write("{\"model\": \"no-such-model\", \"usage\": {\"prompt_tokens\": 3}}", to: "unknown.json")
        try folder.write("---\nname: [\n---\nsystem:\nHello\n", to: "broken.prompty")
        try folder.write("Hello\n", to: "good.txt")
        try folder.write("budgets: [{paths: [good.txt], tokens: 5}]\n", to: ".assay.yml")
        try folder.write([0x61, 0, 0x62], to: "nul.txt")
        return folder
    }

    @Test(arguments: runs) private func errorsStandAlone(run: Run) throws {
        let folder = try folder()
        for format in run.formats {
            let result = try Tool.run(run.arguments + ["--format", format], in: folder)
            #expect(result.text == "", "\(format)")
            #expect(result.errors.split(separator: "\n").count == run.errors, "\(result.errors)")
            #expect(result.errors.hasPrefix("assay: "))
            #expect(result.status == 2)
        }
    }

    @Test(arguments: runs) private func jsonHasTheErrors(run: Run) throws {
        let result = try Tool.run(run.arguments + ["--format", "json"], in: folder())
        let root = try JSONDocument(result.output).root
        #expect(root["schema"]?.int == 1)
        #expect(root[run.list]?.count == 0)
        #expect(root["errors"]?.count == run.errors)
        for error in try #require(root["errors"]).elements {
            #expect(error["path"]?.string?.isEmpty == false)
            #expect(result.errors.contains("assay: \(error["message"]?.string ?? "?")\n"))
        }
        #expect(result.status == 2)
    }

    @Test(
        "what can be read is reported beside what cannot",
        arguments: [
            ["count", "gone", "good.txt"], ["count", "gone", "good.txt", "--by", "message"],
            ["cost", "gone", "good.txt", "-m", "gpt-4o"], ["price", "gone", "usage.json"], ["usage", "gone", "usage.json"],
            ["compare", "gone", "en.txt", "de.txt"], ["diff", "old", "new", "-m", "gpt-4o"],
        ])
    func theRestGoesOn(arguments: [String]) throws {
        let folder = try folder()
        try folder.write("{\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": 3}}", to: "usage.json")
        for name in ["en.txt", "de.txt"] { try folder.write("Hello\n", to: name) }
        for (version, text) in [("old", "Hello"), ("new", "Hello, world")] {
            try folder.write(text, to: "\(version)/good.prompty")
        }
        try folder.write("system:\nHello\n", to: "old/gone.prompty")
        try folder.write("---\nname: [\n---\n", to: "new/gone.prompty")
        let result = try Tool.run(arguments, in: folder)
        #expect(result.text.contains("total") || result.text.contains("good") || result.text.contains("de"))
        #expect(result.errors.hasPrefix("assay: ") && result.errors.contains("gone"))
        #expect(result.status == 2)
        let json = try Tool.run(arguments + ["--format", "json"], in: folder)
        let errors = try #require(JSONDocument(json.output).root["errors"])
        #expect(errors.count == 1)
        #expect(errors[0]?["path"]?.string?.hasPrefix("gone") == true)
    }

    @Test("a prompt that cannot be read any more is not removed")
    func aBrokenVersionIsNoRemoval() throws {
        let folder = try folder()
        try folder.write("system:\nHello\n", to: "a.prompty")
        let result = try Tool.run(["diff", "a.prompty", "broken.prompty", "-m", "gpt-4o"], in: folder)
        #expect(!result.text.contains("removed"))
        try folder.write("Hello", to: "old/good.md")
        try folder.write("Hello you", to: "new/good.md")
        try folder.write("system:\nHello\n", to: "old/a.prompty")
        try folder.write("---\nname: [\n---\n", to: "new/a.prompty")
        let markdown = try Tool.run(["diff", "old", "new", "-m", "gpt-4o", "--format", "markdown"], in: folder)
        #expect(!markdown.text.contains("removed"))
        #expect(markdown.text.contains("**Not compared**\n\n- ❌ a.prompty:2: "))
    }

    @Test(.enabled(if: !rightsAreIgnored, "root may read everything"))
    func aClosedFolderIsNoRemoval() throws {
        let folder = try folder()
        for name in ["old/a.md", "old/in/b.md", "new/a.md", "new/in/b.md"] { try folder.write("Hello", to: name) }
        folder.setRights(0, of: "new/in")
        for arguments in [["old", "new"], ["new", "old"], ["old/", "new/"]] {
            let result = try Tool.run(["diff", "-m", "gpt-4o"] + arguments, in: folder)
            #expect(!result.text.contains("b.md"), "\(result.text)")
            #expect(result.errors.contains("cannot read the folder new/in: permission denied"))
            #expect(result.status == 2)
        }
    }

    @Test(.enabled(if: !rightsAreIgnored, "root may write everything"))
    func aPlaceThatMayNotBeWrittenIsNoDataFolder() throws {
        let folder = try folder()
        let rows = (1...12).map { "{\"text\": \"\(String(repeating: "word ", count: $0))\", \"tokens\": \($0 + 3)}\n" }
        try folder.write(rows.joined(), to: "log.jsonl")
        folder.makeFolder("closed")
        folder.setRights(0o500, of: "closed")
        let result = try Tool.run(
            ["calibrate", "log.jsonl", "-m", "claude-opus-5", "--output", "closed/x.json"], in: folder)
        #expect(
            result.errors == "assay: cannot write closed/x.json: permission denied; change the rights, or name another place\n"
        )
        #expect(result.status == 2)
    }

    @Test func foldersThatPathsLeadThrough() {
        for (path, folder, isBelow) in [
            ("a/b", "a", true), ("a/b", "a/", true), ("ab", "a", false), ("a", "a", false), ("a/b", "", true),
            ("/a", "/", true), ("a/b/c", "a/b", true),
        ] {
            #expect(FilePath(path).isBelow(FilePath(folder)) == isBelow, "\(path) in \(folder)")
        }
    }

    @Test(arguments: ["unit", "message", "segment", "kind", "language"])
    func anEmptyFileHasATotal(grouping: String) throws {
        let folder = try folder()
        try folder.write("", to: "empty.txt")
        let text = try Tool.run(["count", "empty.txt", "--by", grouping], in: folder)
        #expect(text.text.hasPrefix("o200k_base  "))
        #expect(text.text.split(separator: "\n").last?.hasPrefix("         0  ") == true)
        #expect(text.errors == "" && text.status == 0)
        let json = try Tool.run(["count", "empty.txt", "--by", grouping, "--format", "json"], in: folder)
        let root = try JSONDocument(json.output).root
        #expect(root["total"]?[0]?["tokens"]?.int == 0)
        #expect(root["files"]?.count == 1 && root["errors"] == nil)
    }

    @Test func anEmptyFolderIsSaid() throws {
        let folder = try folder()
        folder.makeFolder("empty")
        let result = try Tool.run(["count", "empty"], in: folder)
        #expect(result.errors == "assay: note: there is no text to count in what was named\n")
        #expect(result.text == "" && result.status == 0)
    }

    @Test func logsWithoutUsageAreSaid() throws {
        let folder = try folder()
        try folder.write("{\"messages\": []}\n", to: "logs/a.json")
        for arguments in [["logs"], ["-"]] {
            let result = try Tool.run(["usage"] + arguments, in: folder)
            #expect(result.errors.contains("there is no usage in "))
            #expect(result.errors.split(separator: "\n").count == 1)
            #expect(result.text == "" && result.status == 0)
        }
    }

    @Test("a wrong model is no fault of the file") func wrongModelsAreSaidOnce() throws {
        let result = try Tool.run(["price", "-m", "gtp-4o", "unknown.json", "unknown.json"], in: folder())
        #expect(result.errors.hasPrefix("assay: no model is called 'gtp-4o'; the nearest names are gpt-4o"))
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.text == "" && result.status == 2)
    }
}
