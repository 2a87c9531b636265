import Testing

/// What `assay lint` says of files that are not what their names say.
struct LintBrokenFileTests {
    private static let cut = #"{"model":"gpt-4o","max_tokens":9,"messages":[{"role":"system","content":"Be brief"#

    @Test("a request that breaks off fails with its place, named, in a folder and on standard input")
    func brokenRequests() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.cut, to: "p/a.json")
        try folder.write("Be brief.\n", to: "p/b.txt")
        let message =
            "a.json:1:73: cannot be read as OpenAI chat completions request: not JSON: this string is not closed; "
            + "a \" is missing\n"
        for path in ["p/a.json", "p"] {
            let result = try Tool.lint([path], folder)
            #expect(result.errors == "assay: p/\(message)", "\(path)")
            #expect(result.status == 2)
        }
        #expect(try Tool.lint(["p"], folder).text.contains("no findings in 1 file"), "the rest goes on")
        #expect(try Tool.lint(["p/a.json"], folder).text == "", "nothing is said about no file")
        let comment = try Tool.lint(["p/a.json", "--format", "markdown"], folder).text
        #expect(comment.hasPrefix("**assay lint:** nothing could be linted\n"))
        let piped = try Tool.lint(["-", "--stdin-filename", "a.json"], folder, input: Self.cut)
        #expect(piped.status == 2 && piped.errors.contains(":1:73: cannot be read"))
        #expect(try Tool.lint(["-"], folder, input: Self.cut).status == 2)
    }

    @Test("a broken YAML file of messages fails with its place")
    func brokenYAML() throws {
        let folder = try TemporaryFolder()
        try folder.write("messages:\n  - role: system\n    content: \"Be brief.\n  - role: user\n", to: "a.yaml")
        let result = try Tool.lint(["."], folder)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: ./a.yaml:3:14: cannot be read as GitHub .prompt.yml: "), "\(result.errors)")
        for (format, place) in [
            ("github", "::error file=a.yaml,line=3,col=14::"), ("gitlab", "\"begin\": 3"),
            ("checkstyle", "<error line=\"3\" column=\"14\" severity=\"error\""), ("sarif", "\"startLine\": 3,"),
            ("rdjson", "\"line\": 3"), ("json", "\"line\": 3,"),
        ] {
            let report = try Tool.lint(["a.yaml", "--format", format], folder)
            #expect(report.status == 2 && report.text.contains(place), "\(format): \(report.text)")
        }
        try folder.write(#"{"custom_id": "a", "body": {"messages": []}}"# + "\n{\n", to: "batch.jsonl")
        #expect(try Tool.lint(["batch.jsonl", "--format", "github"], folder).text.contains("file=batch.jsonl,line=2,"))
    }

    @Test("a template that writes JSON is linted, as the template it is")
    func templates() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            #"{"messages": [{% for message in history %}{"content": "{{ message.content }}"},{% endfor %}]}"#,
            to: "a.json")
        let result = try Tool.lint(["a.json", "--format", "concise"], folder)
        #expect(result.errors == "")
        #expect(result.text.contains("[HI001]"))
        try folder.write(#"{"messages": {{ messages | tojson }}}"#, to: "b.json")
        let plain = try Tool.lint(["b.json"], folder)
        #expect(plain.errors == "" && plain.status == 0)
    }

    @Test("other data are linted as text where they are named, which is said each time, and left alone in folders")
    func otherData() throws {
        let folder = try TemporaryFolder()
        try folder.write("{\n  // for the compiler\n  \"strict\": true\n}\n", to: "tsconfig.json")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        for _ in 0..<2 {
            let named = try Tool.run(["lint", "tsconfig.json"], in: folder, environment: environment)
            #expect(
                named.errors
                    == "assay: note: tsconfig.json:2:3: not JSON: a key in double quotes was expected; linted as plain text\n")
            #expect(named.status == 0)
        }
        try folder.write("Be brief.\n", to: "b.txt")
        let walked = try Tool.lint(["."], folder)
        #expect(walked.errors == "" && walked.status == 0)
        try folder.write(#"{"x": ["a", "#, to: "cut.json")
        #expect(try Tool.lint(["cut.json"], folder).status == 2, "nobody knows what it would have become")
    }

    @Test("a broken line of requests fails, and the other lines are linted")
    func brokenLines() throws {
        let folder = try TemporaryFolder()
        let line = #"{"messages":[{"role":"system","content":"Please note that you should be brief."}]}"#
        try folder.write("\(line)\n{\"messages\":[{\"role\":\n\(line)\nx\n", to: "a.jsonl")
        let result = try Tool.lint(["a.jsonl", "--format", "concise"], folder)
        #expect(
            result.errors
                == "assay: a.jsonl:2:22: not JSON: the text ends where a value was expected; 1 further line is broken; "
                + "the rest was linted\n")
        #expect(result.status == 2)
        #expect(result.text.split(separator: "\n").map { $0.prefix(9) } == ["a.jsonl:1", "a.jsonl:3"])
        try folder.write(#"{"messages":[{"role":"#, to: "b.jsonl")
        let alone = try Tool.lint(["b.jsonl"], folder)
        #expect(alone.status == 2 && alone.errors.hasPrefix("assay: b.jsonl:1:"), "\(alone.errors)")
        try folder.write(
            "{\"custom_id\":\"1\",\"body\":{\"input\":\"x\"}}\n{\"custom_id\":\"2\",\"body\":{\"input\":\"y\"}}\n",
            to: "embeddings.jsonl")
        #expect(try Tool.lint(["embeddings.jsonl"], folder).errors == "")
    }

    @Test("a session that is going on is linted up to its last whole line")
    func runningSession() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "{\"sessionId\":\"s\",\"message\":{\"role\":\"user\",\"content\":\"Hi.\"}}\n{\"sessionId\":\"s\",\"mess",
            to: "a.jsonl")
        let result = try Tool.lint(["a.jsonl"], folder)
        #expect(result.status == 0 && result.errors.hasPrefix("assay: note: a.jsonl:2:"), "\(result.errors)")
    }

    @Test("a prompt that is not UTF-8 is said to be so in each run, whatever the format of the report")
    func notUTF8() throws {
        let folder = try TemporaryFolder()
        for name in ["p/a.txt", "p/b.jinja"] { try folder.write([0x53, 0x61, 0x79, 0x20, 0xFF, 0x0A], to: name) }
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        for arguments in [["p"], ["p"], ["p", "--format", "json"]] {
            let result = try Tool.run(["lint"] + arguments, in: folder, environment: environment)
            #expect(
                result.errors
                    == "assay: note: p/a.txt is not UTF-8 at byte 4; where it is in another encoding, convert it first\n"
                    + "assay: note: p/b.jinja is not UTF-8 at byte 4; where it is in another encoding, convert it first\n")
            #expect(result.status == 0)
        }
    }

    @Test("a template whose tags or blocks do not match is an error, in each run")
    func openTag() throws {
        let folder = try TemporaryFolder()
        try folder.write("You are {% if x %}a bot {{ y", to: "a.jinja")
        try folder.write("{{#a}} and {{#b}}\n{{/c}}{{/d}}{{/e}}{{/f}}\n", to: "b.mustache")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        for _ in 0..<2 {
            let result = try Tool.run(["lint", ".", "--format", "concise"], in: folder, environment: environment)
            #expect(
                result.text.split(separator: "\n").prefix(5) == [
                    "a.jinja:1:25: error: this tag is not closed [TP003]",
                    "b.mustache:2:1: error: `/c` stands where `/b` was expected [TP003]",
                    "b.mustache:2:7: error: `/d` stands where `/a` was expected [TP003]",
                    "b.mustache:2:13: error: `e` is closed but was not opened [TP003]",
                    "b.mustache:2:19: error: `f` is closed but was not opened [TP003]",
                ])
            #expect(result.errors == "" && result.status == 1)
        }
        let quiet = try Tool.run(["lint", "a.jinja", "b.mustache", "--ignore", "TP003"], in: folder)
        #expect(quiet.errors == "" && quiet.status == 0)
    }
}
