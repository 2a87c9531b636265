import CAssayPieces
import Testing

@testable import AssayTokenization

/// Pairs of ASCII characters that are merged at a glance are those that merging one by one, lowest rank first, merges too.
@Suite struct ASCIIPairTests {
    /// Those whose symbols are bytes.
    static let names = [
        "r50k_base", "p50k_base", "cl100k_base", "o200k_base", "qwen2", "deepseek-v3", "claude-legacy", "mistral-tekken",
    ]

    /// Every two characters merge into what the table of all pairs says.
    @Test(arguments: names) func tokensAreThePairs(_ name: String) throws {
        let vocabulary = Embedded.vocabulary(name)
        let entries = try #require(vocabulary.asciiPairs)
        var merging = 0
        for left in UInt8(0x20)..<0x80 {
            for right in UInt8(0x20)..<0x80 {
                let place = try #require(ASCIIPairTable.place(left, right))
                let token = entries[place] & UInt32(assay_ascii_token)
                let expected = vocabulary.merged(vocabulary.symbols[Int(left)], vocabulary.symbols[Int(right)])
                #expect(token == expected & UInt32(assay_ascii_token))
                merging += expected == PackLayout.none ? 0 : 1
            }
        }
        #expect(merging > 1000)
    }

    /// A bound lies at or below the rank of every merge that it is there for, and is one of them, as far as it is kept.
    @Test(arguments: ["o200k_base", "claude-legacy"]) func boundsAreTheLowestRanks(_ name: String) throws {
        let vocabulary = Embedded.vocabulary(name)
        let entries = try #require(vocabulary.asciiPairs)
        var lowest: [Int: (left: UInt32, right: UInt32)] = [:]
        for token in 0..<UInt32(vocabulary.tokenCount) {
            guard let (left, right) = vocabulary.parts(of: token) else { continue }
            let (before, behind) = (Array(vocabulary.bytes(at: left)), Array(vocabulary.bytes(at: right)))
            guard let place = ASCIIPairTable.place(before[before.count - 1], behind[0]) else { continue }
            var ranks = lowest[place] ?? (.max, .max)
            if behind.count == 1 { ranks.left = min(ranks.left, token) }
            if before.count == 1 { ranks.right = min(ranks.right, token) }
            lowest[place] = ranks
        }
        for place in 0..<ASCIIPairTable.count {
            let (left, right) = lowest[place] ?? (.max, .max)
            let entry = entries[place]
            #expect(entry >> UInt32(assay_left_shift) == (left == .max ? 31 : assay_left_bound(left)))
            #expect(entry >> UInt32(assay_right_shift) & 63 == (right == .max ? 63 : assay_right_bound(right)))
        }
    }

    /// Bounds rise with ranks, and no rank's is that of none.
    @Test func boundsNeverFall() {
        var last: (UInt32, UInt32) = (0, 0)
        for rank in stride(from: UInt32(0), to: UInt32(PackLayout.maximumTokens), by: 7) {
            let bounds = (assay_left_bound(rank), assay_right_bound(rank))
            #expect(bounds.0 >= last.0 && bounds.0 < 31)
            #expect(bounds.1 >= last.1 && bounds.1 < 63)
            last = bounds
        }
    }

    /// Words of any length, put together from parts of tokens: these merge most.
    @Test(arguments: names, PreTokenizationTests.processors) func wordsMergeAsOneByOne(_ name: String, _ processor: UInt32) {
        let vocabulary = Embedded.vocabulary(name)
        var random = RandomText(seed: 0xA5C11)
        let words: [[UInt8]] = (0..<4000).map { number in
            var word: [UInt8] = []
            while word.count < number % 15 + 1 {
                let token = vocabulary.bytes(at: UInt32.random(in: 0..<UInt32(vocabulary.tokenCount), using: &random))
                if token.allSatisfy({ $0 < 0x80 }) { word += token.prefix(Int.random(in: 1...8, using: &random)) }
            }
            return Array(word.prefix(number % 15 + 1))
        }
        Self.expectMerged(words, vocabulary, processor)
    }

    /// Vocabularies of three letters, whose merges get in each other's way wherever they can.
    @Test(arguments: [1, 2, 3, 4] as [UInt64], PreTokenizationTests.processors)
    func merges(ofFewLetters seed: UInt64, _ processor: UInt32) throws {
        var random = RandomText(seed: seed)
        let vocabulary = try Vocabulary(copying: PackBuilder.pack(Self.fewLetters(&random)))
        #expect(vocabulary.asciiPairs != nil)
        let letters = UInt8(ascii: "a")...UInt8(ascii: "c")
        let words: [[UInt8]] = (0..<4000).map { number in
            (0...number % 15).map { _ in UInt8.random(in: letters, using: &random) }
        }
        Self.expectMerged(words, vocabulary, processor)
    }

    /// How many tokens a word has where these are all there are, lowest rank first.
    private static func count(_ word: [UInt8], _ tokens: [[UInt8]]) -> Int {
        var symbols = word.map { [$0] }
        while true {
            let pairs = zip(symbols, symbols.dropFirst()).map { tokens.firstIndex(of: $0 + $1) ?? .max }
            guard let lowest = pairs.min(), lowest != .max, let at = pairs.firstIndex(of: lowest) else { return symbols.count }
            symbols.replaceSubrange(at...at + 1, with: [tokens[lowest]])
        }
    }

    /// All bytes, and 90 tokens of three letters, fifteen an octave of ranks: between them are tokens of other bytes. Each is
    /// built of two that come before it, as training makes them.
    private static func fewLetters(_ random: inout RandomText) -> VocabularySource {
        let bytes = (0..<256).map { [UInt8($0)] }
        var known = ["a", "b", "c"].map { Array($0.utf8) }
        var tokens = bytes
        var other: UInt16 = 0
        var next = 256.0
        while known.count < 93 {
            let token = known.randomElement(using: &random)! + known.randomElement(using: &random)!
            guard token.count <= 7, !known.contains(token), count(token, known) == 2 else { continue }
            known.append(token)
            tokens.append(token)
            next *= 1.047
            while Double(tokens.count) < next, other < 1 << 14 {
                tokens.append([0x80 | UInt8(other >> 7), 0x80 | UInt8(other & 127)])
                other += 1
            }
        }
        return VocabularySource(
            name: "few", tokens: tokens.enumerated().map { .init(id: TokenID($0.offset), bytes: $0.element) },
            merging: .ranks, normalizer: .none, preTokenizer: .cl100k, specialTokens: [])
    }

    private static func expectMerged(_ words: [[UInt8]], _ vocabulary: Vocabulary, _ processor: UInt32) {
        var pairs = PairCache(vocabulary, assay_processor(rawValue: processor))
        let room = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 16)
        defer { room.deallocate() }
        for word in words {
            let key = (word + [UInt8](repeating: 0x61, count: 16)).withUnsafeBufferPointer {
                PieceHash.key($0.baseAddress!, word.count)
            }
            let expected = word.map { vocabulary.symbols[Int($0)] }.withUnsafeBufferPointer { HeapMerge.merge($0, vocabulary) }
            #expect(Array(room[..<pairs.merge(key, room.baseAddress!)]) == expected, "\(word)")
        }
    }

    /// A pack with another table than its tokens give would merge wrongly.
    @Test func anotherTableIsRefused() throws {
        var pack = try DamagedPackTests.pack()
        DamagedPackTests.change(&pack, .asciiPairs, where: { $0 != UInt32.max }, to: { (old: UInt32) in old ^ 1 })
        let error = #expect(throws: PackError.self) { try Vocabulary(copying: pack) }
        #expect(error?.code == .damaged)
    }

    /// Where ranks do not rise there is no table, since its rule would not hold, and words merge without.
    @Test(arguments: PreTokenizationTests.processors) func whereRanksFallThereIsNoTable(_ processor: UInt32) throws {
        let bytes = (0..<256).map { VocabularySource.Token(id: TokenID($0), bytes: [UInt8($0)]) }
        let words = ["ab", "abc"].enumerated().map {
            VocabularySource.Token(id: 256 + TokenID($0.offset), bytes: Array($0.element.utf8))
        }
        // "abc" of "ab" and "c" comes before "ab" of "a" and "b".
        let merges = [VocabularySource.Pair(left: 256, right: 0x63), VocabularySource.Pair(left: 0x61, right: 0x62)]
        let source = VocabularySource(
            name: "falling", tokens: bytes + words, merging: .merges(merges, wholePieceFirst: false),
            normalizer: .none, preTokenizer: .cl100k, specialTokens: [])
        let vocabulary = try Vocabulary(copying: PackBuilder.pack(source))
        #expect(!vocabulary.ranksRise)
        #expect(vocabulary.asciiPairs == nil)
        Self.expectMerged(["abc", "ab", "aabc", "abcabc"].map { Array($0.utf8) }, vocabulary, processor)
    }
}
