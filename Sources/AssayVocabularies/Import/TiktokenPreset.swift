import AssayTokenization

/// What the tiktoken files leave unsaid that are known by a name and cannot be embedded. Patterns and special tokens
/// as Meta's package `llama_models` gives them.
struct TiktokenPreset {
    var preTokenizer: PreTokenizer
    /// The special tokens, given the first id after the ordinary ones.
    var specialTokens: @Sendable (TokenID) -> [SpecialToken]

    /// The preset for a vocabulary's name; nil for an unknown one.
    init?(named name: String) {
        guard let preset = Self.all[name] else { return nil }
        self = preset
    }

    private init(
        _ preTokenizer: PreTokenizer, _ specialTokens: @escaping @Sendable (TokenID) -> [SpecialToken]
    ) {
        self.preTokenizer = preTokenizer
        self.specialTokens = specialTokens
    }

    private static let all: [String: TiktokenPreset] = [
        "llama3": TiktokenPreset(.llama3) { numbered(LlamaSpecialTokens.llama3, from: $0) },
        "llama4": TiktokenPreset(.o200k) { numbered(LlamaSpecialTokens.llama4, from: $0) },
    ]

    private static func numbered(_ texts: [String], from first: TokenID) -> [SpecialToken] {
        zip(texts, first...).map { SpecialToken(text: $0, id: $1) }
    }
}

/// The special tokens of Meta's Llama 3 and 4, numbered from the first id after the ordinary tokens.
enum LlamaSpecialTokens {
    static let llama3: [String] =
        [
            "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>", "<|reserved_special_token_1|>",
            "<|finetune_right_pad_id|>", "<|step_id|>", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>",
            "<|eot_id|>", "<|python_tag|>", "<|image|>",
        ] + reserved("", 2..<246)

    static let llama4: [String] = {
        let named =
            ["<|begin_of_text|>", "<|end_of_text|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>"]
            + textPostTrain + vision + reasoning
        return named + reserved("", 0..<2048 - named.count)
    }()

    private static let textPostTrain =
        ["<|header_start|>", "<|header_end|>", "<|eom|>", "<|eot|>", "<|step|>"] + reserved("text_post_train_", 0..<6)
        + ["<|python_start|>", "<|python_end|>", "<|finetune_right_pad|>"] + reserved("text_post_train_", 8..<69)

    private static let vision =
        ["<|image_start|>", "<|image_end|>"] + reserved("vision_", 0..<2)
        + ["<|tile_x_separator|>", "<|tile_y_separator|>"] + reserved("vision_", 2..<6) + ["<|image|>"]
        + reserved("vision_", 6..<7) + ["<|patch|>"] + reserved("vision_", 7..<1048)

    private static let reasoning =
        reserved("reasoning_", 0..<8) + ["<|reasoning_thinking_start|>", "<|reasoning_thinking_end|>"]

    private static func reserved(_ prefix: String, _ numbers: Range<Int>) -> [String] {
        numbers.map { "<|\(prefix)reserved_special_token_\($0)|>" }
    }
}
