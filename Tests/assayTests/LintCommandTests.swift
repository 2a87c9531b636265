import Testing

@testable import assay

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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

    @Test("only what a branch has brought")
    func since() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        try folder.write("Be brief.\n", to: "c.jinja2")
        for command in [
            ["init", "-q"], ["add", "-A"], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x"],
        ] {
            try #require(Git.run(command, in: folder) != nil)
        }
        #expect(try Tool.lint(["a.jinja2", "--since", "HEAD"], folder).status == 0)
        try folder.write(Tool.repeatingPrompt, to: "c.jinja2")
        try folder.write(Tool.repeatingPrompt, to: "new.jinja2")
        let result = try Tool.lint([".", "--since", "HEAD", "--format", "concise", "--select", "PB001"], folder)
        #expect(result.text.contains("c.jinja2") && result.text.contains("new.jinja2"))
        #expect(!result.text.contains("a.jinja2"))
        #expect(try Tool.lint(["a.jinja2", "--since", "no-such-revision"], folder).status == 2)
    }

    @Test("a revision that git does not know is an error where nothing would be found, too")
    func unknownRevision() throws {
        let folder = try TemporaryFolder()
        try folder.write("Be brief.\n", to: "p/a.md")
        folder.makeFolder("empty")
        let since = ["--since", "nope"]
        for path in ["p", "p/a.md", "empty", "-"] {
            let outside = try Tool.lint([path] + since, folder, input: "Be brief.\n")
            #expect(outside.errors.contains("assay: --since needs a git repository, and "), "\(path): \(outside.errors)")
            #expect(outside.status == 2 && outside.text == "")
        }
        try #require(Git.run(["init", "-q"], in: folder) != nil)
        try commit(folder)
        for path in ["p", "p/a.md", "empty", "-"] {
            let result = try Tool.lint([path] + since, folder, input: "Be brief.\n")
            #expect(result.errors == "assay: git knows no revision 'nope'\n", "\(path)")
            #expect(result.status == 2 && result.text == "")
        }
        let around = try TemporaryFolder()
        for command in ["mkdir one", "cp -R \(folder.path)/. one"] { _ = try Tool.shell(command, in: around.path) }
        #expect(try Tool.lint([".", "--since", "HEAD"], around).status == 0, "a folder around repositories")
        let missing = try Tool.lint(["gone/a.md", "--since", "HEAD"], folder)
        #expect(missing.errors.contains("cannot read gone/a.md"))
    }

    private func commit(_ folder: TemporaryFolder, _ message: String = "x") throws {
        for command in [["add", "-A"], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", message]] {
            try #require(Git.run(command, in: folder) != nil)
        }
    }

    @Test("what others did meanwhile is not the branch's, and a renamed file is not new")
    func branch() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        try folder.write("Be brief.\n", to: "b.jinja2")
        try #require(Git.run(["init", "-q", "-b", "main"], in: folder) != nil)
        try commit(folder)
        try #require(Git.run(["checkout", "-qb", "feature"], in: folder) != nil)
        try #require(Git.run(["mv", "a.jinja2", "renamed.jinja2"], in: folder) != nil)
        try folder.write("You sort mail.\n\n{{mail}}\n\n" + Tool.repeatingPrompt, to: "c.jinja2")
        try commit(folder)
        try #require(Git.run(["checkout", "-q", "main"], in: folder) != nil)
        try folder.write("Be kind.\n" + Tool.repeatingPrompt, to: "b.jinja2")
        try commit(folder)
        try #require(Git.run(["checkout", "-q", "feature"], in: folder) != nil)
        let result = try Tool.lint([".", "--since", "main", "--format", "concise", "--select", "PB001"], folder)
        #expect(result.text.split(separator: "\n").map { $0.prefix(8) } == ["c.jinja2"], "\(result.text)")
    }

    @Test("what a change has added to a prompt is held against its limits, wherever the prompt begins")
    func growth() throws {
        let folder = try TemporaryFolder()
        let text = "You sort the mail of a bicycle shop into queues.\n\nName the queue only.\n"
        try folder.write(text, to: "a.jinja2")
        try #require(Git.run(["init", "-q", "-b", "main"], in: folder) != nil)
        try commit(folder)
        try #require(Git.run(["mv", "a.jinja2", "b.jinja2"], in: folder) != nil)
        try folder.write(text + "\nBikes, parts, refunds, workshop: these are the queues.\n", to: "b.jinja2")
        func growths(_ since: [String] = ["--since", "HEAD"]) throws -> [String] {
            let result = try Tool.lint(["--format", "concise", "--select", "TK002"] + since, folder)
            #expect(result.status == (result.text.contains("TK002") ? 1 : 0))
            return result.text.split(separator: "\n").map(String.init).filter { $0.contains("TK002") }
        }
        #expect(try growths() == [], "growth of a few tokens is none to speak of")
        try folder.write("budgets:\n  - growth: 5\n", to: ".assay.yml")
        let over = try growths()
        #expect(over.count == 1 && over[0].hasPrefix("b.jinja2:1:1: error:"), "\(over)")
        #expect(over.first?.contains("14 more than the 16 it had; a change may add 5") == true, "\(over)")
        try folder.write("budgets:\n  - growth-percent: 87\n", to: ".assay.yml")
        #expect(try growths().first?.contains("(+87%); a change may add 87%") == true)
        try folder.write("budgets:\n  - growth-percent: 88\n", to: ".assay.yml")
        #expect(try growths() == [])
        #expect(try growths([]) == [], "without a revision there is nothing to compare with")
    }

    @Test("what the earlier version did not have is new, wherever it stands")
    func lostBounds() throws {
        let folder = try TemporaryFolder()
        let program = { (bound: String) in
            """
            history = []

            def ask(question):
                global history
                history.append({"role": "user", "content": question})
            \(bound)    reply = client.chat.completions.create(model="gpt-4o", max_tokens=300, messages=history)
                history.append({"role": "assistant", "content": reply.choices[0].message.content})

            """
        }
        try folder.write(program("    history = history[-20:]\n"), to: "a.py")
        try #require(Git.run(["init", "-q", "-b", "main"], in: folder) != nil)
        try commit(folder)
        let arguments = ["--since", "HEAD", "--format", "concise", "--select", "HI002"]
        #expect(try Tool.lint(arguments, folder).text == "")
        try folder.write(program(""), to: "a.py")
        #expect(try Tool.lint(arguments, folder).text.contains("[HI002]"))
        try commit(folder)
        try folder.write(program("") + "# a comment\n", to: "a.py")
        #expect(try Tool.lint(arguments, folder).text == "", "the change has nothing to do with it")
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

    @Test("what was taken away between two lines of a finding makes it new; elsewhere it does not")
    func removedLines() throws {
        let hunks = ChangedHunks(diff: Array("@@ -4,2 +3,0 @@ x\n-a\n-b\n@@ -9 +7,2 @@\n".utf8))
        #expect(hunks.touch(3...4) && hunks.touch(1...9) && hunks.touch(8...8))
        #expect(!hunks.touch(3...3) && !hunks.touch(4...6) && !hunks.touch(9...9))
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

    @Test("a fix keeps line ends, the byte order mark, rights and links, and leaves known findings alone")
    func carefulFixes() throws {
        let folder = try TemporaryFolder()
        let mark = "\u{FEFF}"
        try folder.write(mark + "One.\r\n{# assay-ignore PB001: long ago #}\r\nTwo\u{FFFD}.\r\n", to: "a.jinja2")
        try #require(chmod(folder.path("a.jinja2"), 0o750) == 0)
        try #require(symlink("a.jinja2", folder.path("link.jinja2")) == 0)
        #expect(try Tool.lint(["link.jinja2", "--fix"], folder).status == 0)
        #expect(try folder.read("a.jinja2") == Array((mark + "One.\r\nTwo\u{FFFD}.\r\n").utf8))
        var status = stat()
        #expect(lstat(folder.path("link.jinja2"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(stat(folder.path("a.jinja2"), &status) == 0 && status.st_mode & 0o777 == 0o750)

        try folder.write("{# assay-ignore PB001: long ago #}\nTwo.\n", to: "b.jinja2")
        #expect(try Tool.lint(["b.jinja2", "--baseline", "b.json", "--update-baseline"], folder).status == 0)
        let known = try folder.read("b.jinja2")
        #expect(try Tool.lint(["b.jinja2", "--baseline", "b.json", "--fix"], folder).status == 0)
        #expect(try folder.read("b.jinja2") == known)
    }

    @Test("a cache that was damaged anywhere changes nothing")
    func damagedCache() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        let first = try Tool.run(["lint", "a.jinja2", "--format", "json"], in: folder, environment: environment)
        let whole = try folder.read("cache/lint.cache")
        for offset in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
            var damaged = whole
            damaged[offset] ^= 0x41
            try folder.write(damaged, to: "cache/lint.cache")
            let again = try Tool.run(["lint", "a.jinja2", "--format", "json"], in: folder, environment: environment)
            #expect(again.text == first.text && again.status == 1, "byte \(offset)")
        }
    }

    @Test("safe fixes are shown, then made")
    func fixes() throws {
        let folder = try TemporaryFolder()
        let text = "One.\n{# assay-ignore PB001: long ago #}\nTwo.\n"
        try folder.write(text, to: "a.jinja2")
        let shown = try Tool.lint(["a.jinja2", "--fix", "--diff"], folder)
        #expect(shown.status == 1 && shown.text.contains("-{# assay-ignore PB001: long ago #}\n"))
        #expect(try folder.read("a.jinja2") == Array(text.utf8))
        #expect(try Tool.lint(["a.jinja2", "--fix"], folder).status == 0)
        #expect(try folder.read("a.jinja2") == Array("One.\nTwo.\n".utf8))
    }

    @Test(
        "differences and fixed text take no report's place without a word",
        arguments: [
            (
                ["a.jinja2", "--diff", "--format", "sarif"],
                "--diff shows the fixes in place of a report; leave out --format sarif"
            ),
            (["a.jinja2", "--fix", "--diff", "--format", "json"], "leave out --format json"),
            (["a.jinja2", "--diff", "--statistics"], "leave out --statistics"),
            (["a.jinja2", "--diff", "--baseline", "b.json", "--update-baseline"], "leave out --update-baseline"),
            (
                ["-", "--fix", "--format", "github"],
                "--fix writes standard input, fixed, in place of a report; leave out --format github"
            ),
            (["--fix", "--stdin-filename", "a.jinja2", "--statistics"], "leave out --statistics"),
            (
                ["-", "a.jinja2", "--fix"],
                "the fixes of standard input are written to standard output; leave out the other paths"
            ),
        ])
    func noReport(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("{# assay-ignore PB001: long ago #}\nOne.\n", to: "a.jinja2")
        let result = try Tool.lint(arguments, folder, input: "One.\n")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.status == 2 && result.text == "")
        #expect(try folder.read("a.jinja2").count == 40)
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

    @Test("cache prices are those of the model that the file names, also when they change between two runs")
    func modelOfTheFile() throws {
        let folder = try TemporaryFolder()
        let program = """
            def ask(client, history, question):
                history.append({"role": "user", "content": question})
                return client.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=history[-20:])

            """
        try folder.write(program, to: "a.py")
        try folder.write(program.split(separator: "claude-sonnet-4-5").joined(separator: "nobody-knows"), to: "b.py")
        // Longer than what is cached at least.
        let instructions = String(repeating: "You help at the desk of a bicycle shop. ", count: 150)
        try folder.write(
            """
            ---
            name: Desk
            model:
              id: claude-sonnet-4-5
            ---
            system:
            \(instructions)
            {% for message in history[-20:] %}
            {{ message.role }}: {{ message.content }}
            {% endfor %}

            """, to: "c.prompty")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        func lint(_ further: [String] = []) throws -> [String] {
            let result = try Tool.run(
                ["lint", "a.py", "b.py", "c.prompty", "--select", "HI005", "-m", "gpt-4o", "--format", "concise"]
                    + further,
                in: folder, environment: environment)
            return result.text.split(separator: "\n").map(String.init)
        }
        for _ in 0..<2 {
            let lines = try lint()
            try #require(lines.count == 3)
            #expect(lines[0].contains("cache reads 0.1 x, writes 1.25 x on claude-sonnet-4-5"))
            #expect(lines[1].contains("on gpt-4o"))
            #expect(lines[2].contains("on claude-sonnet-4-5"))
        }
        try folder.write(
            """
            provider anthropic
            model claude-sonnet-4-5
            source contract 2026
            price by contract
            input 1
            cache-read 0.5
            cache-write 1

            """, to: "our.prices")
        #expect(try lint(["--prices", "our.prices"])[0].contains("cache reads 0.5 x"))
    }

    @Test("windows and minimums are those of the model that the file names")
    func limitsOfTheFile() throws {
        let folder = try TemporaryFolder()
        func prompt(_ model: String, _ words: Int) -> String {
            let text = (0..<words).map { "word\($0) stands here." }.joined(separator: " ")
            return "---\nname: Desk\nmodel:\n  id: \(model)\n---\nsystem:\n\(text) {{ x }}\n"
        }
        // gpt-4 takes 8,192 tokens; nothing else says which window is meant.
        try folder.write(prompt("gpt-4", 1_200), to: "window.prompty")
        try folder.write(prompt("nobody-knows", 1_200), to: "unknown.prompty")
        let windows = try Tool.lint(
            ["window.prompty", "unknown.prompty", "--select", "TK004", "--format", "concise"], folder)
        #expect(windows.text.split(separator: "\n").count == 1)
        #expect(windows.text.contains("of the context window of gpt-4 [TK004]"))
        // 1,024 tokens are the least that is cached of gpt-4o, 4,096 of the other.
        try folder.write(prompt("gpt-4o", 180), to: "near.prompty")
        try folder.write(prompt("claude-haiku-4-5", 180), to: "far.prompty")
        let minimums = try Tool.lint(
            ["near.prompty", "far.prompty", "--select", "CA002", "-m", "gpt-4o", "--format", "concise"], folder)
        #expect(minimums.text.split(separator: "\n").map { $0.hasPrefix("near.prompty:") } == [true])
    }

    @Test("a second run says the same from the cache, and a changed file is linted anew")
    func cache() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        let first = try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment)
        #expect(try !folder.read("cache/lint.cache").isEmpty)
        let second = try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment)
        #expect(first.text == second.text && second.status == 1)
        try folder.write("damaged", to: "cache/lint.cache")
        #expect(try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment).text == first.text)
        try folder.write("Be brief.\n", to: "a.jinja2")
        #expect(try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment).status == 0)
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
