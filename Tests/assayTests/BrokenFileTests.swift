import AssayJSON
import Testing

/// What commands that read prompts say of files that break off: as plain text such a file would look whole.
struct BrokenFileTests {
    private static let whole =
        #"{"model":"gpt-4o","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi."}]}"#
    private static let cut = String(whole.prefix(60))
    private static let message =
        "cut.json:1:58: cannot be read as OpenAI chat completions request: not JSON: this string is not closed; "
        + "a \" is missing"

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.cut, to: "p/cut.json")
        try folder.write("Be brief.\n", to: "p/good.md")
        try folder.write("models: [gpt-4o]\nbudgets: [{paths: [p/], tokens: 100}]\n", to: ".assay.yml")
        return folder
    }

    /// A repository with whole files in its commit.
    private func repository(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        for command in [["init", "-q"], ["add", "-A"]] { try #require(Git.run(command, in: folder) != nil) }
        let author = ["-c", "user.email=a@example.org", "-c", "user.name=A", "-c", "commit.gpgsign=false"]
        try #require(Git.run(author + ["commit", "-q", "-m", "one"], in: folder) != nil)
        return folder
    }

    @Test(
        "a request that breaks off fails, and the rest goes on",
        arguments: [
            ["budget"], ["cost", "p", "-m", "gpt-4o"], ["count", "p", "--by", "message"], ["count", "p", "--by", "unit"],
            ["count", "p", "--by", "segment"], ["count", "p", "--by", "kind"], ["count", "p", "--by", "language"],
            ["count", "p", "--var-tokens", "5"],
        ])
    func requests(_ arguments: [String]) throws {
        let folder = try folder()
        let result = try Tool.run(arguments, in: folder)
        #expect(result.errors == "assay: p/\(Self.message)\n")
        #expect(result.status == 2)
        #expect(!result.text.contains("cut.json") && !result.text.isEmpty, "\(result.text)")
        let json = try JSONDocument(try Tool.run(arguments + ["--format", "json"], in: folder).output).root
        #expect(json["errors"]?.count == 1)
        #expect(json["errors"]?[0]?["path"]?.string == "p/cut.json")
    }

    @Test("without a model it is the JSON that is wrong; bytes and --as are counted as before")
    func otherViews() throws {
        let folder = try folder()
        let cost = try Tool.run(["cost", "p/cut.json"], in: folder)
        #expect(cost.errors == "assay: p/\(Self.message)\n")
        let piped = try Tool.run(["count", "-", "--by", "unit"], input: Array(Self.cut.utf8))
        #expect(piped.status == 2 && piped.errors.hasPrefix("assay: standard input:1:58: "))
        for arguments in [["count", "p/cut.json"], ["count", "p/cut.json", "--as", "plain", "--by", "unit"]] {
            let result = try Tool.run(arguments, in: folder)
            #expect(result.errors == "" && result.status == 0, "\(arguments)")
        }
    }

    @Test("other data are counted as text where they are named, which is said, and without a word in folders")
    func otherData() throws {
        let folder = try TemporaryFolder()
        try folder.write("{\n  // for the compiler\n  \"strict\": true\n}\n", to: "p/tsconfig.json")
        try folder.write("Be brief.\n", to: "p/a.md")
        for (arguments, action) in [(["count", "--by", "unit"], "counted"), (["cost", "-m", "gpt-4o"], "priced")] {
            let named = try Tool.run(arguments + ["p/tsconfig.json"], in: folder)
            #expect(
                named.errors
                    == "assay: note: p/tsconfig.json:2: not JSON: a key in double quotes was expected; "
                    + "\(action) as plain text\n")
            #expect(named.status == 0)
            #expect(try Tool.run(arguments + ["p"], in: folder).errors == "")
        }
    }

    @Test("diff says nothing of a prompt that breaks off")
    func diff() throws {
        let folder = try repository(["p/cut.json": Self.whole, "p/good.md": "Be brief.\n"])
        try folder.write(Self.cut, to: "p/cut.json")
        try folder.write("Be very brief.\n", to: "p/good.md")
        try folder.write(Self.whole, to: "whole.json")
        let result = try Tool.run(["diff", "HEAD", "p", "-m", "gpt-4o"], in: folder)
        #expect(result.errors == "assay: p/\(Self.message)\n")
        #expect(result.text.contains("good.md") && !result.text.contains("cut.json"), "\(result.text)")
        #expect(result.status == 2)
        let json = try Tool.run(["diff", "HEAD", "p", "-m", "gpt-4o", "--format", "json"], in: folder)
        let root = try JSONDocument(json.output).root
        #expect(root["changes"]?.count == 1 && root["errors"]?.count == 1)
        for paths in [["whole.json", "p/cut.json"], ["p/cut.json", "whole.json"]] {
            let two = try Tool.run(["diff", "-m", "gpt-4o"] + paths, in: folder)
            #expect(two.errors == "assay: p/\(Self.message)\n" && two.text == "" && two.status == 2, "\(paths)")
        }
    }

    @Test("a file that was a prompt is not removed, and a budget is not kept, where nothing shows any more what it was")
    func shortestFragment() throws {
        let configuration = "models: [gpt-4o]\nbudgets: [{paths: [a.json], tokens: 100}]\n"
        let folder = try repository(["a.json": Self.whole, "data.json": "{}", ".assay.yml": configuration])
        for name in ["a.json", "data.json"] { try folder.write(#"{"mod"#, to: name) }
        let message = "assay: a.json:1:2: not JSON: this string is not closed; a \" is missing\n"
        for command in ["diff", "budget"] {
            let result = try Tool.run([command], in: folder)
            #expect(result.errors == message, "\(command)")
            #expect(result.text == "" && result.status == 2, "\(command): \(result.text)")
        }
    }

    @Test("a broken line among requests is not removed")
    func brokenLine() throws {
        let line = #"{"messages":[{"role":"user","content":"Say hello to everybody."}]}"#
        let folder = try repository(["a.jsonl": "\(line)\n\(line)\n"])
        try folder.write("\(line)\n\(line.prefix(30))\n", to: "a.jsonl")
        let result = try Tool.run(["diff", "-m", "gpt-4o"], in: folder)
        #expect(result.errors.hasPrefix("assay: a.jsonl:2:"), "\(result.errors)")
        #expect(result.text == "" && result.status == 2)
    }

    @Test("what only the earlier commit has broken counts as new, with a note")
    func mended() throws {
        let folder = try repository(["cut.json": Self.cut])
        try folder.write(Self.whole, to: "cut.json")
        let result = try Tool.run(["diff", "-m", "gpt-4o"], in: folder)
        #expect(result.errors.hasPrefix("assay: note: cut.json of HEAD:1:58: cannot be read"))
        #expect(result.errors.hasSuffix("; what it holds now counts as new\n"))
        #expect(result.text.contains("1 prompt added") && result.status == 0)
    }

    @Test("a file called a template whose tag is not closed is not compared, and a text may hold an open tag")
    func templates() throws {
        let examples = (1...3).map { "Example \($0)\nInput: a cat \($0)\nOutput: animal\n\n" }.joined()
        let text = "You are {{ role }}.\n\n\(examples)"
        let folder = try repository(["a.jinja": text, "b.prompty": text, "c.txt": text])
        for name in ["a.jinja", "b.prompty", "c.txt"] { try folder.write("You are {% if x %}a bot {{ y", to: name) }
        let result = try Tool.run(["diff", "-m", "gpt-4o"], in: folder)
        #expect(
            result.errors
                == "assay: a.jinja:1:25: cannot be read as Jinja2 template: Jinja: this tag is not closed\n"
                + "assay: b.prompty:1:25: cannot be read as Prompty file: Jinja: this tag is not closed\n"
                + "assay: note: c.txt:1: Jinja: this tag is not closed\n")
        #expect(!result.text.contains("a.jinja") && !result.text.contains("b.prompty") && result.text.contains("c.txt"))
        #expect(result.status == 2)
    }
}
