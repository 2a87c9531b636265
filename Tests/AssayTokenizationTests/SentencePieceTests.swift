import CAssayPieces
import Testing

@testable import AssayTokenization

/// SentencePiece text is cut 64 bytes at a time, with each processor's instructions.
@Suite struct SentencePieceTests {
    private static let names = ["mistral-v1", "mistral-v3", "mistral-v7"]

    /// ASCII with much punctuation, runs of spaces of any length, and other characters among it.
    private static func text(_ random: inout RandomText) -> String {
        let marks = Array("!@#$%^&*()_+-=[]{}|;:,./<>?`~\"'\\")
        return (0..<Int.random(in: 20...90, using: &random)).map { _ -> String in
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<3: String((0..<Int.random(in: 1...6, using: &random)).map { _ in marks.randomElement(using: &random)! })
            case 3: String(repeating: " ", count: [1, 1, 2, 2, 3, 4, 4, 5, 8, 150].randomElement(using: &random)!)
            case 4: RandomText.fragments.randomElement(using: &random)!
            default: RandomText.asciiFragments.randomElement(using: &random)!
            }
        }.joined().replacing("\u{2581}", with: " ")
    }

    /// Where a text is cut, one byte after the other.
    private static func ends(_ text: [UInt8], _ lookup: CharacterLookup) -> [Int64] {
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        return text.indices.dropFirst().filter { place in
            let (left, right) = (text[place - 1], text[place])
            if right == 0x20 { return left != 0x20 }
            if left == 0x20 || left >= 0x80 || right >= 0x80 { return false }
            if isLetter(left) && isLetter(right) || isDigit(left) && isDigit(right) { return false }
            return !lookup.mayContain(UInt32(left), UInt32(right))
        }.map { Int64($0) }
    }

    @Test(arguments: names, PreTokenizationTests.processors)
    func windowsCutAsOneByteAtATimeDoes(_ name: String, _ processor: UInt32) throws {
        let lookup = try #require(Embedded.vocabulary(name).characters)
        var table = lookup.table
        let blocks = CharacterBlocks()
        var random = RandomText(seed: 0x5B)
        var ends = [Int64](repeating: 0, count: PieceCursor.batch)
        for _ in 0..<300 {
            let text = Array(Self.text(&random).utf8)
            let expected = Self.ends(text, lookup)
            var position: Int64 = 0
            while position + 64 <= text.count {
                let start = position
                let room = Int64.random(in: 64...Int64(PieceCursor.batch), using: &random)
                let count = assay_find_spaced_ends(
                    assay_processor(rawValue: processor), &table, blocks.followers, text, Int64(text.count), &position, &ends,
                    room)
                #expect(Array(ends[..<Int(count)]) == expected.filter { $0 > start && $0 <= position })
                // Nothing found: there is nothing to find in these 64, and a text may be cut at any end behind them.
                guard count == 0 else { continue }
                #expect(!expected.contains { $0 > start && $0 < start + 64 })
                position = expected.first { $0 > start } ?? Int64(text.count)
            }
        }
    }

    @Test(arguments: names, PreTokenizationTests.processors)
    func idsAreTheOracles(_ name: String, _ processor: UInt32) {
        let vocabulary = Embedded.vocabulary(name)
        let encoder = PieceEncoder(vocabulary, processor: assay_processor(rawValue: processor))
        let oracle = ReferenceEncoder(vocabulary)
        var random = RandomText(seed: 0x1D5)
        for _ in 0..<40 {
            let text = Self.text(&random)
            var sink = CollectingSink(capacity: 0)
            // What SentencePiece puts in front is not the piece encoder's.
            let spaced = Array(((vocabulary.addsPrefixSpace ? " " : "") + text).utf8)
            spaced.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
            #expect(Array(sink.ids) == oracle.encode(text), "\(text.debugDescription)")
        }
    }

    /// U+2581 is found wherever it stands, and what is only like it is left alone.
    @Test func visibleSpacesAreFoundAnywhere() {
        for place in 0..<200 {
            let padding = String(repeating: "x", count: place)
            for (text, spaces) in [("\u{2581}", 1), ("\u{2580}\u{2591}\u{2081}", 0), ("é\u{2581}", 1)] {
                for behind in ["", "y", String(repeating: "y", count: 70)] {
                    let bytes = Array((padding + text + behind).utf8)
                    let prepared = bytes.withUnsafeBufferPointer { SentencePieceText.prepare($0, prefix: false) }
                    #expect(prepared.map { $0.bytes.count } == (spaces > 0 ? bytes.count - 2 : nil))
                }
            }
        }
    }
}
