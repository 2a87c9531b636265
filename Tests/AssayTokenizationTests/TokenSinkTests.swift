import CAssayPieces
import Testing

@testable import AssayTokenization

/// Sinks have room for what is written to them without looking.
@Suite struct TokenSinkTests {
    /// Knows how many pieces it has been told to make room for.
    private struct RoomSink: TokenSink {
        var count = 0
        var reserved = 0
        var isTooSmall = false
        private var ids = [TokenID](repeating: 0, count: 400)

        mutating func reserve(pieces: Int) { reserved = pieces }

        mutating func takeRemembered(
            _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count pieces: Int
        ) -> Int {
            var written = 0
            let end = ids.withUnsafeMutableBufferPointer {
                takeIDs(processor, lookups, from: from, count: pieces, into: $0.baseAddress!, &written)
            }
            count += written
            reserved -= end - from
            if reserved < 0 { isTooSmall = true }
            return end
        }

        mutating func take(_: TokenID, _: TokenID, _: TokenID, count: Int) { self.count += count }
        mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _: Vocabulary) { count += indices.count }
        mutating func take(ids: UnsafeBufferPointer<TokenID>) { count += ids.count }
        mutating func takeSpecial(_: TokenID) { count += 1 }
    }

    /// As many words of six tokens as are taken at once go to lent memory that has room for a part of them: behind it nothing is
    /// written.
    @Test(arguments: PreTokenizationTests.processors) func nothingIsWrittenBehindLentMemory(_ processor: UInt32) throws {
        let vocabulary = Embedded.vocabulary("cl100k_base")
        let tokenizer = Tokenizer(vocabulary)
        var random = RandomText(seed: 0x6)
        var word: [UInt8] = []
        var ids: [TokenID] = []
        while ids.count != Int(assay_packed_ids) {
            word = [0x20] + (0..<9).map { _ in UInt8.random(in: 0x61...0x7A, using: &random) }
            ids = try tokenizer.encode(word)
        }
        let words = 4 * PieceCursor.batch
        let text = [[UInt8]](repeating: word, count: words).flatMap { $0 }
        let expected = [[TokenID]](repeating: ids, count: words).flatMap { $0 }
        let encoder = PieceEncoder(vocabulary, processor: assay_processor(rawValue: processor))
        let untouched = TokenID.max
        for room in stride(from: 0, through: 8 * PieceCursor.batch, by: 100) {
            // Twice as much as is lent, and more than a batch takes.
            let memory = UnsafeMutableBufferPointer<TokenID>.allocate(capacity: 2 * room + 8 * PieceCursor.batch)
            defer { memory.deallocate() }
            memory.initialize(repeating: untouched)
            var sink = CollectingSink(lent: UnsafeMutableBufferPointer(rebasing: memory[..<room]))
            text.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
            #expect(sink.ids.elementsEqual(expected))
            #expect(memory[room...].allSatisfy { $0 == untouched }, "\(room)")
        }
    }

    /// Pieces too long to be remembered as a whole, between short ones, of parts that are remembered.
    @Test(arguments: ["o200k_base", "mistral-v3"]) func roomIsAskedForBeforePartsAreTaken(_ name: String) {
        let vocabulary = Embedded.vocabulary(name)
        let encoder = PieceEncoder(vocabulary)
        var random = RandomText(seed: 0x200)
        let long = String((0..<400).map { _ in "中国的一是在不了有和人这。，".randomElement(using: &random)! })
        let text = Array((0..<200).map { "word \($0) " + long }.joined(separator: " ").utf8)
        for _ in 0..<2 {
            var sink = RoomSink()
            var counting = CountingSink()
            text.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
            text.withUnsafeBufferPointer { encoder.encode($0, into: &counting) }
            #expect(!sink.isTooSmall)
            #expect(sink.count == counting.count)
        }
    }

    private static func cuts(_ piece: String, _ vocabulary: Vocabulary) -> Int {
        guard var table = vocabulary.characters?.table else { return 0 }
        var reading = assay_reading()
        var cuts = [Int64](repeating: 0, count: Int(assay_most_cuts))
        let bytes = Array(piece.utf8)
        return Int(assay_find_cuts(assay_any_processor, &table, bytes, Int64(bytes.count), &reading, &cuts))
    }

    /// Up to the longest piece that is captured, of as many tokens as bytes.
    @Test func piecesOfManyTokensAreCapturedWhole() throws {
        let vocabulary = Embedded.vocabulary("r50k_base")
        let oracle = ReferenceEncoder(vocabulary)
        // Letters of two tokens each, also side by side, between which a piece is cut.
        let letters = (0x80..<0x800).compactMap { Unicode.Scalar(UInt32($0)) }.filter {
            $0.properties.isAlphabetic && oracle.encode(String($0)).count == 2
        }.map { String($0) }
        let pairs = zip(letters, letters.dropFirst()).map { $0 + $1 }
        func stayApart(_ pairs: String) -> Bool { Self.cuts(pairs, vocabulary) == 3 && oracle.encode(pairs).count == 8 }
        let pair = try #require(pairs.first { stayApart($0 + $0) })
        // The last one is new, so that its ids come one way; when the piece comes again, they come another way.
        let last = try #require(pairs.last { $0 != pair && stayApart(pair + $0) })
        for count in 124...130 {
            let encoder = PieceEncoder(vocabulary)
            // With other text behind it: close to the end of a text there are no keys.
            let rest = String(repeating: " and", count: 20)
            let text = Array((String(repeating: pair, count: count - 1) + last + rest).utf8)
            let expected = (1..<count).flatMap { _ in oracle.encode(pair) } + oracle.encode(last) + oracle.encode(rest)
            // Captured for a sink that keeps nothing, then remembered.
            var counting = CountingSink()
            text.withUnsafeBufferPointer { encoder.encode($0, into: &counting) }
            #expect(counting.count == expected.count)
            for encoder in [encoder, PieceEncoder(vocabulary)] {
                var sink = CollectingSink(capacity: 0)
                text.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
                #expect(Array(sink.ids) == expected)
            }
        }
    }
}
