import AssayPrompts
import AssayTokenization

/// Mistral's layouts: `<s>[INST] question[/INST] answer</s>`.
///
/// In v1 the marks are plain text and the system prompt stands before the first question. From v2 on they are control
/// tokens and it stands before the last question, two line breaks between them. From v7 on it has marks of its own.
/// SentencePiece vocabularies put a space before each text, tekken does not; the tokenizer knows which it is.
///
/// Source: mistral-common 1.13.1, `tokens/tokenizers/instruct.py` (PyPI).
struct MistralFraming {
    enum Version { case v1, v3, v7 }

    private let marked: MarkedFraming
    private let version: Version

    init(_ marked: MarkedFraming, _ version: Version) {
        self.marked = marked
        self.version = version
    }

    func framing(_ content: RequestContent) throws(TokenizationError) -> Framing {
        let meter = marked.meter
        let isSystem = content.messages.map { $0.role == .system || $0.role == .developer }
        let users = content.messages.indices.filter { content.messages[$0].role.isQuestion }
        // The question that the system prompt is put before.
        let host = version == .v7 ? nil : version == .v1 ? users.first : users.last
        var system: [UInt8] = []
        for index in isSystem.indices where isSystem[index] && host != nil {
            system += content.messages[index].text + Array("\n\n".utf8)
        }
        var messages: [ScaledCount] = []
        for (index, message) in content.messages.enumerated() {
            if isSystem[index], host != nil {
                messages.append(.zero)
                continue
            }
            var text = index == host ? system + message.text : message.text
            var own = marked.texts.indices.contains(index) ? marked.texts[index] : 0
            if index == host {
                for other in isSystem.indices where isSystem[other] { own += marked.texts[other] }
            }
            if version == .v1, !isSystem[index], message.role != .assistant {
                text = Array("[INST] ".utf8) + text + Array(" [/INST]".utf8)
            }
            messages.append(marked.template(max(0, try meter.tokens(text) - own + controls(message.role))))
        }
        var framing = Framing(messages: messages, request: marked.template(1))
        framing.tools = try tools(content)
        return framing
    }

    private func controls(_ role: Role) -> Int {
        switch role {
        case .assistant: 1
        default: version == .v1 ? 0 : 2
        }
    }

    /// `[AVAILABLE_TOOLS] [definitions as JSON][/AVAILABLE_TOOLS]`; v1 has no tools.
    private func tools(_ content: RequestContent) throws(TokenizationError) -> ScaledCount {
        guard !content.tools.isEmpty, content.toolChoice != .unsent else { return .zero }
        guard version != .v1 else { return try LooseFraming(marked.meter).tools(content) }
        var list: [UInt8] = [UInt8(ascii: "[")]
        for (index, tool) in content.tools.enumerated() {
            if index > 0 { list += ", ".utf8 }
            list += Self.definition(tool)
        }
        list.append(UInt8(ascii: "]"))
        return try marked.meter.measure(list).plus(2, marked.meter).atMost(.exactWithTemplate)
    }

    /// A definition as the library writes it: in OpenAI's form, whoever's it was, with an empty description where there
    /// is none.
    private static func definition(_ tool: ToolDefinition) -> [UInt8] {
        guard let function = tool.function, let name = function["name"] else { return tool.bytes }
        var text = Array(#"{"type": "function", "function": {"name": "#.utf8) + (CanonicalJSON.text(name) ?? [])
        text += Array(#", "description": "#.utf8) + (CanonicalJSON.text(function["description"]) ?? Array(#""""#.utf8))
        text += Array(#", "parameters": "#.utf8) + (CanonicalJSON.text(tool.parameters) ?? Array("{}".utf8))
        return text + Array("}}".utf8)
    }
}

extension Role {
    /// Whether a model reads the message as a question.
    var isQuestion: Bool {
        switch self {
        case .system, .developer, .assistant, .tool: false
        default: true
        }
    }
}
