import AssayText

/// Decides by name, then by content, which format a file has.
public enum FormatDetector {
    /// The format of a file. `name` is a file name or path; without one only the content decides.
    /// Complexity: O(1) in names and a look at the first 16 KiB, at the structure for JSON and YAML.
    public static func detect(_ source: [UInt8], name: String? = nil) -> PromptFormat {
        let name = (name.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? "").lowercased()
        if let format = byName(name) { return format }
        let ext = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map(String.init) ?? ""
        switch ext {
        case "json": return byJSON(source, name) ?? .plain
        case "jsonl", "ndjson": return byLine(source) ?? .plain
        case "yaml", "yml": return byYAML(source, name) ?? .plain
        case "md", "markdown": return .markdown
        default: return byContent(source, isNamed: !name.isEmpty)
        }
    }

    /// Names that decide alone.
    private static func byName(_ name: String) -> PromptFormat? {
        switch name {
        case "": return nil
        case "skprompt.txt": return .semanticKernel
        case "flow.dag.yaml", "flow.dag.yml": return .promptflow
        case "promptfooconfig.yaml", "promptfooconfig.yml", "promptfooconfig.json": return .promptfoo
        case ".cursorrules", ".windsurfrules", ".clinerules", "claude.md", "agents.md", "gemini.md",
            "copilot-instructions.md":
            return .markdown
        default: break
        }
        let suffixes: [(String, PromptFormat)] = [
            (".prompt.yml", .githubPrompt), (".prompt.yaml", .githubPrompt), (".prompty", .prompty),
            (".prompt", .dotprompt), (".mdc", .markdown), (".baml", .baml), (".jinja", .jinja), (".jinja2", .jinja),
            (".j2", .jinja), (".mustache", .mustache), (".hbs", .handlebars), (".handlebars", .handlebars),
            (".py", .python), (".pyi", .python), (".ts", .javascript), (".tsx", .javascript), (".js", .javascript),
            (".jsx", .javascript), (".mjs", .javascript), (".cjs", .javascript), (".mts", .javascript),
            (".cts", .javascript), (".swift", .swift),
        ]
        return suffixes.first { name.hasSuffix($0.0) }?.1
    }

    // MARK: Content

    static func byContent(_ source: [UInt8], isNamed: Bool) -> PromptFormat {
        let start = source.first { !ByteClass.isWhitespace($0) && $0 < 0x80 }
        switch start {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let root = try? DataNode.json(source)
            if let format = root.flatMap(byRequest) ?? byLine(source) { return format }
            if let root, PromptTables.isConfiguration(root, "", isJSON: true) { return .agentConfig }
        case UInt8(ascii: "-") where !isNamed:
            if let front = FrontMatter.find(source), let config = try? YAMLParser.parse(source, in: front.yaml) {
                if config["model"]?.isMapping == true { return .prompty }
                if config["input"] != nil || config["model"] != nil { return .dotprompt }
                return .markdown
            }
        default: break
        }
        let head = Array(source.prefix(16_384))
        func contains(_ text: String) -> Bool { PythonStrings.find(Array(text.utf8), in: head) != nil }
        if contains("{{$") { return .semanticKernel }
        if contains("{%") && contains("%}") { return .jinja }
        if contains("{{#") || contains("{{/") || contains("{{>") {
            // Dify's `{{#name#}}` begins no block.
            if !contains("{%"), DataMessages.guessSyntax(head) == .jinja { return .jinja }
            return contains("{{#each") || contains("{{#if") ? .handlebars : .mustache
        }
        if !isNamed, DataMessages.guessSyntax(head) == .jinja { return .jinja }
        return .plain
    }

    /// What a JSON file holds; nil when it is no JSON of a known format.
    static func byJSON(_ source: [UInt8], _ name: String) -> PromptFormat? {
        guard let root = try? DataNode.json(source) else { return nil }
        if let format = byRequest(root) { return format }
        return PromptTables.isConfiguration(root, name, isJSON: true) ? .agentConfig : nil
    }

    private static func byRequest(_ root: DataNode) -> PromptFormat? {
        guard let node = root.isSequence ? root.elements.first : root else { return nil }
        return request(node) ?? telemetry(node)
    }

    private static func telemetry(_ node: DataNode) -> PromptFormat? {
        if ["resourceSpans", "resource_spans", "resourceLogs", "resource_logs"].contains(where: { node[$0] != nil }) {
            return .openTelemetry
        }
        let attributes = node["attributes"] ?? node
        let hasKey =
            attributes.members.contains { $0.key.textString.hasPrefix("gen_ai.") }
            || attributes.elements.contains { $0["key"]?.string?.hasPrefix("gen_ai.") == true }
        return hasKey ? .openTelemetry : nil
    }

    /// Prompts with a type, in the nested form, or older ones that only name their variables.
    private static func isLangChain(_ node: DataNode) -> Bool {
        if node["_type"] != nil || (node["lc"] != nil && node["kwargs"] != nil) { return true }
        return node["input_variables"]?.isSequence == true
            && ["template", "suffix", "template_path"].contains { node[$0]?.isString == true }
    }

    /// The provider of a request.
    private static func request(_ node: DataNode) -> PromptFormat? {
        if isLangChain(node) { return .langchain }
        let wrapped = node["body"] ?? node["params"] ?? node["request"]
        let request = wrapped.flatMap { $0.isMapping ? $0 : nil } ?? node
        if request["contents"] != nil { return .gemini }
        if request["prompts"] != nil, request["tests"] != nil || request["providers"] != nil { return .promptfoo }
        if request["input"] != nil || request["previous_response_id"] != nil, request["model"] != nil {
            return .openaiResponses
        }
        if let messages = request["messages"] { return isAnthropic(request, messages) ? .anthropic : .openaiChat }
        if node["role"]?.string != nil, node["content"] != nil { return .openaiChat }
        return nil
    }

    private static func isAnthropic(_ request: DataNode, _ messages: DataNode) -> Bool {
        if request["system"] != nil || request["anthropic_version"] != nil { return true }
        if request["model"]?.string?.contains(text: "claude") == true { return true }
        if let tool = request["tools"]?.elements.first, tool["input_schema"] != nil { return true }
        return messages.elements.contains { message in
            (message["content"]?.elements ?? []).contains {
                ["tool_use", "tool_result", "thinking"].contains($0["type"]?.string ?? "") || $0["cache_control"] != nil
            }
        }
    }

    /// What the first lines of a JSON Lines file hold.
    static func byLine(_ source: [UInt8]) -> PromptFormat? {
        var start = 0
        var seen = 0
        while start < source.count, seen < 8 {
            let end = source.withUnsafeBufferPointer { LineScanner.end(of: $0, from: start) }
            defer { start = end + 1 }
            guard source[start..<end].contains(where: { !ByteClass.isWhitespace($0) }) else { continue }
            seen += 1
            guard let node = try? DataNode.json(source, in: start..<end) else { continue }
            if let format = line(node) { return format }
        }
        return nil
    }

    private static func line(_ node: DataNode) -> PromptFormat? {
        if node["sessionId"] != nil || node["payload"] != nil { return .session }
        if node["message"]?["role"] != nil || node["type"]?.string == "session_meta" { return .session }
        if node["custom_id"] != nil || node["request"]?["contents"] != nil { return .openaiBatch }
        if node["messages"] != nil || node["prompt"] != nil && node["completion"] != nil || node["contents"] != nil
            || node["preferred_output"] != nil
        {
            return .openaiFineTune
        }
        if let format = telemetry(node) { return format }
        if node["role"]?.string != nil { return .session }
        return nil
    }

    /// What a YAML file holds; nil when it is no YAML of a known format.
    static func byYAML(_ source: [UInt8], _ name: String) -> PromptFormat? {
        guard let root = try? YAMLParser.parse(source) else { return nil }
        guard root.isMapping else {
            return PromptTables.isConfiguration(root, name, isJSON: false) ? .agentConfig : nil
        }
        if isLangChain(root) { return .langchain }
        if root["prompts"] != nil, root["tests"] != nil || root["providers"] != nil { return .promptfoo }
        if root["nodes"]?.isSequence == true, root["inputs"] != nil || root["outputs"] != nil { return .promptflow }
        if root["messages"]?.elements.first?["role"] != nil { return .githubPrompt }
        return PromptTables.isConfiguration(root, name, isJSON: false) ? .agentConfig : nil
    }
}
