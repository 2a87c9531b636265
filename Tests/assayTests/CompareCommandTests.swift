import AssayJSON
import Testing

/// `assay compare` on texts, and how its result is written.
@Suite struct CompareCommandTests: CompareTests {
    @Test func aFolderAsText() throws {
        let result = try Tool.run(["compare", "texts", "--resamples", "0", "--sort", "input"], in: example())
        #expect(
            result.text == """
                language  name      script  bytes  chars  words  tokens  tok/word  tok/char  premium  95%  1-byte  fallback
                de        German    Latn       36     35      7      10      1.43     0.286     1.11    -   30.0%      0.0%
                en        English   Latn       38     38      7       9      1.29     0.237     1.00    -   22.2%      0.0%
                jpn_Jpan  Japanese  Jpan       60     20     11      14      1.27     0.700     1.56    -    0.0%      0.0%

                """)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func theSampleIsBuiltIn() throws {
        let root = try json(["--sample", "-v", "o200k_base", "-v", "qwen2"], in: example())
        #expect(root["languages"]?.count == 33)
        #expect(root["base"]?.string == "en")
        let chinese = try #require(root["languages"]?.elements.first { $0["label"]?.string == "zh-Hans" })
        #expect(chinese["counts"]?[0]?["tokens"]?.int == 147 && chinese["counts"]?[1]?["tokens"]?.int == 118)
        #expect(chinese["words"]?.int == 101 && chinese["name"]?.string == "Chinese (Simplified)")
    }

    // MARK: Alignment

    @Test func aMissingLineIsSaid() throws {
        let folder = try example()
        try folder.write("Guten Morgen!\n", to: "texts/de.txt")
        let result = try Tool.run(["compare", "texts", "--format", "csv"], in: folder)
        #expect(
            result.errors == """
                assay: texts/en.txt, line 2 has no counterpart: texts/de.txt has 1 line, texts/en.txt 2; \
                --unaligned compares totals alone

                """)
        #expect(result.status == 2)
        // The rest goes on.
        #expect(result.text.contains("\njpn_Jpan,ja-Jpan,") && !result.text.contains("\nde,"))
        let totals = try Tool.run(["compare", "texts", "--unaligned", "--format", "json"], in: folder)
        #expect(totals.status == 0 && totals.errors == "")
        let german = try #require(
            JSONDocument(totals.output).root["languages"]?.elements.first { $0["label"]?.string == "de" })
        #expect(german["counts"]?[0]?["premiumLow"]?.isNull == true)
        // "Guten Morgen!" is 4 tokens, the two lines of English are 9.
        #expect(german["counts"]?[0]?["tokens"]?.int == 4)
        #expect(german["counts"]?[0]?["premium"]?.double == 4.0 / 9)
    }

    @Test(arguments: [
        ("Guten Morgen!\n\n", "texts/de.txt, line 2 is empty, but line 2 of texts/en.txt is not"),
        (" \nDer Zug fährt um neun.\n", "texts/de.txt, line 1 is empty, but line 1 of texts/en.txt is not"),
    ])
    func anEmptyLineIsSaid(german: String, message: String) throws {
        let folder = try example()
        try folder.write(german, to: "texts/de.txt")
        let result = try Tool.run(["compare", "texts"], in: folder)
        #expect(result.errors == "assay: \(message); --unaligned compares totals alone\n")
        #expect(result.status == 2)
    }

    @Test("a folder without a text is said, and so is a key that has none") func nothingInIt() throws {
        let folder = try example()
        folder.makeFolder("fr")
        let result = try Tool.run(["compare", "texts", "fr"], in: folder)
        #expect(result.errors == "assay: note: left out what holds no text: fr\n")
        #expect(result.status == 0 && result.text.contains("\nde "))
        let alone = try Tool.run(["compare", "fr"], in: folder)
        #expect(alone.errors.hasPrefix("assay: there is no text to compare; "))
        #expect(alone.errors.split(separator: "\n").count == 1 && alone.status == 2)
        try folder.write(
            "{\"en\": \"One.\", \"de\": \"\", \"fr\": \"\"}\n{\"en\": \"Two.\", \"de\": \" \", \"fr\": \"Deux.\"}\n",
            to: "t.jsonl")
        let table = try Tool.run(["compare", "t.jsonl"], in: folder)
        #expect(table.errors.contains("assay: note: t.jsonl: there is no text in 'de'; it is left out\n"))
        #expect(!table.errors.contains("'fr'; it is left out") && table.status == 0)
    }

    @Test func lineEndsAndMarksAreNoText() throws {
        let folder = try example()
        let plain = try json(["texts"], in: folder)
        try folder.write("\u{FEFF}Guten Morgen!\r\nDer Zug fährt um neun.", to: "texts/de.txt")
        let other = try json(["texts"], in: folder)
        for row in 0..<3 {
            #expect(plain["languages"]?[row]?["bytes"]?.int == other["languages"]?[row]?["bytes"]?.int)
        }
    }

    @Test func filesOfOneLanguageAreOneText() throws {
        let folder = try example()
        for name in ["en", "de"] {
            try folder.write("One more line.\n", to: "parts/b/\(name).txt")
            try folder.write("A line.\nAnother.\n", to: "parts/a/\(name).txt")
        }
        let root = try json(["parts"], in: folder)
        #expect(root["languages"]?.elements.map { $0["segments"]?.int } == [3, 3])
    }

    @Test func longTextsAreDrawnInBlocks() throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "one two three\n", count: 20_000), to: "en.txt")
        try folder.write(String(repeating: "eins zwei drei\n", count: 20_000), to: "de.txt")
        let root = try json(["en.txt", "de.txt", "--resamples", "10"], in: folder)
        #expect(root["segmentsPerBlock"]?.int == 4)
        let english = try #require(root["languages"]?.elements.first { $0["label"]?.string == "en" })
        #expect(english["segments"]?.int == 20_000 && english["words"]?.int == 60_000)
        #expect(english["counts"]?[0]?["tokens"]?.int == 60_000)
    }

    @Test func whatIsNotUTF8IsSaid() throws {
        let folder = try example()
        try folder.write(Array("Guten Morgen!\n".utf8) + [0x66, 0xE4, 0x68, 0x72, 0x74], to: "texts/de.txt")
        let result = try Tool.run(["compare", "texts"], in: folder)
        #expect(result.errors == "assay: note: de is not UTF-8 in segment 2; its bytes are counted as they are\n")
        #expect(result.status == 0)
    }

    // MARK: What is asked for beside

    @Test func costsMixesAndForms() throws {
        let result = try Tool.run(
            [
                "compare", "texts", "-m", "gpt-4o", "-m", "claude-opus-4-6", "--fairness", "--mix", "en=3,ja=1",
                "--normalization", "--date", "2026-08-01", "--format", "json",
            ], in: example())
        let root = try JSONDocument(result.output).root
        #expect(root["columns"]?[0]?["perMillionTokens"]?.string == "2.5")
        let english = try #require(root["languages"]?[0])
        #expect(english["label"]?.string == "en")
        #expect(english["counts"]?[0]?["cost"]?.string == "0.0000225")
        #expect(english["counts"]?[0]?["costRatio"]?.double == 1)
        #expect(english["counts"]?[1]?["method"]?.string == "calibrated")
        #expect(root["fairness"]?[0]?["highestLanguage"]?.string == "jpn_Jpan")
        #expect(root["mix"]?["shares"]?["en"]?.double == 0.75)
        #expect(root["mix"]?["cheapestFirst"]?[0]?["model"]?.string == "gpt-4o")
        #expect(root["normalization"]?.count == 3)
    }

    @Test(arguments: ["text", "markdown", "html"])
    func premiumsOfEstimatesAreMarked(format: String) throws {
        let arguments = ["compare", "texts", "-v", "o200k_base", "-m", "claude-opus-4-6", "--format", format]
        let result = try Tool.run(arguments, in: example())
        #expect(result.text.contains("~1.11") && result.text.contains("1.11"))
        #expect(!result.text.contains("~10 tokens"))
    }

    @Test func whatRestsOnEstimatesIsMarked() throws {
        let arguments = ["-v", "o200k_base", "-m", "claude-opus-4-6", "--fairness", "--mix", "en=60,de=40"]
        let result = try Tool.run(["compare", "texts", "--date", "2026-08-01"] + arguments, in: example())
        let rows = result.text.split(separator: "\n").filter { $0.hasPrefix("claude-opus-4-6") }
        #expect(rows.count == 2)
        for row in rows {
            let numbers = row.split(separator: " ").dropFirst().filter { $0.contains { $0.isNumber } }
            #expect(numbers.count >= 3 && numbers.allSatisfy { $0.hasPrefix("~") }, "\(row)")
        }
    }

    @Test func whatCSVLacksIsSaid() throws {
        let result = try Tool.run(["compare", "texts", "--fairness", "--mix", "en=1", "--format", "csv"], in: example())
        #expect(
            result.errors == """
                assay: note: CSV has the languages alone; what --fairness and --mix add is in the other formats, such \
                as JSON

                """)
        #expect(result.status == 0)
    }

    @Test func aFormThatSavesIsSaid() throws {
        let folder = try example()
        try folder.write("Guten Morgen!\nDer Zug fa\u{308}hrt um neun.\n", to: "texts/de.txt")
        let result = try Tool.run(["compare", "texts", "--normalization"], in: folder)
        #expect(result.text.contains("de: written in NFC, the same text takes "))
    }

    @Test(arguments: [
        (["--mix", "en=60,xx=40"], "--mix: 'xx' is no language tag"),
        (["--mix", "en=60,fr=40"], "--mix: the mix names fr, which is not compared; there are de, en, ja-Jpan"),
        (
            ["--base", "fr"],
            "there is no text in the base language 'fr'; give another with --base (there are de, en, jpn_Jpan)"
        ),
        (["--sample"], "--sample stands for the paths"), (["--resamples", "-1"], "--resamples"),
    ])
    func mistakes(arguments: [String], message: String) throws {
        let result = try Tool.run(["compare", "texts"] + arguments, in: example())
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.status == 2)
        #expect(result.text == "")
    }

    @Test func nothingToCompare() throws {
        let result = try Tool.run(["compare"], in: example())
        #expect(result.status == 2 && result.errors.contains("give files or folders, or --sample"))
        let folder = try TemporaryFolder()
        try folder.write("\n\n", to: "en.txt")
        try folder.write("\n\n", to: "de.txt")
        let empty = try Tool.run(["compare", "en.txt", "de.txt", "--mix", "en=1"], in: folder)
        #expect(
            empty.errors == "assay: the text in 'en', the base language, is empty; compare others with --base\n")
        #expect(empty.status == 2 && empty.text == "")
    }

    @Test(arguments: ["de", "deu", "de-Latn", "German"])
    func theBaseHasNames(name: String) throws {
        #expect(try json(["texts", "--base", name], in: example())["base"]?.string == "de")
    }

    // MARK: Formats

    @Test func everyFormatHasTheSameNumbers() throws {
        let folder = try example()
        let arguments = ["compare", "texts", "-v", "o200k_base", "-m", "claude-opus-4-6", "--date", "2026-08-01"]
        let json = try Tool.run(arguments + ["--format", "json"], in: folder)
        let page = try Tool.run(arguments + ["--format", "html"], in: folder)
        // The page holds the JSON as it is.
        let start = try #require(page.text.range(of: "id=\"comparison\">\n"))
        let end = try #require(page.text[start.upperBound...].range(of: "</script>"))
        #expect(String(page.text[start.upperBound..<end.lowerBound]) == json.text)
        #expect(page.text.contains(">1.56</td>"))
        #expect(!page.text.contains("http"))
        let csv = try Tool.run(arguments + ["--format", "csv"], in: folder).text.split(separator: "\n")
        let header = csv[0].split(separator: ",")
        let rows = try JSONDocument(json.output).root["languages"]
        for (number, line) in csv.dropFirst().enumerated() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            func cell(_ title: String) -> String { String(cells[header.firstIndex { $0 == title } ?? 0]) }
            let count = rows?[number / 2]?["counts"]?[number % 2]
            #expect(count?["tokens"]?.int.map { "\($0)" } == cell("tokens"))
            #expect(count?["premium"]?.double.map { "\($0)" } == cell("premium"))
            #expect(count?["premiumHigh"]?.double.map { "\($0)" } == cell("premium_high"))
            #expect(count?["costPerMillionWords"]?.string ?? "" == cell("cost_per_million_words"))
        }
        let markdown = try Tool.run(arguments + ["--format", "markdown"], in: folder)
        #expect(markdown.text.contains("| jpn_Jpan | Japanese | Jpan | 60 | 20 | 11 | 14 | 1.56 |"))
    }

    @Test func nothingWrittenDependsOnThreads() throws {
        let folder = try example()
        for format in ["json", "html"] {
            let one = try Tool.run(["compare", "--sample", "--threads", "1", "--format", format], in: folder)
            let three = try Tool.run(["compare", "--sample", "--threads", "3", "--format", format], in: folder)
            #expect(one.output == three.output && one.status == 0)
        }
    }

    @Test func textInThePageIsText() throws {
        let folder = try TemporaryFolder()
        try folder.write("<script>alert(1)</script> & \"more\"\n", to: "en.txt")
        try folder.write("</script><b>x</b>\n", to: "de.txt")
        let page = try Tool.run(["compare", "en.txt", "de.txt", "--format", "html"], in: folder).text
        #expect(!page.contains("<script>") && !page.contains("<b>x"))
        #expect(page.contains("&lt;"))
    }

    @Test("an empty text is named, and left out of premiums and fairness") func anEmptyText() throws {
        let folder = try example()
        try folder.write("", to: "texts/fr.txt")
        let arguments = ["compare", "texts", "--unaligned", "--fairness"]
        let result = try Tool.run(arguments, in: folder)
        #expect(
            result.errors == """
                assay: note: the text in 'fr' is empty: it has no premium and is left out of what is said of all

                """)
        #expect(result.status == 0)
        let lines = result.text.split(separator: "\n").map(String.init)
        #expect(lines[1].hasPrefix("en") && lines[4].hasPrefix("fr"), "\(result.text)")
        #expect(result.text.contains("Spread of premiums over 3 languages"))
        let root = try json(Array(arguments.dropFirst()), in: folder)
        let empty = try #require(root["languages"]?.elements.first { $0["label"]?.string == "fr" }?["counts"]?[0])
        #expect(empty["tokens"]?.int == 0 && empty["premium"]?.kind == .null)
        #expect(root["fairness"]?[0]?["lowest"]?.double == 1)
    }
}
