import Testing

/// What `assay lint --baseline` hides, and when it speaks.
struct LintBaselineTests {
    @Test("a baseline hides what it lists, and fails when it is stale")
    func baseline() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "p/a.jinja2")
        #expect(try Tool.lint(["p", "--baseline", "b.json", "--update-baseline"], folder).status == 0)
        #expect(try Tool.lint(["p", "--baseline", "b.json"], folder).status == 0)
        try folder.write("Hello.\n\n" + Tool.repeatingPrompt, to: "p/a.jinja2")
        #expect(try Tool.lint(["p", "--baseline", "b.json"], folder).status == 0)
        try folder.write("Hello.\n", to: "p/a.jinja2")
        let stale = try Tool.lint(["p", "--baseline", "b.json"], folder)
        #expect(stale.status == 1 && stale.errors.contains("stale"))
        #expect(try Tool.lint(["p", "--baseline", "b.json", "--update-baseline"], folder).status == 0)
        #expect(try Tool.lint(["p", "--baseline", "b.json"], folder).status == 0)
    }

    @Test("a known finding that has grown a lot is told again, until the baseline takes it in")
    func grownBaseline() throws {
        let folder = try TemporaryFolder()
        try folder.write("budgets:\n  - tokens: 5\n", to: ".assay.yml")
        func write(_ count: Int) throws {
            try folder.write("Sort the tickets.\n" + String(repeating: "Be brief and kind. ", count: count), to: "a.jinja2")
        }
        func run(_ arguments: [String] = []) throws -> Tool.Result {
            try Tool.lint(["a.jinja2", "--select", "TK001", "--format", "concise", "--baseline", "b.json"] + arguments, folder)
        }
        try write(20)
        #expect(try run(["--update-baseline"]).status == 0)
        try write(25)
        #expect(try run().status == 0, "25 tokens more are not many")
        try write(80)
        let grown = try run()
        #expect(grown.status == 1 && grown.errors == "", "\(grown.errors)")
        #expect(grown.text.contains("; the baseline knows it with 100 tokens [TK001]"), "\(grown.text)")
        #expect(try run(["-v", "cl100k_base"]).status == 0, "counted differently")
        #expect(try run(["--update-baseline"]).status == 0)
        #expect(try run().status == 0)
    }

    @Test("what is known of a whole run stays known when its numbers change a little")
    func baselineOfRun() throws {
        let folder = try TemporaryFolder()
        try folder.write("models: [gpt-4o]\nteams:\n  search: {budget: 0.01, calls: 100000/month}\n", to: ".assay.yml")
        func write(_ count: Int) throws {
            let text = String(repeating: "Answer in one sentence. ", count: count)
            for name in ["a", "b", "c"] {
                let block = "Name the document that each of your statements comes from, and the page of it on which it stands. "
                try folder.write(String(repeating: block, count: 3) + "\n\n" + text + name, to: "\(name).jinja2")
            }
        }
        func run(_ arguments: [String] = []) throws -> Tool.Result {
            try Tool.lint(
                ["--select", "TK003,PB010", "--format", "concise", "--date", "2026-11-21", "--baseline", "b.json"] + arguments,
                folder)
        }
        try write(10)
        #expect(try run(["--update-baseline"]).errors.contains("b.json lists 2 findings"))
        try write(11)
        let same = try run()
        #expect(same.status == 0 && same.errors == "" && same.text == "", "\(same.text)\(same.errors)")
        try write(60)
        let grown = try run()
        #expect(grown.status == 1 && grown.errors == "")
        #expect(grown.text.split(separator: "\n").map { $0.suffix(7) } == ["[TK003]"], "\(grown.text)")
    }

    @Test("runs with some of the rules leave the baseline's other entries alone")
    func partialBaseline() throws {
        let folder = try TemporaryFolder()
        let text = Tool.repeatingPrompt + "Please note that all of this is needed.\n"
        try folder.write(text, to: "a.jinja2")
        #expect(try Tool.lint(["a.jinja2", "--baseline", "b.json", "--update-baseline"], folder).status == 0)
        let whole = try folder.read("b.json")
        for arguments in [["--select", "FS"], ["--severity", "error"], ["--ignore", "PB003"], []] {
            #expect(try Tool.lint(["a.jinja2", "--baseline", "b.json"] + arguments, folder).status == 0, "\(arguments)")
        }
        #expect(
            try Tool.lint(["a.jinja2", "--baseline", "b.json", "--update-baseline", "--select", "FS"], folder).status == 0)
        #expect(try folder.read("b.json") == whole)
    }
}
