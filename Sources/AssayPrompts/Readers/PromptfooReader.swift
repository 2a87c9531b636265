/// `promptfooconfig.yaml`: `prompts` inline, as chat messages in JSON, or in files; `tests[].vars` fill them.
enum PromptfooReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let root = try YAMLParser.parse(document.source)
        guard let prompts = root["prompts"] else {
            throw ReadError(offset: root.span.lowerBound, message: "a promptfoo configuration needs `prompts`")
        }
        let fixtures = Fixtures.tests(root)
        let models = self.models(root)
        let tools = tools(root, prompts.asList.count, &document.omissions)
        let limit = root["providers"]?.asList.lazy.compactMap { OutputLimit.find($0["config"]) }.first
        let settings = root.settings(excluding: ["prompts", "tests", "defaultTest"])
        for (index, prompt) in prompts.asList.enumerated() {
            var unit = read(prompt, index, document.source, &document.problems)
            unit.facts.fixtures = fixtures
            unit.facts.model = models.first
            unit.facts.furtherModels = Array(models.dropFirst())
            unit.facts.maxOutputTokens = limit
            unit.facts.settings = settings
            if unit.facts.includes.isEmpty { tools.map { unit.add(beside: $0) } } else { unit.facts.tools = tools }
            document.units.append(unit)
        }
    }

    /// Each prompt has a copy of the tools: together those are no longer.
    private static let maximumTools = 16 << 20

    /// The tools that every provider sends with every prompt; nil where they differ, or stand elsewhere, which is said.
    private static func tools(_ root: DataNode, _ prompts: Int, _ omissions: inout [ReadProblem]) -> PromptMessage? {
        let providers = (root["providers"] ?? root["targets"])?.asList ?? []
        let tools = providers.map { provider in
            let own = provider["config"] ?? (provider.members.count == 1 ? provider.members[0].value["config"] : nil)
            return own?["tools"].flatMap { $0.asList.isEmpty ? nil : $0 }
        }
        guard let first = tools.lazy.compactMap({ $0 }).first else { return nil }
        func omit(_ what: String) { omissions.append(ConfiguredTools.omission(at: first.span.lowerBound, what)) }
        guard let message = ConfiguredTools.message(first) else {
            omit("the tools that it only names are")
            return nil
        }
        func texts(_ message: PromptMessage) -> [[UInt8]] { message.segments.map { $0.text(in: []).bytes } }
        let known = texts(message)
        guard tools.allSatisfy({ $0.flatMap(ConfiguredTools.message).map(texts) == known }) else {
            omit("the providers send different tools, which are")
            return nil
        }
        guard known.reduce(0, { $0 + $1.count }) <= maximumTools / max(1, prompts) else {
            omit("tools as long as these, of so many prompts, are")
            return nil
        }
        return message
    }

    /// The providers, each once: names, mappings with an `id`, and names that stand before their options.
    private static func models(_ root: DataNode) -> [String] {
        var seen: Set<String> = []
        return ((root["providers"] ?? root["targets"])?.asList ?? []).compactMap { provider in
            let isNamedByKey = provider["id"] == nil && provider.members.count == 1
            return provider.string ?? provider["id"]?.string ?? (isNamedByKey ? provider.members[0].key.string : nil)
        }.filter { seen.insert($0).inserted }
    }

    private static func read(
        _ prompt: DataNode, _ index: Int, _ source: [UInt8], _ problems: inout [ReadProblem]
    ) -> PromptUnit {
        let node = prompt["raw"] ?? prompt["id"] ?? prompt
        let name = prompt["label"]?.string ?? "prompts.\(index)"
        let text = node.text.string
        if let path = path(text) {
            var unit = PromptUnit(name: name, span: node.span, syntax: .jinja)
            unit.facts.includes = [PromptReference(path: path, span: node.span)]
            return unit
        }
        return unit(node.text, name: name, span: node.span, source, &problems)
    }

    /// The file that a prompt names: `file://…`, or a path that says so by its ending.
    private static func path(_ text: String) -> String? {
        if text.hasPrefix("file://") { return String(text.dropFirst(7)) }
        guard !text.contains(where: { $0.isWhitespace || $0 == "{" }) else { return nil }
        let endings = [".txt", ".md", ".json", ".jsonl", ".yaml", ".yml", ".j2", ".py", ".js", ".ts", ".mjs", ".cjs"]
        return endings.contains { text.hasSuffix($0) } ? text : nil
    }

    /// A prompt as it stands in the configuration or in a file of its own.
    static func unit(
        _ text: DecodedText, name: String, span: Range<Int>, _ source: [UInt8], _ problems: inout [ReadProblem]
    ) -> PromptUnit {
        var builder = UnitBuilder(source, name: name, span: span, syntax: .jinja)
        if let messages = messages(text) {
            for message in messages {
                builder.beginMessage(Role(name: message.role), at: text.map.source(of: 0))
                TemplateAssembler.append(message.content, syntax: .jinja, to: &builder)
            }
        } else if !text.bytes.isEmpty {
            TemplateAssembler.append(text, syntax: .jinja, to: &builder)
        }
        problems += builder.problems
        return builder.finish()
    }

    /// Chat messages written as JSON or YAML inside the prompt's text; nil when the text is none.
    private static func messages(_ text: DecodedText) -> [(role: String, content: DecodedText)]? {
        let start = text.bytes.first { !ByteClass.isWhitespace($0) }
        let isList = start == UInt8(ascii: "[") || start == UInt8(ascii: "-")
        guard isList, let list = try? parse(text, isJSON: start == UInt8(ascii: "[")), list.isSequence else {
            return nil
        }
        var result: [(role: String, content: DecodedText)] = []
        for element in list.elements {
            guard let role = element["role"]?.string, let content = element["content"] else { return nil }
            let texts = content.isString ? [content] : content.elements.compactMap { $0["text"] }
            guard !texts.isEmpty else { return nil }
            for text in texts { result.append((role, text.text)) }
        }
        return result.isEmpty ? nil : result
    }

    private static func parse(_ text: DecodedText, isJSON: Bool) throws(ReadError) -> DataNode {
        if isJSON { return try DataNode.json(inside: text) }
        return try YAMLParser.parse(text.bytes).mapped(by: text.map)
    }
}

extension Fixtures {
    /// promptfoo's `tests`: inline, in files, or both, each on top of `defaultTest`.
    fileprivate static func tests(_ root: DataNode) -> [PromptFixture] {
        let defaults = root.at("defaultTest", "vars").flatMap { $0.isMapping ? $0 : nil }
        var result: [PromptFixture] = []
        for (index, test) in (root["tests"]?.asList ?? []).enumerated() {
            guard let values = test.isString ? test : test["vars"], !values.isNull else { continue }
            let name = "test \(index + 1)"
            if let text = values.string {
                var fixture = PromptFixture(name: name, values: .null(at: values.span.lowerBound))
                fixture.file = text.hasPrefix("file://") ? String(text.dropFirst(7)) : text
                if test.isString { fixture.key = "vars" }
                result.append(fixture)
            } else {
                result.append(PromptFixture(name: name, values: values))
            }
        }
        if result.isEmpty, let defaults { result = [PromptFixture(name: "defaultTest", values: defaults)] }
        for index in result.indices {
            result[index].isMatrix = true
            result[index].defaults = defaults
        }
        return result
    }
}
