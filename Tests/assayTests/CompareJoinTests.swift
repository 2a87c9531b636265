import AssayJSON
import Testing

/// `assay compare --join`: a language's lines or rows as one text.
@Suite struct CompareJoinTests: CompareTests {
    /// Two languages of two lines.
    func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("Good morning!\nThe train leaves at nine.\n", to: "texts/en.txt")
        try folder.write("Guten Morgen!\nDer Zug fährt um neun.\n", to: "texts/de.txt")
        return folder
    }

    /// Every line feed becomes the separator, that of a file's last line too, and one stands between files: what
    /// `" ".join(dev.split("\n") + devtest.split("\n"))` says in Python, as published tables were made.
    @Test(arguments: [
        (" ", "Good morning! The train leaves at nine.  One more  "),
        ("\\n", "Good morning!\nThe train leaves at nine.\n\nOne more\n\n"),
        ("", "Good morning!The train leaves at nine.One more"),
    ])
    func linesAreJoined(separator: String, joined: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Good morning!\nThe train leaves at nine.\n", to: "dev/en.dev")
        try folder.write("\u{FEFF}One more\r\n\n", to: "devtest/en.devtest")
        try folder.write("Guten Morgen!\nDer Zug fährt um neun.\n", to: "dev/de.dev")
        try folder.write("Noch eine\n\n", to: "devtest/de.devtest")
        try folder.write(joined, to: "joined.txt")
        for vocabulary in ["cl100k_base", "mistral-v1"] {
            let counted = try JSONDocument(
                Tool.run(["count", "joined.txt", "-v", vocabulary, "--format", "json"], in: folder).output)
            let root = try json(
                ["dev", "devtest", "--join", separator, "-v", vocabulary, "--sort", "name"], in: folder)
            let english = try #require(root["languages"]?[0])
            let count = english["counts"]?[0]
            #expect(count?["tokens"]?.int == counted.root["files"]?[0]?["counts"]?[0]?["tokens"]?.int)
            #expect(count?["tokens"]?.int != nil && english["segments"]?.int == 4)
            // There is nothing to draw, and the other numbers are those of the lines.
            #expect(count?["premiumLow"]?.kind == .null && count?["segmentMeanPremium"]?.kind == .null)
            #expect(english["bytes"]?.int == 46 && english["words"]?.int == 9)
            #expect(root["joinedBy"]?.string == (separator == "\\n" ? "\n" : separator))
        }
    }

    @Test func rowsAreJoined() throws {
        let folder = try TemporaryFolder()
        try folder.write("Good morning! The train leaves at nine.", to: "joined.txt")
        let counted = try JSONDocument(Tool.run(["count", "joined.txt", "--format", "json"], in: folder).output).root
        let rows = [
            "{\"en\": \"Good morning!\", \"de\": \"Guten Morgen!\", \"fr\": \"Bonjour !\"}",
            "{\"en\": \"The train leaves at nine.\", \"de\": \"Der Zug fährt um neun.\"}",
        ].joined(separator: "\n")
        let result = try Tool.run(["compare", "-", "--join", " ", "--format", "json"], input: Array(rows.utf8))
        #expect(
            result.errors == """
                assay: standard input, line 2: there is no text in 'fr'; it is left out, because --join needs all of them; \
                --unaligned compares totals alone

                """)
        #expect(result.status == 2)
        let root = try JSONDocument(result.output).root
        #expect(root["languages"]?.elements.map { $0["label"]?.string } == ["en", "de"])
        let count = root["languages"]?[0]?["counts"]?[0]
        #expect(count?["tokens"]?.int == counted["files"]?[0]?["counts"]?[0]?["tokens"]?.int)
        #expect(count?["premiumLow"]?.kind == .null && root["languages"]?[0]?["segments"]?.int == 2)
        let without = try Tool.run(["compare", "-", "--join", " ", "--base", "fr"], input: Array(rows.utf8))
        #expect(without.errors.hasSuffix("assay: 'fr', the base language, lacks rows; give another with --base\n"))
        let totals = try Tool.run(["compare", "-", "--join", " ", "--unaligned"], input: Array(rows.utf8))
        #expect(totals.status == 0 && totals.text.contains("\nfr "))
    }

    @Test func joiningIsForTextsInOrder() throws {
        let catalogue = try TemporaryFolder()
        try catalogue.write("{\"en\": {\"a\": \"Yes\"}, \"de\": {\"a\": \"Ja\"}}", to: "all.json")
        let entries = try Tool.run(["compare", "all.json", "--join", " "], in: catalogue)
        #expect(
            entries.errors == """
                assay: --join is for lines and rows; the entries of catalogues are in no order to join them in

                """)
        #expect(entries.status == 2)
        let forms = try Tool.run(["compare", "texts", "--join", " ", "--normalization"], in: example())
        #expect(forms.errors.hasPrefix("assay: --join does not go with --normalization, which goes by lines\n"))
        let folder = try example()
        try folder.write("Guten Morgen!\n", to: "texts/de.txt")
        let short = try Tool.run(["compare", "texts", "--join", " "], in: folder)
        #expect(short.errors.hasPrefix("assay: texts/en.txt, line 2 has no counterpart"))
    }
}
