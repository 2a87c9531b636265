/// Files that are one template: Jinja2, Mustache, Handlebars, Semantic Kernel's skprompt.txt.
///
/// Where the first line with text is a role (`# system:`, as promptflow writes it), roles on lines of their own divide
/// the template into messages; Semantic Kernel's `<message role="…">` tags do so too.
enum TemplateFileReader {
    static func read(into document: inout PromptDocument) {
        let source = document.source
        let syntax = TemplateSyntax(rawValue: document.format.templateSyntaxName) ?? .none
        var builder = UnitBuilder(source, name: "", span: 0..<source.count, syntax: syntax)
        let text = DecodedText(bytes: source, map: OffsetMap(base: 0))
        if syntax == .semanticKernel {
            MessageTags.append(text, syntax: syntax, to: &builder)
        } else {
            TemplateAssembler.append(text, syntax: syntax, roles: .ifFirst, to: &builder)
        }
        document.problems += builder.problems
        document.units = [builder.finish(trimsMessages: true)]
    }
}

extension PromptFormat {
    /// The raw value of the template syntax of a format that is one template.
    fileprivate var templateSyntaxName: String {
        self == .semanticKernel ? TemplateSyntax.semanticKernel.rawValue : rawValue
    }
}

/// `<message role="user">…</message>` in Semantic Kernel prompts.
enum MessageTags {
    private static let open = Array("<message role=".utf8)
    private static let close = Array("</message>".utf8)

    static func append(_ text: DecodedText, syntax: TemplateSyntax, to builder: inout UnitBuilder) {
        let bytes = text.bytes
        var offset = 0
        while let start = PythonStrings.find(open, in: bytes, from: offset),
            let (role, inner) = role(bytes, start + open.count),
            let stop = PythonStrings.find(close, in: bytes, from: inner)
        {
            appendOutside(text, offset..<start, syntax, to: &builder)
            builder.beginMessage(Role(name: role), at: start)
            builder.add(Segment(kind: .directive, span: text.map.source(of: start..<inner), expression: role))
            TemplateAssembler.append(text, range: inner..<stop, syntax: syntax, to: &builder)
            offset = stop + close.count
            builder.add(Segment(kind: .directive, span: text.map.source(of: stop..<offset), expression: "/message"))
        }
        appendOutside(text, offset..<bytes.count, syntax, to: &builder)
    }

    /// Blank text between messages is not sent.
    private static func appendOutside(
        _ text: DecodedText, _ range: Range<Int>, _ syntax: TemplateSyntax, to builder: inout UnitBuilder
    ) {
        guard text.bytes[range].contains(where: { !ByteClass.isWhitespace($0) }) else { return }
        if !builder.unit.messages.isEmpty { builder.endMessage() }
        TemplateAssembler.append(text, range: range, syntax: syntax, to: &builder)
    }

    private static func role(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'"),
            let end = bytes[(start + 1)...].prefix(40).firstIndex(of: bytes[start]),
            let close = bytes[end...].prefix(200).firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return (String(decoding: bytes[start + 1..<end], as: UTF8.self), close + 1)
    }
}
