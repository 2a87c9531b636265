/// GitHub's `.prompt.yml`: `messages` with Mustache-like `{{variable}}`, `modelParameters`, `testData`.
enum GitHubPromptReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let root = try YAMLParser.parse(document.source)
        guard let messages = root["messages"], messages.isSequence else {
            throw ReadError(offset: root.span.lowerBound, message: "a .prompt.yml file needs a list of `messages`")
        }
        var builder = UnitBuilder(
            document.source, name: root["name"]?.string ?? "", span: messages.span, syntax: .mustache)
        builder.unit.facts.model = root["model"]?.string
        builder.unit.facts.maxOutputTokens = OutputLimit.find(root["modelParameters"])
        builder.unit.facts.fixtures = Fixtures.list(root["testData"], name: "testData")
        builder.unit.facts.settings = root.settings(excluding: ["messages", "testData", "evaluators"])
        for message in messages.elements {
            builder.beginMessage(Role(name: message["role"]?.string ?? ""), at: message.span.lowerBound)
            if let content = message["content"] { DataMessages.append(content, syntax: .mustache, to: &builder) }
        }
        if let schema = root["jsonSchema"], schema.isString { builder.add(.toolDefinition, schema.text) }
        document.problems += builder.problems
        document.units = [builder.finish()]
    }
}
