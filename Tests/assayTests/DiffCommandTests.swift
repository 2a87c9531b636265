import AssayJSON
import Testing

/// `assay diff`, on repositories that are made here.
@Suite struct DiffCommandTests {
    private static let day = ["--date", "2026-11-21T12:00Z"]
    private static let poem =
        "You write short poems about the sea, the wind and the harbour, in four lines that rhyme in pairs.\n"

    /// A repository with one commit of some files.
    private func repository(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try #require(Git.run(["init", "-q", "-b", "main"], in: folder) != nil)
        for setting in ["user.email a@example.org", "user.name A", "commit.gpgsign false"] {
            try #require(Git.run(["config", setting], in: folder) != nil)
        }
        for (name, text) in files { try folder.write(text, to: name) }
        try commit(folder)
        return folder
    }

    private func commit(_ folder: TemporaryFolder) throws {
        try #require(Git.run(["add", "-A"], in: folder) != nil)
        try #require(Git.run(["commit", "-q", "-m", "change"], in: folder) != nil)
    }

    private func diff(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Result {
        try Tool.run(["diff"] + arguments + Self.day, in: folder)
    }

    private func changes(_ arguments: [String], in folder: TemporaryFolder) throws -> [String] {
        let result = try diff(arguments + ["-m", "gpt-4o", "--format", "json"], in: folder)
        #expect(result.errors == "")
        let root = try JSONDocument(result.output).root
        return try #require(root["changes"]).elements.map { change in
            func place(_ key: String) -> String {
                let unit = change[key]?["unit"]?.string ?? ""
                return (change[key]?["path"]?.string ?? "-") + (unit.isEmpty ? "" : ":\(unit)")
            }
            return "\(change["status"]?.string ?? "") \(place("before")) \(place("after"))"
        }
    }

    @Test("the working tree against HEAD: changed, moved, new and gone, untracked files too") func workingTree() throws {
        let folder = try repository([
            "a.md": "Say hello.\n", "move.md": Self.poem, "gone.md": "Count to nineteen, slowly.\n",
            "code.py": "SYSTEM = \"\"\"You are a careful reviewer of programs.\"\"\"\n", "same.md": "Stay as you are.\n",
        ])
        try folder.write("Say hello to the world.\n", to: "a.md")
        folder.remove("move.md")
        try folder.write(Self.poem, to: "lib/moved.md")
        folder.remove("gone.md")
        try folder.write("SYSTEM = \"\"\"You are a careful reviewer of all programs.\"\"\"\n", to: "code.py")
        try folder.write("Say something new altogether.\n", to: "new.md")
        #expect(
            try changes([], in: folder)
                == [
                    "changed a.md a.md", "changed code.py:SYSTEM code.py:SYSTEM", "moved move.md lib/moved.md",
                    "added - new.md", "removed gone.md -",
                ].sorted { Self.order($0) < Self.order($1) })
    }

    /// The order of a report: by the later path, then what is gone.
    private static func order(_ line: String) -> String {
        let path = String(line.split(separator: " ")[2])
        return path == "-" ? "~" : path
    }

    @Test("a prompt that names another model is priced on both") func modelChange() throws {
        func request(_ model: String) -> String {
            #"{"model": "\#(model)", "messages": [{"role": "user", "content": "Say hello."}]}"# + "\n"
        }
        let folder = try repository(["a.json": request("gpt-4o"), "b.json": request("no-such-model")])
        try folder.write(request("gpt-4o-mini"), to: "a.json")
        try folder.write(request("gpt-4o"), to: "b.json")
        let root = try JSONDocument(try diff(["--format", "json"], in: folder).output).root
        let model = try #require(root["changes"]?[0]?["models"]?[0])
        #expect(model["model"]?.string == "openai/gpt-4o-mini")
        #expect(model["modelBefore"]?.string == "openai/gpt-4o")
        #expect(model["tokens"]?.int == 0)
        // 10 tokens, once at $2.5 and once at $0.15 a million.
        #expect(model["before"]?["perCall"]?["point"]?.string == "0.000025")
        #expect(model["perCall"]?.string == "-0.0000235")
        #expect(model["effects"]?[0]?["kind"]?.string == "model-changed")
        // Nobody knows what the other one cost.
        #expect(root["changes"]?[1]?["models"]?[0]?["modelBefore"] == nil)
        #expect(try diff([], in: folder).text.contains("openai/gpt-4o-mini (was openai/gpt-4o)"))
        // On a named model nothing changes but the name.
        #expect(try diff(["-m", "gpt-4o"], in: folder).text.contains("(was ") == false)
    }

    @Test("a change of nothing but the output's limit is said to be one") func outputLimit() throws {
        func request(_ limit: String) -> String {
            #"{"model": "gpt-4o", \#(limit)"messages": [{"role": "user", "content": "Say hello."}]}"#
        }
        let folder = try repository(["a.json": request(#""max_tokens": 100, "#)])
        try folder.write(request(#""max_tokens": 4000, "#), to: "a.json")
        #expect(try diff([], in: folder).text.contains("- a.json: an answer may have 4000 tokens, it was 100 tokens"))
        try folder.write(request(""), to: "a.json")
        #expect(try diff([], in: folder).text.contains("may have as many tokens as the model writes, it was 100"))
    }

    @Test("two revisions, a range, and paths") func revisions() throws {
        let folder = try repository(["a.md": "One.\n", "b/c.md": "One.\n"])
        try folder.write("One two.\n", to: "a.md")
        try folder.write("One two.\n", to: "b/c.md")
        try commit(folder)
        try folder.write("One two three.\n", to: "a.md")
        #expect(try changes(["HEAD~1", "HEAD"], in: folder) == ["changed a.md a.md", "changed b/c.md b/c.md"])
        #expect(try changes(["HEAD~1..HEAD", "b"], in: folder) == ["changed b/c.md b/c.md"])
        #expect(try changes(["HEAD~1...HEAD", "a.md"], in: folder) == ["changed a.md a.md"])
        #expect(try changes(["HEAD"], in: folder) == ["changed a.md a.md"])
        #expect(try changes(["HEAD", "HEAD"], in: folder) == [])
    }

    @Test(
        "what is compared is said",
        arguments: [
            ([], "HEAD to the working tree"), (["topic"], "topic to the working tree"),
            (["main..topic"], "main to topic"), (["main", "topic"], "main to topic"), (["main.."], "main to HEAD"),
            (["..topic"], "HEAD to topic"), (["main...topic"], "merge base of main and topic (BASE) to topic"),
            (["main...", "c.md"], "merge base of main and HEAD (BASE) to HEAD"), (["start...topic"], "start to topic"),
            (["COMMIT"], "BASE to the working tree"), (["COMMIT..topic"], "BASE to topic"),
            (["c.md", "./a.md"], "c.md to ./a.md"),
        ])
    func labels(_ arguments: [String], _ label: String) throws {
        let folder = try repository(["a.md": "One.\n"])
        for command in [["branch", "start"], ["checkout", "-q", "-b", "topic"]] {
            try #require(Git.run(command, in: folder) != nil)
        }
        let bytes = try #require(Git.run(["rev-parse", "HEAD"], in: folder))
        let base = String(decoding: bytes.prefix(40), as: UTF8.self)
        try folder.write("One two.\n", to: "c.md")
        try commit(folder)
        try #require(Git.run(["checkout", "-q", "main"], in: folder) != nil)
        try folder.write("One two three.\n", to: "a.md")
        try commit(folder)
        try #require(Git.run(["checkout", "-q", "topic"], in: folder) != nil)
        let text = try diff(["-m", "gpt-4o"] + arguments.map { $0.replacing("COMMIT", with: base) }, in: folder).text
        #expect(text.hasPrefix(label.replacing("BASE", with: base.prefix(7)) + ": "), "\(text)")
    }

    @Test("two folders, and two files, without a repository") func paths() throws {
        let folder = try TemporaryFolder()
        for (name, text) in ["old/a.md": "One.\n", "old/b.md": Self.poem, "new/a.md": "One two.\n", "new/c.md": Self.poem] {
            try folder.write(text, to: name)
        }
        #expect(try changes(["old/", "new"], in: folder) == ["changed a.md a.md", "moved b.md c.md"])
        #expect(try changes(["old/a.md", "new/a.md"], in: folder) == ["changed old/a.md new/a.md"])
    }

    @Test("a link in the repository is in it, wherever it leads") func linksToTheOutside() throws {
        let folder = try repository(["a.md": "One.\n"])
        let other = try TemporaryFolder()
        try other.write("Two.\n", to: "b.md")
        folder.link("b.md", to: other.path("b.md"))
        let result = try diff(["HEAD", "b.md", "-m", "gpt-4o"], in: folder)
        #expect(result.errors == "assay: note: left out 1 symbolic link: b.md\n")
        #expect(result.status == 0)
    }

    @Test("a path that is not there is named where there are no revisions") func missingPathWithoutRepository() throws {
        let folder = try TemporaryFolder()
        try folder.write("One.\n", to: "a.md")
        let result = try diff(["a.md", "gone.md", "-m", "gpt-4o"], in: folder)
        #expect(result.errors.hasPrefix("assay: there is no file or folder gone.md, and it is no revision either: there is"))
        #expect(result.status == 2 && result.text == "")
    }

    @Test("money is exact") func money() throws {
        let folder = try repository(["a.md": "Say hello.\n"])
        try folder.write("Say hello world.\n", to: "a.md")
        let result = try diff(["-m", "gpt-4o", "--calls", "1000/day", "--format", "json"], in: folder)
        let model = try JSONDocument(result.output).root["changes"]?[0]?["models"]?[0]
        #expect(model?["tokens"]?.int == 1)
        #expect(model?["perCall"]?.string == "0.0000025")
        #expect(model?["perMonth"]?.string == "0.075")
        #expect(result.status == 0)
    }

    @Test("examples and history that come in are said") func contents() throws {
        let folder = try repository(["a.jinja": "Answer: {{ question }}\n"])
        try folder.write("{% for m in history %}{{ m }}{% endfor %}\nAnswer: {{ question }}\n", to: "a.jinja")
        let text = try diff(["-m", "gpt-4o"], in: folder).text
        #expect(text.contains("! a.jinja: the conversation so far is now sent (history)"))
    }

    @Test(
        "an example that stands alone is one",
        arguments: [
            ["Example 1\nInput: a cat\nOutput: animal\n\n", "Example 2\nInput: a rose\nOutput: plant\n\n"],
            ["<example>\nA cat is an animal.\n</example>\n\n", "<example>\nA rose is a plant.\n</example>\n\n"],
        ])
    func oneExample(_ examples: [String]) throws {
        let start = "Say whether it is an animal or a plant.\n\n"
        let folder = try repository(["a.md": start + examples[0], "b.md": start])
        try folder.write(start + examples[0] + examples[1], to: "a.md")
        try folder.write(start + examples[0], to: "b.md")
        let text = try diff(["-m", "gpt-4o"], in: folder).text
        #expect(text.contains("a.md: 1 example added, 2 now"), "\(text)")
        #expect(text.contains("b.md: 1 example added, 1 now"), "\(text)")
    }

    @Test(
        "what cannot be compared has one message",
        arguments: [
            (["nowhere"], "git knows no revision 'nowhere'; nor is there a path of that name"),
            (["--", "--output=x"], "'--output=x' is no git revision: none begins with a dash"),
            (["HEAD", "HEAD", "HEAD"], "'HEAD' is a third revision"), (["HEAD", ".."], ".. is outside the repository in /"),
            (["/"], "/ is outside the repository in /"),
            (["main", "-m", "gpt-4o"], "'main' is a revision and a path; write ./main for the path"),
        ])
    func mistakes(_ arguments: [String], _ message: String) throws {
        let folder = try repository(["a.md": "One.\n", "main/b.md": "One.\n"])
        let result = try diff(arguments, in: folder)
        #expect(result.errors.contains(message))
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.status == 2)
        #expect(Git.run(["hash-object", "x"], in: folder) == nil, "no file was written")
    }

    @Test("without a repository, revisions are refused") func noRepository() throws {
        let folder = try TemporaryFolder()
        let result = try Tool.run(["diff"], in: folder, environment: ["GIT_CEILING_DIRECTORIES": "/"])
        #expect(result.errors.contains("git"))
        #expect(result.status == 2)
        let missing = try Tool.run(["diff"], in: folder, environment: ["PATH": "/nonexistent"])
        #expect(missing.errors.contains("git could not be run") || missing.errors.contains("no git repository"))
        #expect(missing.status == 2)
    }

    @Test(
        "a repository without a commit says so", arguments: [["diff"], ["diff", "main"], ["lint", "--since", "HEAD", "a.md"]])
    func noCommit(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        _ = Git.run(["init", "-q"], in: folder)
        try folder.write("One.\n", to: "a.md")
        let result = try Tool.run(arguments, in: folder)
        #expect(result.errors == "assay: the repository has no commit yet to compare with; make one first\n")
        #expect(result.text == "" && result.status == 2)
    }

    @Test("a branch without a commit says so") func noCommitOnBranch() throws {
        let folder = try repository(["a.md": "One.\n"])
        _ = Git.run(["checkout", "-q", "--orphan", "empty"], in: folder)
        let result = try Tool.run(["diff"], in: folder)
        #expect(
            result.errors
                == "assay: this branch has no commit yet, so there is no 'HEAD'; name another branch or a commit\n")
        #expect(result.text == "" && result.status == 2)
    }

    @Test("a shallow clone says what it lacks") func shallow() throws {
        let folder = try repository(["a.md": "One.\n"])
        try folder.write("Two.\n", to: "a.md")
        try commit(folder)
        let copy = try TemporaryFolder()
        try #require(Git.run(["clone", "-q", "--depth", "1", "file://\(folder.path)", "."], in: copy) != nil)
        let result = try diff(["HEAD~1", "-m", "gpt-4o"], in: copy)
        #expect(result.errors.contains("this clone is shallow"))
        #expect(result.status == 2)
    }

    @Test("binary files, links and bytes that are no UTF-8 do not stop the rest") func oddFiles() throws {
        let folder = try repository(["a.md": "One.\n", "b.md": "One.\n"])
        try folder.write([0x4F, 0xFF, 0xFE, 0x0A], to: "a.md")
        try folder.write([0, 1, 2, 0], to: "b.md")
        folder.link("l.md", to: "a.md")
        let result = try diff(["-m", "gpt-4o"], in: folder)
        #expect(result.errors.contains("left out 1 binary file: b.md"))
        #expect(result.errors.contains("left out 1 symbolic link: l.md"))
        #expect(result.text.contains("a.md"))
        #expect(result.status == 0)
    }

    @Test("a repository's settings run no program") func settings() throws {
        let folder = try repository(["a.md": "One.\n"])
        let trap = "touch \(folder.path("trap"))"
        for name in ["core.fsmonitor", "diff.external", "core.pager"] {
            try #require(Git.run(["config", name, "'\(trap)'"], in: folder) != nil)
        }
        try folder.write("One two.\n", to: "a.md")
        _ = try diff(["-m", "gpt-4o"], in: folder)
        #expect(Git.run(["hash-object", "trap"], in: folder) == nil)
    }

    @Test("names that would steer a terminal are written as escapes") func controls() throws {
        let folder = try repository(["a.md": "One.\n"])
        try folder.write("One two three.\n", to: "new\n\u{1B}[2Jline.md")
        try folder.write("models: [gpt-4o]\nbudgets:\n  - tokens: 1\n", to: ".assay.yml")
        for command in ["diff", "budget"] {
            let text = try Tool.run([command], in: folder).text
            #expect(text.contains("new\\n\\u{1B}[2Jline.md"))
            #expect(!text.contains("\u{1B}"))
        }
    }

    @Test("a comment and a page", arguments: ["markdown", "html"]) func formats(_ format: String) throws {
        let folder = try repository(["a.md": "One.\n"])
        try folder.write("One <b>@all</b> | two.\n", to: "a|<i>.md")
        let text = try diff(["-m", "gpt-4o", "--format", format], in: folder).text
        #expect(!text.contains("<i>.md"))
        if format == "markdown" {
            #expect(text.hasPrefix("<!-- assay diff -->\n### Prompts: +"))
            #expect(text.contains("a\\|\\<i\\>.md"))
        } else {
            #expect(text.contains("<b class=\"more\""))
            #expect(!text.contains("http"))
        }
    }

    @Test("a prompt without a model is named, and the rest is priced") func withoutModel() throws {
        func request(_ word: String, _ model: String) -> String {
            #"{"model": "\#(model)", "messages": [{"role": "user", "content": "Say \#(word)."}]}"# + "\n"
        }
        let folder = try repository(["a.md": "One.\n", "b.json": request("yes", "gpt-4o"), "c.json": request("yes", "gtp-9x")])
        try folder.write("One two.\n", to: "a.md")
        try folder.write(request("yes or no", "gpt-4o"), to: "b.json")
        try folder.write(request("yes or no", "gtp-9x"), to: "c.json")
        let messages = [
            "a.md: no model to price it on; give one with -m or with 'models:' in .assay.yml",
            "c.json: no model is called 'gtp-9x'",
        ]
        let result = try diff(["--calls", "1000/day"], in: folder)
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count == 2)
        for (line, message) in zip(lines, messages) { #expect(line.hasPrefix("assay: " + message)) }
        #expect(result.text.contains(": 1 prompt changed") && result.text.contains("openai/gpt-4o"))
        #expect(!result.text.contains("a.md"))
        #expect(result.status == 2)
        let root = try JSONDocument(try diff(["--format", "json"], in: folder).output).root
        #expect(root["changes"]?.elements.map { $0["after"]?["path"]?.string } == ["b.json"])
        #expect(root["errors"]?.elements.map { $0["path"]?.string } == ["a.md", "c.json"])
        #expect(try diff(["--format", "markdown"], in: folder).text.contains("**Not compared**\n\n- ❌ a.md: no model to"))
        // Where none has a model, nothing is said of a price.
        let alone = try diff(["HEAD", "a.md"], in: folder)
        #expect(alone.status == 2 && alone.text == "")
    }

    @Test("a team with a prompt without a model is not tested, and the rest is priced") func teamWithoutModel() throws {
        let request = #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Say yes."}]}"#
        let folder = try repository([
            "t/a.md": "One.\n", "t/b.json": request,
            ".assay.yml": "traffic: {calls: 10/day}\nteams:\n  web: {paths: [t/], budget: 100/month}\n",
        ])
        try folder.write(request.replacing("yes", with: "yes or no"), to: "t/b.json")
        let result = try diff([], in: folder)
        #expect(
            result.errors == """
                assay: .assay.yml:3: team web cannot be tested: t/a.md:1: no model to price it on; give one with -m or with \
                'models:' in .assay.yml

                """)
        #expect(result.text.contains(": 1 prompt changed") && result.status == 2)
    }
}
