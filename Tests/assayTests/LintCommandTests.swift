import Testing

@testable import assay

struct LintCommandTests {
    @Test("a finding is told with its line and ends with 1; a clean file ends with 0")
    func status() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        try folder.write("Be brief.\n", to: "b.txt")
        let found = try Tool.lint(["a.jinja2", "--format", "concise"], folder)
        #expect(found.text.hasPrefix("a.jinja2:5:1: warning: "))
        #expect(found.status == 1)
        let clean = try Tool.lint(["b.txt"], folder)
        #expect(clean.text == "no findings in 1 file\n" && clean.status == 0)
    }

    @Test("findings below the level that fails end with 0, and then the stamp is written")
    func failOn() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        #expect(try Tool.lint(["a.jinja2", "--fail-on", "warning", "--stamp", "no"], folder).status == 1)
        #expect(try Tool.run(["count", "no"], in: folder).status == 2)
        let result = try Tool.lint(["a.jinja2", "--format", "concise", "--fail-on", "error", "--stamp", "s"], folder)
        #expect(result.status == 0 && result.text.contains("warning"))
        #expect(try folder.read("s").isEmpty)
    }

    @Test("mistakes end with 2 and say what to do")
    func mistakes() throws {
        let folder = try TemporaryFolder()
        try folder.write("rulez: {}\n", to: "conf/.assay.yml")
        try folder.write("Hi.\n", to: "conf/a.txt")
        for (arguments, message) in [
            (["missing.txt"], "missing.txt"), (["--format", "pdf"], "there is no format 'pdf'; there are full, concise, json"),
            (["--format", "reviewdog"], "there is no format 'reviewdog'; it is called rdjson here: --format rdjson"),
            (["--format", "CodeClimate"], "it is called gitlab here"), (["--format", "serif"], "did you mean sarif?"),
            (["-", "--select", "PB01"], "did you mean PB001"), (["-", "--ignore", "all"], "nothing would be checked"),
            (["-", "--select", "PB001,PB002", "--ignore", "PB"], "--ignore leaves out every rule that would run"),
            (["conf/a.txt"], "did you mean rules?"),
            (["conf/a.txt", "--no-config", "--baseline", "none.json"], "there is no baseline"),
        ] {
            let result = try Tool.lint(arguments, folder)
            #expect(result.status == 2, "\(arguments)")
            #expect(result.errors.contains(message), "\(result.errors)")
        }
    }

    @Test("--ignore that leaves out what the configuration selects is refused, but not what is on for some files")
    func nothingIsLeft() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hi.\n", to: "a.md")
        for (configuration, status) in [
            ("select: [PB001]\n", 2), ("rules: {all: off, PB001: on}\n", 2), ("select: [PB001, PB002]\n", 0),
            ("ignore: [all]\noverrides: [{paths: [b.md], rules: {PB002: error}}]\n", 0),
        ] {
            try folder.write(configuration, to: ".assay.yml")
            #expect(try Tool.lint(["a.md", "--ignore", "PB001"], folder).status == status, "\(configuration)")
        }
    }

    @Test(
        "a copy is taken out with the marks that close it",
        arguments: ["X。", "「X」", "「X！」", "X？", "X（1）。", "【X。】", "（X）。", "X।", "X؟", "X!", "\"X.\"", "X", "(X)", "- X。", "«X»."])
    func closingMarks(_ frame: String) throws {
        let sentence = frame.replacing("X", with: "请始终使用用户的语言回答问题，并说明每个陈述来自哪一份文件，不要编造任何内容，也不要省略来源")
        let folder = try TemporaryFolder()
        try folder.write("\(sentence)\n\n{{ x }}\n\n\(sentence)\n谢谢。\n", to: "a.jinja2")
        #expect(try Tool.lint(["a.jinja2", "--select", "PB001", "--fix", "--unsafe-fixes"], folder).status == 0)
        #expect(try String(decoding: folder.read("a.jinja2"), as: UTF8.self) == "\(sentence)\n\n{{ x }}\n\n谢谢。\n")
    }

    @Test("standard input takes the name that is given for it")
    func standardInput() throws {
        let folder = try TemporaryFolder()
        let result = try Tool.lint(
            ["-", "--stdin-filename", "x/y.jinja2", "--format", "concise"], folder, input: Tool.repeatingPrompt)
        #expect(result.text.hasPrefix("x/y.jinja2:5:1:"))
    }

    @Test(
        "standard input that is fixed is all that is printed, changed or not",
        arguments: [("Hello.   \n", "Hello.   \n"), ("{# assay-ignore PB003: gone #}\nHello.\n", "Hello.\n")])
    func fixedStandardInput(_ text: String, _ fixed: String) throws {
        let folder = try TemporaryFolder()
        let result = try Tool.lint(
            ["-", "--fix", "--stdin-filename", "a.jinja2", "--select", "SU001,PB003"], folder, input: text)
        #expect(result.text == fixed)
    }

    @Test("packages and builds are left alone in folders, unless they are named or included")
    func foreignFolders() throws {
        let folder = try TemporaryFolder()
        for name in ["node_modules/x/p.jinja2", "src/.build/checkouts/p.jinja2", ".venv/p.jinja2", "own/p.jinja2"] {
            try folder.write(Tool.repeatingPrompt, to: name)
        }
        let all = try Tool.lint([".", "--format", "concise"], folder)
        #expect(all.text.split(separator: "\n").count { $0.contains("warning") } == 1 && all.text.hasPrefix("own/"))
        #expect(try Tool.lint(["node_modules/x"], folder).status == 1)
        try folder.write("include: [\".venv/*.jinja2\"]\n", to: ".assay.yml")
        let included = try Tool.lint([".", "--format", "concise"], folder)
        #expect(included.text.split(separator: "\n").count { $0.contains(".jinja2:5:1: warning") } == 2)
    }

    @Test("nothing to lint is said")
    func nothingToLint() throws {
        let folder = try TemporaryFolder()
        try folder.write("x = 1\n", to: "code/a.c")
        let wrong = try Tool.lint(["code"], folder)
        #expect(
            wrong.errors
                == "assay: note: there is no prompt; a file that is named itself is linted whatever it is called\n")
        #expect(wrong.status == 0)
        let empty = try Tool.lint(["-"], folder)
        #expect(empty.errors == "assay: note: standard input is empty\n")
        #expect(empty.status == 0)
        #expect(try Tool.lint(["-"], folder, input: "You are a helpful assistant.\n").errors == "")
    }

    @Test("without a path it is this folder, or the text that a file name stands for")
    func noPath() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "p/a.jinja2")
        let here = try Tool.lint(["--format", "concise"], folder)
        #expect(here.text.hasPrefix("p/a.jinja2:"))
        #expect(here.status == 1)
        let piped = try Tool.lint(["--stdin-filename", "b.jinja2", "--format", "concise"], folder, input: Tool.repeatingPrompt)
        #expect(piped.text.hasPrefix("b.jinja2:"))
    }

    @Test("this repository's own prompts are clean, by its own configuration")
    func ownPrompts() throws {
        let root = Checkout.root
        let report = try Tool.shell("assay lint --no-cache", in: root)
        #expect(report.hasPrefix("no findings in ") && !report.hasPrefix("no findings in 0 "), "\(report)")
        // The prompt that the README shows findings of has them, so that the run above can fail.
        let shown = try Tool.shell("assay lint --no-cache --no-config Examples", in: root)
        #expect(shown.contains("Examples/refunds-v1.jinja:17:1: error:"))
    }

    @Test("a file that is reached twice is linted once, and estimates are marked")
    func onceAndEstimated() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "p/a.jinja2")
        let once = try Tool.lint(["p", "p/a.jinja2", "./p/a.jinja2", "--format", "concise"], folder)
        #expect(once.text.split(separator: "\n").count == 1)
        let priced = try Tool.lint(["p", "-m", "claude-opus-4-6", "--date", "2026-11-21"], folder)
        #expect(priced.text.contains(", ~$") && priced.text.contains("(estimated: the tokens are those of o200k_base)"))
        #expect(!(try Tool.lint(["p", "-m", "gpt-4o"], folder).text.contains("~")))
        for mistake in [["--unsafe-fixes"], ["--statistics", "--format", "json"]] {
            #expect(try Tool.lint(["p"] + mistake, folder).status == 2)
        }
    }

    @Test(
        "a model whose vocabulary is unknown, or not at hand, is estimated", arguments: ["jamba-1.5-mini", "llama-3-8b-instruct"])
    func estimatedModel(_ model: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        let model = (model.hasPrefix("jamba") ? "ai21/" : "meta-llama/") + model
        let result = try Tool.lint(["a.jinja2", "-m", model], folder)
        #expect(result.errors == "" && result.status == 1)
        #expect(result.text.contains("with \(model) (estimated: the tokens are those of o200k_base)"), "\(result.text)")
    }

    @Test("a budget is tested on the high end of an estimate")
    func estimatedBudget() throws {
        let folder = try TemporaryFolder()
        try folder.write("Answer in one sentence.\n", to: "a.jinja2")
        try folder.write("models: [claude-opus-4-6]\nbudgets:\n  - tokens: 5\n", to: ".assay.yml")
        #expect(try Tool.lint(["--select", "TK001", "--format", "concise"], folder).text.contains("up to"))
    }

    @Test(
        "lint and budget test the same number, of whatever models and of none, with loops and values",
        arguments: ["models: [gpt-4o]\n", "models: [claude-opus-4-6]\n", "models: [gpt-4o, claude-opus-4-6]\n", ""],
        ["{{ question }}", "{% for m in messages[-8:] %}{{ m.role }} said this: {{ m.text }}{% endfor %}"])
    func sameBudget(_ models: String, _ body: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("system:\nAnswer in one sentence.\nuser:\n\(body)\n", to: "a.jinja2")
        func statuses(_ limit: Int) throws -> [Int32] {
            try folder.write("\(models)budgets:\n  - tokens: \(limit)\n", to: ".assay.yml")
            return try [["lint", "--select", "TK001"], ["budget"]].map { try Tool.run($0, in: folder).status }
        }
        var (least, most) = (1, 400)
        while least < most {
            let middle = (least + most) / 2
            if try statuses(middle)[1] == 0 { most = middle } else { least = middle + 1 }
        }
        #expect((5..<400).contains(least))
        #expect(try statuses(least) == [0, 0])
        #expect(try statuses(least - 1) == [1, 1])
    }

    @Test("the cost of a team's prompts is added up, and held against its budget")
    func teamBudget() throws {
        let folder = try TemporaryFolder()
        // 5 and 9 tokens.
        try folder.write("Answer in one sentence.\n", to: "search/a.jinja2")
        try folder.write("Answer in one sentence, please, always.\n", to: "search/b.jinja2")
        try folder.write("Answer in one sentence.\n", to: "other/c.jinja2")
        func findings(_ budget: String) throws -> [String] {
            try folder.write(
                "models: [gpt-4o]\nteams:\n  search: {paths: [search/], budget: \(budget), calls: 100000/month}\n",
                to: ".assay.yml")
            let arguments = ["--format", "concise", "--select", "TK003", "--date", "2026-11-21"]
            return try Tool.lint(arguments, folder).text.split(separator: "\n").map(String.init).filter {
                $0.contains("TK003")
            }
        }
        // 14 tokens x $2.50 a million x 100,000 calls = $3.50.
        #expect(try findings("3.5") == [])
        let over = try findings("3.49")
        #expect(over.count == 1 && over[0].hasPrefix("search/b.jinja2:1:1: warning:"), "\(over)")
        #expect(over.first?.contains("team search: its 2 prompts cost $3.50 a month") == true, "\(over)")
    }

    @Test("the configuration says what fails, and the command line has the last word")
    func configuredFailLevel() throws {
        let folder = try TemporaryFolder()
        try folder.write("Please note that you should be brief.\n", to: "a.txt")
        #expect(try Tool.lint(["a.txt"], folder).status == 1)
        try folder.write("fail-on: warning\n", to: ".assay.yml")
        let passed = try Tool.lint(["a.txt", "--format", "concise"], folder)
        #expect(passed.status == 0 && passed.text.contains("PB003"))
        #expect(try Tool.lint(["a.txt", "--fail-on", "info"], folder).status == 1)
        try folder.write("fail-on: waring\n", to: ".assay.yml")
        let wrong = try Tool.lint(["a.txt"], folder)
        #expect(wrong.status == 2 && wrong.errors.contains(".assay.yml:1:10: fail-on is 'waring'"))
        try folder.write(Tool.repeatingPrompt, to: "b.jinja2")
        #expect(try Tool.lint(["b.jinja2", "--no-config", "--fail-on", "never"], folder).status == 0)
    }

    @Test("a stale baseline is said beside differences as well") func staleBeside() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        let options = ["a.jinja2", "--select", "PB001", "--baseline", "b.json"]
        #expect(try Tool.lint(options + ["--update-baseline"], folder).status == 0)
        #expect(try Tool.lint(options + ["--diff"], folder).errors == "")
        try folder.write("Answer in one sentence.\n", to: "a.jinja2")
        let result = try Tool.lint(options + ["--diff"], folder)
        #expect(result.errors.contains("1 entry of the baseline is stale") && result.status == 1)
    }

    @Test("the result does not depend on the number of threads")
    func threads() throws {
        let folder = try TemporaryFolder()
        for number in 0..<40 { try folder.write(Tool.repeatingPrompt, to: "p/\(number).jinja2") }
        let one = try Tool.lint(["p", "--threads", "1", "--format", "json"], folder)
        #expect(try Tool.lint(["p", "--threads", "3", "--format", "json"], folder).text == one.text)
    }

    @Test("rules are explained and listed")
    func rules() throws {
        let folder = try TemporaryFolder()
        let page = try Tool.run(["explain", "pb001"], in: folder)
        #expect(page.status == 0 && page.text.hasPrefix("PB001 repeated-block\n"))
        #expect(try Tool.run(["explain", "PB1"], in: folder).status == 2)
        // The figures are those of the rule's page in docs/rules.
        #expect(page.text.contains("  precision of all rules for `redundant-boilerplate`: 0."))
        #expect(page.text.contains("  cases on which PB001 itself has a finding: "))
        #expect(try Tool.run(["explain", "TK001"], in: folder).text.hasSuffix("for this rule yet.\n"))
        #expect(try Tool.run(["rules"], in: folder).text.contains("PB001"))
        #expect(try Tool.run(["rules", "--format", "json"], in: folder).text.contains("\"id\": \"PB001\""))
    }
}
