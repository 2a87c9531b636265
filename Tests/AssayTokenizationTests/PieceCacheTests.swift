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

    /// The four to eleven tokens of a piece by its number.
    private static func indices(_ number: Int) -> [UInt32] {
        (0..<number % 8 + 4).map { UInt32(number * 13 + $0) % 90_000 }
    }

    private static func insert(_ number: Int, _ cache: inout WidePieceCache, _ vocabulary: Vocabulary) {
        indices(number).withUnsafeBufferPointer { cache.insert(key(number), key(number).hash, $0, vocabulary) }
    }

    @Test(arguments: counts) func wideOneKeepsMostOfWhatItHolds(_ count: Int) {
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
