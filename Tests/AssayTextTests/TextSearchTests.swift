import AssayText
import Testing

@Suite struct TextSearchTests {
    @Test(
        "a text is found where its bytes first are",
        arguments: [
            ("abcabc", "bc", 1), ("abcabc", "abc", 0), ("aab", "ab", 1), ("abc", "abc", 0), ("abc", "abcd", nil),
            ("abc", "x", nil), ("", "a", nil), ("", "", 0), ("abc", "", 0), ("größer", "ß", 4), ("größer", "er", 6),
            ("e\u{301}", "e", 0), ("a\r\nb", "\n", 2), ("日本語", "本", 3), ("\0\0x", "\0x", 1),
        ] as [(String, String, Int?)])
    func find(text: String, part: String, offset: Int?) {
        let range = text.firstRange(ofText: part)
        #expect(range.map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) } == offset)
        #expect(range.map { Array(text.utf8[$0]) } == offset.map { _ in Array(part.utf8) })
        #expect(text.contains(text: part) == (offset != nil))
    }

    @Test("a range in a part of a text is one in the text")
    func substring() throws {
        let text = "a.b: c.d: e"
        let range = try #require(text.dropFirst(4).firstRange(ofText: ": "))
        #expect(text[range.upperBound...] == "e")
        #expect(!text.prefix(3).contains(text: ":"))
    }

    @Test(
        arguments: [
            ("a_b_c", "_", "-", "a-b-c"), ("aaa", "aa", "b", "ba"), ("abc", "x", "y", "abc"), ("abc", "", "y", "abc"),
            ("", "a", "b", ""), ("aa", "a", "aa", "aaaa"), ("don’t", "’", "'", "don't"), ("ab", "ab", "", ""),
        ])
    func replace(text: String, part: String, other: String, result: String) {
        #expect(text.replacing(text: part, with: other) == result)
    }
}
