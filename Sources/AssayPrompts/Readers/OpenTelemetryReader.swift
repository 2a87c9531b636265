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

    /// OTLP wraps each value in its type.
    private static func plain(_ value: DataNode) -> DataNode {
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
        for (key, node) in attributes { append(key, node, to: &builder) }
        appendEvents(span["events"], to: &builder)
        if let usage = usage(value, span, name) { builder.unit.facts.usage = [usage] }
        let unit = builder.finish()
        return unit.messages.isEmpty && unit.facts.usage.isEmpty ? nil : unit
    }

    private static func append(_ key: String, _ node: DataNode, to builder: inout UnitBuilder) {
        switch key {
        case "gen_ai.input.messages", "gen_ai.output.messages":
            RequestReader.appendMessages(structured(node, &builder), to: &builder)
        case "gen_ai.system_instructions":
            builder.beginMessage(.system, at: node.span.lowerBound)
            ContentBlocks.append(structured(node, &builder), to: &builder)
        case "gen_ai.tool.definitions":
            ContentBlocks.appendTools(structured(node, &builder), to: &builder)
        case _ where key.hasPrefix("gen_ai.prompt.") && key.hasSuffix(".content"):
            builder.beginMessage(.user, at: node.span.lowerBound)
            ContentBlocks.append(node, to: &builder)
        default: break
        }
    }

    /// Messages are attributes of structure or JSON in a string.
    private static func structured(_ node: DataNode, _ builder: inout UnitBuilder) -> DataNode {
        guard node.isString else { return node }
        do throws(ReadError) {
            return try DataNode.json(inside: node.text)
        } catch {
            builder.report(ReadProblem(offset: error.offset, message: error.message))
            return node
        }
    }

    /// Events of the earlier convention: `gen_ai.user.message` with a `content`.
    private static func appendEvents(_ events: DataNode?, to builder: inout UnitBuilder) {
        for event in events?.elements ?? [] {
            guard let name = event["name"]?.string, name.hasPrefix("gen_ai."), name.hasSuffix(".message") else {
                continue
            }
            let role = name.dropFirst("gen_ai.".count).dropLast(".message".count)
            builder.beginMessage(Role(name: String(role)), at: event.span.lowerBound)
            let list = (event["attributes"]?.elements ?? []).first { $0["key"]?.string?.hasSuffix("content") == true }
            let content = event.at("body", "content") ?? event.at("attributes", "content") ?? list?["value"].map(plain)
            if let content { ContentBlocks.append(content, to: &builder) }
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
