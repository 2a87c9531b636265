/// How a text is cut into the pieces inside which merges happen. Raw values are stored in packs: add, never renumber.
public enum PreTokenizer: UInt32, Sendable, CaseIterable {
    /// The whole text is one piece.
    case none = 0
    /// GPT-2's pattern; also r50k_base, p50k_base, Hugging Face's `ByteLevel` with `use_regex`, and Claude 2.
    case r50k = 1
    /// GPT-3.5 and GPT-4.
    case cl100k = 2
    /// GPT-4o and later; Llama 4.
    case o200k = 3
    /// Llama 3: as cl100k, but a run of white space is cut only after its last newline.
    case llama3 = 4
    /// Qwen 2: as Llama 3, but each digit is a piece.
    case qwen2 = 5
    /// DeepSeek V3: three splits one after the other.
    case deepseekV3 = 6
    /// Mistral's tekken: as o200k without contractions, each digit a piece.
    case tekken = 7
    /// SentencePiece: spaces become U+2581 and merges never cross one.
    case sentencePiece = 8

    /// The name that manifests and `assay vocab import --pattern` use.
    public var name: String {
        switch self {
        case .none: "none"
        case .r50k: "r50k"
        case .cl100k: "cl100k"
        case .o200k: "o200k"
        case .llama3: "llama3"
        case .qwen2: "qwen2"
        case .deepseekV3: "deepseek-v3"
        case .tekken: "tekken"
        case .sentencePiece: "sentencepiece"
        }
    }

    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}
