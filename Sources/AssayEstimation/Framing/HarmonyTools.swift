import AssayJSON

/// Tools as the harmony format writes them: a namespace of TypeScript function types.
///
/// Source: OpenAI's description of the harmony format, "Function calling".
enum HarmonyTools {
    /// The section of the developer message.
    static func text(_ tools: [ToolDefinition]) -> [UInt8] {
        var text = "# Tools\n\n## functions\n\nnamespace functions {\n\n"
        for tool in tools {
            let function = tool.function
            if let description = function?["description"]?.string { comment(description, "", &text) }
            text += "type \(function?["name"]?.string ?? tool.name) = "
            if let parameters = tool.parameters, let properties = parameters["properties"], properties.count > 0 {
                text += "(_: "
                object(parameters, "", &text, depth: 0)
                text += ") => any;\n\n"
            } else {
                text += "() => any;\n\n"
            }
        }
        return Array((text + "} // namespace functions").utf8)
    }

    private static func object(_ schema: JSONValue, _ indent: String, _ text: inout String, depth: Int) {
        let required = Set((schema["required"]?.elements).map { $0.compactMap(\.string) } ?? [])
        text += "{\n"
        if let properties = schema["properties"] {
            for (key, value) in properties.members {
                let name = key.string ?? ""
                if let description = value["description"]?.string { comment(description, indent, &text) }
                text += "\(indent)\(name)\(required.contains(name) ? "" : "?"): "
                type(value, indent + "    ", &text, depth: depth + 1)
                text += ","
                if let preset = value["default"] {
                    text += " // default: " + (preset.string ?? String(decoding: preset.rawBytes, as: UTF8.self))
                }
                text += "\n"
            }
        }
        text += "\(indent)}"
    }

    private static func type(_ schema: JSONValue, _ indent: String, _ text: inout String, depth: Int) {
        guard depth < 64 else {
            text += "any"
            return
        }
        if let values = schema["enum"], values.kind == .array {
            text += values.elements.map { String(decoding: $0.rawBytes, as: UTF8.self) }.joined(separator: " | ")
            return
        }
        for key in ["oneOf", "anyOf"] {
            guard let options = schema[key], options.kind == .array else { continue }
            for (index, option) in options.elements.enumerated() {
                if index > 0 { text += " | " }
                type(option, indent, &text, depth: depth + 1)
            }
            return
        }
        switch schema["type"]?.string {
        case "object": schema["properties"] == nil ? text += "object" : object(schema, indent, &text, depth: depth)
        case "array":
            if let items = schema["items"] { type(items, indent, &text, depth: depth + 1) } else { text += "any" }
            text += "[]"
        case "integer", "number": text += "number"
        case let name?: text += name
        case nil: text += "any"
        }
    }

    private static func comment(_ description: String, _ indent: String, _ text: inout String) {
        for line in description.split(separator: "\n", omittingEmptySubsequences: false) {
            text += "\(indent)// \(line)\n"
        }
    }
}
