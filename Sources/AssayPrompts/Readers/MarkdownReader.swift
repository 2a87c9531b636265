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

    /// `@path` at the start of a line, outside code fences. Complexity: O(n), most of it one look at each line's start.
    private static func imports(_ source: [UInt8], _ range: Range<Int>) -> [PromptReference] {
        var result: [PromptReference] = []
        var isFenced = false
        source.withUnsafeBufferPointer { bytes in
            var next = range.lowerBound
            while next < range.upperBound {
                var start = next
                let end = min(LineScanner.end(of: bytes, from: start), range.upperBound)
                next = end + 1
                while start < end, ByteClass.isBlank(bytes[start]) { start += 1 }
                guard start + 1 < end else { continue }
                if bytes[start] == UInt8(ascii: "`"), bytes[start..<end].starts(with: "```".utf8) { isFenced.toggle() }
                guard bytes[start] == UInt8(ascii: "@"), !isFenced else { continue }
                if let span = path(bytes, start + 1..<end) {
                    result.append(
                        PromptReference(path: String(decoding: bytes[span], as: UTF8.self), span: start..<span.upperBound))
                }
            }
        }
        return result
    }

    /// The path that a line is all of; a mention such as `@alice please` is none.
    private static func path(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        let end = line.first { ByteClass.isWhitespace(bytes[$0]) } ?? line.upperBound
        let path = line.lowerBound..<end
        guard bytes[end..<line.upperBound].allSatisfy(ByteClass.isWhitespace),
            bytes[path].contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") })
        else { return nil }
        return path
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
