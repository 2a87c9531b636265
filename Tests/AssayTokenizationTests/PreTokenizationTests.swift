import CAssayPieces
import Testing

@testable import AssayTokenization

/// The scanners against the published patterns, matched by backtracking.
@Suite struct PreTokenizationTests {
    static let patterned: [PreTokenizer] = [.r50k, .cl100k, .o200k, .llama3, .qwen2, .deepseekV3, .tekken]

    /// This processor, and what has less: windows of 64 bytes are found in other ways there.
    static let processors = (0...assay_this_processor().rawValue).map { $0 }

    /// Cuts a text with a scanner.
    static func pieces(
        _ text: String, _ preTokenizer: PreTokenizer, processor: UInt32 = assay_this_processor().rawValue
    ) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            var cursor = PieceCursor(
                text: PieceText(base: base, end: buffer.count), preTokenizer: preTokenizer, blocks: CharacterBlocks(),
                processor: assay_processor(rawValue: processor))
            return withUnsafeTemporaryAllocation(of: Int64.self, capacity: 70) { ends in
                var pieces: [String] = []
                var start = 0
                while true {
                    let count = cursor.fill(ends)
                    if count == 0 { return pieces }
                    for end in ends[..<count].map({ Int($0) }) {
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
    @Test(arguments: patterned, processors)
    func windowsCutAsThePatternsDo(_ preTokenizer: PreTokenizer, _ processor: UInt32) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        var random = RandomText(seed: 0xA5C11)
        for _ in 0..<1500 {
            let text = random.asciiText()
            #expect(
                Self.pieces(text, preTokenizer, processor: processor) == Self.expected(text, patterns),
                "\(preTokenizer): \(text.debugDescription)")
        }
    }

    /// Where there are windows for more than ASCII, every short text of characters that are hard to decide, with enough
    /// behind it for a window.
    @Test(arguments: patterned)
    func windowsBeyondASCIICutAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        let alphabet = [
            "a", "B", "é", "É", "ǅ", "ʰ", "中", "あ", "\u{4DC0}", "\u{301}", "\u{93E}", "—", "、", "'", "s", "\u{17F}", "ﬁ", " ",
            "\u{A0}", "\u{3000}", "1", "²", "🧑", "\n", "\u{85}",
        ]
        // What stands behind is cut the same way however much there is of it.
        let (some, more) = (" x x", 31)
        let behind = some + String(repeating: " x", count: more)
        var texts = [""]
        for _ in 0..<3 {
            texts = texts.flatMap { text in alphabet.map { text + $0 } }
            for text in texts {
                let pieces = Self.pieces(text + behind, preTokenizer)
                let expected = Self.expected(text + some, patterns) + [String](repeating: " x", count: more)
                if pieces != expected { Issue.record("\(text.debugDescription): \(pieces) instead of \(expected)") }
            }
        }
    }

    /// Longer texts of several scripts: characters lie across the ends of windows.
    @Test(arguments: patterned, processors)
    func textsOfManyScriptsAreCutAsThePatternsDo(_ preTokenizer: PreTokenizer, _ processor: UInt32) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        var random = RandomText(seed: 0x5C1975)
        for _ in 0..<1000 {
            let text = (0..<12).map { _ in random.text() }.joined(separator: " ")
            #expect(
                Self.pieces(text, preTokenizer, processor: processor) == Self.expected(text, patterns),
                "\(preTokenizer): \(text.debugDescription)")
        }
    }

    /// The windows take U+4E00 to U+9FFF for letters without case by their range.
    @Test func chineseCharactersAreLettersWithoutCase() {
        withExtendedLifetime([UInt8](repeating: 0, count: 4)) { bytes in
            bytes.withUnsafeBufferPointer { buffer in
                let text = PieceText(base: buffer.baseAddress!, end: 0)
                for scalar: UInt32 in 0x4E00...0x9FFF where text.classOf(scalar) != .uncasedLetter {
                    Issue.record("U+\(String(scalar, radix: 16)) is \(text.classOf(scalar))")
                }
            }
        }
    }

    /// The windows take some punctuation by its range, in blocks that have letters and digits as well.
    @Test(arguments: patterned)
    func widePunctuationIsCutAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        let behind = String(repeating: " x", count: 32)
        for scalar in [0x3000...0x303F, 0xFF01...0xFF3F].joined().compactMap(Unicode.Scalar.init) {
            let text = "中\(scalar)文a\(scalar)B 1\(scalar)\(scalar)2 \(scalar)é"
            let pieces = Self.pieces(text + behind, preTokenizer)
            #expect(pieces == Self.expected(text + behind, patterns), "U+\(String(scalar.value, radix: 16))")
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

    /// Whatever a text is cut off behind, a certain end is one of the whole text: a contraction may be cut, too.
    @Test(arguments: patterned)
    func certainEndsAreEndsOfTheWholeText(_ preTokenizer: PreTokenizer) {
        var random = RandomText(seed: 0xCE27)
        let letters = ["I", "l", "v", "e", "r", "s", "'", "'", "\u{17F}", "é", " "]
        var found = 0
        for round in 0..<400 {
            let text =
                round % 2 == 0
                ? (0..<40).map { _ in letters.randomElement(using: &random)! }.joined() : "a" + random.text()
            var ends: Set<Int> = []
            var end = 0
            for piece in Self.pieces(text, preTokenizer) {
                end += piece.utf8.count
                ends.insert(end)
            }
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                for limit in bytes.indices {
                    let certain = PieceText.lastCertainEnd(bytes, before: limit, preTokenizer)
                    if certain == 0 { continue }
                    found += 1
                    if !ends.contains(certain) { Issue.record("\(certain) of \(text.debugDescription), cut at \(limit)") }
                }
            }
        }
        #expect(found > 1000)
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
