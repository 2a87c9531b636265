import Testing

@testable import AssayTokenization

/// The scanners against the published patterns, matched by backtracking.
@Suite struct PreTokenizationTests {
    static let patterned: [PreTokenizer] = [.r50k, .cl100k, .o200k, .llama3, .qwen2, .deepseekV3, .tekken]

    /// Cuts a text with a scanner.
    static func pieces(_ text: String, _ preTokenizer: PreTokenizer) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            var cursor = PieceCursor(text: PieceText(base: base, end: buffer.count), preTokenizer: preTokenizer)
            return withUnsafeTemporaryAllocation(of: Int.self, capacity: 70) { ends in
                var pieces: [String] = []
                var start = 0
                while true {
                    let count = cursor.fill(ends)
                    if count == 0 { return pieces }
                    for end in ends[..<count] {
                        pieces.append(String(decoding: bytes[start..<end], as: UTF8.self))
                        start = end
                    }
                }
            }
        }
    }

    /// Cuts a text with the published pattern.
    static func expected(_ text: String, _ patterns: [Pattern]) -> [String] {
        patterns.reduce([text]) { parts, pattern in
            parts.flatMap { part in
                let matcher = PatternMatcher(text: Array(part.unicodeScalars))
                return matcher.split(pattern).map { String(String.UnicodeScalarView(matcher.text[$0])) }
            }
        }
    }

    @Test(arguments: patterned)
    func scannersCutAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        var random = RandomText(seed: 0xA55A)
        for _ in 0..<3000 {
            let text = random.text()
            #expect(
                Self.pieces(text, preTokenizer) == Self.expected(text, patterns), "\(preTokenizer): \(text.debugDescription)")
        }
    }

    /// ASCII goes through windows of 64 bytes.
    @Test(arguments: patterned)
    func windowsCutAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        var random = RandomText(seed: 0xA5C11)
        for _ in 0..<1500 {
            let text = random.asciiText()
            #expect(
                Self.pieces(text, preTokenizer) == Self.expected(text, patterns), "\(preTokenizer): \(text.debugDescription)")
        }
    }

    /// Every text of up to four of the characters that patterns look at most closely.
    @Test(arguments: patterned)
    func scannersCutShortTextsAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        let alphabet = ["a", "B", "中", "\u{301}", "1", " ", "\n", "\t", "'", "s", "!", "/", "\u{1}"]
        var texts = [""]
        for _ in 0..<4 {
            texts = texts.flatMap { text in alphabet.map { text + $0 } }
            for text in texts {
                let pieces = Self.pieces(text, preTokenizer)
                let expected = Self.expected(text, patterns)
                if pieces != expected { Issue.record("\(text.debugDescription): \(pieces) instead of \(expected)") }
            }
        }
    }

    /// A cut that is called safe leaves the pieces as they are, whatever stands on its two sides.
    @Test(arguments: patterned)
    func safeCutsAreSafe(_ preTokenizer: PreTokenizer) {
        var random = RandomText(seed: 0x5AFE)
        var cuts = 0
        for _ in 0..<5000 {
            let text = Array(random.text().utf8)
            let limit = Int.random(in: 0...text.count, using: &random)
            guard
                let cut = text.withUnsafeBufferPointer({
                    SafeCut.last(in: $0, before: limit, preTokenizer: preTokenizer)
                })
            else { continue }
            cuts += 1
            let left = String(decoding: text[..<cut], as: UTF8.self)
            let right = String(decoding: text[cut...], as: UTF8.self)
            #expect(
                Self.pieces(left, preTokenizer) + Self.pieces(right, preTokenizer)
                    == Self.pieces(String(decoding: text, as: UTF8.self), preTokenizer))
        }
        #expect(cuts > 1000)
    }
}
