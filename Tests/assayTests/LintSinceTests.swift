import Testing

@testable import assay

/// `assay lint --since`: what a change has brought.
@Suite struct LintSinceTests {
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

    @Test("what was taken away between two lines of a finding makes it new; elsewhere it does not")
    func removedLines() throws {
        let hunks = ChangedHunks(diff: Array("@@ -4,2 +3,0 @@ x\n-a\n-b\n@@ -9 +7,2 @@\n".utf8))
        #expect(hunks.touch(3...4) && hunks.touch(1...9) && hunks.touch(8...8))
        #expect(!hunks.touch(3...3) && !hunks.touch(4...6) && !hunks.touch(9...9))
    }
}
