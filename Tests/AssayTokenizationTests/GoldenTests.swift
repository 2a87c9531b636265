import AssayJSON
import AssayTokenization
import Testing

/// Ids from the reference implementations: `Golden/README.md` says which. Special-token text is plain text in them.
@Suite struct GoldenTests {
    @Test(arguments: Embedded.names.filter { $0 != "o200k_harmony" })
    func idsAreTheReferences(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        let texts = try Golden.texts()
        let expected = try Golden.ids(name)
        try #require(texts.count == 2168 && expected.count == texts.count)
        for (text, ids) in zip(texts, expected) {
            #expect(try tokenizer.encode(text) == ids, "\(name): \(text.debugDescription)")
            #expect(try tokenizer.count(text) == ids.count, "\(name): \(text.debugDescription)")
        }
    }

    @Test func harmonyHasTheRanksOfO200k() throws {
        let harmony = Tokenizer(Embedded.vocabulary("o200k_harmony"))
        for (text, ids) in zip(try Golden.texts(), try Golden.ids("o200k_base")) {
            #expect(try harmony.encode(text) == ids)
        }
        #expect(
            try harmony.encode("<|start|>user<|message|>Hi<|end|>", special: .allow) == [200006, 1428, 200008, 12194, 200007])
    }

    @Test(arguments: Embedded.byteLevelNames.filter { $0 != "claude-legacy" && $0 != "qwen2" })
    func decodingGivesTheTextBack(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        for text in try Golden.texts() {
            #expect(try tokenizer.decode(tokenizer.encode(text)) == Array(text.utf8))
        }
    }
}
