import AssayPrompts
import AssayText
import AssayTokenization

/// Layouts that put control tokens around each message.
///
/// A control token is one token whatever its text is, and nothing merges across it. What stands between two of them is
/// one text and is counted as one: a line break before a message may merge with the message's own.
struct MarkedFraming {
    let meter: TextMeter
    /// The tokens of each message's own text.
    let texts: [Int]

    init(_ meter: TextMeter, _ texts: [Int]) {
        self.meter = meter
        self.texts = texts
    }

    /// `<|im_start|>role\ncontent<|im_end|>\n`, and `<|im_start|>assistant\n` for the reply.
    ///
    /// Source: the chat templates that Qwen publishes with its weights. Qwen 2 and 2.5 add a system message where there
    /// is none, of 6 and of 16 tokens. Tools are listed in it (``QwenTools``).
    func chatML(_ content: RequestContent, model: String?) throws(TokenizationError) -> Framing {
        let newline = try meter.tokens("\n")
        var framing = try around(content, before: { "\(Self.roleName($0.role))\n" }, controls: { _ in 2 }) + newline
        framing.priming = template(1 + (try meter.tokens("assistant\n")))
        let name = model.map { ModelName($0).text } ?? ""
        let hasSystem = content.messages.first?.role == .system
        var opensSystem = !content.tools.isEmpty && content.toolChoice != .unsent && !hasSystem
        var hasPreset = false
        if !hasSystem {
            let preset = name.hasPrefix("qwen2.5") ? 16 : name.hasPrefix("qwen2-") || name == "qwen2" ? 6 : 0
            hasPreset = preset > 0
            opensSystem = opensSystem || hasPreset
            framing.request = template(preset)
        }
        if opensSystem { framing.request = framing.request.plus(2 + (try meter.tokens("system\n")) + newline, meter) }
        if !content.tools.isEmpty, content.toolChoice != .unsent {
            // The preset ends with a full stop, and that is all the section touches of it.
            let opening = hasSystem ? content.messages.first?.text : hasPreset ? [UInt8(ascii: ".")] : nil
            framing.tools = try QwenTools(meter, name: name).section(content.tools, after: opening)
        }
        return framing
    }

    /// `<|begin_of_text|>`, a message `<|start_header_id|>role<|end_header_id|>\n\ncontent<|eot_id|>`.
    ///
    /// Source: Meta's model cards and prompt formats for Llama 3 and 4. Since 3.1 the template that is published with
    /// the weights writes the date of the model's knowledge and today's, 20 tokens, into the system message; not every
    /// server does. Tools are indented JSON in the first user message, with an instruction whose wording depends on who
    /// serves the model.
    func llama3(_ content: RequestContent, model: String?) throws(TokenizationError) -> Framing {
        var framing = try around(
            content, header: { Self.roleName($0.role == .tool ? .other("ipython") : $0.role) }, before: { _ in "\n\n" },
            controls: { _ in 3 })
        framing.request = template(1)
        framing.priming = template(2 + (try meter.tokens("assistant")) + (try meter.tokens("\n\n")))
        if !content.tools.isEmpty, content.toolChoice != .unsent {
            framing.tools = try LooseFraming(meter).tools(content)
            framing.tools += ScaledCount(low: 0, point: 60, high: 130, method: .heuristic)
        }
        if Self.writesDates(model) {
            let header = content.messages.first?.role == .system ? 0 : 4 + (try meter.tokens("\n\n"))
            let dates = 20 + header
            framing.request += ScaledCount(low: 0, point: dates, high: dates, method: .calibrated)
            framing.notes.append(
                "the template since Llama 3.1 puts dates before the system prompt; a server may leave them out")
        }
        return framing
    }

    /// Whether a model is Llama 3.1 to 3.3, by any way to write it: `llama-3.1-8b`, `llama3-1-8b`.
    private static func writesDates(_ model: String?) -> Bool {
        let name = model.map { ModelName($0).text } ?? ""
        return ["3.1", "3.2", "3.3", "3-1", "3-2", "3-3"].contains { version in
            name.contains(text: "llama-" + version) || name.contains(text: "llama" + version)
        }
    }

    /// `<｜begin▁of▁sentence｜>system<｜User｜>user<｜Assistant｜>answer<｜end▁of▁sentence｜>`.
    ///
    /// Source: the chat templates that DeepSeek publishes with its weights. Since V3.1 a mark that begins or ends the
    /// thinking stands before each answer; that of R1 begins it with a line break.
    func deepSeekV3(_ content: RequestContent, model: String?) throws(TokenizationError) -> Framing {
        let name = model.map { ModelName($0).text } ?? ""
        let thinks = ["v3.1", "v3.2", "v4", "-chat", "-reasoner", "-flash"].contains { name.contains(text: $0) }
        var framing = try around(content, before: { _ in "" }) { message in
            switch message.role {
            case .system, .developer: 0
            // The mark before it and the one at its end.
            case .assistant: thinks ? 3 : 2
            case .tool: 2
            default: 1
            }
        }
        framing.request = template(1)
        let newline = name.hasPrefix("deepseek-r1") ? 1 + (try meter.tokens("\n")) : 0
        framing.priming = template(thinks ? 2 : 1 + newline)
        framing.tools = try LooseFraming(meter).tools(content)
        return framing
    }

    /// `\n\nHuman: question\n\nAssistant: answer`, and `\n\nAssistant:` for the reply.
    ///
    /// Source: Anthropic's documentation of the text completions of Claude 2.
    func claudeText(_ content: RequestContent) throws(TokenizationError) -> Framing {
        var framing = try around(
            content,
            before: { $0.role == .system ? "" : $0.role == .assistant ? "\n\nAssistant: " : "\n\nHuman: " },
            controls: { _ in 0 })
        framing.priming = template(try meter.tokens("\n\nAssistant:"))
        framing.tools = try LooseFraming(meter).tools(content)
        return framing
    }

    // MARK: Parts

    /// Tokens that a public template adds.
    func template(_ tokens: Int) -> ScaledCount { meter.scaled(framing: tokens).atMost(.exactWithTemplate) }

    /// What stands around each message: control tokens, a header between two of them, and a text that touches the
    /// message's own.
    func around(
        _ content: RequestContent, header: ((RequestContent.Message) -> String)? = nil,
        before: (RequestContent.Message) -> String, controls: (RequestContent.Message) -> Int
    ) throws(TokenizationError) -> Framing {
        var messages: [ScaledCount] = []
        var known: [String: Int] = [:]
        messages.reserveCapacity(content.messages.count)
        for (index, message) in content.messages.enumerated() {
            var tokens = controls(message)
            if let header = header?(message) {
                if known[header] == nil { known[header] = try meter.tokens(header) }
                tokens += known[header] ?? 0
            }
            let own = texts.indices.contains(index) ? texts[index] : 0
            let prefix = Array(before(message).utf8)
            if !prefix.isEmpty {
                tokens += try meter.tokens(prefix + message.text) - own
            }
            messages.append(template(max(0, tokens)))
        }
        return Framing(messages: messages)
    }

    static func roleName(_ role: Role) -> String {
        switch role {
        case .unspecified: "user"
        case .developer: "system"
        default: role.name
        }
    }
}

extension RequestContent.Message {
    /// Its texts as one.
    var text: [UInt8] { texts.count == 1 ? texts[0] : Array(texts.joined()) }
}

extension Framing {
    /// The framing with so many tokens more around each message.
    static func + (framing: Framing, tokens: Int) -> Framing {
        var framing = framing
        framing.messages = framing.messages.map { $0 + ScaledCount(tokens) }
        return framing
    }
}

extension ScaledCount {
    /// The number with so many tokens of a public template more.
    func plus(_ tokens: Int, _ meter: TextMeter) -> ScaledCount {
        self + meter.scaled(framing: tokens).atMost(.exactWithTemplate)
    }
}
