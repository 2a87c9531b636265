/// promptflow's `flow.dag.yaml`: inputs with `is_chat_history: true`, and nodes that name template files.
///
/// The templates are files of their own; here each LLM node becomes a unit without text, with its settings, inputs
/// and the template it includes.
enum PromptflowReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let root = try YAMLParser.parse(document.source)
        guard root.isMapping, root["nodes"] != nil || root["inputs"] != nil else {
            throw ReadError(offset: root.span.lowerBound, message: "a promptflow file needs `inputs` and `nodes`")
        }
        let inputs = InputDeclarations.read(root["inputs"])
        let defaults = root["inputs"]?.members ?? []
        for node in root["nodes"]?.elements ?? [] {
            if let unit = unit(node, inputs, defaults) { document.units.append(unit) }
        }
        for (name, node) in variants(root) {
            if var unit = unit(node, inputs, defaults) {
                unit.name = name
                document.units.append(unit)
            }
        }
    }

    /// Variants of nodes are written out beside the nodes that name them.
    private static func variants(_ root: DataNode) -> [(String, DataNode)] {
        (root["node_variants"]?.members ?? []).flatMap { member in
            (member.value["variants"]?.members ?? []).compactMap { variant in
                variant.value["node"].map { ("\(member.key.text.string).\(variant.key.text.string)", $0) }
            }
        }
    }

    private static func unit(_ node: DataNode, _ inputs: [PromptInput], _ flow: [DataMember]) -> PromptUnit? {
        let type = node["type"]?.string
        guard type == "llm" || type == "prompt", let path = node.at("source", "path") ?? node["path"] else {
            return nil
        }
        var unit = PromptUnit(name: node["name"]?.string ?? "", span: node.span, syntax: .jinja)
        let settings = node["inputs"]
        unit.facts.model = settings?["model"]?.string ?? settings?["deployment_name"]?.string
        unit.facts.maxOutputTokens = OutputLimit.find(settings)
        unit.facts.includes = [PromptReference(path: path.text.string, span: path.span)]
        unit.facts.settings = node.settings()
        unit.facts.fixtures = fixtures(settings, flow)
        // An input of the node that passes the flow's history on holds the history.
        let histories = Set(inputs.filter(\.isHistory).map { "${inputs.\($0.name)}" })
        unit.facts.inputs = (settings?.members ?? []).map { member in
            PromptInput(
                name: member.key.text.string, isHistory: histories.contains(member.value.text.string),
                span: member.value.span)
        }
        return unit
    }

    /// What the node passes that is known: constants, and inputs of the flow that have a default.
    private static func fixtures(_ settings: DataNode?, _ flow: [DataMember]) -> [PromptFixture] {
        var members: [DataMember] = []
        for member in settings?.members ?? [] where !member.value.isNull {
            let text = member.value.textString
            guard text.hasPrefix("${") else {
                members.append(member)
                continue
            }
            let input = flow.first { text == "${inputs.\($0.key.textString)}" }
            if let value = input?.value["default"] { members.append(DataMember(key: member.key, value: value)) }
        }
        guard let settings, members.contains(where: { !$0.value.isNull }) else { return [] }
        return [PromptFixture(name: "defaults", values: DataNode(.mapping(members), span: settings.span))]
    }
}
