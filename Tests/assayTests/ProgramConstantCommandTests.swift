import AssayJSON
import Testing

/// A prompt that is made of a program's constants counts and costs as if their texts stood in it.
@Suite struct ProgramConstantCommandTests {
    private static let rules = "Be kind to each of the people, and brief. "
    private static let date = ["--date", "2026-11-21T12:00Z"]

    /// A program with its rules in a constant, and one that has them in the prompt.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            "RULES = \"\(Self.rules)\"\nPROMPT = RULES + f\"Answer the question: {question}\"\n", to: "apart.py")
        try folder.write("PROMPT = f\"\(Self.rules)Answer the question: {question}\"\n", to: "whole.py")
        try folder.write("PROMPT = RULES + f\"Answer the question: {question}\"\nRULES = load()\n", to: "open.py")
        try folder.write("question: Why is the sky blue?\n", to: "v.yaml")
        return folder
    }

    private func json(_ arguments: [String], in folder: TemporaryFolder, status: Int32 = 0) throws -> JSONValue {
        let result = try Tool.run(arguments + ["--format", "json"], in: folder)
        #expect(result.status == status, "\(result.errors)")
        return try JSONDocument(result.output).root
    }

    @Test(arguments: [[], ["--var-tokens", "7"], ["--vars", "v.yaml"]])
    func counts(options: [String]) throws {
        let folder = try folder()
        // The first column of the total, or of the only row.
        func total(_ file: String, _ by: String) throws -> String {
            let lines = try Tool.run(["count", file, "--by", by] + options, in: folder).text.split(separator: "\n")
            let line = lines.first { $0.hasSuffix("  total") } ?? lines.dropFirst().first ?? ""
            return String(line.drop { $0 == " " }.prefix { $0 != " " })
        }
        for by in ["unit", "message", "segment", "language"] {
            #expect(try total("apart.py", by) == total("whole.py", by), "\(by)")
        }
        #expect(try total("whole.py", "segment").first == (options.first == "--var-tokens" ? "2" : "~"))
        #expect(try total("open.py", "unit") != total("whole.py", "unit"))
    }

    @Test func costs() throws {
        let folder = try folder()
        func cost(_ file: String, _ options: [String] = []) throws -> JSONValue? {
            let arguments = ["cost", file, "-m", "gpt-4o", "--cached-prefix", "auto", "--calls", "10/day"] + options
            return try json(arguments + Self.date, in: folder)["prompts"]?[0]?["costs"]?[0]
        }
        for options in [[], ["--var-tokens", "30"], ["--vars", "v.yaml"]] {
            let (apart, whole) = (try cost("apart.py", options), try cost("whole.py", options))
            for key in ["tokens", "low", "high", "method"] {
                #expect(apart?["input"]?[key]?.string == whole?["input"]?[key]?.string)
                #expect(apart?["input"]?[key]?.int == whole?["input"]?[key]?.int)
            }
            #expect(apart?["perMonth"]?["point"]?.string == whole?["perMonth"]?["point"]?.string)
            #expect(apart?["perMonth"]?["point"]?.string != nil)
        }
        let without = try cost("open.py")?["input"]?["tokens"]?.int
        #expect(try cost("apart.py")?["input"]?["tokens"]?.int ?? 0 > (without ?? .max))
    }

    @Test("a budget is not kept by moving text into a constant") func budgets() throws {
        let folder = try folder()
        try folder.write("budgets: [{paths: [\"*.py\"], unit: PROMPT, tokens: 20}]\n", to: ".assay.yml")
        let result = try Tool.run(["budget", "apart.py", "whole.py", "-m", "gpt-4o"] + Self.date, in: folder)
        #expect(result.status == 1)
        for file in ["apart.py", "whole.py"] {
            #expect(result.text.contains("over budget: \(file): PROMPT: "), "\(result.text)\(result.errors)")
        }
    }

    @Test("a change of a constant is a change of the prompts that send it") func changes() throws {
        let folder = try folder()
        let source = "RULES = \"\(Self.rules)\"\nPROMPT = RULES + f\"Answer the question: {question}\"\n"
        try folder.write(source.replacing("brief. ", with: "as brief as you can be. "), to: "new.py")
        let result = try Tool.run(["diff", "apart.py", "new.py", "-m", "gpt-4o"] + Self.date, in: folder)
        #expect(result.text.contains("PROMPT"), "\(result.text)\(result.errors)")
        let same = try Tool.run(["diff", "apart.py", "whole.py", "-m", "gpt-4o"] + Self.date, in: folder)
        #expect(!same.text.contains("+"), "\(same.text)")
    }

    @Test("a change behind a constant leaves what is cached of it") func prefixes() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: Self.rules, count: 200)
        func told(_ prompt: (String) -> String) throws -> String {
            for (file, last) in [("old.py", "now"), ("new.py", "soon")] { try folder.write(prompt(last), to: file) }
            let arguments = ["-m", "gpt-4o", "--calls", "1000/day", "--cached-prefix", "auto"]
            let text = try Tool.run(["diff", "old.py", "new.py"] + arguments + Self.date, in: folder).text
            return String(text.split(separator: "\n").first { $0.contains("are still found") }?.split(separator: ": ").last ?? "")
        }
        let apart = try told { "RULES = \"\(long)\"\nPROMPT = RULES + \"Answer the question \($0).\"\n" }
        #expect(try apart == told { "PROMPT = \"\(long)Answer the question \($0).\"\n" })
    }

    @Test("messages of constants alone have a cost") func growth() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "RULES = \"\(Self.rules)\"\nmessages = [{\"role\": \"system\", \"content\": RULES}, "
                + "{\"role\": \"user\", \"content\": f\"{question}\"}]\n", to: "a.py")
        try folder.write(
            "models: [gpt-4o]\ntraffic: {calls: 1000000/day}\nteams: {all: {paths: [\"*.py\"], budget: $1/month}}\n",
            to: ".assay.yml")
        let result = try Tool.run(["lint", "a.py", "--select", "TK003"], in: folder)
        #expect(result.text.contains("TK003"), "\(result.text)\(result.errors)")
    }
}
