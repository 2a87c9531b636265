import AssayPrompts
import AssayTokenization

/// OpenAI's formula for chat requests: 3 tokens a message, the tokens of its role and name, 1 more for a name, and 3
/// that start the reply. `gpt-3.5-turbo-0301` has 4 a message and 1 less for a name.
///
/// Source: OpenAI's cookbook, "How to count tokens with tiktoken", checked there against the service for models from
/// `gpt-3.5-turbo-0125` to `gpt-4o-mini-2024-07-18`. For other models nothing is published: the formula stands in, with
/// a band of a token a message.
struct OpenAIFraming {
    private let meter: TextMeter
    private let name: String

    init(_ meter: TextMeter, model: String?) {
        self.meter = meter
        name = model.map { ModelName($0).text } ?? ""
    }

    func framing(_ content: RequestContent) throws(TokenizationError) -> Framing {
        let isFirst = name.hasPrefix("gpt-3.5-turbo-0301")
        var roles: [String: Int] = [:]
        var messages: [ScaledCount] = []
        messages.reserveCapacity(content.messages.count)
        for message in content.messages {
            let role = message.role == .unspecified ? "user" : message.role.name
            var tokens = isFirst ? 4 : 3
            if let known = roles[role] {
                tokens += known
            } else {
                let counted = try meter.tokens(role)
                roles[role] = counted
                tokens += counted
            }
            if let name = message.name { tokens += try meter.tokens(name) + (isFirst ? -1 : 1) }
            messages.append(scaled(tokens, slack: 1))
        }
        var framing = Framing(messages: messages, priming: scaled(3, slack: 0))
        framing.tools = try tools(content)
        if !isMeasured {
            framing.notes.append(
                "OpenAI has published how messages are framed for gpt-3.5, gpt-4 and gpt-4o; it stands in here")
        }
        return framing
    }

    private func tools(_ content: RequestContent) throws(TokenizationError) -> ScaledCount {
        guard !content.tools.isEmpty, content.toolChoice != .unsent else { return .zero }
        let isOld = meter.tokenizer.vocabulary.name == "cl100k_base"
        let tokens = try OpenAIToolFormula(meter, perFunction: isOld ? 10 : 7).tokens(content.tools)
        return tokens.atMost(isMeasured ? .exactWithTemplate : .calibrated) + choice(content)
    }

    /// What being told to use a tool, or none, adds: a token, or the tool's name and 4, as users have measured; OpenAI
    /// publishes nothing of it.
    private func choice(_ content: RequestContent) -> ScaledCount {
        switch content.toolChoice {
        case .auto, .unsent: .zero
        case .none: ScaledCount(low: 0, point: 1, high: 1, method: .calibrated)
        case .required: ScaledCount(low: 0, point: 4, high: 16, method: .calibrated)
        }
    }

    /// Whether the formula was checked for the model: the cookbook names the versions, and says of later ones of the
    /// same name that they may differ.
    private var isMeasured: Bool {
        if name.isEmpty || name == "gpt-4" { return true }
        if ["-audio", "-realtime", "-search", "-transcribe", "-tts"].contains(where: name.contains) { return false }
        return ["gpt-4o", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-3.5", "gpt-35"].contains {
            name.hasPrefix($0)
        }
    }

    private func scaled(_ tokens: Int, slack: Int) -> ScaledCount {
        let counted = meter.scaled(framing: tokens)
        if isMeasured { return counted.atMost(.exactWithTemplate) }
        return counted + ScaledCount(low: -slack, point: 0, high: slack, method: .calibrated)
    }
}
