import AssayJSON
import Testing

/// `assay compare` on catalogues of translations.
@Suite struct CompareCatalogueTests: CompareTests {
    @Test func otherCatalogues() throws {
        let folder = try example()
        try folder.write("\"hi\" = \"Good morning!\";\n", to: "app/en.lproj/Localizable.strings")
        try folder.write("\"hi\" = \"Guten Morgen!\";\n", to: "app/de.lproj/Localizable.strings")
        try folder.write("{\"hi\": \"Good morning!\"}", to: "web/en.json")
        try folder.write("{\"hi\": \"Guten Morgen!\"}", to: "web/de.json")
        for path in ["app", "web"] {
            let rows = try json([path, "--sort", "name"], in: folder)["languages"]
            #expect(rows?.elements.map { $0["bytes"]?.int } == [13, 13], "\(path)")
        }
        try folder.write("\"hi\" = ;\n", to: "app/de.lproj/Localizable.strings")
        let broken = try Tool.run(["compare", "app"], in: folder)
        #expect(
            broken.errors.hasPrefix("assay: app/de.lproj/Localizable.strings, line 1: a text in quotes is missing\n"))
        #expect(broken.status == 2)
    }

    @Test func appleNamesTheBaseLanguage() throws {
        let folder = try TemporaryFolder()
        try folder.write("\"a\" = \"Hello\";\n", to: "app/Base.lproj/Localizable.strings")
        try folder.write("\"a\" = \"Salut\";\n", to: "app/fr.lproj/Localizable.strings")
        let rows = try json(["app", "--sort", "name"], in: folder)["languages"]
        #expect(rows?.elements.map { $0["label"]?.string } == ["en", "fr"])
        #expect(rows?.elements.map { $0["sharedSegments"]?.int } == [1, 1])
    }

    @Test func keysThatAreCountedAreSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("en:\n  open: Open\n", to: "locales/en.yml")
        try folder.write("de:\n  open: Öffnen\n", to: "locales/de.yml")
        let result = try Tool.run(["compare", "locales"], in: folder)
        #expect(
            result.errors == """
                assay: note: counted as plain text line by line, with all keys and marks; convert catalogues to JSON: \
                locales/de.yml, locales/en.yml

                """)
        #expect(result.status == 0)
    }

    @Test func catalogues() throws {
        let folder = try example()
        for (tag, word) in [("fr", "Ouvrir"), ("de", "Öffnen")] {
            try folder.write(
                "msgid \"Open\"\nmsgstr \"\(word)\"\n\nmsgid \"Only in \(tag)\"\nmsgstr \"\(word)\"\n",
                to: "locale/\(tag)/LC_MESSAGES/app.po")
        }
        let result = try Tool.run(["compare", "locale", "--format", "json"], in: folder)
        #expect(result.status == 0)
        #expect(result.errors.contains("note: fr lacks 1 of 3 entries"))
        let rows = try JSONDocument(result.output).root["languages"]
        let french = try #require(rows?.elements.first { $0["label"]?.string == "fr" })
        #expect(french["segments"]?.int == 2 && french["missingSegments"]?.int == 1)
        try folder.write("{\"a\": \"One.\", \"b\": \"Two.\"}", to: "keys/en.json")
        try folder.write("{\"a\": \"Eins.\", \"b\": \"Zwei.\", \"c\": \"Drei.\"}", to: "keys/de.json")
        let other = try Tool.run(["compare", "keys"], in: folder)
        #expect(
            other.errors == "assay: note: en lacks 1 of 3 entries; it is the base, so no language's premium has them\n")
    }

    @Test(arguments: [
        ["en/cart.json", "en/home.json", "de/cart.json", "de/home.json"],
        ["cart/en.json", "home/en.json", "cart/de.json", "home/de.json"],
        ["a/cart.en.json", "a/home.en.json", "b/cart.de.json", "b/home.de.json"],
    ])
    func cataloguesMayHaveTheSameKeys(paths: [String]) throws {
        let folder = try example()
        let texts = ["Your basket", "Welcome here", "Ihr Korb", "Willkommen hier"]
        for (path, text) in zip(paths, texts) {
            try folder.write("{\"title\": \"\(text)\"}", to: "i18n/\(path)")
        }
        let rows = try json(["i18n", "--sort", "name"], in: folder)["languages"]
        #expect(rows?.elements.map { $0["bytes"]?.int } == [23, 23])
        #expect(rows?.elements.map { $0["sharedSegments"]?.int } == [2, 2])
    }

    @Test func templatesHaveNoTranslations() throws {
        let folder = try example()
        let template = "msgid \"\"\nmsgstr \"Language: \\n\"\n\nmsgid \"Open\"\nmsgstr \"\"\n"
        try folder.write(template, to: "po/app.pot")
        try folder.write("msgid \"Open\"\nmsgstr \"Öffnen\"\n", to: "po/de.po")
        #expect(try json(["po"], in: folder)["languages"]?.count == 2)
    }
}
