import AssayJSON
import Testing

/// What files are read as, where `.assay.yml` or `--as` says it.
@Suite struct FormatCommandTests {
    /// As a template it is two words: the comment is not sent.
    private static let text =
        "{# Notes for us: this prompt was agreed on in May with the whole team, so do not change a single word of it without "
        + "asking; it has been tested on all models that we have, in four languages. #}Say hello.\n"
    private static let budget = "models: [gpt-4o]\nbudgets: [{tokens: 20}]\n"
    private static let formats = "formats: {jinja: [\"*.page\", greet.md]}\n"

    private func folder(_ configuration: String, _ files: [String] = ["greet.md"]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(configuration, to: ".assay.yml")
        for file in files { try folder.write(Self.text, to: file) }
        return folder
    }

    @Test("what is linted, named or found, standard input too") func lint() throws {
        for arguments in [["greet.md"], ["."], ["-", "--stdin-filename", "greet.md"]] {
            let arguments = arguments + ["--select", "TK001"]
            let plain = try Tool.lint(arguments, try folder(Self.budget), input: Self.text)
            #expect(plain.status == 1 && plain.text.contains("TK001"))
            let template = try Tool.lint(arguments, try folder(Self.budget + Self.formats), input: Self.text)
            #expect(template.status == 0 && template.text == "no findings in 1 file\n")
            let asked = try Tool.lint(arguments + ["--as", "jinja"], try folder(Self.budget), input: Self.text)
            #expect(asked.status == 0)
            // The command line comes first.
            let both = arguments + ["--as", "markdown"]
            #expect(try Tool.lint(both, try folder(Self.budget + Self.formats), input: Self.text).status == 1)
        }
    }

    @Test("files of any name are prompts then, but not those of packages") func candidates() throws {
        let files = ["a.page", "node_modules/b.page", "c.unknown"]
        let found = try Tool.lint(["."], try folder(Self.formats, files))
        #expect(found.text == "no findings in 1 file\n")
        #expect(found.errors.contains("matches 'greet.md' under 'formats'") && !found.errors.contains("*.page"))
        let none = try Tool.lint(["."], try folder("", files))
        #expect(none.errors.contains("there is no prompt"))
        let excluded = try Tool.lint(["."], try folder(Self.formats + "exclude: [a.page]\n", files))
        #expect(excluded.errors.contains("there is no prompt"))
    }

    @Test("a pattern of formats that no file matches is said where its folder was walked") func formats() throws {
        let folder = try TemporaryFolder()
        try folder.write("formats: {jinja: [\"t/*.tmpl\", \"gone/*.txt\"], plain: [\"*.note\"]}\n", to: ".assay.yml")
        try folder.write("You are {{ name }}\n", to: "t/a.tmpl")
        let note = "under 'formats'"
        let all = try Tool.lint(["."], folder)
        #expect(all.errors.contains("no file that was found matches 'gone/*.txt' under 'formats'"))
        #expect(all.errors.contains("'*.note'") && !all.errors.contains("t/*.tmpl"))
        #expect(try !Tool.lint(["t"], folder).errors.contains(note))
        #expect(try !Tool.lint(["t/a.tmpl"], folder).errors.contains(note))
    }

    @Test("data in a folder are none for --as, unless they are named") func data() throws {
        let folder = try folder(Self.budget)
        try folder.write("{\"a\": 1}\n", to: "table.json")
        #expect(try Tool.lint([".", "--as", "jinja"], folder).text == "no findings in 1 file\n")
        #expect(try Tool.lint(["table.json", "greet.md", "--as", "jinja"], folder).text == "no findings in 2 files\n")
    }

    @Test("what one run remembers of a file is not taken for another format") func cache() throws {
        let folder = try folder(Self.budget)
        for (formats, status) in [("", 1), (Self.formats, 0), ("", 1), ("formats: {mustache: greet.md}\n", 1)] {
            try folder.write(Self.budget + formats, to: ".assay.yml")
            for _ in 0..<2 {
                let result = try Tool.run(
                    ["lint", "greet.md", "--select", "TK001"], in: folder, environment: ["ASSAY_CACHE": folder.path("c")])
                #expect(result.status == status, "\(formats)")
            }
        }
    }

    @Test("nor is a format of --as taken for one of the configuration") func cacheOfData() throws {
        let configured = "formats: {jinja: table.json}\n"
        for order in [["", configured], [configured, ""]] {
            let folder = try TemporaryFolder()
            try folder.write("{\"a\": \"{{ x\"}\n", to: "table.json")
            for formats in order {
                try folder.write(formats, to: ".assay.yml")
                let arguments = ["lint", "."] + (formats.isEmpty ? ["--as", "jinja"] : [])
                let result = try Tool.run(arguments, in: folder, environment: ["ASSAY_CACHE": folder.path("c")])
                #expect(result.text.contains("TP003") == !formats.isEmpty, "\(order)")
            }
        }
    }

    @Test("a pattern with ! names nothing") func negated() throws {
        for command in [["lint", "--select", "TK001"], ["budget"]] {
            #expect(try Tool.run(command, in: try folder(Self.budget + "formats: {jinja: [\"!greet.md\"]}\n")).status == 1)
        }
    }

    @Test("a template that is broken is a finding") func brokenTemplates() throws {
        let folder = try folder(Self.formats)
        try folder.write("Say {{ name hello.\n", to: "greet.md")
        let result = try Tool.lint(["greet.md"], folder)
        #expect(result.status == 1 && result.text.contains("greet.md:1:5: error: this tag is not closed [TP003"))
    }

    @Test("budgets") func budgets() throws {
        let run = { (folder: TemporaryFolder, arguments: [String]) in try Tool.run(["budget"] + arguments, in: folder) }
        for arguments in [[], ["greet.md"], ["."]] {
            #expect(try run(try folder(Self.budget), arguments).status == 1)
            #expect(try run(try folder(Self.budget + Self.formats), arguments).status == 0)
        }
        // A name that says nothing is a prompt's here.
        let named = "models: [gpt-4o]\nbudgets: [{tokens: 1, paths: [a.page]}]\n"
        #expect(try run(try folder(named + Self.formats, ["a.page"]), []).status == 1)
        let unknown = try run(try folder(named, ["a.page"]), [])
        #expect(unknown.status == 2 && unknown.errors.contains("no prompt that was read is under this budget"))
    }

    @Test("a comment of a template that changed is no change", arguments: [true, false]) func diff(_ isRepository: Bool) throws {
        for (formats, count) in [("", 2), (Self.formats, 0)] {
            let folder = try TemporaryFolder()
            let edited = "{# Ours. #}Say hello.\n"
            var arguments = ["old", "new"]
            try folder.write(formats, to: ".assay.yml")
            if isRepository {
                arguments = []
                for name in ["greet.md", "a.page"] { try folder.write(Self.text, to: name) }
                for command in [
                    ["init", "-q"], ["add", "-A"],
                    ["-c", "user.email=a@b.c", "-c", "user.name=A", "-c", "commit.gpgsign=false", "commit", "-qm", "x"],
                ] { try #require(Git.run(command, in: folder) != nil) }
                for name in ["greet.md", "a.page"] { try folder.write(edited, to: name) }
            } else {
                for name in ["greet.md", "a.page"] {
                    try folder.write(Self.text, to: "old/\(name)")
                    try folder.write(edited, to: "new/\(name)")
                }
            }
            let result = try Tool.run(["diff"] + arguments + ["-m", "gpt-4o", "--format", "json"], in: folder)
            let changes = Array(try #require(try JSONDocument(result.output).root["changes"]).elements)
            // Without formats, only Markdown is known by its name.
            #expect(changes.count == min(count, 1), "\(result.text)")
        }
    }

    @Test("mistakes are told with their place") func mistakes() throws {
        for (text, message) in [
            ("formats: {jinga: a.txt}\n", ".assay.yml:1:11: unknown format 'jinga'; did you mean jinja"),
            ("formats: [a.txt]\n", ".assay.yml:1:10: formats has to be a mapping of keys"),
            ("formats: {jinja: {a: b}}\n", ".assay.yml:1:18: jinja has to be one value or a list of values"),
            ("formats:\n  jinja:\n", ".assay.yml:2:9: jinja has to be one value or a list of values"),
        ] {
            for command in [["lint"], ["budget"], ["diff", "greet.md", "greet.md", "-m", "gpt-4o"]] {
                let result = try Tool.run(command, in: try folder(text))
                #expect(result.status == 2 && result.errors.contains(message), "\(command): \(result.errors)")
            }
        }
        let asked = try Tool.lint(["greet.md", "--as", "jinga"], try folder(""))
        #expect(asked.status == 2 && asked.errors.contains("--as does not know the format 'jinga'; it is one of plain,"))
    }

    @Test("the editor's findings too") func languageServer() throws {
        for (formats, isFound) in [("", true), (Self.formats, false)] {
            let folder = try folder(Self.budget + "select: [TK001]\n" + formats)
            let path = folder.path("greet.md")
            let text = Self.text.dropLast() + #"\n"#
            let messages = [
                #"{"id":1,"method":"initialize","params":{"capabilities":{}}}"#,
                #"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://\#(path)","text":"\#(text)"}}}"#,
                // Findings are there before what is asked about them.
                #"{"id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file://\#(path)"},"#
                    + #""position":{"line":0,"character":0}}}"#,
                #"{"id":9,"method":"shutdown"}"#, #"{"method":"exit"}"#,
            ]
            let frames = messages.flatMap { Array("Content-Length: \($0.utf8.count)\r\n\r\n\($0)".utf8) }
            let result = try Tool.run(["lsp"], input: frames, in: folder)
            #expect(result.status == 0 && result.text.contains(#""code":"TK001""#) == isFound, "\(result.text)")
        }
    }
}
