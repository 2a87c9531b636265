import CAssayPieces
import Foundation
import Testing

@testable import AssayTokenization

/// The scanners against the published patterns, matched by backtracking.
@Suite struct PreTokenizationTests {
    static let patterned: [PreTokenizer] = [.r50k, .cl100k, .o200k, .llama3, .qwen2, .deepseekV3, .tekken]

    /// This processor, and what has less: windows of 64 bytes are found in other ways there. One that is emulated is slow
    /// enough by itself.
    static let processors: [UInt32] =
        getenv("ASSAY_EMULATED_AVX512") == nil
        ? (0...assay_this_processor().rawValue).map { $0 } : [assay_avx512.rawValue]

    /// Cuts a text with a scanner, which by default tries more windows than it otherwise would.
    static func pieces(
        _ text: String, _ preTokenizer: PreTokenizer, processor: UInt32 = assay_this_processor().rawValue,
        triesEachWindow: Bool = true
    ) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            var cursor = PieceCursor(
                text: PieceText(base: base, end: buffer.count), preTokenizer: preTokenizer, blocks: CharacterBlocks(),
                processor: assay_processor(rawValue: processor), triesEachWindow: triesEachWindow)
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
    @Test(arguments: patterned)
    func windowsCutAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        var random = RandomText(seed: 0xA5C11)
        for _ in 0..<1500 {
            let text = random.asciiText()
            let expected = Self.expected(text, patterns)
            for processor in Self.processors {
                #expect(
                    Self.pieces(text, preTokenizer, processor: processor) == expected,
                    "\(preTokenizer), processor \(processor): \(text.debugDescription)")
            }
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
    @Test(arguments: patterned)
    func textsOfManyScriptsAreCutAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        var random = RandomText(seed: 0x5C1975)
        for _ in 0..<1000 {
            let text = (0..<12).map { _ in random.text() }.joined(separator: " ")
            let expected = Self.expected(text, patterns)
            for processor in Self.processors {
                for triesEachWindow in [true, false] {
                    #expect(
                        Self.pieces(text, preTokenizer, processor: processor, triesEachWindow: triesEachWindow) == expected,
                        "\(preTokenizer), processor \(processor): \(text.debugDescription)")
                }
            }
        }
    }

    /// The windows take these for letters without case by their range, or for neither letters, digits nor white space.
    @Test(arguments: [0x4E00...0x9FFF, 0xAC00...0xD77F, 0x1F300...0x1FAFF] as [ClosedRange<UInt32>])
    func rangesHaveOneClass(_ range: ClosedRange<UInt32>) {
        let expected: Set<CharacterClass> = range.lowerBound < 0x10000 ? [.uncasedLetter] : [.symbol, .other]
        withExtendedLifetime([UInt8](repeating: 0, count: 4)) { bytes in
            bytes.withUnsafeBufferPointer { buffer in
                let text = PieceText(base: buffer.baseAddress!, end: 0)
                for scalar in range where !expected.contains(text.classOf(scalar)) {
                    Issue.record("U+\(String(scalar, radix: 16)) is \(text.classOf(scalar))")
                }
            }
        }
    }

    /// The windows take some characters by their range: punctuation in blocks that have letters and digits as well, Hangul,
    /// pictures. Here they are with what stands beside them.
    @Test(arguments: patterned)
    func rangesAreCutAsThePatternsDo(_ preTokenizer: PreTokenizer) {
        let patterns = PublishedPatterns.splits(preTokenizer).map { Pattern($0) }
        let behind = String(repeating: " x", count: 32)
        let ranges = [
            0x3000...0x303F, 0xFF01...0xFF3F, 0xABE0...0xAC20, 0xD760...0xD7FF, 0xEFE0...0xF000, 0x1F2E0...0x1F310,
            0x1F3F0...0x1F400, 0x1FAF0...0x1FB10,
        ]
        for scalar in ranges.joined().compactMap(Unicode.Scalar.init) {
            let text = "中\(scalar)文a\(scalar)B 1\(scalar)\(scalar)2 \(scalar)é"
            // The last lies across the end of a window.
            for before in ["", String(repeating: "x ", count: 12)] {
                let expected = Self.expected(before + text + behind, patterns)
                for processor in Self.processors {
                    let pieces = Self.pieces(before + text + behind, preTokenizer, processor: processor)
                    #expect(pieces == expected, "U+\(String(scalar.value, radix: 16)), processor \(processor)")
                }
            }
        }
    }

    /// DeepSeek cuts digits, Chinese characters and kana out first, and takes symbols only for symbols.
    @Test func deepSeeksSegmentsAreCutAsThePatternsDo() {
        let patterns = PublishedPatterns.splits(.deepseekV3).map { Pattern($0) }
        func check(_ text: String) {
            let expected = Self.expected(text, patterns)
            for processor in Self.processors {
                let pieces = Self.pieces(text, .deepseekV3, processor: processor)
                if pieces == expected { continue }
                Issue.record("\(text.debugDescription), processor \(processor): \(pieces) instead of \(expected)")
            }
        }
        let alphabet = ["a", "é", "中", "あ", "・", "\u{3099}", "!", "—", "1", " ", "\t", "\n", "\u{1}", "\u{301}", "\u{200B}"]
        let behind = String(repeating: " x", count: 32)
        var texts = [""]
        for _ in 0..<3 {
            texts = texts.flatMap { text in alphabet.map { text + $0 } }
            for text in texts { check(text + behind) }
        }
        let ranges = [
            0x3030...0x3110, 0x9F9E...0x9FAF, 0x9FF8...0xA008, 0x1F6B8...0x1F6E0, 0x1F8F8...0x1F908, 0x1F9F8...0x1FA08,
        ]
        for scalar in ranges.joined().compactMap(Unicode.Scalar.init) {
            check("中\(scalar)文a\(scalar)B 1\(scalar)\(scalar)2 \(scalar)é" + behind)
        }
        for control in UInt8(0)...0x7F { check("x\(Unicode.Scalar(control))y  \(Unicode.Scalar(control))1" + behind) }
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
