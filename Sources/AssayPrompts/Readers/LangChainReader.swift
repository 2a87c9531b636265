import AssayText

/// LangChain prompts in JSON or YAML: `_type: prompt | few_shot | chat`, the nested form that `dumps` writes, and the
/// prompts inside chains and agents, each a unit.
enum LangChainReader {
    static func read(into document: inout PromptDocument) throws(ReadError) {
        let source = document.source
        let isJSON = source.first { !ByteClass.isWhitespace($0) } == UInt8(ascii: "{")
        let root = isJSON ? try DataNode.json(source) : try YAMLParser.parse(source)
        guard root.isMapping else {
            throw ReadError(offset: root.span.lowerBound, message: "a LangChain prompt is a mapping")
        }
        for (name, prompt) in prompts(root["kwargs"] ?? root, name: root["name"]?.string ?? "", depth: 0) {
            // The root's span holds what stands around its `kwargs`.
            let span = prompt.span == root["kwargs"]?.span ? root.span : prompt.span
            var builder = UnitBuilder(source, name: name, span: span, syntax: syntax(prompt))
            builder.unit.facts.inputs = (prompt["input_variables"]?.elements ?? []).map {
                PromptInput(name: $0.text.string, span: $0.span)
            }
            append(prompt, to: &builder, depth: 0)
            document.problems += builder.problems
            document.units.append(builder.finish())
        }
    }

    private static let contents = ["messages", "template", "template_path", "prefix", "suffix", "examples"]

    /// The prompts of a file: the root itself, or those inside a chain, named by the keys that lead to them.
    private static func prompts(_ node: DataNode, name: String, depth: Int) -> [(name: String, prompt: DataNode)] {
        if contents.contains(where: { node[$0] != nil }) { return [(name, node)] }
        guard depth < 20 else { return [] }
        var found: [(name: String, prompt: DataNode)] = []
        for member in node.members {
            let key = member.key.textString
            let path = name.isEmpty || key == "kwargs" ? (key == "kwargs" ? name : key) : "\(name).\(key)"
            let inside = member.value.isSequence ? member.value.elements : [member.value]
            for value in inside where value.isMapping { found += prompts(value, name: path, depth: depth + 1) }
        }
        return found
    }

    private static func syntax(_ prompt: DataNode) -> TemplateSyntax {
        switch prompt["template_format"]?.string {
        case "jinja2": .jinja
        case "mustache": .mustache
        default: .braces
        }
    }

    private static func append(_ prompt: DataNode, to builder: inout UnitBuilder, depth: Int) {
        guard depth < 20 else { return }
        let syntax = syntax(prompt)
        if let messages = prompt["messages"] {
            for message in messages.elements { appendMessage(message, to: &builder, depth: depth + 1) }
            return
        }
        if let prefix = prompt["prefix"] { DataMessages.append(prefix, syntax: syntax, to: &builder) }
        appendExamples(prompt, to: &builder)
        if let suffix = prompt["suffix"] { DataMessages.append(suffix, syntax: syntax, to: &builder) }
        if let template = prompt["template"] { DataMessages.append(template, syntax: syntax, to: &builder) }
        appendPath(prompt["template_path"], to: &builder)
    }

    private static func appendPath(_ node: DataNode?, to builder: inout UnitBuilder) {
        guard let path = node?.string, let node else { return }
        builder.unit.facts.includes.append(PromptReference(path: path, span: node.span))
    }

    /// Each example is sent as the example prompt fills it. An example prompt in a file of its own is not read: the
    /// examples then stand as they are written.
    private static func appendExamples(_ prompt: DataNode, to builder: inout UnitBuilder) {
        guard let examples = prompt["examples"] else { return }
        if let path = examples.string {
            builder.unit.facts.includes.append(PromptReference(path: path, span: examples.span))
            return
        }
        let isSent = { (key: String) in prompt[key]?.text.bytes.isEmpty == false }
        guard let filled = FewShotExamples(prompt, syntax: syntax(prompt), source: builder.source) else {
            for example in examples.elements { builder.add(Segment(kind: .example, span: example.span)) }
            return
        }
        for segment in filled.segments(
            examples.elements, followsText: isSent("prefix"), precedesText: isSent("suffix"))
        {
            builder.add(segment)
        }
    }

    private static func appendMessage(_ message: DataNode, to builder: inout UnitBuilder, depth: Int) {
        let fields = message["kwargs"] ?? message
        let type = message["id"]?.elements.last?.string ?? message["_type"]?.string ?? ""
        if type.contains(text: "Placeholder") || fields["variable_name"] != nil {
            let name = fields["variable_name"]?.string ?? "messages"
            builder.beginMessage(.variable(name), at: message.span.lowerBound)
            builder.add(Segment(kind: .variable, span: message.span, expression: name, references: [name]))
            return
        }
        let role =
            fields["role"]?.string
            ?? (type.contains(text: "System")
                ? "system" : type.contains(text: "Human") ? "user" : type.contains(text: "AI") ? "assistant" : type)
        builder.beginMessage(Role(name: role), at: message.span.lowerBound)
        if let prompt = fields["prompt"] {
            append(prompt["kwargs"] ?? prompt, to: &builder, depth: depth)
        } else if let content = fields["content"] ?? fields["template"] {
            DataMessages.append(content, syntax: syntax(fields), to: &builder)
        }
    }
}
