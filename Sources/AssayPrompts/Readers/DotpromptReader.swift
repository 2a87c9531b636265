/// dotprompt: YAML front matter (comment lines may stand before it), then a Handlebars template with `{{role "…"}}`.
enum DotpromptReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let source = document.source
        let front = FrontMatter.find(source, allowsLeadingComments: true)
        let start = front?.span.upperBound ?? 0
        var builder = UnitBuilder(source, name: "", span: start..<source.count, syntax: .handlebars)
        if let front {
            let config = try YAMLParser.parse(source, in: front.yaml)
            builder.unit.facts = facts(config)
            builder.unit.facts.frontMatter = front.span
            // Their definitions are registered by a program.
            if let tools = config["tools"], !tools.asList.isEmpty {
                document.omissions.append(
                    ConfiguredTools.omission(at: tools.span.lowerBound, "the tools that it only names are"))
            }
        }
        let text = DecodedText(bytes: source, map: OffsetMap(base: 0))
        TemplateAssembler.append(text, range: start..<source.count, syntax: .handlebars, to: &builder)
        if front == nil, let problem = FrontMatter.problem(source, allowsLeadingComments: true) {
            document.problems.append(problem)
        }
        document.problems += builder.problems
        var unit = builder.finish(trimsMessages: true)
        // Text before the first role is the user's, as the format's specification says.
        for index in unit.messages.indices where unit.messages[index].role == .unspecified {
            if unit.messages.count == 1 || unit.messages[index].segments.contains(where: \.isSent) {
                unit.messages[index].role = .user
                MessageTrimmer.trim(&unit.messages[index], source)
            }
        }
        document.units = [unit]
    }

    private static func facts(_ config: DataNode) -> UnitFacts {
        var facts = UnitFacts()
        facts.model = config["model"]?.string
        facts.maxOutputTokens = OutputLimit.find(config["config"])
        facts.inputs = schema(config.at("input", "schema"))
        if let values = config.at("input", "default"), values.isMapping {
            facts.fixtures = [PromptFixture(name: "default", values: values)]
        }
        facts.settings = config.settings(excluding: ["input", "output"])
        return facts
    }

    /// Picoschema (`name?: string, what it is`, `turns(array)`) or JSON Schema.
    private static func schema(_ node: DataNode?) -> [PromptInput] {
        guard let node else { return [] }
        let properties = node["properties"] ?? node
        return properties.members.map { member in
            var name = member.key.text.string
            var type = member.value.string ?? member.value["type"]?.string
            if let open = name.firstIndex(of: "(") {
                type = String(name[name.index(after: open)...].prefix { $0 != ")" && $0 != "," })
                name = String(name[..<open])
            }
            if name.hasSuffix("?") { name.removeLast() }
            return PromptInput(
                name: name, type: type.map { String($0.prefix { $0 != "," }) }, span: member.key.span)
        }
    }
}
