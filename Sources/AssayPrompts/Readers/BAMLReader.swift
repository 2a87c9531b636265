/// BAML: the prompts of functions (`prompt #"…"#`) and template strings, in Jinja with `{{ _.role("…") }}`.
enum BAMLReader {
    static func read(into document: inout PromptDocument) {
        let source = document.source
        var offset = 0
        var function = ""
        var client: String?
        var isUnclosed = false
        while offset < source.count, !isUnclosed {
            switch source[offset] {
            case UInt8(ascii: "/") where offset + 1 < source.count && source[offset + 1] == UInt8(ascii: "/"):
                while offset < source.count, source[offset] != 0x0A { offset += 1 }
            case UInt8(ascii: "\""):
                offset = skipString(source, offset)
            case let byte where ByteClass.isIdentifierStart(byte):
                let (word, after) = JinjaKeyword.first(source, offset..<source.count)
                offset = after
                switch word {
                case "function", "template_string":
                    function = JinjaKeyword.first(source, after..<source.count).word
                    client = nil
                    if word == "template_string", let text = rawString(source, skipParameters(source, after)) {
                        append(text, function, nil, isFragment: true, to: &document)
                        offset = text.end
                    }
                case "client": client = clientName(source, after)
                case "prompt":
                    if let text = rawString(source, after) {
                        append(text, function, client, to: &document)
                        offset = text.end
                    } else if startsRawString(source, after) {
                        document.problems.append(ReadProblem(offset: after, message: "this prompt is not closed"))
                        isUnclosed = true
                    }
                default: break
                }
            default: offset += 1
            }
        }
    }

    private struct RawString {
        var body: Range<Int>
        var end: Int
    }

    private static func append(
        _ text: RawString, _ name: String, _ client: String?, isFragment: Bool = false,
        to document: inout PromptDocument
    ) {
        var builder = UnitBuilder(document.source, name: name, span: text.body, syntax: .jinja)
        builder.unit.facts.model = client
        builder.unit.facts.isFragment = isFragment
        TemplateAssembler.append(
            Dedent.apply(document.source, text.body), syntax: .jinja, to: &builder, adapting: roleTag)
        document.problems += builder.problems
        document.units.append(builder.finish(trimsMessages: true))
    }

    /// `{{ _.role("user") }}` starts a message.
    private static func roleTag(_ piece: TemplatePiece) -> TemplatePiece {
        guard piece.kind == .variable, piece.expression.hasPrefix("_.role(") || piece.expression.hasPrefix("_.chat(")
        else { return piece }
        let inside = piece.expression.dropFirst(7).prefix { $0 != ")" && $0 != "," }
        let name = inside.filter { !"\"' ".contains($0) }
        let isQuoted = inside.contains("\"") || inside.contains("'")
        let role = name.hasPrefix("role=") ? String(name.dropFirst(5)) : name
        return TemplatePiece(
            .role(isQuoted ? Role(name: role) : .variable(role)), piece.range, expression: piece.expression)
    }

    /// `#"…"#`, with any number of `#`; or a plain string.
    private static func rawString(_ source: [UInt8], _ start: Int) -> RawString? {
        var offset = start
        while offset < source.count, ByteClass.isWhitespace(source[offset]) { offset += 1 }
        var pounds = 0
        while offset < source.count, source[offset] == UInt8(ascii: "#") {
            pounds += 1
            offset += 1
        }
        guard offset < source.count, source[offset] == UInt8(ascii: "\"") else { return nil }
        if pounds == 0 {
            let end = skipString(source, offset)
            return RawString(body: offset + 1..<max(offset + 1, end - 1), end: end)
        }
        let close = [UInt8(ascii: "\"")] + [UInt8](repeating: UInt8(ascii: "#"), count: pounds)
        guard let stop = PythonStrings.find(close, in: source, from: offset + 1) else { return nil }
        return RawString(body: offset + 1..<stop, end: stop + close.count)
    }

    private static func startsRawString(_ source: [UInt8], _ start: Int) -> Bool {
        source[start...].first { !ByteClass.isWhitespace($0) } == UInt8(ascii: "#")
    }

    private static func skipParameters(_ source: [UInt8], _ start: Int) -> Int {
        var offset = start
        while offset < source.count, ByteClass.isIdentifier(source[offset]) || ByteClass.isBlank(source[offset]) {
            offset += 1
        }
        guard offset < source.count, source[offset] == UInt8(ascii: "(") else { return offset }
        var depth = 0
        while offset < source.count {
            if source[offset] == UInt8(ascii: "(") { depth += 1 }
            if source[offset] == UInt8(ascii: ")") { depth -= 1 }
            offset += 1
            if depth == 0 { break }
        }
        return offset
    }

    private static func skipString(_ source: [UInt8], _ start: Int) -> Int {
        var offset = start + 1
        while offset < source.count, source[offset] != UInt8(ascii: "\"") {
            offset += source[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(offset + 1, source.count)
    }

    /// `client GPT4` or `client "openai/gpt-4o"`.
    private static func clientName(_ source: [UInt8], _ start: Int) -> String? {
        var offset = start
        while offset < source.count, ByteClass.isBlank(source[offset]) { offset += 1 }
        let name = source[offset...].prefix {
            !ByteClass.isWhitespace($0) && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "<")
        }
        let text = String(decoding: name, as: UTF8.self).filter { $0 != "\"" }
        return text.isEmpty ? nil : text
    }
}
