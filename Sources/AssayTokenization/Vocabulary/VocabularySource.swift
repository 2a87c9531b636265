/// A vocabulary as an importer read it from its published file, before it is packed.
///
/// An importer fills one in and hands it to ``PackBuilder``; nothing here is used at run time.
public struct VocabularySource: Sendable {
    /// The name the vocabulary goes by, such as `o200k_base`.
    public var name: String
    /// Every ordinary token; special tokens are listed apart.
    public var tokens: [Token]
    /// How adjacent tokens merge.
    public var merging: Merging
    public var normalizer: Normalizer
    public var preTokenizer: PreTokenizer
    public var specialTokens: [SpecialToken]

    public init(
        name: String, tokens: [Token], merging: Merging, normalizer: Normalizer, preTokenizer: PreTokenizer,
        specialTokens: [SpecialToken]
    ) {
        self.name = name
        self.tokens = tokens
        self.merging = merging
        self.normalizer = normalizer
        self.preTokenizer = preTokenizer
        self.specialTokens = specialTokens
    }

    /// One ordinary token.
    public struct Token: Sendable, Hashable {
        /// The id the model sees.
        public var id: TokenID
        /// The bytes the token stands for. In a SentencePiece vocabulary U+2581 stays as it is in the file.
        public var bytes: [UInt8]
        /// A SentencePiece token that stands for one byte of a character that has no token (`<0x0A>`); `bytes` is then
        /// that one byte.
        public var isByteFallback: Bool

        public init(id: TokenID, bytes: [UInt8], isByteFallback: Bool = false) {
            self.id = id
            self.bytes = bytes
            self.isByteFallback = isByteFallback
        }
    }

    /// Which adjacent tokens merge, and in which order.
    public enum Merging: Sendable {
        /// tiktoken: two neighbours merge when their joined bytes are a token, the lowest id first; a piece that is a
        /// token as a whole is never split, even where merges alone would not build it.
        case ranks
        /// Hugging Face: only the listed pairs of ids merge, the first listed first. `wholePieceFirst` is the model's
        /// `ignore_merges`.
        case merges([Pair], wholePieceFirst: Bool)
        /// SentencePiece BPE: two neighbours merge when their joined text is a token, the highest score first.
        /// `scores` runs parallel to `tokens`; `addsPrefixSpace` is the model's `add_dummy_prefix`. `unknown` is the id
        /// for a character that has neither a token nor byte-fallback tokens.
        case sentencePiece(scores: [Float], addsPrefixSpace: Bool, unknown: TokenID)
    }

    /// The two ids of one merge.
    public struct Pair: Sendable, Hashable {
        public var left: TokenID
        public var right: TokenID

        public init(left: TokenID, right: TokenID) {
            self.left = left
            self.right = right
        }
    }
}
