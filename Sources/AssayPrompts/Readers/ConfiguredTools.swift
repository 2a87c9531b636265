import AssayJSON

/// Tools that a configuration has sent with its prompts: their definitions, as JSON or YAML beside the prompt.
enum ConfiguredTools {
    /// The definitions as a request has them, in JSON; nil where they are no definitions: names of tools, of files or of
    /// programs, and forms that only a framework knows.
    static func message(_ node: DataNode) -> PromptMessage? {
        let definitions = ContentBlocks.toolDefinitions(node)
        guard !definitions.isEmpty, definitions.allSatisfy(isDefinition) else { return nil }
        let segments = definitions.map { definition in
            let json = definition.compactJSON
            let map = OffsetMap(
                anchors: [.init(decoded: 0, source: definition.span.lowerBound, isCopy: false)], end: json.count)
            return Segment(
                kind: .toolDefinition, span: definition.span, content: .decoded(DecodedText(bytes: json, map: map)),
                expression: ContentBlocks.toolName(definition))
        }
        return PromptMessage(role: .other("tools"), span: node.span, segments: segments)
    }

    /// A function with a schema or without arguments, or a tool of the provider's own, which has a type alone.
    private static func isDefinition(_ tool: DataNode) -> Bool {
        let function = tool["function"] ?? tool
        guard function["name"]?.string != nil else {
            return tool["function"] == nil && tool["type"]?.string.map { $0 != "function" } ?? false
        }
        let schema = function["parameters"] ?? function["input_schema"] ?? function["parametersJsonSchema"]
        return schema?.isMapping ?? true
    }

    /// What is said where they are in no count.
    static func omission(at offset: Int, _ what: String) -> ReadProblem {
        ReadProblem(offset: offset, message: "\(what) not counted; in a JSON request they are")
    }
}

extension PromptUnit {
    /// Adds what is sent beside the messages, where the file has it.
    mutating func add(beside message: PromptMessage) {
        let isFirst = messages.first.map { message.span.lowerBound < $0.span.lowerBound } ?? true
        messages.insert(message, at: isFirst ? 0 : messages.count)
    }
}

extension DataNode {
    /// The value as JSON without white space. The parser has limited the nesting.
    fileprivate var compactJSON: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout JSONWriter) {
        switch value {
        case .null: writer.null()
        case .bool(let value): writer.value(value)
        case .int(let value): writer.value(value)
        case .double(let value): writer.value(value)
        case .string: writer.value(textString)
        case .sequence(let elements): writer.array(of: elements) { writer, element in element.write(to: &writer) }
        case .mapping(let members):
            writer.object { writer in
                for member in members {
                    writer.key(member.key.textString)
                    member.value.write(to: &writer)
                }
            }
        }
    }
}
