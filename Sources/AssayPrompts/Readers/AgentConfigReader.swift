/// Agent configurations in YAML that hold prompt templates under keys such as `system_template`.
///
/// Templates of one mapping that are sent in the same request are one unit: the system template, then what opens the
/// conversation (`instance_template`, `user_template`). Every other template is a unit of its own. Scalars around them
/// are settings, so that a limit on the history can be found.
enum AgentConfigReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let root = try YAMLParser.parse(document.source)
        guard root.isMapping else {
            throw ReadError(offset: root.span.lowerBound, message: "an agent configuration is a mapping")
        }
        let settings = root.settings()
        var pending: [(path: String, node: DataNode)] = [("", root)]
        while let (path, node) = pending.popLast() {
            for unit in units(path, node, document.source, &document.problems) { document.units.append(unit) }
            for member in node.members.reversed() where member.value.isMapping {
                pending.append((join(path, member.key.text.string), member.value))
            }
            if node.isSequence {
                for (index, element) in node.elements.enumerated().reversed() where element.isMapping {
                    pending.append((join(path, "\(index)"), element))
                }
            }
            for member in node.members.reversed() where member.value.isSequence {
                pending.append((join(path, member.key.text.string), member.value))
            }
        }
        let model =
            root.at("model", "model_name")?.string ?? root.at("agent", "model", "name")?.string
            ?? root["model"]?.string
        for index in document.units.indices {
            document.units[index].facts.settings = settings
            document.units[index].facts.model = model
        }
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
        _ path: String, _ node: DataNode, _ source: [UInt8], _ problems: inout [ReadProblem]
    ) -> [PromptUnit] {
        let templates = node.members.filter { kind(of: $0.key.text.string) != nil && $0.value.isString }
        let together = templates.filter { kind(of: $0.key.text.string) != .other }
        var result: [PromptUnit] = []
        if together.count > 1, let first = together.first, let last = together.last {
            let span = first.value.span.lowerBound..<max(first.value.span.upperBound, last.value.span.upperBound)
            result.append(unit(together, name: join(path, first.key.text.string), span, source, &problems))
        }
        for member in templates {
            if together.count > 1, kind(of: member.key.text.string) != .other { continue }
            result.append(
                unit([member], name: join(path, member.key.text.string), member.value.span, source, &problems))
        }
        return result.sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    private static func unit(
        _ members: [DataMember], name: String, _ span: Range<Int>, _ source: [UInt8], _ problems: inout [ReadProblem]
    ) -> PromptUnit {
        let syntax = members.lazy.map { DataMessages.guessSyntax($0.value.text.bytes) }.first { $0 != .none } ?? .none
        var builder = UnitBuilder(source, name: name, span: span, syntax: syntax)
        for member in members {
            switch kind(of: member.key.text.string) {
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
