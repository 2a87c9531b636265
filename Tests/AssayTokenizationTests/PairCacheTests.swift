import CAssayPieces
import Testing

@testable import AssayTokenization

/// Merging by what was looked up before gives what merging by the table gives.
@Suite struct PairCacheTests {
    /// A filter may let a pair through that is not there, but never keeps one back; and it keeps most others back.
    @Test(arguments: ["o200k_base", "r50k_base", "mistral-v3"]) func filterKnowsEveryPair(_ name: String) {
        let vocabulary = Embedded.vocabulary(name)
        let shift = UInt64(64 - PairTable.filterBits(vocabulary.tokenCount))
        func isIn(_ left: UInt32, _ right: UInt32) -> Bool {
            let bit = assay_filter_bit(assay_pair(left, right), shift)
            return vocabulary.pairFilter[Int(bit >> 5)] >> UInt32(bit & 31) & 1 != 0
        }
        var missing = 0
        for token in 0..<UInt32(vocabulary.tokenCount) {
            guard let (left, right) = vocabulary.parts(of: token) else { continue }
            if !isIn(left, right) { missing += 1 }
        }
        #expect(missing == 0)
        var random = RandomText(seed: 0xF17E)
        let tokens = 0..<UInt32(vocabulary.tokenCount)
        let passing = (0..<10_000).count { _ in
            isIn(UInt32.random(in: tokens, using: &random), UInt32.random(in: tokens, using: &random))
        }
        #expect((1..<1400).contains(passing))
    }

    /// The filter of a few tokens has its least size.
    @Test func filtersHaveEightBitsATokenOrMore() {
        #expect([0, 1, 8, 9, 256, 131_072, 131_073].map(PairTable.filterBits) == [6, 6, 6, 7, 11, 20, 21])
    }

    /// Runs of every length that is merged in place, by each processor.
    @Test(arguments: ["o200k_base", "r50k_base", "mistral-tekken"], PreTokenizationTests.processors)
    func mergesAreTheHeaps(_ name: String, _ processor: UInt32) {
        let vocabulary = Embedded.vocabulary(name)
        let pairs = PairCache(vocabulary, assay_processor(rawValue: processor))
        var random = RandomText(seed: 0x9A125)
        let room = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: PairCache.mostSymbols)
        defer { room.deallocate() }
        for number in 0..<3000 {
            let symbols = Self.symbols(number, vocabulary, &random)
            let expected = symbols.withUnsafeBufferPointer { HeapMerge.merge($0, vocabulary) }
            // What stands behind the symbols must not matter.
            room.update(repeating: UInt32(number))
            _ = room.update(fromContentsOf: symbols)
            let count = pairs.merge(room.baseAddress!, symbols.count)
            #expect(Array(room[..<count]) == expected, "\(symbols)")
        }
    }

    /// The same for the bytes of a key.
    @Test(arguments: ["o200k_base", "r50k_base"], PreTokenizationTests.processors)
    func keysMergeAsTheirBytesDo(_ name: String, _ processor: UInt32) {
        Self.expectKeysMerge(Embedded.vocabulary(name), processor)
    }

    /// And where bytes are no tokens below 256: behind 600 pairs of letters and 300 pairs of these.
    @Test(arguments: PreTokenizationTests.processors) func keysMergeWhereBytesComeLate(_ processor: UInt32) throws {
        let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
        let pairs = (0..<600).map { [letters[$0 % 26], letters[$0 / 26]] }
        let quads = (0..<300).map { pairs[$0] + pairs[$0 * 7 % 600] }
        let bytes = (0..<256).map { [UInt8($0)] }
        let tokens = (pairs + quads + bytes).enumerated().map {
            VocabularySource.Token(id: TokenID($0.offset), bytes: $0.element)
        }
        let source = VocabularySource(
            name: "late", tokens: tokens, merging: .ranks, normalizer: .none, preTokenizer: .cl100k, specialTokens: [])
        let vocabulary = try Vocabulary(copying: PackBuilder.pack(source))
        #expect(vocabulary.symbols[0x61] > 255)
        Self.expectKeysMerge(vocabulary, processor)
    }

    private static func expectKeysMerge(_ vocabulary: Vocabulary, _ processor: UInt32) {
        let pairs = PairCache(vocabulary, assay_processor(rawValue: processor))
        var random = RandomText(seed: 0x6E7)
        let room = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 16)
        defer { room.deallocate() }
        for number in 0..<3000 {
            let bytes = (0..<number % 15 + 1).map { _ in
                UInt8.random(in: Bool.random(using: &random) ? 0x61...0x7A : 0...0x7F, using: &random)
            }
            let key = (bytes + [UInt8](repeating: 0xFF, count: 16)).withUnsafeBufferPointer {
                PieceHash.key($0.baseAddress!, bytes.count)
            }
            let expected = bytes.map { vocabulary.symbols[Int($0)] }.withUnsafeBufferPointer { HeapMerge.merge($0, vocabulary) }
            #expect(Array(room[..<pairs.merge(key, room.baseAddress!)]) == expected, "\(bytes)")
        }
    }

    /// Bytes, or parts of tokens one behind the other, which merge among bytes and among others.
    private static func symbols(_ number: Int, _ vocabulary: Vocabulary, _ random: inout RandomText) -> [UInt32] {
        let count = number % PairCache.mostSymbols + 1
        var symbols: [UInt32] = []
        while symbols.count < count {
            let token = UInt32.random(in: 0..<UInt32(vocabulary.tokenCount), using: &random)
            if number & 64 != 0, let (left, right) = vocabulary.parts(of: token) {
                symbols += [left, right]
            } else {
                symbols += vocabulary.bytes(at: token).map { vocabulary.symbols[Int($0)] }
            }
        }
        return Array(symbols.prefix(count))
    }
}
