/// Message contents in the JSON of any provider: a string, or a list of typed blocks.
enum ContentBlocks {
    /// Adds the content of a message.
    static func append(_ node: DataNode, to builder: inout UnitBuilder, depth: Int = 0) {
        guard depth < 8 else { return }
        switch node.value {
        case .string: DataMessages.append(node, to: &builder)
        case .sequence(let elements):
            for element in elements { append(element, to: &builder, depth: depth + 1) }
        case .mapping: appendBlock(node, to: &builder, depth: depth)
        default: break
        }
    }

    private static func appendBlock(_ block: DataNode, to builder: inout UnitBuilder, depth: Int) {
        appendBreakpoint(block, to: &builder)
        if let media = media(block) {
            builder.add(Segment(kind: .image, span: media.span, expression: media.reference))
            return
        }
        // What a call names and passes, and what a result holds, is text to the model.
        for member in block.members {
            switch member.key.textString {
            case "text", "thinking", "content", "output", "refusal", "input_text", "result":
                append(member.value, to: &builder, depth: depth + 1)
            case "name", "arguments":
                appendWhole(member.value, to: &builder)
            case "input", "args", "response":
                appendWhole(member.value, to: &builder)
            case "function", "functionCall", "functionResponse", "function_call", "function_response":
                appendBlock(member.value, to: &builder, depth: depth + 1)
            case "summary":
                append(member.value, to: &builder, depth: depth + 1)
            default: break
            }
        }
    }

    private static func appendBreakpoint(_ block: DataNode, to builder: inout UnitBuilder) {
        guard let control = block["cache_control"] else { return }
        builder.unit.facts.cacheBreakpoints.append(
            CacheBreakpoint(span: block.span, lifetime: control["ttl"]?.string))
    }

    /// A string's text; anything else as it is written.
    static func appendWhole(_ node: DataNode, to builder: inout UnitBuilder) {
        if node.isString {
            DataMessages.append(node, to: &builder)
        } else if !node.isNull {
            builder.add(verbatim: node.span)
        }
    }

    /// An image, document, audio or file in any provider's form.
    private static func media(_ block: DataNode) -> (span: Range<Int>, reference: String)? {
        let type = block["type"]?.string ?? ""
        for key in ["image_url", "inlineData", "inline_data", "fileData", "file_data", "input_audio", "source", "file"] {
            guard let node = block[key], !node.isNull else { continue }
            // `source` and `file` are media only in blocks that say so.
            if key == "source" || key == "file", !["image", "document", "file"].contains(type) { continue }
            // A document given as text is text.
            if key == "source", node["type"]?.string == "text" { continue }
            return (block.span, reference(node, type))
        }
        if type == "input_image" || type == "input_file" || type == "image" {
            return (block.span, reference(block, type))
        }
        return nil
    }

    private static func reference(_ node: DataNode, _ type: String) -> String {
        if let url = node.string { return shortened(url) }
        for key in ["url", "fileUri", "file_uri", "file_id", "filename"] {
            if let text = node[key]?.string { return shortened(text) }
        }
        let format = node["media_type"]?.string ?? node["mimeType"]?.string ?? node["mime_type"]?.string
        return format ?? node["format"]?.string ?? type
    }

    /// A data URL is named by its type; its bytes stand in the segment's span.
    private static func shortened(_ url: String) -> String {
        url.hasPrefix("data:") ? String(url.prefix { $0 != "," && $0 != ";" }) : url
    }

    /// Definitions of tools, one segment each.
    static func appendTools(_ node: DataNode?, to builder: inout UnitBuilder) {
        guard let node, !node.isNull else { return }
        let definitions = toolDefinitions(node)
        guard !definitions.isEmpty else { return }
        builder.beginMessage(.other("tools"), at: node.span.lowerBound)
        for tool in definitions {
            builder.add(Segment(kind: .toolDefinition, span: tool.span, expression: toolName(tool)))
            appendBreakpoint(tool, to: &builder)
        }
    }

    /// The definitions in a list of tools.
    static func toolDefinitions(_ node: DataNode) -> [DataNode] {
        node.asList.flatMap { tool in
            // Gemini nests its functions once more.
            let nested = tool["functionDeclarations"] ?? tool["function_declarations"]
            return nested?.elements ?? [tool]
        }
    }

    /// What a tool is called.
    static func toolName(_ tool: DataNode) -> String {
        tool["name"]?.string ?? tool.at("function", "name")?.string ?? tool["type"]?.string ?? ""
    }
}
