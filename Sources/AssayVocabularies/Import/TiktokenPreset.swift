import AssayTokenization

/// What a tiktoken file of a well-known name leaves unsaid. Patterns and special tokens as their publishers give them:
/// OpenAI in tiktoken's `openai_public.py`, Meta in `llama_models`, Alibaba in `dashscope`.
struct TiktokenPreset {
    var preTokenizer: PreTokenizer
    var normalizer: Normalizer
    /// The special tokens, given the first id after the ordinary ones.
    var specialTokens: @Sendable (TokenID) -> [SpecialToken]

    /// The preset for a vocabulary's name; nil for an unknown one.
    init?(named name: String) {
        guard let preset = Self.all[name] else { return nil }
        self = preset
    }

    private init(
        _ preTokenizer: PreTokenizer, _ normalizer: Normalizer = .none,
        _ specialTokens: @escaping @Sendable (TokenID) -> [SpecialToken]
    ) {
        self.preTokenizer = preTokenizer
        self.normalizer = normalizer
        self.specialTokens = specialTokens
    }

    /// The names that have a preset, in alphabetical order.
    static var names: [String] { all.keys.sorted() }

    private static let all: [String: TiktokenPreset] = [
        "r50k_base": TiktokenPreset(.r50k) { _ in OpenAISpecialTokens.r50k },
        "p50k_base": TiktokenPreset(.r50k) { _ in OpenAISpecialTokens.r50k },
        "p50k_edit": TiktokenPreset(.r50k) { _ in OpenAISpecialTokens.p50kEdit },
        "cl100k_base": TiktokenPreset(.cl100k) { _ in OpenAISpecialTokens.cl100k },
        "o200k_base": TiktokenPreset(.o200k) { _ in OpenAISpecialTokens.o200k },
        "o200k_harmony": TiktokenPreset(.o200k) { _ in OpenAISpecialTokens.harmony },
        "qwen2": TiktokenPreset(.qwen2, .nfc) { numbered(["<|endoftext|>", "<|im_start|>", "<|im_end|>"], from: $0) },
        "llama3": TiktokenPreset(.llama3) { numbered(LlamaSpecialTokens.llama3, from: $0) },
        "llama4": TiktokenPreset(.o200k) { numbered(LlamaSpecialTokens.llama4, from: $0) },
    ]

    private static func numbered(_ texts: [String], from first: TokenID) -> [SpecialToken] {
        zip(texts, first...).map { SpecialToken(text: $0, id: $1) }
    }
}

/// The special tokens of OpenAI's vocabularies.
enum OpenAISpecialTokens {
    static let r50k = [SpecialToken(text: "<|endoftext|>", id: 50256)]

    static let p50kEdit =
        r50k + [
            SpecialToken(text: "<|fim_prefix|>", id: 50281), SpecialToken(text: "<|fim_middle|>", id: 50282),
            SpecialToken(text: "<|fim_suffix|>", id: 50283),
        ]

    static let cl100k = [
        SpecialToken(text: "<|endoftext|>", id: 100257), SpecialToken(text: "<|fim_prefix|>", id: 100258),
        SpecialToken(text: "<|fim_middle|>", id: 100259), SpecialToken(text: "<|fim_suffix|>", id: 100260),
        SpecialToken(text: "<|endofprompt|>", id: 100276),
    ]

    static let o200k = [
        SpecialToken(text: "<|endoftext|>", id: 199999), SpecialToken(text: "<|endofprompt|>", id: 200018),
    ]

    /// gpt-oss: o200k's ranks with the tokens of the harmony chat format, every other id reserved. Id 200018 has two
    /// texts; the first is what it decodes to.
    static let harmony: [SpecialToken] = {
        let named: [TokenID: String] = [
            199998: "<|startoftext|>", 199999: "<|endoftext|>", 200002: "<|return|>", 200003: "<|constrain|>",
            200005: "<|channel|>", 200006: "<|start|>", 200007: "<|end|>", 200008: "<|message|>", 200012: "<|call|>",
        ]
        return [SpecialToken(text: "<|endofprompt|>", id: 200018)]
            + (199998...201087).map { SpecialToken(text: named[$0] ?? "<|reserved_\($0)|>", id: $0) }
    }()
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
