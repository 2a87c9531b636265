import AssayPrompts
import AssayTokenization

/// What Anthropic adds to a request: about 7 tokens, and where tools are offered a preamble whose length depends on
/// the model and on whether a tool has to be used.
///
/// Sources: "You are a scientist" with "Hello, Claude" is 14 tokens in Anthropic's documentation of token counting;
/// the preambles stand in its documentation of tool use. What more messages add is not published: each further one
/// is taken for 3 tokens, with a band from none to 6.
struct ClaudeFraming {
    private let meter: TextMeter
    private let name: String

    init(_ meter: TextMeter, model: String?) {
        self.meter = meter
        name = model.map { ModelName($0).text } ?? ""
    }

    func framing(_ content: RequestContent) throws(TokenizationError) -> Framing {
        var turns = 0
        let further = ScaledCount(low: 0, point: 3, high: 6, method: .calibrated)
        let messages = content.messages.map { message -> ScaledCount in
            guard message.role != .system else { return .zero }
            turns += 1
            return turns == 1 ? .zero : further
        }
        var framing = Framing(messages: messages, request: ScaledCount(low: 5, point: 7, high: 10, method: .calibrated))
        guard !content.tools.isEmpty, content.toolChoice != .unsent else { return framing }
        let preamble = ClaudeToolPreamble.tokens(name, isRequired: content.toolChoice == .required)
        framing.tools = preamble.tokens
        if !preamble.isPublished {
            framing.notes.append("no tool preamble is published for \(name); those of other models stand in")
        }
        for tool in content.tools {
            // How a definition is written out is not published: its JSON stands in.
            let text = CanonicalJSON.text(tool.json, without: "cache_control") ?? tool.bytes
            framing.tools += try meter.measure(text).atMost(.calibrated)
        }
        let own = content.tools.count { $0.parameters == nil }
        if own > 0 {
            // The definitions of the longest ones, the text editor's and the computer's, have some 700 tokens.
            framing.tools += ScaledCount(low: 0, point: 350, high: 1000, method: .heuristic).times(own)
            framing.notes.append(
                "what Anthropic's own tools add is not published in full; 0 to 1000 tokens each are taken")
        }
        return framing
    }
}

/// The tokens of the text that tells a Claude model how to use tools.
///
/// Source: Anthropic's documentation of tool use, "Pricing", by model for `auto` and for `any` or a named tool.
enum ClaudeToolPreamble {
    private static let published: [(prefix: String, auto: Int, required: Int)] = [
        ("claude-opus-4-8", 290, 410), ("claude-opus-4-7", 675, 804), ("claude-opus-4-6", 497, 589),
        ("claude-sonnet-4-6", 497, 589), ("claude-opus-4-5", 496, 588), ("claude-sonnet-4-5", 496, 588),
        ("claude-haiku-4-5", 496, 588), ("claude-opus-4-1", 313, 315), ("claude-opus-4", 313, 315),
        ("claude-sonnet-4", 313, 315), ("claude-3-5-haiku", 264, 355), ("claude-haiku-3-5", 264, 355),
    ]
    private static let sonnet5 = (auto: 354, required: 474)

    static func tokens(_ name: String, isRequired: Bool) -> (tokens: ScaledCount, isPublished: Bool) {
        func number(_ auto: Int, _ required: Int) -> ScaledCount {
            ScaledCount(isRequired ? required : auto, method: .exactWithTemplate)
        }
        // Sonnet 5 by that very name or a date: Sonnet 5.5 is another model.
        if name == "claude-sonnet-5" || name.hasPrefix("claude-sonnet-5-20") || name.hasPrefix("claude-sonnet-5@") {
            return (number(sonnet5.auto, sonnet5.required), true)
        }
        if let known = published.first(where: { name.hasPrefix($0.prefix) }) {
            return (number(known.auto, known.required), true)
        }
        let numbers = published.map { isRequired ? $0.required : $0.auto }
        let point = isRequired ? sonnet5.required : sonnet5.auto
        return (
            ScaledCount(low: numbers.min() ?? point, point: point, high: numbers.max() ?? point, method: .heuristic),
            false
        )
    }
}
