import AssayPrompts
import AssayTokenization

/// The layout of gpt-oss: a system message of the format itself, the prompt's own instructions and tools in a developer
/// message, and channels for answers.
///
/// Source: OpenAI's description of the harmony format, and the library `openai-harmony` that writes it. The system
/// message names the model, its knowledge cutoff, the effort of its reasoning, and the channels. Templates that add
/// the date make it 11 tokens longer.
struct HarmonyFraming {
    private let marked: MarkedFraming
    /// The text of the system message in the vocabulary `o200k_harmony`.
    private static let systemText = 46
    /// The line of the system message that says where tools are called.
    private static let toolChannel = 14

    init(_ marked: MarkedFraming) {
        self.marked = marked
    }

    func framing(_ content: RequestContent) throws(TokenizationError) -> Framing {
        let meter = marked.meter
        let hasTools = !content.tools.isEmpty && content.toolChoice != .forbidden
        var messages: [ScaledCount] = []
        for (index, message) in content.messages.enumerated() {
            let own = marked.texts.indices.contains(index) ? marked.texts[index] : 0
            let isInstruction = message.role == .system || message.role == .developer
            let before = isInstruction ? Array("# Instructions\n\n".utf8) : []
            var tokens = try meter.tokens(before + message.text) - own + 3
            tokens += try meter.tokens(isInstruction ? "developer" : MarkedFraming.roleName(message.role))
            // `<|channel|>final` of an answer.
            if message.role == .assistant { tokens += 1 + (try meter.tokens("final")) }
            messages.append(marked.template(max(0, tokens)))
        }
        var framing = Framing(messages: messages)
        framing.request = marked.template(3 + (try meter.tokens("system")) + Self.systemText)
        framing.priming = marked.template(1 + (try meter.tokens("assistant")))
        if hasTools {
            let text = HarmonyTools.text(content.tools)
            framing.tools = try meter.measure(text).plus(Self.toolChannel, meter).atMost(.exactWithTemplate)
            if !content.messages.contains(where: { $0.role == .system || $0.role == .developer }) {
                framing.tools = framing.tools.plus(3 + (try meter.tokens("developer")), meter)
            }
        }
        return framing
    }
}
