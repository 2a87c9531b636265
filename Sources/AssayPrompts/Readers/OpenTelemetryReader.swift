/// OpenTelemetry GenAI: spans with `gen_ai.*` attributes, as an OTLP export, a list, or one a line.
///
/// Attributes may be a mapping or OTLP's list of keys and values; messages may be structured or JSON in a string.
enum OpenTelemetryReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let source = document.source
        if let whole = try? DataNode.json(source) { return collect(whole, into: &document) }
        var isEmpty = true
        for line in JSONLines.ranges(source) where document.problems.count < JSONLines.maximumProblems {
            do throws(ReadError) {
                collect(try DataNode.json(source, in: line), into: &document)
                isEmpty = false
            } catch {
                document.problems.append(ReadProblem(offset: error.offset, message: error.message))
            }
        }
        if isEmpty {
            throw ReadError(offset: 0, message: "neither JSON nor JSON Lines with OpenTelemetry spans")
        }
    }

    /// Walks down to every span that has GenAI attributes.
    private static func collect(_ root: DataNode, into document: inout PromptDocument) {
        var pending = [root]
        while let node = pending.popLast() {
            if let attributes = attributes(node), let unit = unit(node, attributes, document.source) {
                document.units.append(unit)
                continue
            }
            switch node.value {
            case .sequence(let elements): pending.append(contentsOf: elements.reversed())
            case .mapping(let members): pending.append(contentsOf: members.map(\.value).reversed())
            default: break
            }
        }
    }

    private static func attributes(_ node: DataNode) -> [(key: String, value: DataNode)]? {
        let list: [(key: String, value: DataNode)]
        if let attributes = node["attributes"] {
            if attributes.isSequence {
                list = attributes.elements.compactMap { entry in
                    guard let key = entry["key"]?.string, let value = entry["value"] else { return nil }
                    return (key, plain(value))
                }
            } else {
                list = attributes.members.map { ($0.key.textString, $0.value) }
            }
        } else {
            list = node.members.map { ($0.key.textString, $0.value) }
        }
        return list.contains { $0.key.hasPrefix("gen_ai.") } ? list : nil
    }

    /// OTLP wraps each value in its type. The parser has limited the nesting.
    private static func plain(_ value: DataNode) -> DataNode {
        if let list = value.at("arrayValue", "values") {
            return DataNode(.sequence(list.elements.map(plain)), span: list.span)
        }
        if let list = value.at("kvlistValue", "values") {
            let members = list.elements.compactMap { entry -> DataMember? in
                guard let key = entry["key"], let value = entry["value"] else { return nil }
                return DataMember(key: key, value: plain(value))
            }
            return DataNode(.mapping(members), span: list.span)
        }
        for key in ["stringValue", "intValue", "doubleValue", "boolValue"] {
            if let inner = value[key] { return inner }
        }
        return value
    }

    private static func unit(
        _ span: DataNode, _ attributes: [(key: String, value: DataNode)], _ source: [UInt8]
    ) -> PromptUnit? {
        func value(_ key: String) -> DataNode? { attributes.last { $0.key == key }?.value }
        let name = span["spanId"]?.string ?? span["span_id"]?.string ?? span["name"]?.string ?? ""
        var builder = UnitBuilder(source, name: name, span: span.span)
        builder.unit.facts.model = value("gen_ai.request.model")?.string ?? value("gen_ai.response.model")?.string
        builder.unit.facts.maxOutputTokens = value("gen_ai.request.max_tokens")?.int
        for (key, node) in attributes {
            if !appendNumbered(key, node, role: value, to: &builder) { append(key, node, to: &builder) }
        }
        appendEvent(span, to: &builder)
        for event in span["events"]?.elements ?? [] { appendEvent(event, to: &builder) }
        if let usage = usage(value, span, name) { builder.unit.facts.usage = [usage] }
        let unit = builder.finish()
        return unit.messages.isEmpty && unit.facts.usage.isEmpty ? nil : unit
    }

    private static func append(_ key: String, _ node: DataNode, to builder: inout UnitBuilder) {
        switch key {
        case "gen_ai.input.messages", "gen_ai.output.messages":
            RequestReader.appendMessages(structured(node, &builder), to: &builder)
        case "gen_ai.prompt", "gen_ai.completion":
            // A list of messages in JSON, or a text.
            let content = structured(node, &builder)
            if content.isSequence { return RequestReader.appendMessages(content, to: &builder) }
            builder.beginMessage(key == "gen_ai.prompt" ? .user : .assistant, at: node.span.lowerBound)
            ContentBlocks.append(node, to: &builder)
        case "gen_ai.system_instructions":
            builder.beginMessage(.system, at: node.span.lowerBound)
            ContentBlocks.append(structured(node, &builder), to: &builder)
        case "gen_ai.tool.definitions":
            ContentBlocks.appendTools(structured(node, &builder), to: &builder)
        default: break
        }
    }

    /// `gen_ai.prompt.0.content`, whose role is `gen_ai.prompt.0.role`: an earlier convention.
    private static func appendNumbered(
        _ key: String, _ node: DataNode, role: (String) -> DataNode?, to builder: inout UnitBuilder
    ) -> Bool {
        let isPrompt = key.hasPrefix("gen_ai.prompt.")
        guard isPrompt || key.hasPrefix("gen_ai.completion."), key.hasSuffix(".content") else { return false }
        let name = role(key.dropLast("content".count) + "role")?.string ?? (isPrompt ? "user" : "assistant")
        builder.beginMessage(Role(name: name), at: node.span.lowerBound)
        ContentBlocks.append(node, to: &builder)
        return true
    }

    /// Messages are attributes of structure or JSON in a string.
    private static func structured(_ node: DataNode, _ builder: inout UnitBuilder) -> DataNode {
        let start = node.text.bytes.first { !ByteClass.isWhitespace($0) }
        guard node.isString, start == UInt8(ascii: "[") || start == UInt8(ascii: "{") else { return node }
        do throws(ReadError) {
            return try DataNode.json(inside: node.text)
        } catch {
            builder.report(ReadProblem(offset: error.offset, message: error.message))
            return node
        }
    }

    /// Events of a span, and log records that are events: `gen_ai.user.message` with a `content`, `gen_ai.choice` with
    /// a message, and events whose attributes are those of a span.
    private static func appendEvent(_ event: DataNode, to builder: inout UnitBuilder) {
        let list = attributes(event) ?? []
        func value(_ key: String) -> DataNode? { list.last { $0.key == key }?.value }
        let name = ["name", "event_name", "eventName"].lazy.compactMap { event[$0]?.string }.first
        guard let name = name ?? value("event.name")?.string, name.hasPrefix("gen_ai.") else { return }
        let body = event["body"].map(plain)
        if name == "gen_ai.choice" || name.hasSuffix(".message") {
            let role = name == "gen_ai.choice" ? "assistant" : String(name.dropFirst(7).dropLast(".message".count))
            builder.beginMessage(Role(name: role), at: event.span.lowerBound)
            let content = list.last { $0.key == "content" || $0.key.hasSuffix(".content") }?.value
            let message = body?["message"] ?? body
            if let content = message?["content"] ?? event.at("attributes", "content") ?? content {
                ContentBlocks.append(content, to: &builder)
            }
            for call in message?["tool_calls"]?.elements ?? [] { ContentBlocks.append(call, to: &builder) }
        } else {
            for (key, node) in list where !appendNumbered(key, node, role: value, to: &builder) {
                append(key, node, to: &builder)
            }
        }
    }

    private static func usage(
        _ value: (String) -> DataNode?, _ span: DataNode, _ name: String
    ) -> ReportedUsage? {
        guard value("gen_ai.usage.input_tokens") != nil || value("gen_ai.usage.output_tokens") != nil else {
            return nil
        }
        var usage = ReportedUsage(
            id: value("gen_ai.response.id")?.string ?? name, model: value("gen_ai.response.model")?.string,
            span: span.span)
        usage.inputTokens = value("gen_ai.usage.input_tokens")?.int
        usage.outputTokens = value("gen_ai.usage.output_tokens")?.int
        usage.cacheReadTokens = value("gen_ai.usage.cache_read.input_tokens")?.int
        usage.cacheWriteTokens = value("gen_ai.usage.cache_creation.input_tokens")?.int
        usage.reasoningTokens = value("gen_ai.usage.reasoning.output_tokens")?.int
        return usage
    }
}
