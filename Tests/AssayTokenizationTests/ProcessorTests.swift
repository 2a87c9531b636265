import CAssayPieces
import Testing

@testable import AssayTokenization

/// The loops are compiled for several instruction sets; all of them give the same ids.
@Suite struct ProcessorTests {
    private func ids(_ encoder: PieceEncoder, _ text: [UInt8]) -> [TokenID] {
        var sink = CollectingSink(capacity: 0)
        text.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
        return Array(sink.ids)
    }

    private func count(_ encoder: PieceEncoder, _ text: [UInt8]) -> Int {
        var sink = CountingSink()
        text.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
        return sink.count
    }

    /// Long enough for windows, and for some pieces to be remembered.
    @Test(
        arguments: ["o200k_base", "cl100k_base", "r50k_base", "mistral-tekken", "mistral-v3", "deepseek-v3"],
        PreTokenizationTests.processors)
    func idsAreTheOracles(_ name: String, _ processor: UInt32) throws {
        let vocabulary = Embedded.vocabulary(name)
        let encoder = PieceEncoder(vocabulary, processor: assay_processor(rawValue: processor))
        let oracle = ReferenceEncoder(vocabulary)
        var random = RandomText(seed: 0x9207)
        for _ in 0..<150 {
            let text = (0..<8).map { _ in random.text() }.joined(separator: " ")
            // What SentencePiece puts in front is not the piece encoder's.
            let bytes = Array((vocabulary.isByteLevel ? text : "\u{2581}" + text).utf8)
            guard vocabulary.isByteLevel else {
                #expect(ids(encoder, bytes) == ids(PieceEncoder(vocabulary), bytes))
                continue
            }
            let expected = oracle.encode(text)
            #expect(ids(encoder, bytes) == expected, "\(text.debugDescription)")
            #expect(count(encoder, bytes) == expected.count)
        }
    }

    /// A piece of so many different parts that the table they are looked up in grows between two of them, and they are elsewhere in it.
    @Test(arguments: ["o200k_base", "mistral-v3"], PreTokenizationTests.processors)
    func cachesMayGrowInsideAPiece(_ name: String, _ processor: UInt32) {
        let encoder = PieceEncoder(Embedded.vocabulary(name), processor: assay_processor(rawValue: processor))
        var random = RandomText(seed: 0x96)
        let text = String(
            String.UnicodeScalarView(
                (0..<40_000).map { _ in Unicode.Scalar(UInt32.random(in: 0x4E00...0x9FA5, using: &random))! }))
        let first = ids(encoder, Array(text.utf8))
        #expect(encoder.cache.pointee.growths > 1)
        #expect(ids(encoder, Array(text.utf8)) == first)
        #expect(count(encoder, Array(text.utf8)) == first.count)
        #expect(encoder.countCache.pointee.growths > 1)
        // Merged without remembering anything.
        let buffer = Array(text.utf8)
        var sink = CollectingSink(capacity: 0)
        buffer.withUnsafeBufferPointer { encoder.encodeVeryLong($0.baseAddress!, $0.count, into: &sink) }
        #expect(Array(sink.ids) == first)
    }

    /// More different pieces than the caches hold: what is put out of them is found again.
    @Test(arguments: PreTokenizationTests.processors)
    func cachesMayOverflow(_ processor: UInt32) throws {
        let vocabulary = Embedded.vocabulary("o200k_base")
        let encoder = PieceEncoder(vocabulary, processor: assay_processor(rawValue: processor))
        var random = RandomText(seed: 0xCAC4E)
        var words: [[UInt8]] = []
        for _ in 0..<60_000 {
            let length = Int.random(in: 2...20, using: &random)
            words.append([0x20] + (0..<length).map { _ in UInt8.random(in: 0x61...0x7A, using: &random) })
        }
        // Each word by a new encoder, which has no other in its caches.
        let small = PieceEncoder(vocabulary, processor: assay_any_processor)
        let sample = stride(from: 0, to: words.count, by: 97)
        let expected = sample.map { ids(small, words[$0]) }
        let text = words.flatMap { $0 }
        let first = ids(encoder, text)
        #expect(ids(encoder, text) == first)
        #expect(count(encoder, text) == first.count)
        for (word, expected) in zip(sample, expected) { #expect(ids(encoder, words[word]) == expected) }
    }
}
