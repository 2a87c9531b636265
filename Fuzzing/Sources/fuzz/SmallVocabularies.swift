import AssayTokenization

/// Vocabularies of a few hundred tokens, of every kind that a pack can hold.
enum SmallVocabularies {
    static let all = [ranks, merges, sentencePiece]

    private static let words = ["th", "the", " t", " th", " the", "ab", "aa", "aaaa", "aaaaaaaa", "  ", "\n\n", "中"]
    private static let specials = [
        SpecialToken(text: "<s>", id: 1000), SpecialToken(text: "<s><s>", id: 1001),
        SpecialToken(text: "cat", id: 1002, isAlwaysMatched: true),
    ]

    private static func bytes(from first: TokenID, isByteFallback: Bool = false) -> [VocabularySource.Token] {
        (0..<256).map {
            VocabularySource.Token(
                id: first + TokenID($0), bytes: [UInt8($0)], isByteFallback: isByteFallback)
        }
    }

    private static func tokens(_ texts: [String], from first: TokenID) -> [VocabularySource.Token] {
        texts.enumerated().map { VocabularySource.Token(id: first + TokenID($0), bytes: Array($1.utf8)) }
    }

    private static var ranks: VocabularySource {
        VocabularySource(
            name: "ranks", tokens: bytes(from: 0) + tokens(words, from: 256), merging: .ranks, normalizer: .none,
            preTokenizer: .o200k, specialTokens: specials)
    }

    /// Ids that are not ranks, merges that are listed, a normalizer.
    private static var merges: VocabularySource {
        let tokens = bytes(from: 40) + tokens(["aa", "aaaa", "th", "the"], from: 0)
        let pairs: [(TokenID, TokenID)] = [(40 + 0x74, 40 + 0x68), (2, 40 + 0x65), (40 + 0x61, 40 + 0x61), (0, 0)]
        return VocabularySource(
            name: "merges", tokens: tokens,
            merging: .merges(pairs.map { VocabularySource.Pair(left: $0.0, right: $0.1) }, wholePieceFirst: false),
            normalizer: .nfkc, preTokenizer: .deepseekV3, specialTokens: specials)
    }

    private static var sentencePiece: VocabularySource {
        let texts = ["\u{2581}", "\u{2581}\u{2581}", "t", "h", "e", "a", "b", "th", "the", "\u{2581}the", "ab", "aa", "中"]
        let scores = [Float](repeating: 0, count: 256) + texts.indices.map { -Float($0) }
        return VocabularySource(
            name: "sentencepiece", tokens: bytes(from: 3, isByteFallback: true) + tokens(texts, from: 259),
            merging: .sentencePiece(scores: scores, addsPrefixSpace: true, unknown: 0), normalizer: .none,
            preTokenizer: .sentencePiece, specialTokens: specials)
    }
}
