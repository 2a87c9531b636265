import AssayTokenization

/// What a vocabulary file does not say itself, or what is to be read otherwise than it says.
public struct ImportOptions: Sendable {
    /// The name the vocabulary will go by. Without one, the file's name is taken, where it says something.
    public var name: String?
    /// How a tiktoken file's texts are cut: the name of a pattern (``PreTokenizer/name``) or its exact text. A file
    /// of another format says this itself, and a pattern given for one is an error.
    public var pattern: String?
    /// The normalisation before cutting, for the formats that do not say: tiktoken and GGUF.
    public var normalizer: Normalizer?
    /// Special tokens, for a tiktoken file.
    public var specialTokens: [SpecialToken]?

    public init(
        name: String? = nil, pattern: String? = nil, normalizer: Normalizer? = nil,
        specialTokens: [SpecialToken]? = nil
    ) {
        self.name = name
        self.pattern = pattern
        self.normalizer = normalizer
        self.specialTokens = specialTokens
    }
}
