import AssayJSON
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

    @Test("a text that is missing lowers no pin") func missingPin() throws {
        let configuration = "budgets: [{paths: [promptfooconfig.yaml], tokens: 1000}]\n"
        let folder = try folder(configuration)
        try folder.write("prompts: [file://gone.txt, 'Say hello.']\n", to: "promptfooconfig.yaml")
        let result = try run(["budget", "--update"], in: folder)
        #expect(result.errors.contains("cannot read gone.txt") && result.status == 2)
        #expect(try String(decoding: folder.read(".assay.yml"), as: UTF8.self).hasSuffix(configuration))
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

    @Test("patterns are said, and the files that they mean count for themselves") func patterns() throws {
        let folder = try folder("budgets: [{tokens: 100}]\n")
        try folder.write("prompts: [file://texts/*.txt]\n", to: "promptfooconfig.yaml")
        let note =
            "assay: note: promptfooconfig.yaml:1: texts/*.txt is a pattern, which is not followed; the files that it means count "
            + "for themselves\n"
        let budget = try run(["budget"], in: folder)
        #expect(budget.errors == note && budget.text == "1 of 1 budget kept\n" && budget.status == 0)
        let count = try Tool.run(["count", "--by", "unit", "."], in: folder)
        #expect(
            count.errors == note.replacing("note: ", with: "note: ./") && count.text.contains("texts/p.txt:1")
                && count.status == 0)
    }

    // MARK: Changes

    private func changes(_ arguments: [String], in folder: TemporaryFolder) throws -> [String] {
        let result = try run(["diff"] + arguments + ["--format", "json"], in: folder)
        #expect(result.errors == "", "\(result.errors)")
        return try JSONDocument(result.output).root["changes"]?.elements.map { change in
            let models = change["models"]?.elements.map { "\($0["model"]?.string ?? "") \($0["tokens"]?.int ?? 0)" }
            return "\(change["after"]?["path"]?.string ?? "-") \(change["status"]?.string ?? "") \(models?.first ?? "")"
        } ?? []
    }

    /// What changes in a configuration of one text, or in the text: `old` and `new` are folders, then two commits.
    @Test(
        "'diff' compares the text with the prompt that names it",
        arguments: [
            ("[file://p.txt]", "One two three.", ["f.yaml changed openai/gpt-4o 2"]),
            ("[file://q.txt]", "One.", ["f.yaml changed openai/gpt-4o 3"]),
            ("[file://p.txt, file://q.txt]", "One.", ["f.yaml added openai/gpt-4o 12"]),
            ("['One. Two.']", "One.", ["f.yaml changed openai/gpt-4o 2"]),
        ])
    func changes(prompts: String, text: String, expected: [String]) throws {
        func write(_ side: String, _ prompts: String, _ text: String) throws {
            let place = side.isEmpty ? "" : side + "/"
            try folder.write("prompts: \(prompts)\nproviders: [openai:chat:gpt-4o] # \(prompts)\(text)\n", to: place + "f.yaml")
            try folder.write(text + "\n", to: place + "p.txt")
            try folder.write("One two three four.\n", to: place + "q.txt")
        }
        let folder = try TemporaryFolder()
        try write("old", "[file://p.txt]", "One.")
        try write("new", prompts, text)
        #expect(try changes(["old", "new"], in: folder) == expected)
        let named = try changes(["old/f.yaml", "new/f.yaml"], in: folder).map { $0.replacing("new/", with: "") }
        #expect(named.filter { !$0.contains("moved") } == expected)
        try #require(Git.run(["init", "-q", "-b", "main"], in: folder) != nil)
        for (prompts, text) in [("[file://p.txt]", "One."), (prompts, text)] {
            try write("", prompts, text)
            for command in [
                ["add", "f.yaml", "p.txt", "q.txt"], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x"],
            ] {
                try #require(Git.run(command, in: folder) != nil)
            }
        }
        #expect(try changes(["HEAD~1", "HEAD"], in: folder) == expected)
    }

    @Test("a text that changes alone is compared by itself, and what is missing is said") func textAlone() throws {
        let folder = try TemporaryFolder()
        for side in ["old", "new"] {
            try folder.write(Self.configuration, to: "\(side)/promptfooconfig.yaml")
            try folder.write(side == "old" ? Self.text : Self.text + Self.text, to: "\(side)/texts/p.txt")
        }
        let result = try run(["diff", "old", "new", "-m", "gpt-4o"], in: folder)
        #expect(result.errors == "" && result.text.contains("texts/p.txt") && !result.text.contains("promptfooconfig"))
        try folder.write(Self.configuration + "# new\n", to: "new/promptfooconfig.yaml")
        folder.remove("new/texts/p.txt")
        let missing = try run(["diff", "old", "new", "-m", "gpt-4o"], in: folder)
        #expect(missing.errors == "assay: note: promptfooconfig.yaml:1: cannot read texts/p.txt beside it\n", "\(missing.errors)")
    }
}
