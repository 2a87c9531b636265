/// Markdown and agent files (CLAUDE.md, AGENTS.md, .cursorrules, .mdc).
///
/// The file is one message. Front matter is settings and is not sent; HTML comments are sent, as the model sees the
/// file's text. A line that holds only `@path` names another file that is read with this one. A part inside
/// `<example>` tags is an example.
enum MarkdownReader {
    static func read(into document: inout PromptDocument) {
        let source = document.source
        let front = FrontMatter.find(source)
        let start = front?.span.upperBound ?? 0
        var builder = UnitBuilder(source, name: "", span: start..<source.count)
        builder.unit.facts.frontMatter = front?.span
        if let front {
            do {
                builder.unit.facts.settings = try YAMLParser.parse(source, in: front.yaml).settings()
            } catch {
                // Editors accept front matter that is no YAML (`globs: *.ts`): its lines are kept as they are.
                builder.unit.facts.settings = lines(source, front.yaml)
            }
        }
        builder.unit.facts.model = builder.unit.facts.setting("model")?.value
        builder.unit.facts.includes = imports(source, start..<source.count)
        ExampleTags.append(source, start..<source.count, to: &builder)
        document.units = [builder.finish()]
    }

    /// `key: value` lines of front matter that is no YAML.
    private static func lines(_ source: [UInt8], _ range: Range<Int>) -> [PromptSetting] {
        var result: [PromptSetting] = []
        for line in source[range].split(separator: 0x0A) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = PythonStrings.strip(String(decoding: line[..<colon], as: UTF8.self), nil, .both)
            let value = PythonStrings.strip(String(decoding: line[(colon + 1)...], as: UTF8.self), nil, .both)
            result.append(PromptSetting(path: key, value: value, span: colon + 1..<line.endIndex))
        }
        return result
    }

    /// `@path` at the start of a line, outside code fences.
    private static func imports(_ source: [UInt8], _ range: Range<Int>) -> [PromptReference] {
        var result: [PromptReference] = []
        var isFenced = false
        for line in source[range].split(separator: 0x0A) {
            let text = line.drop(while: ByteClass.isBlank)
            if text.starts(with: Array("```".utf8)) { isFenced.toggle() }
            guard !isFenced, text.first == UInt8(ascii: "@"), text.count > 1 else { continue }
            let path = text.dropFirst().prefix { !ByteClass.isWhitespace($0) }
            let rest = text[path.endIndex...]
            // A mention such as `@alice please` is no path.
            guard rest.allSatisfy(ByteClass.isWhitespace),
                path.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") })
            else { continue }
            result.append(
                PromptReference(path: String(decoding: path, as: UTF8.self), span: text.startIndex..<path.endIndex))
        }
        return result
    }
}

/// Parts between `<example>` and `</example>`.
enum ExampleTags {
    private static let open = Array("<example".utf8)
    private static let close = Array("</example>".utf8)

    /// Adds text, the parts inside example tags as segments of their own. Tags themselves are text: they are sent.
    static func append(_ source: [UInt8], _ range: Range<Int>, to builder: inout UnitBuilder) {
        var textStart = range.lowerBound
        while let start = PythonStrings.find(open, in: source, from: textStart, to: range.upperBound) {
            let behind = start + open.count
            // `<examples>` holds examples and is none itself.
            guard behind < range.upperBound, source[behind] == UInt8(ascii: ">") || source[behind] == 0x20,
                let tagEnd = source[behind..<range.upperBound].firstIndex(of: UInt8(ascii: ">")),
                let stop = PythonStrings.find(close, in: source, from: tagEnd + 1, to: range.upperBound)
            else {
                builder.add(verbatim: textStart..<min(behind, range.upperBound))
                textStart = min(behind, range.upperBound)
                if PythonStrings.find(close, in: source, from: textStart, to: range.upperBound) == nil { break }
                continue
            }
            builder.add(verbatim: textStart..<tagEnd + 1)
            builder.add(.example, verbatim: tagEnd + 1..<stop)
            textStart = stop
        }
        builder.add(verbatim: textStart..<range.upperBound)
    }
}
