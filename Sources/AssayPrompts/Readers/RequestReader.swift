/// Requests in JSON: OpenAI chat and Responses, Anthropic, Gemini.
enum RequestReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        var oddities = RequestOddities()
        let root = try DataNode.json(document.source, repeated: &oddities.repeatedKey)
        let requests = root.isSequence && root.elements.allSatisfy({ isRequest($0) }) ? root.elements : [root]
        for request in requests {
            document.units.append(unit(request, format: document.format, name: "", source: document.source))
            oddities.look(at: self.request(in: request))
        }
        document.omissions += oddities.notes
        if document.units.allSatisfy({ $0.messages.isEmpty }) {
            throw ReadError(
                offset: root.span.lowerBound,
                message:
                    "no messages were found; \(document.format.rawValue) keeps them under `\(keys(document.format))`")
        }
    }

    private static func keys(_ format: PromptFormat) -> String {
        switch format {
        case .openaiResponses: "input"
        case .gemini: "contents"
        default: "messages"
        }
    }

    private static func isRequest(_ node: DataNode) -> Bool {
        node["messages"] != nil || node["contents"] != nil || (node["input"] != nil && node["model"] != nil)
    }

    /// The request itself, which may be wrapped, as batch files and logs do (`body`, `params`, `request`).
    static func request(in node: DataNode) -> DataNode {
        let wrapped = node["body"] ?? node["params"] ?? node["request"]
        return wrapped.flatMap { $0.isMapping ? $0 : nil } ?? node
    }

    /// One request as a unit, wrapped or not.
    static func unit(_ node: DataNode, format: PromptFormat, name: String, source: [UInt8]) -> PromptUnit {
        let request = request(in: node)
        var builder = UnitBuilder(source, name: name, span: node.span)
        builder.unit.facts = facts(request)
        // Parts are added in the order of the file, so that segments stay in order.
        if request.isSequence {
            appendMessages(request, to: &builder)
        }
        for member in request.members {
            appendPart(member.key.textString, member.value, to: &builder)
        }
        return builder.finish()
    }

    private static func facts(_ request: DataNode) -> UnitFacts {
        var facts = UnitFacts()
        facts.model = request["model"]?.string
        facts.maxOutputTokens =
            OutputLimit.find(request)
            ?? OutputLimit.find(request["generationConfig"] ?? request["generation_config"])
        facts.previousResponse = request["previous_response_id"]?.string ?? request["conversation"]?.string
        facts.settings = request.settings(excluding: parts)
        return facts
    }

    /// What is sent, and so is no setting.
    private static let parts: Set<String> = [
        "messages", "input", "contents", "tools", "system", "systemInstruction", "instructions", "functions",
    ]

    private static func appendPart(_ key: String, _ value: DataNode, to builder: inout UnitBuilder) {
        switch key {
        case "messages", "contents": appendMessages(value, to: &builder)
        case "input":
            if value.isString {
                builder.beginMessage(.user, at: value.span.lowerBound)
                ContentBlocks.append(value, to: &builder)
            } else {
                appendMessages(value["messages"] ?? value, to: &builder)
            }
        case "system", "instructions", "systemInstruction", "system_instruction":
            guard !value.isNull else { return }
            builder.beginMessage(.system, at: value.span.lowerBound)
            ContentBlocks.append(value["parts"] ?? value, to: &builder)
        case "prompt":
            guard value.isString else { return }
            builder.beginMessage(.user, at: value.span.lowerBound)
            ContentBlocks.append(value, to: &builder)
        case "completion", "preferred_output":
            builder.beginMessage(.assistant, at: value.span.lowerBound)
            ContentBlocks.append(value, to: &builder)
        case "tools", "functions": ContentBlocks.appendTools(value, to: &builder)
        default:
            // A JSON schema for the answer is sent with the request.
            guard let schema = answerSchema(key, value), !schema.isNull else { return }
            builder.beginMessage(.other("schema"), at: schema.span.lowerBound)
            builder.add(Segment(kind: .toolDefinition, span: schema.span, expression: key))
        }
    }

    /// The schema that a member of a request holds: OpenAI's, Anthropic's or Gemini's.
    private static func answerSchema(_ key: String, _ value: DataNode) -> DataNode? {
        switch key {
        case "response_format", "text": value["json_schema"] ?? value.at("format", "schema")
        case "output_format": value["schema"]
        case "output_config": value.at("format", "schema")
        case "generationConfig", "generation_config":
            ["responseSchema", "response_schema", "responseJsonSchema", "response_json_schema"].lazy
                .compactMap { value[$0] }.first
        default: nil
        }
    }

    static func appendMessages(_ list: DataNode, to builder: inout UnitBuilder) {
        for message in list.elements { appendMessage(message, to: &builder) }
    }

    private static func appendMessage(_ message: DataNode, to builder: inout UnitBuilder) {
        guard message.isMapping else { return }
        builder.beginMessage(role(message), at: message.span.lowerBound, name: message["name"]?.string)
        guard message["role"] != nil || message["parts"] != nil else {
            // Items of the Responses input without a role: calls, their outputs, reasoning.
            ContentBlocks.append(message, to: &builder)
            return
        }
        for member in message.members {
            switch member.key.textString {
            case "content", "parts": ContentBlocks.append(member.value, to: &builder)
            case "tool_calls", "function_call":
                for call in member.value.asList { ContentBlocks.append(call, to: &builder) }
            case "reasoning_content", "refusal": ContentBlocks.append(member.value, to: &builder)
            default: break
            }
        }
    }

    private static func role(_ message: DataNode) -> Role {
        if let name = message["role"]?.string { return Role(name: name) }
        switch message["type"]?.string {
        case "function_call", "reasoning", "custom_tool_call": return .assistant
        case let type? where type.hasSuffix("_output"): return .tool
        default: return message["parts"] != nil ? .user : .unspecified
        }
    }
}
