import AssayTokenization

/// What a layout adds to the texts of a request.
struct Framing {
    /// Around each message.
    var messages: [ScaledCount]
    /// Once a request, before the first message or between messages.
    var request = ScaledCount.zero
    /// What starts the reply.
    var priming = ScaledCount.zero
    /// Definitions of tools with what stands around them.
    var tools = ScaledCount.zero
    var notes: [String] = []
}

extension Framing {
    /// Puts a fitted number in the place of what stands around the first question and before the reply.
    mutating func replaceFirstTurn(_ content: RequestContent, by tokens: Int) {
        request = ScaledCount(tokens, method: .calibrated)
        priming = .zero
        for (index, message) in content.messages.enumerated() where messages.indices.contains(index) {
            messages[index] = .zero
            if message.role.isQuestion { break }
        }
    }

    /// What `layout` adds to `content`, each of whose messages has a text of `texts` tokens.
    static func of(
        _ layout: ChatLayout, _ content: RequestContent, texts: [Int], meter: TextMeter, model: String?
    ) throws(TokenizationError) -> Framing {
        switch layout {
        case .openAI: try OpenAIFraming(meter, model: model).framing(content)
        case .claude:
            meter.tokenizer.vocabulary.name == "claude-legacy"
                ? try MarkedFraming(meter, texts).claudeText(content)
                : try ClaudeFraming(meter, model: model).framing(content)
        case .gemini: try LooseFraming(meter).gemini(content)
        case .unknown, .template: try LooseFraming(meter).unknown(content)
        case .harmony: try HarmonyFraming(MarkedFraming(meter, texts)).framing(content)
        case .chatML: try MarkedFraming(meter, texts).chatML(content, model: model)
        case .llama3: try MarkedFraming(meter, texts).llama3(content, model: model)
        case .deepSeekV3: try MarkedFraming(meter, texts).deepSeekV3(content, model: model)
        case .mistralV1: try MistralFraming(MarkedFraming(meter, texts), .v1).framing(content)
        case .mistralV3, .mistralTekken: try MistralFraming(MarkedFraming(meter, texts), .v3).framing(content)
        case .mistralV7: try MistralFraming(MarkedFraming(meter, texts), .v7).framing(content)
        }
    }
}
