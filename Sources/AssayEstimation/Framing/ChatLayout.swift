/// How a provider turns messages into the one text that a model reads.
public enum ChatLayout: String, Sendable, Hashable, CaseIterable {
    /// OpenAI's published formula: a number a message and a number a request.
    case openAI = "openai"
    /// The format of gpt-oss.
    case harmony
    /// `<|im_start|>role … <|im_end|>`: Qwen and many others.
    case chatML = "chatml"
    case llama3
    /// `[INST]` as plain text.
    case mistralV1 = "mistral-v1"
    /// `[INST]` as a control token, for Mistral's v2 and v3 vocabularies.
    case mistralV3 = "mistral-v3"
    /// That with the tekken vocabulary, which puts no space before a text.
    case mistralTekken = "mistral-v3-tekken"
    /// `[SYSTEM_PROMPT]` as a part of its own.
    case mistralV7 = "mistral-v7"
    case deepSeekV3 = "deepseek-v3"
    /// Anthropic's, of which only sums were measured.
    case claude
    /// Google's, which its own counts leave out of the texts.
    case gemini
    /// A chat template that was given.
    case template
    /// Nothing is known.
    case unknown

    /// The layout of a model's requests, by its name or else by the vocabulary it is counted with.
    public init(model: String?, vocabulary: String) {
        let name = model.map { ModelName($0).text } ?? ""
        self = Self.rules.first { name.hasPrefix($0.prefix) }?.layout ?? Self.layout(vocabulary, isNamed: model != nil)
    }

    private static let rules: [(prefix: String, layout: ChatLayout)] = [
        ("gpt-oss", .harmony), ("gpt-", .openAI), ("chatgpt-", .openAI), ("o1", .openAI), ("o3", .openAI),
        ("o4", .openAI), ("claude", .claude), ("gemini", .gemini),
        // Models since Mistral Small 3 mark system prompts; those before use the layout of their vocabulary.
        ("mistral-small-2501", .mistralV7), ("mistral-small-2503", .mistralV7), ("mistral-small-2506", .mistralV7),
        ("mistral-medium-25", .mistralV7), ("mistral-medium-3", .mistralV7), ("mistral-medium-latest", .mistralV7),
        ("mistral-large-25", .mistralV7), ("mistral-large-4", .mistralV7), ("mistral-small-26", .mistralV7),
        ("mistral-small-latest", .mistralV7), ("ministral-3b-2512", .mistralV7), ("ministral-8b-latest", .mistralV7),
        ("codestral-25", .mistralV7), ("devstral", .mistralV7), ("magistral", .mistralV7),
        ("pixtral-large", .mistralV7), ("kimi", .unknown), ("glm", .unknown), ("minimax", .unknown),
        ("command", .unknown), ("grok", .unknown), ("nova", .unknown), ("muse", .unknown), ("sonar", .unknown),
    ]

    private static func layout(_ vocabulary: String, isNamed: Bool) -> ChatLayout {
        switch vocabulary {
        case "o200k_base", "cl100k_base": isNamed ? .unknown : .openAI
        case "o200k_harmony": .harmony
        case "qwen2", "qwen3.5": .chatML
        case "llama3", "llama4": .llama3
        case "mistral-v1": .mistralV1
        case "mistral-v3": .mistralV3
        case "mistral-tekken": .mistralTekken
        case "mistral-v7": .mistralV7
        case "deepseek-v3", "deepseek-v4": .deepSeekV3
        case "gemma3", "gemma4": .gemini
        case "claude-legacy": .claude
        default: .unknown
        }
    }
}
