import Testing

/// Prompts that only name the file their text stands in, where files are budgeted and compared.
@Suite struct NamedTextTests {
    private static let configuration = "prompts: [file://texts/p.txt]\nproviders: [openai:chat:gpt-4o]\n"
    private static let text = "Answer the question of the customer in one sentence.\n"

    private func folder(_ budgets: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.configuration, to: "promptfooconfig.yaml")
        try folder.write(Self.text, to: "texts/p.txt")
        try folder.write("models: [gpt-4o]\ntraffic: {calls: 1000/day}\n" + budgets, to: ".assay.yml")
        return folder
    }

    private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Result {
        try Tool.run(arguments + ["--date", "2026-11-21T12:00Z"], in: folder)
    }

    @Test("a budget tests the text, as 'cost' prices it") func budget() throws {
        let folder = try folder("budgets: [{paths: [promptfooconfig.yaml], tokens: 5}]\n")
        // 10 tokens of text and 7 around it.
        #expect(try run(["cost", "promptfooconfig.yaml"], in: folder).text.contains(" 17 "))
        let result = try run(["budget"], in: folder)
        #expect(result.text.contains("17 tokens, 12 more than the pinned 5 on openai/gpt-4o\n"), "\(result.text)")
        #expect(result.status == 1 && result.errors == "")
        #expect(try run(["budget", "--update", "promptfooconfig.yaml"], in: folder).text.contains("5 -> 17 tokens"))
        #expect(try run(["budget"], in: folder).text == "1 of 1 budget kept\n")
    }

    @Test(
        "a text that is missing fails a budget, as it fails 'count' and 'cost'",
        arguments: [
            ["cost", "promptfooconfig.yaml"], ["count", "--by", "unit", "promptfooconfig.yaml"], ["budget"],
            ["budget", "promptfooconfig.yaml"],
        ])
    func missing(arguments: [String]) throws {
        let folder = try folder("budgets: [{paths: [promptfooconfig.yaml], tokens: 100}]\n")
        folder.remove("texts/p.txt")
        let result = try arguments[0] == "count" ? Tool.run(arguments, in: folder) : run(arguments, in: folder)
        #expect(result.errors.hasPrefix("assay: promptfooconfig.yaml:1: cannot read texts/p.txt beside it\n"))
        #expect(result.status == 2)
    }

    @Test("a program that makes the prompt is said, and what no budget is about is not") func programs() throws {
        let folder = try folder("budgets: [{paths: [promptfooconfig.yaml, more/], tokens: 100}]\n")
        try folder.write("prompts: [file://make.py:main, 'Say hello.']\n", to: "promptfooconfig.yaml")
        let note = "assay: note: promptfooconfig.yaml:1: make.py:main is a program that makes the prompt; it is not counted\n"
        let result = try run(["budget"], in: folder)
        #expect(result.errors == note && result.text == "1 of 1 budget kept\n" && result.status == 0, "\(result.errors)")
        try folder.write("models: [gpt-4o]\nbudgets: [{paths: [texts/], tokens: 100}]\n", to: ".assay.yml")
        try folder.write("prompts: [file://gone.txt, file://make.py]\n", to: "promptfooconfig.yaml")
        let others = try run(["budget"], in: folder)
        #expect(others.errors == "" && others.text == "1 of 1 budget kept\n" && others.status == 0)
    }

    @Test("a team's sum has a text once, whoever names it") func team() throws {
        func spent(_ paths: String) throws -> String {
            let result = try run(["budget"], in: folder("teams: {search: {paths: [\(paths)], budget: 0.01/month}}\n"))
            return String(result.text.split(separator: "\n").first ?? "")
        }
        let both = try spent("promptfooconfig.yaml, texts/")
        #expect(both.contains("for 1 prompt on"), "\(both)")
        #expect(try both == spent("texts/"))
        #expect(try both == spent("promptfooconfig.yaml"))
    }

    @Test("'diff' compares the text for itself, and says so") func diff() throws {
        let folder = try TemporaryFolder()
        for side in ["old", "new"] {
            try folder.write(Self.configuration + "# \(side)\n", to: "\(side)/promptfooconfig.yaml")
            try folder.write(side == "old" ? Self.text : Self.text + Self.text, to: "\(side)/texts/p.txt")
        }
        let result = try run(["diff", "old", "new", "-m", "gpt-4o"], in: folder)
        #expect(
            result.errors
                == "assay: note: promptfooconfig.yaml:1: the text is in texts/p.txt; it counts there, as a file of its own\n")
        #expect(result.text.contains("texts/p.txt") && !result.text.contains("promptfooconfig"), "\(result.text)")
    }
}
