import AssayJSON
import Testing

/// `assay count` on files that are read as prompts.
@Suite struct CountPromptsTests {
    private func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            ---
            name: Greeter
            sample:
              name: Ada
            ---
            system:
            You greet people.
            user:
            Hello, {{name}}!
            """, to: "greet.prompty")
        try folder.write("Hello {{ name }}{% if formal %}, with all due respect{% endif %}.", to: "hello.jinja2")
        try folder.write(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Look\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"a.png\"}}]},"
                + "{\"role\":\"assistant\",\"content\":\"I see \\u00e9.\"}]}",
            to: "chat.json")
        return folder
    }

    /// Plain text has no values, so that none of those given is used.
    @Test(arguments: [["--vars", "v.yaml"], ["--var-tokens", "20"]]) func valuesThatPlainTextDoesNotTakeAreTold(
        _ values: [String]
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write("Weather: {{data}}\n", to: "p.md")
        try folder.write("data: rain\n", to: "v.yaml")
        let told = ": {{ }} and {% %} stand for themselves in plain text; --as jinja, or another format"
        for command in [["count", "p.md", "--by", "unit"], ["cost", "p.md", "-m", "gpt-4o"]] {
            #expect(try Tool.run(command, in: folder).errors == "")
            let result = try Tool.run(command + values, in: folder)
            #expect(result.errors.contains(told) && result.status == 0, "\(result.errors)")
            #expect(try Tool.run(command + values + ["--as", "jinja"], in: folder).errors == "")
        }
        let cached = ["cost", "p.md", "-m", "gpt-4o", "--cached-prefix"]
        #expect(try Tool.run(cached + ["auto"], in: folder).errors.contains(told))
        #expect(try Tool.run(cached + ["2"], in: folder).errors == "")
    }

    @Test func theSampleBesideAPromptFillsIt() throws {
        let result = try Tool.run(["count", "greet.prompty", "--by", "message"], in: example())
        #expect(
            result.text == """
                o200k_base  place            role    unit
                         4  greet.prompty:6  system  Greeter (sample)
                         4  greet.prompty:8  user    Greeter (sample)
                         8  total

                """)
        #expect(result.errors == "" && result.status == 0)
    }

    @Test func givenValuesStandInForTheSample() throws {
        let folder = try example()
        try folder.write("- name: Grace Hopper\n- name: Bo\n", to: "v.yaml")
        let result = try Tool.run(
            ["count", "greet.prompty", "--by", "unit", "--vars", "v.yaml", "--format", "csv"], in: folder)
        let lines = result.text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(lines.map { $0[6] } == ["fixture", "v.yaml 1", "v.yaml 2"])
        #expect(lines.dropFirst().map { $0[10] } == ["9", "8"])
    }

    @Test func whatNothingFillsIsARange() throws {
        let folder = try example()
        let result = try Tool.run(["count", "hello.jinja2", "--by", "unit", "--var-tokens", "2-6"], in: folder)
        #expect(result.text.contains(" ~9 (5-14)  hello.jinja2:1"))
        #expect(result.text.contains("a value takes 2-6 tokens"))
        let json = try Tool.run(["count", "hello.jinja2", "--by", "unit", "--format", "json"], in: folder)
        let unit = try #require(JSONDocument(json.output).root["files"]?[0]?["units"]?[0])
        #expect(unit["fixture"]?.isNull == true)
        let count = try #require(unit["counts"]?[0])
        #expect(count["method"]?.string == "assumed")
        #expect(count["low"]?.int == 3 && count["high"]?.int == 108)
    }

    @Test func aFilledTemplateIsExact() throws {
        let folder = try example()
        try folder.write("{\"name\": \"Ada\", \"formal\": true}", to: "v.json")
        let result = try Tool.run(["count", "hello.jinja2", "--vars", "v.json", "--by", "total"], in: folder)
        let text = "Hello Ada, with all due respect."
        #expect(try result.text == Tool.run(["count", "--by", "total"], input: Array(text.utf8)).text)
    }

    @Test func segmentsAndKindsAddUp() throws {
        let folder = try example()
        let segments = try Tool.run(["count", "chat.json", "--by", "segment"], in: folder)
        #expect(
            segments.text == """
                o200k_base  place            kind   text
                         1  chat.json:1:75   text   Look
                         0  chat.json:1:82   image  {"type":"image_url","image_url":{"url":"…
                         4  chat.json:1:164  text   I see é.
                         5  total

                1 image or document is not in these numbers.

                """)
        let kinds = try Tool.run(["count", "chat.json", "--by", "kind", "--format", "markdown"], in: folder)
        #expect(kinds.text.contains("| chat.json | text | 5 |\n| chat.json | image | 0 |\n| total |  | 5 |"))
    }

    @Test func languagesAddUpToTheText() throws {
        let folder = try example()
        let text = "Hello, мир! 你好 ok. カタカナ \u{1F600}"
        try folder.write(text, to: "mixed.txt")
        let result = try Tool.run(["count", "mixed.txt", "--by", "language", "--format", "json"], in: folder)
        let file = try #require(JSONDocument(result.output).root["files"]?[0])
        let rows = try #require(file["languages"]).elements
        let scripts = Set(rows.compactMap { $0["script"]?.string })
        #expect(scripts.isSuperset(of: ["Latn", "Cyrl"]))
        #expect(rows.contains { $0["language"]?.string == "ja" })
        #expect(rows.reduce(0) { $0 + ($1["bytes"]?.int ?? 0) } == text.utf8.count)
        let sum = rows.reduce(0) { $0 + ($1["counts"]?[0]?["tokens"]?.int ?? 0) }
        #expect(try "\(sum)\n" == Tool.run(["count", "--by", "total", "mixed.txt"], in: folder).text)
    }

    @Test("text that does not tell its language is said to be undetermined, in the exact sum") func undetermined() throws {
        let folder = try TemporaryFolder()
        try folder.write("Status\n", to: "a.txt")
        let table = try Tool.run(["count", "a.txt", "--by", "language"], in: folder)
        #expect(
            table.text == """
                o200k_base  path   language  script
                         2  a.txt  und       Latn

                und: the text does not tell its language, mostly because it is short.

                """)
        let json = try Tool.run(["count", "a.txt", "--by", "language", "--format", "json"], in: folder)
        let row = try #require(JSONDocument(json.output).root["files"]?[0]?["languages"]?[0])
        #expect(row["language"]?.string == "und" && row["script"]?.string == "Latn")
        #expect(row["counts"]?[0]?["tokens"]?.int == 2)
    }

    @Test func filesThatAPromptNamesAreRead() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            prompts:
              - file://prompts/two.txt
              - "Inline {{topic}} {{text}}"
              - file://gone.txt
              - file://make.py
            providers: [openai:gpt-4o]
            tests:
              - vars: {topic: [cats, dogs], text: file://data/body.txt}
              - file://more.csv
            """, to: "promptfooconfig.yaml")
        try folder.write("First {{topic}}\n---\nSecond {{topic}}\n", to: "prompts/two.txt")
        try folder.write("the body", to: "data/body.txt")
        try folder.write("topic,__expected,text\nbirds,x,\"a, b\"\n", to: "more.csv")
        let result = try Tool.run(["count", "promptfooconfig.yaml", "--by", "unit", "--format", "csv"], in: folder)
        let rows = result.text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.count == 9)
        #expect(rows.first?.starts(with: ["promptfooconfig.yaml", "promptfoo", "prompts/two.txt", "1"]) == true)
        #expect(Set(rows.map { $0[6] }) == ["test 1.1", "test 1.2", "test 2 1"])
        #expect(result.errors.contains("promptfooconfig.yaml:4: cannot read gone.txt"))
        #expect(
            result.errors.contains("note: promptfooconfig.yaml:5: make.py is a program that makes the prompt; it is not counted"))
        #expect(result.status == 2)
    }

    @Test func includesAreCountedOnceAndInCirclesRefused() throws {
        let folder = try TemporaryFolder()
        try folder.write("One {% include 'b.jinja' %} {{ x }}", to: "a.jinja")
        try folder.write("two three", to: "b.jinja")
        let open = try Tool.run(["count", "a.jinja", "--by", "unit", "--var-tokens", "0"], in: folder)
        #expect(open.text.contains("4  a.jinja:1") || open.text.contains("3  a.jinja:1"))
        try folder.write("{% include 'gone.jinja' %}one", to: "c.jinja")
        let gone = try Tool.run(["count", "c.jinja", "--by", "unit", "--var-tokens", "3-5"], in: folder)
        #expect(gone.errors.contains("c.jinja:1: gone.jinja is not beside it, so its text is assumed like a value"))
        #expect(gone.text.contains("~5 (4-6)  c.jinja:1") && gone.status == 0)
        try folder.write("two {% include 'a.jinja' %}", to: "b.jinja")
        let circle = try Tool.run(["count", "a.jinja", "--by", "unit"], in: folder)
        #expect(circle.errors.contains("a.jinja:1: a.jinja includes itself"))
        #expect(circle.status == 2)
        for level in 0..<12 {
            let include = "{% include 'fan\(level + 1).jinja' %}"
            try folder.write(String(repeating: include, count: 20), to: "fan\(level).jinja")
        }
        try folder.write("leaf", to: "fan12.jinja")
        let fan = try Tool.run(["count", "fan0.jinja", "--by", "unit"], in: folder)
        #expect(fan.errors.contains("more than 1000 includes"))
        #expect(fan.status == 2)
        try folder.write("{\"x\": 1}", to: "v.json")
        let filled = try Tool.run(["count", "a.jinja", "--by", "unit", "--vars", "v.json"], in: folder)
        #expect(filled.errors.contains("includes itself"))
    }

    @Test func whatFillsNoSegmentIsNotAdvised() throws {
        let folder = try TemporaryFolder()
        try folder.write("Say {{ word }} twice", to: "a.jinja")
        try folder.write("{\"word\": \"hello\"}", to: "v.json")
        for grouping in ["segment", "kind"] {
            let result = try Tool.run(["count", "a.jinja", "--by", grouping, "--vars", "v.json"], in: folder)
            #expect(!result.text.contains("--vars FILE"))
            #expect(result.text.contains("No values fill segments; --by unit or message shows them filled."))
        }
        #expect(try Tool.run(["count", "a.jinja", "--by", "unit"], in: folder).text.contains("--vars FILE fills values."))
    }

    @Test func aFormatCanBeForced() throws {
        let folder = try example()
        try folder.write("Hi {{#each a}}x{{/each}}", to: "t.txt")
        let forced = try Tool.run(["count", "t.txt", "--as", "plain", "--by", "unit", "--format", "json"], in: folder)
        #expect(try JSONDocument(forced.output).root["files"]?[0]?["format"]?.string == "plain")
        let unknown = try Tool.run(["count", "t.txt", "--as", "plane"], in: folder)
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("--as does not know the format 'plane'; it is one of plain, markdown, jinja"))
    }

    @Test func aFileThatIsNotOfTheFormatIsSaidWithItsLine() throws {
        let folder = try example()
        try folder.write("{\n\"messages\": [}", to: "bad.json")
        let result = try Tool.run(
            ["count", "bad.json", "chat.json", "--as", "openai-chat", "--by", "unit"], in: folder)
        #expect(result.errors.hasPrefix("assay: bad.json:2: not JSON"))
        #expect(result.text.contains("chat.json:1"))
        #expect(result.status == 2)
    }

    @Test(arguments: ["5-2", "x", "-1", "1-2-3"])
    func impossibleRangesAreRefused(range: String) throws {
        let result = try Tool.run(["count", "--var-tokens=\(range)", "--by", "unit"])
        #expect(result.status == 2)
        #expect(result.errors.contains("var-tokens"))
    }

    @Test func brokenValuesAreSaidWithTheirLine() throws {
        let folder = try example()
        try folder.write("a: 1\n\tb: 2\n", to: "v.yaml")
        let result = try Tool.run(["count", "hello.jinja2", "--vars", "v.yaml"], in: folder)
        #expect(result.errors.hasPrefix("assay: v.yaml:2: "))
        #expect(result.status == 2)
    }

    @Test func standardInputIsAPromptToo() throws {
        let result = try Tool.run(["count", "--by", "unit"], input: Array("Hello, world!".utf8))
        #expect(result.text == "o200k_base  place  unit\n         4  -:1\n")
    }
}
