import AssayJSON
import AssayPrompts

/// What a request holds, free of any provider's notation.
struct RequestContent {
    struct Message {
        var role: Role
        var name: String?
        /// Texts in their order; a call of a tool is its name and its arguments.
        var texts: [[UInt8]] = []
        var media: [MediaItem] = []
        /// Calls of tools, and results of calls, among its texts.
        var calls = 0
        var results = 0
    }

    /// Messages in the order they are sent: instructions that a format keeps beside the messages come first.
    var messages: [Message] = []
    /// Definitions of tools, as they are written.
    var tools: [ToolDefinition] = []
    /// Schemas for the answer, as they are written.
    var schemas: [[UInt8]] = []
    /// Variables whose values are not known, each once, in order.
    var variables: [String] = []
    private var knownVariables: Set<String> = []
    /// Whether the request goes on with a conversation that the provider keeps.
    var continuesConversation = false
    /// Whether the model has to use a tool, and whether it is told of them.
    var toolChoice = ToolChoice.auto

    init() {}

    /// Complexity: O(n) in the bytes of the unit.
    init(_ unit: PromptUnit, in document: PromptDocument) {
        for message in unit.messages {
            switch message.role {
            case .other("tools"):
                tools += message.segments.filter(\.isSent).map {
                    ToolDefinition($0.text(in: document.source).bytes, name: $0.expression)
                }
            case .other("schema"):
                schemas += message.segments.filter(\.isSent).map { $0.text(in: document.source).bytes }
            default: messages.append(read(message, in: document))
            }
        }
        let request = RequestJSON(unit, in: document)
        readRequest(request)
        if request?.keepsInstructionsApart ?? false, let index = messages.firstIndex(where: { $0.role == .system }) {
            messages.insert(messages.remove(at: index), at: 0)
        }
        toolChoice = ToolChoice(unit.facts)
        continuesConversation = unit.facts.previousResponse != nil
        if let resolution = unit.facts.setting("mediaResolution") ?? unit.facts.setting("media_resolution") {
            setDetail(ImageDetail(name: resolution.value))
        }
    }

    /// Takes from the request's JSON how many calls and results each of its messages has.
    private mutating func readRequest(_ request: RequestJSON?) {
        guard let uses = request?.uses, uses.contains(where: { $0.calls + $0.results > 0 }) else { return }
        // Instructions beside the messages are one of the unit's, and stand before or behind all of them.
        let apart = messages.count - uses.count
        let first = apart > 0 && messages.first?.role == .system ? apart : 0
        for (index, use) in uses.enumerated() {
            let place = messages.indices.contains(first + index) ? first + index : messages.count - 1
            guard place >= 0 else { return }
            messages[place].calls += use.calls
            messages[place].results += use.results
        }
    }

    /// Gives images that ask for no detail of their own that of the request.
    private mutating func setDetail(_ detail: ImageDetail) {
        for message in messages.indices {
            for item in messages[message].media.indices where messages[message].media[item].detail == .auto {
                messages[message].media[item].detail = detail
            }
        }
    }

    /// Makes the texts of each message one.
    mutating func joinTexts() {
        for index in messages.indices where messages[index].texts.count > 1 {
            messages[index].texts = [messages[index].text]
        }
    }

    private mutating func read(_ message: PromptMessage, in document: PromptDocument) -> Message {
        var result = Message(role: message.role, name: message.name)
        for segment in message.segments where segment.isSent {
            switch segment.kind {
            case .text, .example: result.texts.append(segment.text(in: document.source).bytes)
            case .toolDefinition:
                tools.append(ToolDefinition(segment.text(in: document.source).bytes, name: segment.expression))
            case .image:
                let span = segment.span.clamped(to: 0..<document.source.count)
                result.media.append(MediaItem(document.source, in: span, reference: segment.expression))
            case .variable:
                if let text = segment.constant {
                    result.texts.append(text)
                    continue
                }
                let name = segment.valueName
                if knownVariables.insert(name).inserted { variables.append(name) }
            case .loop, .branch, .comment, .directive: break
            }
        }
        return result
    }
}

/// What a request says about the use of its tools.
enum ToolChoice: Sendable, Hashable {
    /// The model decides.
    case auto
    /// The model is asked not to use any; the definitions are sent all the same.
    case none
    /// The model has to use one.
    case required
    /// The definitions are not sent (Gemini's mode `NONE`).
    case unsent

    /// Reads `tool_choice` (OpenAI, Anthropic, Mistral) or the mode of Gemini's tool configuration.
    init(_ facts: UnitFacts) {
        let mode =
            facts.setting("functionCallingConfig.mode")?.value ?? facts.setting("function_calling_config.mode")?.value
        let choice = facts.setting("tool_choice")?.value ?? facts.setting("tool_choice.type")?.value
        switch (mode ?? choice)?.lowercased() {
        case nil, "auto", "validated": self = .auto
        case "none": self = mode == nil ? .none : .unsent
        default: self = .required
        }
    }
}

/// One tool's definition.
struct ToolDefinition: Sendable {
    var name: String
    /// As it is written; JSON, where the format is.
    var bytes: [UInt8]
    /// The definition as JSON, or nil where it is none.
    var json: JSONValue?

    init(_ bytes: [UInt8], name: String) {
        self.name = name
        self.bytes = bytes
        json = try? JSONDocument(bytes, options: .init(loneSurrogates: .replace, maximumDepth: 200)).root
    }

    /// The function, without what wraps it in OpenAI's chat format.
    var function: JSONValue? {
        guard let json, json.kind == .object else { return nil }
        if let function = json["function"], function.kind == .object { return function }
        return json
    }

    /// The schema of its arguments, by any provider's name.
    var parameters: JSONValue? {
        guard let function else { return nil }
        return function["parameters"] ?? function["input_schema"] ?? function["parametersJsonSchema"]
    }
}
