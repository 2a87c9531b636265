import Testing

@testable import AssayEstimation

@Suite struct ScriptTests {
    @Test(arguments: [
        ("a", "Latn"), ("я", "Cyrl"), ("م", "Arab"), ("ह", "Deva"), ("漢", "Hani"), ("か", "Hira"), ("カ", "Kana"),
        ("한", "Hang"), ("ก", "Thai"), ("ក", "Khmr"), ("α", "Grek"), ("ש", "Hebr"), ("ㄅ", "Bopo"), (" ", "Zyyy"),
        ("7", "Zyyy"), ("😀", "Zyyy"), ("\u{0301}", "Zinh"), ("\u{E000}", "Zzzz"), ("\u{1E030}", "Cyrl"),
        // Assigned after Unicode 15.0, to which the table is pinned.
        ("\u{10D40}", "Zzzz"),
    ])
    func characters(scalar: Unicode.Scalar, code: String) {
        #expect(Script(of: scalar).code == code)
    }

    @Test func names() {
        #expect(Script(code: "deva")?.name == "Devanagari")
        #expect(Script(code: "Cans")?.name == "Canadian Aboriginal")
        #expect(Script(code: "Xxxx") == nil)
        #expect(Script.count > 160)
    }

    @Test func theNamedScriptsAreInTheTable() {
        let named: [Script] = [
            .common, .inherited, .unknown, .latin, .han, .hiragana, .katakana, .hangul, .bopomofo,
        ]
        #expect(named.map(\.code) == ["Zyyy", "Zinh", "Zzzz", "Latn", "Hani", "Hira", "Kana", "Hang", "Bopo"])
    }

    @Test func sharedCharactersNeverCut() {
        // Punctuation, digits and a combining mark go with what is before; at the start with what follows.
        let spans = ScriptSpans.spans(of: "1. abc\u{0301}, 2 — где? ок")
        #expect(spans.map(\.script.code) == ["Latn", "Cyrl"])
        #expect(spans.map(\.range) == [0..<16, 16..<28])
    }

    @Test(arguments: [("", 0), ("12 + 3", 1), ("😀", 1)])
    func withoutLetters(text: String, count: Int) {
        let spans = ScriptSpans.spans(of: text)
        #expect(spans.count == count)
        #expect(spans.allSatisfy { $0.script == .common && $0.range == 0..<text.utf8.count })
    }

    @Test func invalidBytesAreShared() {
        let bytes: [UInt8] = [0x61, 0xFF, 0xE6, 0xBC, 0x62, 0xED, 0xA0, 0x80, 0xF5, 0xC0, 0xAF]
        let spans = bytes.withUnsafeBufferPointer { ScriptSpans.spans(of: $0) }
        #expect(spans.map(\.script) == [.latin])
        #expect(spans.map(\.range) == [0..<bytes.count])
    }

    @Test func spansCoverAnyText() {
        for text in ["aя漢字かなक\u{0301}", "\n\nя", "…a…", "漢a漢a"] {
            let spans = ScriptSpans.spans(of: text)
            #expect(spans.first?.range.lowerBound == 0 && spans.last?.range.upperBound == text.utf8.count)
            for (one, two) in zip(spans, spans.dropFirst()) {
                #expect(one.range.upperBound == two.range.lowerBound && one.script != two.script)
            }
        }
    }
}
