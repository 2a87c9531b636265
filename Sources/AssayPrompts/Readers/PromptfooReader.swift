/// `promptfooconfig.yaml`: `prompts` inline, as chat messages in JSON, or in files; `tests[].vars` fill them.
enum PromptfooReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let root = try YAMLParser.parse(document.source)
        guard let prompts = root["prompts"] else {
            throw ReadError(offset: root.span.lowerBound, message: "a promptfoo configuration needs `prompts`")
        }
        let fixtures =
            Fixtures.list(root.at("defaultTest")?["vars"], name: "defaultTest")
            + Fixtures.list(root["tests"], name: "test", key: "vars")
        let model = root["providers"]?.asList.first.flatMap { $0.string ?? $0["id"]?.string }
        for (index, prompt) in prompts.asList.enumerated() {
            var unit = read(prompt, index, document.source, &document.problems)
            unit.facts.fixtures = fixtures
            unit.facts.model = model
            unit.facts.maxOutputTokens =
                root["providers"]?.asList.lazy.compactMap { OutputLimit.find($0["config"]) }.first
            unit.facts.settings = root.settings(excluding: ["prompts", "tests", "defaultTest"])
            document.units.append(unit)
        }
    }

    private static func read(
        _ prompt: DataNode, _ index: Int, _ source: [UInt8], _ problems: inout [ReadProblem]
    ) -> PromptUnit {
        let node = prompt["raw"] ?? prompt["id"] ?? prompt
        let name = prompt["label"]?.string ?? "prompts.\(index)"
        var builder = UnitBuilder(source, name: name, span: node.span, syntax: .jinja)
        let text = node.text.string
        if text.hasPrefix("file://") {
            builder.unit.facts.includes = [PromptReference(path: String(text.dropFirst(7)), span: node.span)]
        } else if let messages = messages(node) {
            for message in messages {
                builder.beginMessage(Role(name: message.role), at: node.span.lowerBound)
                TemplateAssembler.append(message.content, syntax: .jinja, to: &builder)
            }
        } else {
            DataMessages.append(node, syntax: .jinja, to: &builder)
        }
        problems += builder.problems
        return builder.finish()
    }

    /// Chat messages written as JSON (or YAML) inside the prompt's text; nil when the text is none.
    private static func messages(_ node: DataNode) -> [(role: String, content: DecodedText)]? {
        let bytes = node.text.bytes
        guard bytes.first(where: { !ByteClass.isWhitespace($0) }) == UInt8(ascii: "["),
            let list = try? DataNode.json(inside: node.text), list.isSequence
        else { return nil }
        var result: [(role: String, content: DecodedText)] = []
        for element in list.elements {
            guard let role = element["role"]?.string, let content = element["content"], content.isString else {
                return nil
            }
            result.append((role, content.text))
        }
        return result.isEmpty ? nil : result
    }
}
