import AssayEstimation
import Testing

@Suite struct ScriptSpanTests {
    private func spans(_ text: String) -> [(Script, String)] {
        let bytes = Array(text.utf8)
        return ScriptSpan.spans(of: bytes).map { ($0.script, String(decoding: bytes[$0.range], as: UTF8.self)) }
    }

    @Test func textIsDividedWhereTheScriptChanges() {
        let found = spans("1. Hello, мир! 你好。かな カナ 한글 שלום عرب हिन्दी ไทย \u{1F600} ok")
        #expect(
            found.map(\.0) == [
                .latin, .cyrillic, .han, .hiragana, .katakana, .hangul, .hebrew, .arabic, .devanagari, .thai, .latin,
            ])
        #expect(found.map(\.1).joined() == "1. Hello, мир! 你好。かな カナ 한글 שלום عرب हिन्दी ไทย \u{1F600} ok")
        #expect(found[0].1 == "1. Hello, " && found[1].1 == "мир! ")
    }

    @Test(arguments: ["", " ", "123 + 4", "\u{1F600}\u{200D}"])
    func aTextWithoutLettersIsOneSpan(text: String) {
        #expect(spans(text).map(\.0) == (text.isEmpty ? [] : [.common]))
    }

    /// Letters of each script, near both ends of its ranges.
    @Test(arguments: [
        ("AzÀžƀɏḀỿＡｚ", Script.latin), ("αΩἀ", .greek), ("ЯѐӿԀ", .cyrillic), ("աֆ", .armenian), ("ქართული", .georgian),
        ("አማርኛ", .ethiopic), ("ខ្មែរ", .khmer), ("မြန်မာ", .myanmar), ("ລາວ", .lao), ("বাংলা", .bengali),
        ("தமிழ்", .tamil), ("తెలుగు", .telugu), ("ಕನ್ನಡ", .kannada), ("മലയാളം", .malayalam), ("ગુજરાતી", .gujarati),
        ("ਪੰਜਾਬੀ", .gurmukhi), ("සිංහල", .sinhala), ("བོད", .tibetan), ("ⵜⵉⴼ", .tifinagh), ("𠀀𪜀", .han),
        ("ㄅㄆ", .bopomofo), ("ᠮᠣᠩ", .mongolian), ("𐰀𐰁", .other),
    ])
    func letters(text: String, script: Script) {
        #expect(Set(spans(text).map(\.0)) == [script])
    }

    @Test func bytesThatAreNotUTF8BelongToWhatIsAround() {
        let bytes: [UInt8] = Array("aб".utf8) + [0xFF, 0xD0] + Array("в".utf8) + [0xE4, 0xBD]
        let found = ScriptSpan.spans(of: bytes)
        #expect(found == [ScriptSpan(script: .latin, range: 0..<1), ScriptSpan(script: .cyrillic, range: 1..<9)])
    }
}
