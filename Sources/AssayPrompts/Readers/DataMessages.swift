/// What readers of JSON and YAML share: a string of the file as a template inside a unit.
enum DataMessages {
    /// Adds a string's text; a whole scalar of another kind is added as it is written.
    static func append(
        _ node: DataNode, syntax: TemplateSyntax = .none, kind: Segment.Kind = .text,
        roles: TemplateAssembler.RoleMarkers = .none, to builder: inout UnitBuilder
    ) {
        guard !node.isTextEmpty else { return }
        if syntax == .none || kind != .text {
            let (span, content) = node.segmentContent
            builder.add(Segment(kind: kind, span: span, content: content))
        } else {
            TemplateAssembler.append(node.text, syntax: syntax, roles: roles, to: &builder)
        }
    }

    /// The template syntax a text is written in, judged by what stands in it.
    static func guessSyntax(_ bytes: [UInt8]) -> TemplateSyntax {
        var offset = 0
        var hasBraces = false
        var hasHandlebars = false
        var hasVariable = false
        var hasKernel = false
        while offset + 1 < bytes.count {
            defer { offset += 1 }
            guard bytes[offset] == UInt8(ascii: "{") else { continue }
            switch bytes[offset + 1] {
            case UInt8(ascii: "%"): return .jinja
            case UInt8(ascii: "{"):
                var next = offset + 2
                while next < bytes.count, bytes[next] == 0x20 { next += 1 }
                guard next < bytes.count else { continue }
                if HashPlaceholder.end(bytes, offset, bytes.count) != nil {
                    hasVariable = true
                } else if "#^/>".utf8.contains(bytes[next]) {
                    hasHandlebars = true
                }
                if ByteClass.isIdentifierStart(bytes[next]) { hasVariable = true }
                if bytes[next] == UInt8(ascii: "$"), next + 1 < bytes.count, ByteClass.isIdentifierStart(bytes[next + 1]) {
                    hasKernel = true
                }
                offset += 1
            default:
                if let end = BraceScanner.fieldEnd(bytes, offset + 1, bytes.count), end > offset + 1 {
                    hasBraces = true
                }
            }
        }
        if hasHandlebars { return .handlebars }
        // `{{$name}}` is Semantic Kernel's, whose functions look like other values: `{{plugin.function $name}}`.
        if hasKernel { return .semanticKernel }
        return hasVariable ? .jinja : hasBraces ? .braces : .none
    }

    /// Whether a text has fields such as `{name}` in single braces, and no tags that only Jinja has.
    static func hasFormatFields(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        var hasField = false
        while offset + 1 < bytes.count {
            defer { offset += 1 }
            guard bytes[offset] == UInt8(ascii: "{") else { continue }
            switch bytes[offset + 1] {
            case UInt8(ascii: "%"), UInt8(ascii: "#"): return false
            case UInt8(ascii: "{"): offset += 1
            case let byte where ByteClass.isIdentifierStart(byte):
                hasField = hasField || BraceScanner.fieldEnd(bytes, offset + 1, bytes.count) != nil
            default: break
            }
        }
        return hasField
    }
}
