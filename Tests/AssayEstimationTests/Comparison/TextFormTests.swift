import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

@Suite struct TextFormTests {
    @Test(arguments: [
        (TextForm.given, "e\u{301}ﬁ１Ａ"), (.nfc, "éﬁ１Ａ"), (.nfd, "e\u{301}ﬁ１Ａ"), (.nfkc, "éfi1A"),
        (.halfWidth, "e\u{301}ﬁ1A"), (.fullWidth, "ｅ\u{301}ﬁ１Ａ"),
    ])
    func forms(form: TextForm, expected: String) throws {
        let bytes = Array("e\u{301}ﬁ１Ａ".utf8)
        let result = try #require(bytes.withUnsafeBufferPointer { form.apply(to: $0) })
        #expect(Array(expected.utf8) == result)
    }

    @Test func punctuationKeepsItsWidth() throws {
        let bytes = Array("ＡＢＣ，１２３。".utf8)
        let result = try #require(bytes.withUnsafeBufferPointer { TextForm.halfWidth.apply(to: $0) })
        #expect(String(decoding: result, as: UTF8.self) == "ABC，123。")
    }

    @Test func aDecomposedTextCostsMore() throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        let counter = NormalizationCounter([tokenizer])
        let text = Array("Me\u{301}lange de cafe\u{301}s".utf8)
        try text.withUnsafeBufferPointer { try counter.add($0, segments: [0..<text.count, nil]) }
        let saving = try #require(counter.counts.saving(vocabulary: 0))
        #expect(saving.form == .nfc)
        let composed = try tokenizer.count("Mélange de cafés")
        #expect(saving.tokens == (try tokenizer.count(text)) - composed && saving.tokens > 0)
        #expect(counter.counts.changed(.nfc) == 1 && counter.counts.changed(.nfd) == 0)
    }

    @Test func nothingToSaveInAPlainText() throws {
        let counter = NormalizationCounter([Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))])
        let text = Array("Plain words.".utf8)
        try text.withUnsafeBufferPointer { try counter.add($0, segments: [0..<text.count]) }
        #expect(counter.counts.saving(vocabulary: 0) == nil)
    }
}
