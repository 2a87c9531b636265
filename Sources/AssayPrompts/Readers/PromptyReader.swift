/// Prompty: YAML front matter, then a template with roles on lines of their own: Jinja, unless the front matter names
/// Mustache or Handlebars.
enum PromptyReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let source = document.source
        let front = FrontMatter.find(source, allowsLeadingComments: true)
        let start = front?.span.upperBound ?? 0
        let config = try front.map { (front) throws(ReadError) in try YAMLParser.parse(source, in: front.yaml) }
        let syntax = syntax(config)
        var builder = UnitBuilder(
            source, name: config?["name"]?.string ?? "", span: start..<source.count, syntax: syntax)
        if let config { builder.unit.facts = facts(config) }
        builder.unit.facts.frontMatter = front?.span
        let text = DecodedText(bytes: source, map: OffsetMap(base: 0))
        TemplateAssembler.append(
            text, range: start..<source.count, syntax: syntax, roles: .always, to: &builder)
        if front == nil, let problem = FrontMatter.problem(source, allowsLeadingComments: true) {
            document.problems.append(problem)
        }
        document.problems += builder.problems
        var unit = builder.finish(trimsMessages: true)
        if let tools = config.flatMap(tools) {
            if let message = ConfiguredTools.message(tools) {
                unit.add(beside: message)
            } else {
                document.omissions.append(
                    ConfiguredTools.omission(at: tools.span.lowerBound, "the tools that it only names are"))
            }
        }
        document.units = [unit]
    }

    /// What the prompt is sent with, where that is anything.
    private static func tools(_ config: DataNode) -> DataNode? {
        [config["tools"], config.at("model", "parameters", "tools"), config.at("model", "options", "tools")].lazy
            .compactMap { $0 }.first { !$0.asList.isEmpty }
    }

    private static func syntax(_ config: DataNode?) -> TemplateSyntax {
        let template = config?["template"]
        let format =
            template?.string ?? template?["format"]?.string ?? template?.at("format", "kind")?.string
            ?? template?["type"]?.string
        switch format {
        case "mustache": return .mustache
        case "handlebars": return .handlebars
        default: return .jinja
        }
    }

    private static func facts(_ config: DataNode) -> UnitFacts {
        var facts = UnitFacts()
        let parameters = config.at("model", "parameters") ?? config.at("model", "options")
        let configuration = config.at("model", "configuration")
        facts.model =
            configuration?["model"]?.string ?? configuration?["azure_deployment"]?.string
            ?? configuration?["name"]?.string ?? config.at("model", "id")?.string ?? config["model"]?.string
        facts.maxOutputTokens = OutputLimit.find(parameters)
        facts.inputs = InputDeclarations.read(config["inputs"])
        facts.fixtures = Fixtures.sample(config["sample"])
        if facts.fixtures.isEmpty { facts.fixtures = Fixtures.declared(config["inputs"]) }
        facts.settings = config.settings(excluding: ["sample", "inputs", "outputs"])
        return facts
    }
}

/// The limit on output tokens under any provider's name for it.
enum OutputLimit {
    private static let names = [
        "max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens", "maxTokens",
        "maxCompletionTokens", "max_new_tokens",
    ]

    static func find(_ node: DataNode?) -> Int? {
        for name in names {
            if let limit = node?[name]?.int { return limit }
        }
        return nil
    }
}

/// Declarations of inputs as mappings (`name: {type: list}`), lists (`- name: x`) or short forms (`name: string`).
enum InputDeclarations {
    static func read(_ node: DataNode?) -> [PromptInput] {
        guard let node else { return [] }
        if node.isSequence {
            return node.elements.compactMap { element in
                guard let name = element["name"]?.string ?? element.string else { return nil }
                return input(name, element, span: element.span)
            }
        }
        return node.members.map {
            input(
                $0.key.text.string, $0.value,
                span: $0.key.span.lowerBound..<max($0.key.span.upperBound, $0.value.span.upperBound))
        }
    }

    private static func input(_ name: String, _ node: DataNode, span: Range<Int>) -> PromptInput {
        let kind = node["kind"]?.string
        let isHistory =
            kind == "thread" || node["type"]?.string == "thread" || node["is_chat_history"]?.bool == true
        return PromptInput(
            name: name, type: node["type"]?.string ?? kind ?? node.string, isHistory: isHistory, span: span)
    }
}

/// Values beside a template that can fill it.
enum Fixtures {
    /// Prompty's `sample`: values, or `${file:sample.json}`.
    static func sample(_ node: DataNode?) -> [PromptFixture] {
        guard let node, !node.isNull else { return [] }
        if let text = node.string {
            let file = text.hasPrefix("${file:") && text.hasSuffix("}") ? String(text.dropFirst(7).dropLast()) : text
            return [PromptFixture(name: "sample", values: .null(at: node.span.lowerBound), file: file)]
        }
        return [PromptFixture(name: "sample", values: node)]
    }

    /// A list of value sets, numbered from 1.
    static func list(_ node: DataNode?, name: String) -> [PromptFixture] {
        (node?.asList ?? []).enumerated().map { PromptFixture(name: "\(name) \($0 + 1)", values: $1) }
    }

    /// The values that declarations of inputs carry themselves: `sample`, or else `default`.
    static func declared(_ node: DataNode?) -> [PromptFixture] {
        guard let node else { return [] }
        var members: [DataMember] = []
        for entry in node.members {
            let value = entry.value.isMapping ? entry.value["sample"] ?? entry.value["default"] : nil
            if let value { members.append(DataMember(key: entry.key, value: value)) }
        }
        for entry in node.elements {
            if let key = entry["name"], let value = entry["sample"] ?? entry["default"], key.isString {
                members.append(DataMember(key: key, value: value))
            }
        }
        guard !members.isEmpty else { return [] }
        return [PromptFixture(name: "sample", values: DataNode(.mapping(members), span: node.span))]
    }
}
