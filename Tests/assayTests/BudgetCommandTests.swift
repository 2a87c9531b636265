import AssayJSON
import Testing

/// `assay budget`, and budgets in `assay diff`.
@Suite struct BudgetCommandTests {
    private static let configuration = """
        # ours
        models: [gpt-4o]   # the main one
        traffic: {calls: 1000/day}
        budgets:
          - paths: [a.md]
            tokens: 5  # pinned in May
            growth: 0
          - {paths: [code.py], unit: SYSTEM, tokens: 100}
        teams:
          # who pays
          search: {paths: [a.md], budget: $0.50/month}

        """

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.configuration, to: ".assay.yml")
        try folder.write("Say hello.\n", to: "a.md")
        try folder.write(
            "SYSTEM = \"\"\"You are a careful reviewer.\"\"\"\nOTHER_PROMPT = \"\"\"You are a poet of the sea.\"\"\"\n",
            to: "code.py")
        return folder
    }

    private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Result {
        try Tool.run(arguments + ["--date", "2026-11-21T12:00Z"], in: folder)
    }

    @Test("each budget that is exceeded is named with its reason") func checks() throws {
        let result = try run(["budget"], in: folder())
        #expect(result.status == 1)
        // 4 tokens and 6 of framing; $2.5 a million, 30,000 calls a month.
        #expect(
            result.text.contains(
                ".assay.yml:5: over budget: a.md: 10 tokens, 5 more than the pinned 5 on openai/gpt-4o\n"))
        #expect(
            result.text.contains(
                "over budget: team search: $0.75 a month, over the budget of $0.50 for 1 prompt on openai/gpt-4o\n"))
        #expect(result.text.hasSuffix("1 of 3 budgets kept\n"))
    }

    @Test("without a budget nothing is tested, which is no success", arguments: ["text", "markdown", "json"])
    func noBudgets(format: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Say hello.\n", to: "a.md")
        for configuration in ["models: [gpt-4o]\n", "budgets: []\n", "teams: {search: {paths: [a.md]}}\n", ""] {
            try folder.write(configuration, to: ".assay.yml")
            let result = try run(["budget", "--format", format], in: folder)
            #expect(
                result.errors == """
                    assay: .assay.yml has no budgets to test; write some, such as 'budgets: [{paths: [prompts/], tokens: 1200}]', \
                    or pin what a prompt has now with 'assay budget --update PATH'

                    """)
            #expect(result.text == "" && result.status == 2)
        }
        // The advice works, wherever the list is empty.
        let texts = ["", "budgets: []\n", "models: [gpt-4o]\nbudgets: [ ]  # none yet\nfail-on: error\n", "budgets:\n  []"]
        for configuration in texts {
            try folder.write(configuration, to: ".assay.yml")
            #expect(try run(["budget", "--update", "a.md"], in: folder).status == 0)
            #expect(try run(["budget"], in: folder).text == "1 of 1 budget kept\n")
        }
        try folder.write(texts[2], to: ".assay.yml")
        _ = try run(["budget", "--update", "a.md"], in: folder)
        #expect(
            try String(decoding: folder.read(".assay.yml"), as: UTF8.self)
                == "models: [gpt-4o]\nbudgets:  # none yet\n  - paths: [\"/a.md\"]\n    tokens: 10\nfail-on: error\n")
        try folder.write("{budgets: [], models: [gpt-4o]}\n", to: ".assay.yml")
        let flow = try run(["budget", "--update", "a.md"], in: folder)
        #expect(flow.errors.contains("its budgets are written in brackets") && flow.status == 2)
    }

    @Test(
        "budgets that test nothing are no success",
        arguments: [
            ("{paths: [gone.md], tokens: 5}", "no prompt that was read is under this budget"),
            ("{paths: [a.md], growth: 5}", "growth needs a version to compare with"),
            ("{paths: [a.md], tool-tokens: 5}", "this budget has no limit that is tested here"),
            ("{paths: [a.md]}", "this budget has no limit that is tested here"),
        ])
    func nothingTested(budget: String, note: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Say hello.\n", to: "a.md")
        try folder.write("budgets: [\(budget)]\n", to: ".assay.yml")
        let result = try run(["budget"], in: folder)
        #expect(result.errors.contains(note))
        #expect(result.errors.hasSuffix("assay: no budget tested anything; the notes say why\n"))
        #expect(result.text == "" && result.status == 2)
        let json = try JSONDocument(run(["budget", "--format", "json"], in: folder).output).root
        #expect(json["results"]?[0] == nil && json["errors"]?[0]?["path"]?.string == ".assay.yml")
        try folder.write("teams: {search: {paths: [gone/], budget: 5/month}}\n", to: ".assay.yml")
        #expect(try run(["budget"], in: folder).errors.contains(".assay.yml:1: no prompt that was read is of team search\n"))
    }

    @Test("what is added has the line ends of the file, and an unknown model the line it is in") func lines() throws {
        let folder = try TemporaryFolder()
        try folder.write("Say hello.\n", to: "a.md")
        for (before, after) in [
            ("models: [gpt-4o]\r\nbudgets: []\r\n", "budgets:\r\n  - paths: [\"/a.md\"]\r\n    tokens: 10\r\n"),
            (
                "models: [gpt-4o]\r\nbudgets:\r\n  - paths: [b.md]\r\n    tokens: 5\r\n",
                "    tokens: 5\r\n  - paths: [\"/a.md\"]\r\n    tokens: 10\r\n"
            ),
        ] {
            try folder.write(before, to: ".assay.yml")
            #expect(try run(["budget", "--update", "a.md"], in: folder).status == 0)
            let text = try folder.read(".assay.yml")
            #expect(
                text.suffix(after.utf8.count).elementsEqual(after.utf8) && text.count { $0 == 0x0A } == text.count { $0 == 0x0D })
        }
        try folder.write("models:\n  - gpt-4o\n\n  # second\n  - gpt-99\nbudgets: [{tokens: 9}]\n", to: ".assay.yml")
        #expect(try run(["budget"], in: folder).errors.hasPrefix("assay: .assay.yml:5: no model is called 'gpt-99'"))
        #expect(try Tool.lint(["a.md"], folder).errors.contains("/.assay.yml:5: no model is called 'gpt-99'"))
    }

    @Test("budgets say what is in no count of the prompts they are about") func budgets() throws {
        let folder = try TemporaryFolder()
        let program = "PROMPT = 'You are a kind helper of many people.'\ncreate(model='m', messages=m, tools=TOOLS)\n"
        for name in ["a.py", "b.py"] { try folder.write(program, to: name) }
        try folder.write("models: [gpt-4o]\nbudgets: [{paths: [a.py], tokens: 100}]\n", to: ".assay.yml")
        let result = try Tool.run(["budget"], in: folder)
        #expect(result.status == 0)
        #expect(
            result.errors
                == "assay: note: a.py:2: the tools that the program sends are not counted; in a JSON request they are\n")
    }

    @Test("a constant that is only sent inside other prompts is tested where it is named") func fragments() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "RULES_PROMPT = 'You are a kind helper of many people.'\nPROMPT = RULES_PROMPT + ' Answer the question of the user.'\n",
            to: "code.py")
        try folder.write("budgets:\n  - {unit: RULES_PROMPT, tokens: 5}\n  - tokens: 100\n", to: ".assay.yml")
        let texts = try run(["budget"], in: folder)
        #expect(
            texts.text
                == ".assay.yml:2: over budget: code.py: RULES_PROMPT: 9 tokens, 4 more than the pinned 5 on o200k_base\n1 of 2 budgets kept\n"
        )
        #expect(texts.errors == "")
        // With the framing of a request of its own.
        #expect(try run(["budget", "-m", "gpt-4o"], in: folder).text.contains("RULES_PROMPT: 16 tokens, 11 more"))
        #expect(try run(["budget", "--update"], in: folder).text.hasPrefix(".assay.yml:2: 5 -> 9 tokens\n"))
        // Nobody who does not name it gets a pin for it.
        folder.remove(".assay.yml")
        _ = try run(["budget", "--update", "code.py"], in: folder)
        #expect(try !String(decoding: folder.read(".assay.yml"), as: UTF8.self).contains("RULES"))
    }

    @Test("pins of texts alone say that requests have more") func pinsWithoutModel() throws {
        let folder = try TemporaryFolder()
        try folder.write("Say hello.\n", to: "a.md")
        let result = try run(["budget", "--update", "a.md"], in: folder)
        #expect(result.text == ".assay.yml: a.md pinned to 3 tokens\n")
        #expect(result.errors.hasPrefix("assay: note: no model is named, so texts alone are pinned"))
        let named = try run(["budget", "--update", "a.md", "-m", "gpt-4o"], in: folder)
        #expect(named.text == ".assay.yml:2: 3 -> 10 tokens\n")
        #expect(named.errors == "")
    }

    @Test("a cost that cannot be tested says what is missing") func untested() throws {
        let folder = try TemporaryFolder()
        try folder.write("Say hello.\n", to: "a.md")
        try folder.write("vocabulary: cl100k_base\nbudgets: [{paths: [a.md], cost-per-call: 0.00001}]\n", to: ".assay.yml")
        #expect(try run(["budget"], in: folder).errors.contains("; name a model with -m or 'models:'"))
        try folder.write("models: [gpt-4o]\nbudgets: [{paths: [a.md], cost-per-month: 1}]\n", to: ".assay.yml")
        #expect(try run(["budget"], in: folder).errors.contains("; declare the traffic with --calls"))
    }

    @Test("a named file does not lower what other files share, and may raise it") func sharedPins() throws {
        let folder = try TemporaryFolder()
        let configuration =
            "models: [gpt-4o]\nbudgets:\n  - paths: [prompts/]\n    tokens: %\n  - paths: [/prompts/a.md]\n    tokens: 500\n"
        func configured(_ tokens: String) -> String { configuration.replacing("%", with: tokens) }
        try folder.write("Be brief and kind.", to: "prompts/a.md")
        try folder.write(String(repeating: "Be brief and kind. ", count: 40), to: "prompts/b.md")
        try folder.write(configured("1200"), to: ".assay.yml")
        #expect(try run(["budget", "--update", "prompts/a.md"], in: folder).status == 0)
        let lowered = try String(decoding: folder.read(".assay.yml"), as: UTF8.self)
        #expect(lowered.contains("tokens: 1200") && !lowered.contains("tokens: 500"))
        try folder.write(configured("3"), to: ".assay.yml")
        #expect(try run(["budget", "--update", "prompts/a.md"], in: folder).status == 0)
        #expect(try !String(decoding: folder.read(".assay.yml"), as: UTF8.self).contains("tokens: 3\n"))
    }

    @Test("pins are written anew, and every other byte stays") func update() throws {
        let folder = try folder()
        let result = try run(["budget", "--update"], in: folder)
        #expect(result.status == 0)
        #expect(result.text.contains(".assay.yml:5: 5 -> 10 tokens\n"))
        var lines = Self.configuration.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[5] = "    tokens: 10  # pinned in May"
        let text = String(decoding: try folder.read(".assay.yml"), as: UTF8.self)
        #expect(text.contains("tokens: 10  # pinned in May"))
        #expect(text.split(separator: "\n").count == lines.filter { !$0.isEmpty }.count)
        #expect(text.hasPrefix("# ours\nmodels: [gpt-4o]   # the main one\n"))
        let again = try run(["budget", "--update"], in: folder)
        #expect(again.text == ".assay.yml: all pins are what they were\n")
    }

    @Test("a named file that no budget pins gets one, also where there is no configuration") func pinsNew() throws {
        let folder = try folder()
        _ = try run(["budget", "--update", "code.py"], in: folder)
        let text = String(decoding: try folder.read(".assay.yml"), as: UTF8.self)
        #expect(text.contains("  - paths: [\"/code.py\"]\n    unit: \"OTHER_PROMPT\"\n    tokens: "))
        #expect(text.contains("teams:\n  # who pays\n"))
        folder.remove(".assay.yml")
        let made = try run(["budget", "--update", "a.md", "-m", "gpt-4o"], in: folder)
        #expect(made.status == 0)
        #expect(
            String(decoding: try folder.read(".assay.yml"), as: UTF8.self)
                == "budgets:\n  - paths: [\"/a.md\"]\n    tokens: 10\n")
    }

    @Test("a prompt without a model takes none from the others of its file") func mixedModels() throws {
        let folder = try TemporaryFolder()
        let list = "[{'role': 'system', 'content': 'You are a kind helper.'}]"
        try folder.write("create(model=load(), messages=\(list))\ncreate(model='gpt-4o', messages=\(list))\n", to: "a.py")
        try folder.write("budgets: [{tokens: 8}]\n", to: ".assay.yml")
        let result = try run(["budget"], in: folder)
        #expect(result.text.contains("on openai/gpt-4o\n1 of 2 budgets kept\n") && result.status == 1, "\(result.text)")
        try folder.write("traffic: {calls: 10/day}\nbudgets: [{cost-per-month: 8}]\n", to: ".assay.yml")
        #expect(try run(["budget"], in: folder).errors.contains("; name a model with -m or 'models:'"))
    }

    @Test("tokens need no model; money does") func withoutModel() throws {
        let folder = try folder()
        try folder.write("budgets:\n  - tokens: 100\n", to: ".assay.yml")
        #expect(try run(["budget"], in: folder).status == 0)
        try folder.write("budgets:\n  - cost-per-call: 1\n", to: ".assay.yml")
        let result = try run(["budget"], in: folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("no cost a call is known"))
    }

    @Test("a change that exceeds a budget ends with 1") func inDiff() throws {
        let folder = try folder()
        for command in [["init", "-q"], ["add", "-A"]] { try #require(Git.run(command, in: folder) != nil) }
        try #require(
            Git.run(["-c", "user.email=a@b", "-c", "user.name=A", "commit", "-q", "-m", "one"], in: folder) != nil)
        #expect(try run(["diff"], in: folder).status == 0, "what did not change is not tested")
        try folder.write("Say hello to everybody.\n", to: "a.md")
        let result = try run(["diff"], in: folder)
        #expect(result.status == 1)
        #expect(result.text.contains("over budget: a.md: +2 tokens (10 before, 12 now); a change may add 0"))
        #expect(result.text.contains("over budget: team search: "))
        try folder.write("budgets:\n  - tokens: 500\n", to: "other.yml")
        #expect(try run(["diff", "-m", "gpt-4o", "--budget", "other.yml"], in: folder).status == 0)
    }

    @Test("a mistake in the configuration is named with its place") func mistakes() throws {
        let folder = try folder()
        try folder.write("budgets:\n  - tokns: 5\n", to: ".assay.yml")
        let result = try run(["budget"], in: folder)
        #expect(result.status == 2)
        #expect(result.errors.contains(".assay.yml:2:5: unknown key of a budget 'tokns'; did you mean tokens?"))
    }
}
