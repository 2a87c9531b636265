import CAssayPieces
import Testing

@testable import AssayTokenization

/// Sinks have room for what is written to them without looking.
@Suite struct TokenSinkTests {
    /// Takes what is remembered as counts, and knows how many pieces it has been told to make room for.
    private struct RoomSink: TokenSink {
        var count = 0
        var reserved = 0
        var isTooSmall = false

        mutating func reserve(pieces: Int) { reserved = pieces }

        mutating func takeRemembered(
            _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count pieces: Int
        ) -> Int {
            var sum: Int64 = 0
            let end = Int(assay_take_counts(processor, lookups, Int64(from), Int64(pieces), &sum))
            count += Int(sum)
            reserved -= end - from
            if reserved < 0 { isTooSmall = true }
            return end
        }

        mutating func take(_: TokenID, _: TokenID, _: TokenID, count: Int) { self.count += count }
        mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _: Vocabulary) { count += indices.count }
        mutating func take(ids: UnsafeBufferPointer<TokenID>) { count += ids.count }
        mutating func takeSpecial(_: TokenID) { count += 1 }
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

    /// Up to the longest piece that is captured, of as many tokens as bytes.
    @Test func piecesOfManyTokensAreCapturedWhole() throws {
        let vocabulary = Embedded.vocabulary("r50k_base")
        let encoder = PieceEncoder(vocabulary)
        let oracle = ReferenceEncoder(vocabulary)
        // Letters of two tokens each, also side by side.
        let letters = (0x80..<0x800).compactMap { Unicode.Scalar(UInt32($0)) }.filter {
            $0.properties.isAlphabetic && oracle.encode(String($0)).count == 2
        }.map { String($0) }
        let pair = try #require(zip(letters, letters.dropFirst()).map { $0 + $1 }.first { oracle.encode($0 + $0).count == 8 })
        for count in 124...130 {
            let piece = String(repeating: pair, count: count)
            let expected = oracle.encode(pair)
            for _ in 0..<2 {
                var sink = CollectingSink(capacity: 0)
                Array(piece.utf8).withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
                #expect(Array(sink.ids) == (0..<count).flatMap { _ in expected })
            }
        }
    }
}
