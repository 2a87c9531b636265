import AssayPrompts
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
    /// is none, of 6 and of 16 tokens. Tools are listed as JSON, one a line, in a system message with an instruction.
    func chatML(_ content: RequestContent, model: String?) throws(TokenizationError) -> Framing {
        let newline = try meter.tokens("\n")
        var framing = try around(content, before: { "\(Self.roleName($0.role))\n" }, controls: { _ in 2 }) + newline
        framing.priming = template(1 + (try meter.tokens("assistant\n")))
        let name = model.map { ModelName($0).text } ?? ""
        let hasSystem = content.messages.first?.role == .system
        var opensSystem = !content.tools.isEmpty && !hasSystem
        if !hasSystem {
            let preset = name.hasPrefix("qwen2.5") ? 16 : name.hasPrefix("qwen2-") || name == "qwen2" ? 6 : 0
            if preset > 0 { opensSystem = true }
            framing.request = template(preset)
        }
        if opensSystem { framing.request = framing.request.plus(2 + (try meter.tokens("system\n")) + newline, meter) }
        if !content.tools.isEmpty, content.toolChoice != .forbidden { framing.tools = try qwenTools(content) }
        return framing
    }

    /// `<|begin_of_text|>`, a message `<|start_header_id|>role<|end_header_id|>\n\ncontent<|eot_id|>`.
    ///
    /// Source: Meta's model cards and prompt formats for Llama 3 and 4. Tools are JSON in the first user message, with
    /// an instruction whose wording depends on who serves the model.
    func llama3(_ content: RequestContent) throws(TokenizationError) -> Framing {
        var framing = try around(
            content, header: { Self.roleName($0.role == .tool ? .other("ipython") : $0.role) }, before: { _ in "\n\n" },
            controls: { _ in 3 })
        framing.request = template(1)
        framing.priming = template(2 + (try meter.tokens("assistant")) + (try meter.tokens("\n\n")))
        framing.tools = try LooseFraming(meter).tools(content)
        return framing
    }

    /// `<｜begin▁of▁sentence｜>system<｜User｜>user<｜Assistant｜>answer<｜end▁of▁sentence｜>`.
    ///
    /// Source: the chat template that DeepSeek publishes with the weights of V3.
    func deepSeekV3(_ content: RequestContent) throws(TokenizationError) -> Framing {
        var framing = try around(content, before: { _ in "" }) { message in
            switch message.role {
            case .system, .developer: 0
            case .assistant: 2
            case .tool: 2
            default: 1
            }
        }
        framing.request = template(1)
        // An answer's own mark is the one that starts the reply to the question before it.
        framing.priming = template(1)
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

    /// Definitions as JSON, each on a line of its own, with an instruction of 78 tokens around them. Its ends may merge
    /// with what they touch, so a few tokens either way are left open.
    private func qwenTools(_ content: RequestContent) throws(TokenizationError) -> ScaledCount {
        var sum = template(78)
        for tool in content.tools {
            sum += try meter.measure([0x0A] + (CanonicalJSON.text(tool.json) ?? tool.bytes))
        }
        return sum + ScaledCount(low: -3, point: 0, high: 3, method: .calibrated)
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
