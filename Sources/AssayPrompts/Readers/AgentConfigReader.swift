import AssayText

/// Configurations in YAML or JSON that hold prompts under keys such as `system_template`, in tables such as `prompts`,
/// or as the descriptions of agents and tasks.
///
/// Templates of one mapping that are sent in the same request are one unit: the system template, then what opens the
/// conversation (`instance_template`, `user_template`). Every other text is a unit of its own. Scalars around them
/// are settings, so that a limit on the history can be found.
enum AgentConfigReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let root = try parse(document.source)
        guard root.isMapping || root.isSequence else {
            throw ReadError(offset: root.span.lowerBound, message: "an agent configuration is a mapping or a list")
        }
        let settings = root.settings()
        var pending: [(place: PromptTables.Place, node: DataNode)] = [(.init(path: ""), root)]
        while let (place, node) = pending.popLast() {
            document.units += units(place, node, document.source, &document.problems)
            for member in node.members.reversed() where member.value.isMapping || member.value.isSequence {
                pending.append((place.below(member.key.textString), member.value))
            }
            for (index, element) in node.elements.enumerated().reversed() where element.isMapping {
                pending.append((place.element(index), element))
            }
        }
        document.units.sort { $0.span.lowerBound < $1.span.lowerBound }
        let model =
            root.at("model", "model_name")?.string ?? root.at("agent", "model", "name")?.string
            ?? root["model"]?.string
        for index in document.units.indices {
            document.units[index].facts.settings = settings
            document.units[index].facts.model = model
        }
    }

    private static func parse(_ source: [UInt8]) throws(ReadError) -> DataNode {
        let first = source.first { !ByteClass.isWhitespace($0) }
        // YAML in braces is JSON as a rule, but need not be.
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let root = try? DataNode.json(source) {
            return root
        }
        return try YAMLParser.parse(source)
    }

    /// Whether a mapping has a key that holds a prompt template.
    static func isTemplateKey(_ key: String) -> Bool { kind(of: key) != nil }

    private enum Kind {
        case system, opening, other
    }

    private static func kind(of key: String) -> Kind? {
        switch key {
        case "system_template", "system_prompt", "system_message", "system": .system
        case "instance_template", "user_template", "user_prompt", "task_template", "instance_prompt": .opening
        case _ where key.hasSuffix("_template") || key.hasSuffix("_prompt") || key == "prompt" || key == "instructions":
            .other
        default: nil
        }
    }

    private static func join(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : path + "." + key
    }

    private static func units(
        _ place: PromptTables.Place, _ node: DataNode, _ source: [UInt8], _ problems: inout [ReadProblem]
    ) -> [PromptUnit] {
        let path = place.path
        let templates = node.members.filter { kind(of: $0.key.textString) != nil && $0.value.isString }
        let together = templates.filter { kind(of: $0.key.textString) != .other }
        var result: [PromptUnit] = []
        if together.count > 1, let first = together.first, let last = together.last {
            let span = first.value.span.lowerBound..<max(first.value.span.upperBound, last.value.span.upperBound)
            result.append(unit(together, name: join(path, first.key.textString), span, source, &problems))
        }
        let alone = templates.filter { together.count < 2 || kind(of: $0.key.textString) == .other }
        for member in alone + PromptTables.entries(of: node, at: place) {
            result.append(
                unit([member], name: join(path, member.key.textString), member.value.span, source, &problems))
        }
        for (index, element) in node.elements.enumerated() where PromptTables.isEntry(element, at: place) {
            let member = DataMember(key: .null(at: element.span.lowerBound), value: element)
            result.append(unit([member], name: join(path, "\(index)"), element.span, source, &problems))
        }
        return result
    }

    private static func unit(
        _ members: [DataMember], name: String, _ span: Range<Int>, _ source: [UInt8], _ problems: inout [ReadProblem]
    ) -> PromptUnit {
        let syntax = members.lazy.map { DataMessages.guessSyntax($0.value.text.bytes) }.first { $0 != .none } ?? .none
        var builder = UnitBuilder(source, name: name, span: span, syntax: syntax)
        for member in members {
            switch kind(of: member.key.textString) {
            case .system: builder.beginMessage(.system, at: member.value.span.lowerBound)
            case .opening: builder.beginMessage(.user, at: member.value.span.lowerBound)
            default: break
            }
            DataMessages.append(member.value, syntax: syntax, to: &builder)
        }
        problems += builder.problems
        return builder.finish()
    }
}
