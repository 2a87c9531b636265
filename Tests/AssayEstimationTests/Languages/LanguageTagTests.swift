import Testing

@testable import AssayEstimation

@Suite struct LanguageTagTests {
    @Test(arguments: [
        ("en", "en"), ("EN-us", "en-US"), ("zh-hans-cn", "zh-Hans-CN"), ("eng", "en"), ("cmn", "zh"), ("zh-yue", "yue"),
        ("sl-rozaj-biske-1994", "sl-rozaj-biske-1994"), ("es-419", "es-419"), ("de-CH-1996", "de-CH-1996"),
        ("de-a-value", "de-a-value"), ("en-x-twain", "en-x-twain"), ("x-klingon", "x-klingon"),
        ("iw", "he"), ("arb-Arab", "ar-Arab"),
    ])
    func canonicalForm(written: String, canonical: String) throws {
        #expect(try LanguageTag(written).description == canonical)
    }

    @Test(arguments: [
        "", "e", "en-", "-en", "en--US", "english language", "en_US", "123", "en-US-US", "de-a", "de-a-b", "en-x",
        "de-1996-1996", "abcdefghi", "en-toolongsubtag", "日本語", "a-DE",
    ])
    func notWellFormed(text: String) {
        #expect(throws: LanguageTagError.self) { try LanguageTag(text) }
    }

    @Test func theErrorSaysWhatToWrite() {
        let error = #expect(throws: LanguageTagError.self) { try LanguageTag("en_US") }
        #expect(error?.description.hasSuffix("write one such as en, pt-BR or zh-Hant") == true)
    }

    @Test(arguments: [
        ("en", "English"), ("en-Latn", "English"), ("sr-Latn", "Serbian (Latin)"), ("zh-Hans", "Chinese (Simplified)"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("pt-BR", "Portuguese (BR)"),
        ("kas-Deva", "Kashmiri (Devanagari)"), ("tlh", "tlh"),
    ])
    func names(tag: String, name: String) throws {
        #expect(try LanguageTag(tag).name == name)
    }

    @Test(arguments: [
        ("en.txt", "en"), ("eng_Latn.devtest", "en-Latn"), ("zho_Hans.dev", "zh-Hans"), ("messages.fr.json", "fr"),
        ("app_zh_CN.po", "zh-CN"), ("pt_BR.UTF-8", "pt-BR"), ("sr@latin.po", "sr-Latn"), ("app_de.arb", "de"),
        ("strings-es-419.json", "es-419"), ("devtest.en", "en"), ("de.ts", "de"), ("readme.md", nil),
        ("notes.txt", nil), ("Localizable.strings", nil), ("fil.csv", "fil"), ("qqq_Deva.dev", "qqq-Deva"),
        ("foo_Test.txt", nil), ("kmr_Latn.dev", "ku-Latn"), ("", nil),
    ])
    func inFileNames(name: String, tag: String?) {
        #expect(LanguageTag(fileName: name)?.description == tag)
    }

    @Test(arguments: [
        (["fr.lproj", "Localizable.strings"], "fr"), (["locales", "de", "LC_MESSAGES", "app.po"], "de"),
        (["Base.lproj", "Main.strings"], nil), (["is", "a", "b", "c", "notes.txt"], nil), (["no", "en.txt"], "en"),
    ])
    func onPaths(path: [String], tag: String?) {
        #expect(LanguageTag(path: path)?.description == tag)
    }

    @Test func localeModifiersNameScripts() {
        #expect(LanguageTag(name: "sr@latin")?.description == "sr-Latn")
        #expect(LanguageTag(name: "pt_BR.UTF-8")?.description == "pt-BR")
    }

    @Test(arguments: [
        ("en", "en-US", true), ("en", "eng-Latn", true), ("pt-BR", "pt-PT", false), ("zh", "zh-Hans", true),
        ("zh-Hans", "zh-Hant", false), ("en", "de", false),
    ])
    func sameLanguage(one: String, two: String, isSame: Bool) throws {
        #expect(try LanguageTag(one).isSameLanguage(as: LanguageTag(two)) == isSame)
        #expect(try LanguageTag(two).isSameLanguage(as: LanguageTag(one)) == isSame)
    }

    @Test func everyEntryOfTheListIsATag() throws {
        #expect(LanguageList.entries.count > 200)
        #expect(Set(LanguageList.entries.map(\.tag)).count == LanguageList.entries.count)
        for entry in LanguageList.entries {
            #expect(try LanguageTag(entry.tag).description == entry.tag, "\(entry)")
            #expect(try LanguageTag(entry.code).description == entry.tag, "\(entry)")
            #expect(
                Script(code: entry.script) != nil || ["Hans", "Hant", "Jpan", "Kore"].contains(entry.script), "\(entry)"
            )
        }
        for tag in LanguageList.tagOfCode.values { #expect(LanguageList.byTag[tag] != nil, "\(tag)") }
    }
}
