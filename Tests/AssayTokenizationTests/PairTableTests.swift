import CAssayPieces
import Testing

@testable import AssayTokenization

/// The table of pairs finds each pair's token and nothing else, although it keeps a part of a pair's hash only.
@Suite struct PairTableTests {
    /// A table of random pairs, as many as there are tokens or so many, in memory of its own.
    final class Made {
        let pairs: [(left: UInt32, right: UInt32)?]
        let tokens: [UInt64: UInt32]
        private let lines: UnsafeMutableBufferPointer<UInt32>
        private let parts: UnsafeMutableBufferPointer<UInt8>
        let table: PairTable

        init(tokenCount: Int, pairCount: Int, seed: UInt64) {
            var random = RandomText(seed: seed)
            var tokens: [UInt64: UInt32] = [:]
            var pairs = [(left: UInt32, right: UInt32)?](repeating: nil, count: tokenCount)
            for token in stride(from: 0, to: tokenCount, by: tokenCount / pairCount) {
                // Neighbours as well as tokens from anywhere.
                let left = UInt32.random(in: 0..<UInt32(tokenCount), using: &random)
                let near = UInt32.random(in: 0..<min(300, UInt32(tokenCount)), using: &random)
                let right = token & 1 == 0 ? near : UInt32.random(in: 0..<UInt32(tokenCount), using: &random)
                guard tokens[assay_pair(left, right)] == nil else { continue }
                tokens[assay_pair(left, right)] = UInt32(token)
                pairs[token] = (left, right)
            }
            let builder = PairTableBuilder(pairs)
            (self.pairs, self.tokens) = (pairs, tokens)
            let words = builder.lines()!
            lines = .allocate(capacity: words.count)
            _ = lines.initialize(from: words)
            let bytes = builder.parts()
            parts = .allocate(capacity: bytes.count)
            _ = parts.initialize(from: bytes)
            let count = PairTable.lineCount(words.count * 4, tokenCount: tokenCount)!
            table = PairTable(
                lines: UnsafePointer(lines.baseAddress!), lineCount: count, parts: UnsafePointer(parts.baseAddress!),
                tokenCount: tokenCount)
        }

        deinit {
            lines.deallocate()
            parts.deallocate()
        }

        /// How many pairs stand in another line than their own.
        var elsewhere: Int {
            stride(from: 15, to: lines.count, by: 16).reduce(0) { $0 + (lines[$1] >> 12 & 0xFFF).nonzeroBitCount }
        }
    }

    /// Around the numbers of tokens at which an index needs another bit, and where lines have to be more than the pairs need.
    static let sizes: [(tokens: Int, pairs: Int)] = [
        (1, 1), (255, 200), (256, 256), (511, 511), (512, 300), (20_000, 20_000), (65_535, 65_535), (65_536, 60_000),
        (131_071, 131_071), (131_072, 131_072), (262_143, 200_000), (262_144, 100_000), (524_288, 300_000),
    ]

    @Test(arguments: sizes) func eachPairHasItsToken(_ size: (tokens: Int, pairs: Int)) {
        let made = Made(tokenCount: size.tokens, pairCount: size.pairs, seed: UInt64(size.tokens))
        var wrong = 0
        for (token, pair) in made.pairs.enumerated() {
            let parts = made.table.parts(of: UInt32(token))
            if parts?.left != pair?.left || parts?.right != pair?.right { wrong += 1 }
            if let pair, made.table.merged(pair.left, pair.right) != UInt32(token) { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect(made.table.isSound)
        #expect(made.elsewhere > 0 || size.pairs < 10_000 || size.tokens > 262_143)
    }

    /// Random pairs, pairs beside those that are there, and pairs that look alike in other lines.
    @Test(arguments: sizes) func noOtherPairHasOne(_ size: (tokens: Int, pairs: Int)) {
        let made = Made(tokenCount: size.tokens, pairCount: size.pairs, seed: UInt64(size.tokens))
        var random = RandomText(seed: 0xA115)
        var wrong = 0
        var asked = 0
        func ask(_ left: UInt32, _ right: UInt32) {
            guard left < size.tokens, right < size.tokens else { return }
            asked += 1
            if made.table.merged(left, right) != made.tokens[assay_pair(left, right)] ?? assay_none { wrong += 1 }
        }
        for (token, pair) in made.pairs.enumerated() where token % (1 + size.tokens / 10_000) == 0 {
            let range = 0..<UInt32(size.tokens)
            ask(UInt32.random(in: range, using: &random), UInt32.random(in: range, using: &random))
            guard let (left, right) = pair else { continue }
            ask(right, left)
            ask(left &+ 1, right)
            ask(left, right &+ 1)
            for other in Self.alike(made.table.table, left, right) { ask(other.left, other.right) }
        }
        #expect(wrong == 0)
        #expect(asked > size.tokens / 10 || size.tokens == 1)
    }

    /// Pairs whose hashes differ above the bits that an entry has only: they stand in other lines.
    private static func alike(_ table: assay_pair_table, _ left: UInt32, _ right: UInt32) -> [(left: UInt32, right: UInt32)] {
        let hash = withUnsafePointer(to: table) { assay_pair_hash($0, left, right) } >> UInt64(64 - 2 * table.token_bits)
        let step = UInt64(1) << UInt64(32 - assay_high_bits(table.token_bits))
        return (-4...4).filter { $0 != 0 }.map { pair(table, hash &+ step &* UInt64(bitPattern: Int64($0))) }
    }

    /// The pair that has a hash, of which only the lowest bits count.
    private static func pair(_ table: assay_pair_table, _ hash: UInt64) -> (left: UInt32, right: UInt32) {
        var inverse = assay_hash_factor
        for _ in 0..<5 { inverse &*= 2 &- assay_hash_factor &* inverse }
        let pair = hash &* inverse & assay_no_parts(table.token_bits)
        return (UInt32(pair >> UInt64(table.token_bits)), UInt32(truncatingIfNeeded: pair) & (1 << table.token_bits - 1))
    }

    /// For each line the pairs that belong there and look like one of its words or of the next line's: entries, what is empty,
    /// what is left of the tokens, and what says which entry belongs where.
    @Test(arguments: ["o200k_base", "cl100k_base", "r50k_base", "deepseek-v3", "mistral-tekken", "mistral-v3"])
    func whatLooksLikeAPairIsNone(_ name: String) {
        let vocabulary = Embedded.vocabulary(name)
        let table = vocabulary.pairs.table
        let (bits, high) = (UInt64(table.token_bits), UInt64(assay_high_bits(table.token_bits)))
        let open = UInt64(1) << (32 - high)
        var wrong = 0
        var asked = 0
        for line in 0..<table.line_count {
            // The lowest hash of the line.
            let lowest = (line << (2 * bits) + table.line_count - 1) / table.line_count
            for word in 0..<32 {
                let tag = UInt64(table.lines[Int(line) * 16 + word] >> UInt32(high))
                let (left, right) = Self.pair(table, lowest + (tag &- lowest) & (open - 1))
                guard left < table.token_count, right < table.token_count else { continue }
                asked += 1
                let token = vocabulary.merged(left, right)
                if token == assay_none { continue }
                let parts = token < table.token_count ? vocabulary.parts(of: token) : nil
                if parts?.left != left || parts?.right != right { wrong += 1 }
            }
        }
        #expect(wrong == 0)
        #expect(asked > table.line_count)
    }

    /// Words that two tokens spell whose pair looks like what is no entry.
    @Test(
        arguments: [
            ("o200k_base", "之间names", [95725, 23354]), ("o200k_base", " packagesfrau", [21429, 114736]),
            ("deepseek-v3", "起飞洗衣机", [79019, 94991]), ("deepseek-v3", "武夷仲裁", [124410, 26531]),
            ("cl100k_base", "foldersyyyyMMdd", [68455, 79331]), ("r50k_base", " Animalsinently", [25390, 26528]),
            ("claude-legacy", "做ured", [40940, 2692]),
        ] as [(String, String, [TokenID])])
    func wordsOfPairsThatLookAlike(_ name: String, _ text: String, _ ids: [TokenID]) throws {
        #expect(try Tokenizer(Embedded.vocabulary(name)).encode(text) == ids)
    }

    /// Pairs can be chosen so that they fall on the same lines.
    @Test func chosenPairsAreRefused() {
        let table = assay_pair_table_of(nil, 1, nil, 4095)
        var pairs = [(left: UInt32, right: UInt32)?](repeating: nil, count: 4095)
        for token in 0..<200 {
            let pair = Self.pair(table, UInt64(token))
            if pair.left < 4095, pair.right < 4095 { pairs[token] = pair }
        }
        #expect(PairTableBuilder(pairs).lines() == nil)
    }

    /// What a line leaves open of a hash fits an entry, for every number of tokens that there may be.
    @Test func entriesHaveRoomForHashes() {
        for bits in 1...UInt32(assay_most_token_bits) {
            let (lines, high) = (assay_fewest_lines(bits), assay_high_bits(bits))
            #expect(lines * (UInt64(1) << UInt64(32 - high)) >= UInt64(1) << UInt64(2 * bits))
            #expect(Int(high) + Int(assay_low_bits) >= Int(bits))
        }
    }

    @Test func tooManyTokensAreRefused() {
        #expect(PairTable.lineCount(1 << 40, tokenCount: PairTable.mostTokens) != nil)
        #expect(PairTable.lineCount(1 << 40, tokenCount: PairTable.mostTokens + 1) == nil)
        #expect(PairTable.lineCount(64 * (1 << 14 + 1), tokenCount: 200_000) != nil)
        #expect(PairTable.lineCount(64 << 14, tokenCount: 200_000) == nil)
    }
}
