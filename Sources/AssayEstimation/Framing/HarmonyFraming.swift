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
        let hasTools = !content.tools.isEmpty && content.toolChoice != .unsent
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
        if hasTools { framing.tools = try tools(content) }
        return framing
    }

    /// The tools' section, in the first message of instructions or in one of its own.
    private func tools(_ content: RequestContent) throws(TokenizationError) -> ScaledCount {
        let meter = marked.meter
        let section = HarmonyTools.text(content.tools)
        let isInstruction = { (role: Role) in role == .system || role == .developer }
        guard let host = content.messages.first(where: { isInstruction($0.role) }) else {
            let around = 3 + (try meter.tokens("developer")) + Self.toolChannel
            return try meter.measure(section).plus(around, meter)
        }
        // The line breaks between the instructions and the section may merge with what they touch.
        let instructions = Array("# Instructions\n\n".utf8) + host.text
        let added = try meter.tokens(instructions + Array("\n\n".utf8) + section) - meter.tokens(instructions)
        return meter.scaled(added, section).plus(Self.toolChannel, meter)
    }
}
