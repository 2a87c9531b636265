import CAssayPieces
import Testing

@testable import AssayTokenization

/// What is remembered of short pieces is right, and most of it is kept when the tables grow.
@Suite struct PieceCacheTests {
    /// A piece of 1 to 15 bytes that no other number gives.
    private static func key(_ number: Int) -> PieceHash.Key {
        let bytes = Array("\(number)".utf8) + [UInt8](repeating: 0x2D, count: number % 9)
        return (bytes + [UInt8](repeating: 0, count: 16)).withUnsafeBufferPointer { PieceHash.key($0.baseAddress!, bytes.count) }
    }

    /// How many entries are in each table when it grows next, and some more: at its first size, at each step, at the last.
    private static let counts = [200, 1500, 12_000, 60_000, 120_000]

    @Test(arguments: counts) func keepsMostOfWhatItHolds(_ count: Int) {
        var cache = PieceCache()
        func entry(_ number: Int) -> RememberedTokens {
            let (key, id) = (Self.key(number), TokenID(number * 4))
            return RememberedTokens(
                low: key.low, high: key.high, first: id, second: id + 1, third: id + 2, count: UInt32(number % 3 + 1))
        }
        for number in 0..<count { _ = cache.insert(entry(number), Self.key(number).hash) }
        var found = 0
        for number in 0..<count {
            guard let held = cache.find(Self.key(number), Self.key(number).hash)?.pointee else { continue }
            found += 1
            let expected = entry(number)
            #expect(held.first == expected.first && held.third == expected.third && held.count == expected.count)
        }
        #expect(found > count * 9 / 10, "\(found) of \(count)")
        #expect(cache.find(Self.key(count), Self.key(count).hash) == nil)
    }

    /// Ids below 2^20 are packed where they are many; larger ones are not. Each word is new, then remembered, then beside others
    /// that are.
    @Test(arguments: [1 << 20 - 1, 1 << 20], PreTokenizationTests.processors)
    func wordsOfManyTokensComeBackAsTheyWere(_ largest: Int, _ processor: UInt32) throws {
        let ids = (0..<256).map { TokenID(largest - (255 - $0) * 4000) }
        let tokens = ids.enumerated().map { VocabularySource.Token(id: $1, bytes: [UInt8($0)]) }
        let source = VocabularySource(
            name: "bytes", tokens: tokens, merging: .ranks, normalizer: .none, preTokenizer: .cl100k, specialTokens: [])
        let vocabulary = try Vocabulary(copying: PackBuilder.pack(source))
        #expect(RememberedTokens.most(vocabulary) == (largest < 1 << 20 ? 6 : 3))
        let encoder = PieceEncoder(vocabulary, processor: assay_processor(rawValue: processor))
        var random = RandomText(seed: 0x6AC4)
        var text: [UInt8] = []
        for number in 0..<3000 {
            text.append(number % 50 == 0 ? 0x0A : 0x20)
            for _ in 0...number % 9 { text.append(UInt8.random(in: 0x61...0x7A, using: &random)) }
        }
        for _ in 0..<3 {
            var sink = CollectingSink(capacity: 64)
            text.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
            #expect(sink.ids.elementsEqual(text.map { ids[Int($0)] }))
        }
    }

    /// Once very many pieces are remembered, what is new is not looked for in the vocabulary where merging builds each token.
    /// A token that comes then for the first time is found all the same, built by merging or not, and so the second time.
    @Test(arguments: [["zz", "zzzz"], ["zzzz"]]) func newTokensAreFoundWhenTheCachesAreCrowded(_ more: [String]) throws {
        let bytes = (0..<256).map { VocabularySource.Token(id: TokenID($0), bytes: [UInt8($0)]) }
        let tokens = more.enumerated().map { VocabularySource.Token(id: TokenID(256 + $0), bytes: Array($1.utf8)) }
        let source = VocabularySource(
            name: "z", tokens: bytes + tokens, merging: .ranks, normalizer: .none, preTokenizer: .cl100k,
            specialTokens: [])
        let vocabulary = try Vocabulary(copying: PackBuilder.pack(source))
        #expect(vocabulary.everyTokenIsBuilt == (more.count == 2))
        let encoder = PieceEncoder(vocabulary)
        var text: [UInt8] = []
        // Each word once, of other letters.
        for number in 0..<450_000 {
            var rest = number
            for _ in 0..<4 {
                text.append(0x61 + UInt8(rest % 25))
                rest /= 25
            }
            text += [0x61 + UInt8(rest), 0x0A]
        }
        var all = CollectingSink(capacity: 64)
        text.withUnsafeBufferPointer { encoder.encode($0, into: &all) }
        #expect(all.ids.elementsEqual(text.map(TokenID.init)))
        var counted = CountingSink()
        text.withUnsafeBufferPointer { encoder.encode($0, into: &counted) }
        #expect(counted.count == text.count)
        #expect((encoder.cache.pointee.isCrowded, encoder.countCache.pointee.isCrowded) == (true, true))
        for _ in 0..<3 {
            var ids = CollectingSink(capacity: 64)
            var count = CountingSink()
            for piece in ["zzzz", "\n", "zzzz"] {
                Array(piece.utf8).withUnsafeBufferPointer {
                    encoder.encode($0, into: &ids)
                    encoder.encode($0, into: &count)
                }
            }
            let token = TokenID(255 + more.count)
            #expect(ids.ids.elementsEqual([token, 10, token]))
            #expect(count.count == 3)
        }
    }

    @Test(arguments: counts + [400_000]) func countsKeepMostOfWhatTheyHold(_ count: Int) {
        var cache = CountCache()
        for number in 0..<count {
            let key = Self.key(number)
            _ = cache.insert(RememberedCount(key, count: number % 15 + 1), key.hash)
        }
        var found = 0
        for number in 0..<count {
            guard let held = cache.find(Self.key(number), Self.key(number).hash)?.pointee.count else { continue }
            found += 1
            #expect(held == number % 15 + 1)
        }
        // The last is more than there is room for.
        let isCrowded = cache.isCrowded
        #expect(isCrowded == (count == 400_000))
        #expect(found > (isCrowded ? 230_000 : count * 9 / 10), "\(found) of \(count)")
        #expect(cache.find(Self.key(count), Self.key(count).hash) == nil)
    }

    /// How many entries are in the wide table when it grows next, and some more.
    private static let wideCounts = [200, 1500, 7000, 15_000, 30_000]

    /// The four to eleven tokens of a piece by its number.
    private static func indices(_ number: Int) -> [UInt32] {
        (0..<number % 8 + 4).map { UInt32(number * 13 + $0) % 90_000 }
    }

    private static func insert(_ number: Int, _ cache: inout WidePieceCache, _ vocabulary: Vocabulary) {
        indices(number).withUnsafeBufferPointer { cache.insert(key(number), key(number).hash, $0, vocabulary) }
    }

    @Test(arguments: wideCounts) func wideOneKeepsMostOfWhatItHolds(_ count: Int) {
        let vocabulary = Embedded.vocabulary("cl100k_base")
        var cache = WidePieceCache()
        for number in 0..<count { Self.insert(number, &cache, vocabulary) }
        var found = 0
        for number in 0..<count {
            guard let ids = cache.find(Self.key(number), Self.key(number).hash) else { continue }
            found += 1
            #expect(Array(ids) == Self.indices(number).map { vocabulary.id(at: $0) })
        }
        // One entry beside one is all the room there is.
        #expect(found > count * 7 / 10, "\(found) of \(count)")
        #expect(cache.find(Self.key(count), Self.key(count).hash) == nil)
    }

    /// Once it is crowded, what is found is still right, and the newest is there.
    @Test func wideOneMayOverflow() {
        let vocabulary = Embedded.vocabulary("cl100k_base")
        var cache = WidePieceCache()
        for number in 0..<300_000 {
            Self.insert(number, &cache, vocabulary)
            guard number % 64 == 0 else { continue }
            for earlier in [number, number / 2, number / 3] {
                let ids = cache.find(Self.key(earlier), Self.key(earlier).hash).map(Array.init)
                #expect(ids == Self.indices(earlier).map { vocabulary.id(at: $0) } || (ids == nil && earlier < number))
            }
        }
        let isCrowded = cache.isCrowded
        #expect(isCrowded)
    }

    @Test func wideOneLeavesOutWhatHasNoRoom() {
        let vocabulary = Embedded.vocabulary("cl100k_base")
        var cache = WidePieceCache()
        let indices = (0..<12).map { UInt32($0) }
        indices.withUnsafeBufferPointer { cache.insert(Self.key(1), Self.key(1).hash, $0, vocabulary) }
        #expect(cache.find(Self.key(1), Self.key(1).hash) == nil)
    }
}
