import Testing

@testable import AssayEstimation

@Suite struct CatalogueReaderTests {
    private let english = ComparedLanguage(label: "en", tag: LanguageTag(name: "en"))
    private let german = ComparedLanguage(label: "de", tag: LanguageTag(name: "de"))

    @Test func gettext() throws {
        let source = """
            # A header.
            msgid ""
            msgstr ""
            "Language: fr\\n"
            "Plural-Forms: nplurals=2; plural=(n > 1);\\n"

            #: main.c:12
            msgid "Open"
            msgstr "Ouvrir"

            msgctxt "verb"
            msgid "Open"
            msgstr "S'"
            "ouvrir\\n"

            #, fuzzy, c-format
            msgid "Close %d"
            msgstr "Fermé"

            msgid "%d file"
            msgid_plural "%d files"
            msgstr[0] "%d fichier"
            msgstr[1] "%d fichiers"

            msgid "untranslated"
            msgstr ""

            #~ msgid "old"
            #~ msgstr "vieux"
            """
        let text = try GettextReader.read(Array(source.utf8), language: nil, base: english)
        #expect(text.languages.map(\.label) == ["en", "fr"])
        #expect(
            text.rows == [
                ["Open", "Ouvrir"], ["Open", "S'ouvrir\n"], ["%d file", "%d fichier"], ["%d files", "%d fichiers"],
            ])
        #expect(text.notes == ["left out 1 fuzzy entry", "left out 1 entry without a translation"])
    }

    @Test(arguments: [
        ("msgid \"a\"\nmsgstr \"b", 2), ("msgid \"a\"\nmsgstr x", 2), ("\"lost\"", 1), ("msgid \"a\"\nwhat \"b\"", 2),
        ("msgid \"a\"\nmsgstr[x] \"b\"", 2), ("msgid \"a\"\nmsgid \"b\"\nmsgstr \"c\"", 2),
        ("msgid", 1),
    ])
    func brokenGettextIsSaidWithItsLine(source: String, line: Int) {
        let error = #expect(throws: ParallelTextError.self) {
            try GettextReader.read(Array(source.utf8), language: german, base: english)
        }
        #expect(error?.line == line)
    }

    @Test func strings() throws {
        let source = """
            /* A comment; with "quotes". */
            "greeting" = "Hallo \\"Welt\\"!";
            // Another.
            plain.key = "Umlaut \\U00fc";
            "empty" = "";
            """
        let text = try StringsFileReader.read(Array(source.utf8), language: german)
        #expect(text.rows == [["Hallo \"Welt\"!"], ["Umlaut ü"]])
        let wide: [UInt8] = "\u{FEFF}\"a\" = \"ß\";".utf16.flatMap { unit in
            [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        #expect(try StringsFileReader.read(wide, language: german).rows == [["ß"]])
    }

    @Test func escapes() throws {
        let source = #""a" = "\Ud83d\ude00 \Ud83d \x41\303\244\0x";"#
        #expect(
            try StringsFileReader.read(Array(source.utf8), language: german).rows == [["\u{1F600} \u{FFFD} Aä\0x"]])
    }

    @Test(arguments: [true, false])
    func stringsInUTF16WithoutAMark(isBig: Bool) throws {
        let wide = "\"a\" = \"ß\";".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let source = isBig ? wide : stride(from: 0, to: wide.count, by: 2).flatMap { [wide[$0 + 1], wide[$0]] }
        #expect(try StringsFileReader.read(source, language: german).rows == [["ß"]])
    }

    @Test func otherEncodingsAreSaid() {
        let latin = Array("msgid \"tea\"\nmsgstr \"T".utf8) + [0xE4] + Array("\"\n".utf8)
        let gettext = #expect(throws: ParallelTextError.self) {
            try GettextReader.read(latin, language: german, base: english)
        }
        #expect(gettext?.description == "line 2: not in UTF-8; convert it with 'msgconv --to-code=UTF-8'")
        let strings = #expect(throws: ParallelTextError.self) {
            try StringsFileReader.read(Array("\"a\" = \"".utf8) + [0xE4] + Array("\";".utf8), language: german)
        }
        #expect(strings?.line == 1)
    }

    @Test(arguments: [("\"a\" = \"b\"", 1), ("\"a\" \"b\";", 1), ("\n\"a\" = ;", 2), ("/* open", 1), ("\"a", 1)])
    func brokenStringsAreSaidWithTheirLine(source: String, line: Int) {
        let error = #expect(throws: ParallelTextError.self) {
            try StringsFileReader.read(Array(source.utf8), language: german)
        }
        #expect(error?.line == line)
    }

    @Test func stringCatalogue() throws {
        let source = """
            {"sourceLanguage": "en", "version": "1.0", "strings": {
              "Hello": {"localizations": {"de": {"stringUnit": {"state": "translated", "value": "Hallo"}}}},
              "key.bye": {"localizations": {
                "en": {"stringUnit": {"state": "translated", "value": "Bye"}},
                "de": {"stringUnit": {"state": "needs_review", "value": "Tschüs"}}}},
              "files": {"localizations": {
                "en": {"variations": {"plural": {"one": {"stringUnit": {"value": "a file"}},
                                                 "other": {"stringUnit": {"value": "files"}}}}},
                "de": {"variations": {"plural": {"one": {"stringUnit": {"value": "eine Datei"}},
                                                 "other": {"stringUnit": {"value": "Dateien"}}}}}}},
              "skipped": {"shouldTranslate": false},
              "old": {"extractionState": "stale", "localizations": {"de": {"stringUnit": {"value": "alt"}}}},
              "%@ left": {"localizations": {
                "en": {"stringUnit": {"value": "%#@n@ left"}, "substitutions": {"n": {"argNum": 1, "variations": {
                  "plural": {"one": {"stringUnit": {"value": "one"}}, "other": {"stringUnit": {"value": "%arg"}}}}}}},
                "de": {"stringUnit": {"value": "%#@n@ übrig"}, "substitutions": {"n": {"argNum": 1, "variations": {
                  "plural": {"one": {"stringUnit": {"value": "eins"}}, "other": {"stringUnit": {"value": "%arg"}}}}}}}}}
            }}
            """
        let text = try TranslationJSONReader.read(Array(source.utf8), language: nil, base: english)
        let place = try #require(text.languages.firstIndex { $0.label == "en" })
        let pairs = text.rows.map { [$0[place], $0[1 - place]] }
        #expect(pairs.contains(["Hello", "Hallo"]) && pairs.contains(["Bye", nil]))
        #expect(pairs.contains(["a file", "eine Datei"]) && pairs.contains(["files", "Dateien"]))
        #expect(pairs.contains(["%#@n@ left", "%#@n@ übrig"]) && pairs.contains(["one", "eins"]))
        #expect(pairs.count == 7)
        #expect(
            text.notes == [
                "left out 1 translation that is new or waits for a review", "left out 1 stale entry",
            ])
    }

    @Test func nestedTranslations() throws {
        let one = #"{"en": {"a": {"b": "Yes"}, "@a": {"x": "no"}}, "de": {"a": {"b": "Ja"}}}"#
        #expect(try TranslationJSONReader.read(Array(one.utf8), language: nil, base: english).rows == [["Yes", "Ja"]])
        let flat = #"{"en": "Yes", "de": "Ja"}"#
        #expect(try TranslationJSONReader.read(Array(flat.utf8), language: nil, base: english).rows == [["Yes", "Ja"]])
        let rows = #"[{"id": "1", "en": "Yes", "de": "Ja"}, {"id": "2", "en": "No"}]"#
        let text = try TranslationJSONReader.read(Array(rows.utf8), language: nil, base: english)
        #expect(text.rows == [["Yes", "Ja"], ["No", nil]])
        let single = #"{"menu": {"open": "Öffnen", "list": ["eins", "zwei"]}}"#
        #expect(
            try TranslationJSONReader.read(Array(single.utf8), language: german, base: english).rows == [
                ["Öffnen"], ["eins"], ["zwei"],
            ])
        #expect(throws: ParallelTextError.self) {
            try TranslationJSONReader.read(Array(single.utf8), language: nil, base: english)
        }
        #expect(throws: ParallelTextError.self) {
            try TranslationJSONReader.read(Array("{".utf8), language: german, base: english)
        }
    }

    /// Damaged files end in an error or in fewer texts, never in a crash.
    @Test(arguments: 0..<8)
    func damagedFiles(seed: UInt64) {
        let sources = [
            "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\\n\"\n#, fuzzy\nmsgctxt \"x\"\nmsgid \"e\"\n",
            "/* c */ \"a\" = \"b\\U0041\";\n// x\nk = \"v\";\n",
            "{\"sourceLanguage\":\"en\",\"strings\":{\"a\":{\"localizations\":{\"de\":{\"stringUnit\":{\"value\":\"b\"}}}}}}",
        ]
        var random = SplitMix64(seed: seed, stream: 0)
        for round in 0..<300 {
            var bytes = Array(sources[round % 3].utf8)
            for _ in 0...random.next(below: 4) {
                let place = random.next(below: bytes.count)
                switch random.next(below: 3) {
                case 0: bytes[place] = UInt8(random.next(below: 256))
                case 1: bytes.removeSubrange(place...)
                default: bytes.insert(bytes[random.next(below: bytes.count)], at: place)
                }
                if bytes.isEmpty { bytes = [0x22] }
            }
            _ = try? GettextReader.read(bytes, language: german, base: english)
            _ = try? StringsFileReader.read(bytes, language: german)
            _ = try? TranslationJSONReader.read(bytes, language: german, base: english)
        }
    }
}
