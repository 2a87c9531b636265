import AssayJSON
import Testing

/// `assay compare` on JSON Lines and delimited files.
@Suite struct CompareTableTests: CompareTests {
    @Test("keys without a text are told once a file, and not where another file has one") func emptyKeys() throws {
        let folder = try example()
        let names = ["fr", "it", "es", "nl", "pl"]
        let blank = names.map { "\"\($0)\": \"\"" }.joined(separator: ", ")
        let row = "{\"en\": \"One.\", \"de\": \"Eins.\", \(blank)}\n"
        try folder.write(row + row, to: "a.jsonl")
        let one = try Tool.run(["compare", "a.jsonl"], in: folder)
        #expect(
            one.errors.split(separator: "\n")
                == ["assay: note: a.jsonl: there is no text in 'fr', 'it', 'es' and 2 more; they are left out"])
        try folder.write(
            "{\"en\": \"Two.\", \"fr\": \"Deux.\", \"it\": \"Due.\", \"es\": \"Dos.\", \"pl\": \"Dwa.\"}\n", to: "b.jsonl")
        let both = try Tool.run(["compare", "a.jsonl", "b.jsonl"], in: folder)
        #expect(both.errors.contains("assay: note: a.jsonl: there is no text in 'nl'; it is left out\n"))
        #expect(both.errors.split(separator: "\n").count { $0.contains("left out") } == 1 && both.status == 0, "\(both.errors)")
    }

    @Test func standardInputIsJSONLines() throws {
        let input = Array("{\"en\": \"Good morning!\", \"de\": \"Guten Morgen!\"}\n".utf8)
        let result = try Tool.run(["compare", "-", "--format", "json"], input: input)
        #expect(try JSONDocument(result.output).root["languages"]?.count == 2)
    }

    @Test func aLanguageIsFoundOut() throws {
        let folder = try example()
        try folder.write("Bonjour à tous !\nLe train part à neuf heures et nous sommes en retard.\n", to: "unknown.txt")
        let root = try json(["texts", "unknown.txt"], in: folder)
        let french = try #require(root["languages"]?.elements.first { $0["label"]?.string == "unknown.txt" })
        #expect(french["language"]?.string == "fr" && french["detectedBy"]?.string == "words")
    }

    @Test func jsonLines() throws {
        let folder = try example()
        try folder.write(
            """
            {"id": "a1", "en": "Good morning!", "de": "Guten Morgen!"}

            {"id": "a2", "en": "The train leaves at nine.", "de": "Der Zug fährt um neun.", "note": 7}

            """, to: "data.jsonl")
        let rows = try json(["data.jsonl"], in: folder)["languages"]
        #expect(rows?.elements.map { $0["label"]?.string } == ["en", "de"])
        #expect(rows?.elements.map { $0["counts"]?[0]?["tokens"]?.int } == [9, 10])
    }

    @Test func languagesMayComeUpLater() throws {
        let folder = try example()
        try folder.write(
            """
            {"de": "Guten Morgen!"}
            {"en": "Good morning!", "de": "Guten Morgen!", "fr": null}
            {"en": "The train leaves at nine.", "de": "Der Zug fährt um neun.", "fr": "Le train part à neuf heures."}

            """, to: "data.jsonl")
        try folder.write("en,it\nGood morning!,Buongiorno!\n", to: "more.csv")
        let result = try Tool.run(
            ["compare", "data.jsonl", "more.csv", "--sort", "input", "--format", "json"], in: folder)
        let rows = try JSONDocument(result.output).root["languages"]
        #expect(rows?.elements.map { $0["label"]?.string } == ["de", "en", "fr", "it"])
        #expect(rows?.elements.map { $0["segments"]?.int } == [3, 3, 1, 1])
        #expect(rows?.elements.map { $0["sharedSegments"]?.int } == [2, 3, 1, 1])
        // 6 tokens for the one sentence.
        #expect(rows?[2]?["counts"]?[0]?["premium"]?.double == (rows?[2]?["counts"]?[0]?["tokens"]?.double ?? 0) / 6)
        #expect(
            result.errors.split(separator: "\n").map { $0.prefix { $0 != ";" } } == [
                "assay: note: data.jsonl, line 1: there is no text in 'en'",
                "assay: note: data.jsonl, line 1, 2: there is no text in 'fr'",
                "assay: note: data.jsonl, line 1, 2, 3: there is no text in 'it'",
                "assay: note: more.csv, line 2: there is no text in 'de'",
                "assay: note: more.csv, line 2: there is no text in 'fr'",
            ])
        #expect(result.status == 0)
    }

    @Test func textsMayBeInAnObject() throws {
        let folder = try example()
        try folder.write(
            "{\"key\": 1, \"translation\": {\"en\": \"Good morning!\", \"de\": \"Guten Morgen!\"}}\n",
            to: "data.jsonl")
        let rows = try json(["data.jsonl", "--sort", "input"], in: folder)["languages"]
        #expect(rows?.elements.map { $0["bytes"]?.int } == [13, 13])
    }

    @Test func tablesOfSpreadsheets() throws {
        let folder = try example()
        try folder.write("en;de\n\"Good; morning!\";Guten, Morgen!\n", to: "data.csv")
        let rows = try json(["data.csv", "--sort", "input"], in: folder)["languages"]
        #expect(rows?.elements.map { $0["bytes"]?.int } == [14, 14])
        let source = "\u{FEFF}en\tde\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        try folder.write(source, to: "wide.tsv")
        let wide = try Tool.run(["compare", "wide.tsv"], in: folder)
        #expect(wide.errors.contains("wide.tsv is in UTF-16; convert it with 'iconv -f UTF-16 -t UTF-8'"))
        #expect(wide.status == 2)
    }

    @Test func keysMayHavePrefixes() throws {
        let folder = try example()
        try folder.write(
            "{\"user_id\": \"x9\", \"sentence_eng_Latn\": \"Good morning!\", \"sentence_deu_Latn\": \"Guten Morgen!\"}\n",
            to: "data.jsonl")
        let rows = try json(["data.jsonl", "--sort", "input"], in: folder)["languages"]
        #expect(rows?.elements.map { $0["label"]?.string } == ["eng_Latn", "deu_Latn"])
    }

    @Test func columnsMayHaveEnglishNames() throws {
        let folder = try TemporaryFolder()
        try folder.write("Key\tEnglish\tBrazilian Portuguese\tNotes\na\tGood\tBom\tx\n", to: "data.csv")
        let rows = try json(["data.csv", "--sort", "input"], in: folder)["languages"]
        #expect(rows?.elements.map { $0["label"]?.string } == ["English", "Brazilian Portuguese"])
        #expect(rows?.elements.map { $0["language"]?.string } == ["en", "pt-BR"])
    }

    @Test(arguments: [
        ("{\"en\": \"a\", \"de\": \"b\"}\n\n{\"en\": 1}\n{\"en\"\n", "data.jsonl, line 4: "),
        ("{\"text\": \"a\"}\n", "data.jsonl, line 1 names no language"),
        ("{\"a_en\": \"a\", \"b_en\": \"b\"}\n", "data.jsonl, line 1 has two columns of the language 'en'"),
        ("[1]\n", "data.jsonl, line 1: expected an object"), ("", "data.jsonl has no row with texts"),
        ("{\"fr\": \"a\", \"de\": \"b\"}\n", "there is no text in the base language 'en'"),
    ])
    func faultsOfJSONLinesAreSaid(source: String, message: String) throws {
        let folder = try example()
        try folder.write(source, to: "data.jsonl")
        let result = try Tool.run(["compare", "data.jsonl"], in: folder)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.status == 2)
    }

    @Test(
        "a cell may be empty",
        arguments: [
            ("data.jsonl", "{\"en\": \"a\", \"de\": \"b\"}\n{\"en\": \"a\"}\n", 2),
            ("data.jsonl", "{\"en\": \"a\", \"de\": \"b\"}\n{\"en\": \"a\", \"de\": \"\"}\n", 2),
            ("data.csv", "en,de\na,b\na,\n", 3),
        ])
    func emptyCells(_ name: String, _ source: String, _ line: Int) throws {
        let folder = try example()
        try folder.write(source, to: name)
        let result = try Tool.run(["compare", name], in: folder)
        #expect(result.errors.hasPrefix("assay: note: \(name), line \(line): there is no text in 'de'; it is compared"))
        #expect(result.status == 0)
    }

    @Test(
        "shares that are no whole are said",
        arguments: [("en=60", "60"), ("en=60,de=25.5", "85.5"), ("en=60,de=40", ""), ("en=0.25,de=0.75", "")])
    func partialMixes(_ mix: String, _ sum: String) throws {
        let result = try Tool.run(["compare", "texts", "-v", "o200k_base", "--mix", mix], in: example())
        #expect(
            result.errors
                == (sum.isEmpty
                    ? ""
                    : "assay: note: the shares of --mix add up to \(sum), not to 100; each is taken as so many of "
                        + "\(sum)\n"))
        #expect(result.status == 0)
    }

    @Test func delimitedFiles() throws {
        let folder = try example()
        try folder.write(
            "id,text_en,de\n1,\"Good morning!\",Guten Morgen!\n2,\"The train\nleaves, \"\"at\"\" nine.\",Der Zug\n",
            to: "data.csv")
        try folder.write("en\tde\nGood \"morning\n!\tGuten Morgen!\n", to: "short.tsv")
        try folder.write("en\tde\r\nGood \"morning\"\tGuten Morgen!\r\n", to: "data.tsv")
        let commas = try json(["data.csv", "--sort", "input"], in: folder)["languages"]
        #expect(commas?[0]?["bytes"]?.int == "Good morning!The train\nleaves, \"at\" nine.".utf8.count)
        let tabs = try json(["data.tsv", "--sort", "input"], in: folder)["languages"]
        #expect(tabs?[0]?["bytes"]?.int == 14 && tabs?[1]?["bytes"]?.int == 13)
        let short = try Tool.run(["compare", "short.tsv"], in: folder)
        #expect(short.errors.contains("short.tsv, line 2: there is no text in 'de'"))
        try folder.write("en,de\n\"open,x\n", to: "open.csv")
        let open = try Tool.run(["compare", "open.csv"], in: folder)
        #expect(open.errors == "assay: open.csv: line 2: a quoted cell does not end\n")
        try folder.write("en,de\na,b,c\n", to: "wide.csv")
        let wide = try Tool.run(["compare", "wide.csv"], in: folder)
        #expect(wide.errors == "assay: wide.csv, line 2 has 3 cells, the header 2\n")
    }
}
