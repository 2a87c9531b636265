import Testing

@testable import AssayLinting

struct WordTests {
    private func symbols(_ text: String) -> [UInt64] {
        var result: [UInt64] = []
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            WordScanner.scan(bytes, 0..<bytes.count) { result.append($0.symbol) }
        }
        return result
    }

    @Test(
        "words are compared without case, width, apostrophe and punctuation",
        arguments: [
            ("Don't stop", "don\u{2019}t STOP!"), ("Straße", "STRASSE"), ("ﬁle Ａ１", "file a1"), ("Ὀδυσσεύς", "ὀδυσσεύσ"),
            ("*Be* brief.", "be, brief"), ("É", "e\u{301}"), ("日本語", "日 本 語"),
        ])
    func same(_ left: String, _ right: String) {
        #expect(symbols(left) == symbols(right))
        #expect(!symbols(left).isEmpty)
    }

    @Test("signs and digits count", arguments: [("a < b", "a > b"), ("v1", "v2"), ("50%", "50"), ("a_b", "a b")])
    func different(_ left: String, _ right: String) {
        #expect(symbols(left) != symbols(right))
    }

    @Test("bytes that are not UTF-8 do no harm")
    func invalid() {
        var count = 0
        let bytes: [UInt8] = [0x61, 0xFF, 0xE6, 0x97, 0x62, 0xF0, 0x9F, 0x92, 0xC3]
        bytes.withUnsafeBufferPointer { WordScanner.scan($0, 0..<$0.count) { _ in count += 1 } }
        #expect(count == 2)
    }

    @Test(
        "stems join the forms of a word",
        arguments: [["create", "creates", "created", "creating"], ["file", "files"], ["stop", "stopping", "stopped"]])
    func stems(_ words: [String]) {
        #expect(Set(words.map { Stem.of(Array($0.utf8)) }).count == 1)
    }
}
