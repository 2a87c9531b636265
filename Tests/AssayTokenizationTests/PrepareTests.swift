import CAssayPieces
import Testing

@testable import AssayTokenization

/// A tokenizer that has learnt its vocabulary gives the tokens that any other gives, and has less to look up.
@Suite struct PrepareTests {
    @Test(arguments: Embedded.names.filter { $0 != "o200k_harmony" })
    func idsAreTheReferencesStill(_ name: String) throws {
        let encoding = Tokenizer(Embedded.vocabulary(name)), counting = Tokenizer(Embedded.vocabulary(name))
        encoding.prepare(for: .encoding)
        counting.prepare(for: .counting)
        for (text, ids) in zip(try Golden.texts(), try Golden.ids(name)) {
            #expect(try encoding.encode(text) == ids, "\(name): \(text.debugDescription)")
            #expect(try counting.count(text) == ids.count, "\(name): \(text.debugDescription)")
        }
    }

    /// Each token as a text, those that merges do not build and those that are cut among them, is what it is unprepared.
    @Test(arguments: Embedded.names) func eachTokenIsWhatItWas(_ name: String) throws {
        let vocabulary = Embedded.vocabulary(name)
        let plain = Tokenizer(vocabulary), prepared = Tokenizer(vocabulary)
        prepared.prepare(for: .encoding)
        prepared.prepare(for: .counting)
        var differing = 0
        for index in 0..<UInt32(vocabulary.tokenCount) {
            let bytes = vocabulary.bytes(at: index)
            let ids = try plain.encode(bytes)
            if try prepared.encode(bytes) != ids || prepared.count(bytes) != ids.count { differing += 1 }
        }
        #expect(differing == 0)
    }

    /// Random bytes, before and after it is prepared, and prepared twice: a text's own pieces are there already then.
    @Test(arguments: Embedded.names) func itMayComeAtAnyTime(_ name: String) throws {
        let vocabulary = Embedded.vocabulary(name)
        let plain = Tokenizer(vocabulary), prepared = Tokenizer(vocabulary)
        var random = RandomText(seed: 0x9E7A)
        for round in 0..<300 {
            let text = random.bytes()
            #expect(try prepared.encode(text) == plain.encode(text))
            #expect(try prepared.count(text) == plain.count(text))
            if round % 100 == 50 { prepared.prepare(for: round == 50 ? .counting : .encoding, threads: 2) }
        }
    }

    private static let text = Array("The quick brown fox jumps over the lazy dog, and nobody asks why it does so.".utf8)

    private static func newPieces<Sink: TokenSink & ~Copyable>(_ encoder: PieceEncoder, _ sink: inout Sink) -> Int {
        let before = encoder.newPieces
        text.withUnsafeBufferPointer { encoder.encode($0, into: &sink) }
        return encoder.newPieces - before
    }

    @Test func wordsThatAreTokensAreKnown() {
        let encoder = PieceEncoder(Embedded.vocabulary("o200k_base"))
        var ids = CollectingSink(capacity: 64), count = CountingSink()
        encoder.learnVocabulary(for: .encoding)
        #expect(Self.newPieces(encoder, &ids) == 0)
        // The two uses learn apart.
        #expect(Self.newPieces(encoder, &count) > 10)
        let other = PieceEncoder(Embedded.vocabulary("o200k_base"))
        other.learnVocabulary(for: .counting)
        #expect(Self.newPieces(other, &count) == 0)
        #expect(Self.newPieces(other, &ids) > 10)
    }

    /// Half of a table stays free for what texts bring, and a text's own pieces are not pushed out.
    @Test func halfOfTheTableStaysFree() {
        var table = PieceCache()
        #expect(table.growFully() == 131_072)
        let encoder = PieceEncoder(Embedded.vocabulary("o200k_base"))
        encoder.learnVocabulary(for: .encoding)
        let isCrowded = encoder.cache.pointee.isCrowded
        #expect(!isCrowded)
        let left = encoder.cache.pointee.growFully()
        #expect((0..<10_000).contains(left))
        encoder.learnVocabulary(for: .encoding)
        #expect((0...left).contains(encoder.cache.pointee.growFully()))
    }

    /// What a table held before it grew to its last size is there after it.
    @Test(arguments: [0, 1, 200, 1500, 12_000, 60_000, 120_000]) func growingFullyKeepsMost(_ count: Int) {
        var table = PieceCache()
        func key(_ number: Int) -> PieceHash.Key { PieceHash.Key(low: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, high: 8 << 56) }
        func entry(_ number: Int) -> RememberedTokens {
            RememberedTokens(
                low: key(number).low, high: key(number).high, first: TokenID(number), second: 0, third: 0, count: 1)
        }
        for number in 0..<count { _ = table.insert(entry(number), key(number).hash) }
        #expect((max(131_072 - count, 0)...131_072 - count * 9 / 10).contains(table.growFully()))
        var found = 0
        for number in 0..<count {
            guard let held = table.find(key(number), key(number).hash)?.pointee else { continue }
            #expect(held.first == TokenID(number))
            found += 1
        }
        #expect(found >= count * 9 / 10, "\(found) of \(count)")
    }

    /// A vocabulary of a few tokens, and no thread at all.
    @Test func smallVocabulariesAndNoThreads() throws {
        let tokens = (0..<256).map { VocabularySource.Token(id: TokenID(255 - $0), bytes: [UInt8($0)]) }
        let source = VocabularySource(
            name: "bytes", tokens: tokens, merging: .ranks, normalizer: .none, preTokenizer: .o200k, specialTokens: [])
        let tokenizer = Tokenizer(try Vocabulary(copying: PackBuilder.pack(source)))
        tokenizer.prepare(for: .encoding, threads: 0)
        tokenizer.prepare(for: .encoding, threads: 3)
        #expect(try tokenizer.encode("a b") == [158, 223, 157])
    }
}
