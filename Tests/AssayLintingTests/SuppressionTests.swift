import AssayPrompts
import Testing

@testable import AssayLinting

@Suite struct SuppressionTests {
    private static let filler = "Please note that the train leaves at noon.\n"

    private func findings(_ text: String, _ file: String) throws -> [Finding] {
        let rules = ["PB003", "SU001", "SU002"].compactMap { id in
            RuleRegistry.rule(id).map { Linter.ActiveRule($0) }
        }
        let linter = Linter(tokenizer: ExampleCase.tokenizer, rules: rules)
        return try linter.lint(LintSource(path: file, bytes: Array(text.utf8)))
    }

    @Test(
        "a comment of several lines silences what comes after it",
        arguments: [
            ("{# assay-ignore PB003: the phrase\n   is quoted #}\n", "a.jinja2"),
            ("{#\n  assay-ignore PB003: the phrase is quoted\n#}\n", "a.jinja2"),
            ("{#-\r\n\r\n  assay-ignore\r\n  PB003: quoted\r\n-#}\r\n\r\n", "a.jinja2"),
            ("{# assay-ignore PB001, PB003: one\n #}\n{#\nassay-ignore PB003:\ntwo\n#}\n", "a.jinja2"),
            ("{{!--\n  assay-ignore PB003: the phrase\n  is quoted\n--}}\n", "a.hbs"),
            ("{{! assay-ignore PB003: the phrase\nis quoted }}\n", "a.mustache"),
            ("<!--\nassay-ignore PB003: the phrase is quoted\n-->\n", "a.md"),
            ("<!-- assay-ignore-file PB003: the phrase\nis quoted --> Be kind.\n\n", "a.md"),
        ])
    func blocks(comment: String, file: String) throws {
        #expect(try findings(comment + Self.filler, file).filter { $0.rule != "SU001" } == [])
        #expect(try findings(Self.filler, file).count == 1)
    }

    @Test(
        "what Markdown quotes is no suppression, and not to be taken away",
        arguments: [
            "Write `<!-- assay-ignore PB003: the phrase is quoted -->` above the line.\n",
            "```html\n<!-- assay-ignore PB003: the phrase is quoted -->\n```\n",
            "~~~~\n```\n<!-- assay-ignore-file PB003 -->\n~~~~\n",
            "A `span`, then `{# assay-ignore #}`.\n",
            "\t```\r\n```html\r\n<!-- assay-ignore PB003: the phrase is quoted -->\r\n\t```\r\n",
            "> ```html\n> <!-- assay-ignore PB003: the phrase is quoted -->\n> ```\n",
        ])
    func quotes(text: String) throws {
        #expect(try findings(text, "a.md") == [])
        #expect(try findings(text + Self.filler, "a.md").map(\.rule) == ["PB003"])
    }

    @Test(
        "what a program's other strings say about suppressions is none, and not to be taken away",
        arguments: [
            ("HELP = \"{# assay-ignore PB003: the reason #}\"\n", "a.py"),
            ("let help = \"\"\"\n    {# assay-ignore #}\n    \"\"\"\n", "a.swift"),
            ("const help = '<!-- assay-ignore PB003: the reason -->';\n", "a.js"),
        ])
    func programs(text: String, file: String) throws {
        #expect(try findings(text, file) == [])
    }

    @Test(
        "what stands beside a quote is one",
        arguments: [
            "`a` <!-- assay-ignore-file PB003: the phrase is quoted --> `b`\n",
            "```\nx\n```\n<!-- assay-ignore PB003: the phrase is quoted -->\n",
            "``` one ``` <!-- assay-ignore-file PB003: the phrase is quoted -->\n",
            "```\na\n```\n```\nWhat nothing closes, fences nothing.\n<!-- assay-ignore PB003: the phrase is quoted -->\n",
        ])
    func besideQuotes(text: String) throws {
        #expect(try findings(text + Self.filler, "a.md").filter { $0.rule == "PB003" } == [])
    }

    @Test(
        "in programs too, where comments are lines or blocks",
        arguments: [
            ("# assay-ignore PB003: the phrase\n# is quoted\nPROMPT = \"%\"\n", "a.py"),
            ("// assay-ignore PB003: the phrase\n// is quoted\nconst prompt = \"%\";\n", "a.js"),
            ("/*\n * assay-ignore PB003: the phrase\n * is quoted\n */\nconst prompt = \"%\";\n", "a.ts"),
            ("/** assay-ignore PB003: the phrase is quoted */\nlet prompt = \"%\"\n", "a.swift"),
        ])
    func programs(program: String, file: String) throws {
        let filler = Self.filler.dropLast() + " You are a helpful assistant who answers questions about trains."
        let lines = program.split(separator: "%", maxSplits: 1).map(String.init)
        let text = lines[0] + filler + lines[1]
        let comment = text.split(separator: "\n").filter { $0.contains("rompt") || $0.contains("PROMPT") }
        #expect(try findings(comment.map { $0 + "\n" }.joined(), file).map(\.rule) == ["PB003"])
        #expect(try findings(text, file) == [])
    }

    @Test("what is sent is no comment, and the line behind a comment's end is not meant where text follows it")
    func limits() throws {
        #expect(
            try findings("# assay-ignore PB003: quoted\n# Trains\n" + Self.filler, "a.txt").map(\.rule).contains(
                "PB003"))
        let beside = "{# assay-ignore PB003:\n quoted #} Be kind.\n" + Self.filler
        #expect(try findings(beside, "a.jinja2").map(\.rule).sorted() == ["PB003", "SU001"])
        let same = "{# assay-ignore PB003:\n quoted #} " + Self.filler
        #expect(try findings(same, "a.jinja2") == [])
        let reason = try findings("{# assay-ignore PB003\n #}\n" + Self.filler, "a.jinja2")
        #expect(reason.map(\.rule) == ["SU002"])
    }

    @Test("an unused comment of several lines is removed as a whole")
    func removal() throws {
        let text = "{#\n assay-ignore PB003: the phrase\n is quoted\n#}\nThe train leaves at noon.\n"
        let fix = try #require(try findings(text, "a.jinja2").first?.fix)
        #expect(fix.edits.map(\.span) == [0..<(text.utf8.count - "The train leaves at noon.\n".utf8.count)])
    }

    @Test("thousands of comments take no longer than they are long", .timeLimit(.minutes(5)))
    func many() throws {
        let text = String(repeating: "{# assay-ignore PB001:\n x\n", count: 20_000)
        _ = try findings(text, "a.jinja2")
        _ = try findings(String(repeating: "{{! assay-ignore PB001: }}\n\n", count: 20_000), "a.hbs")
    }
}
