import AssayJSON

/// A file that is called JSON, JSON Lines or YAML and is not what it is called: a template, a list of another kind, or
/// data that break off.
///
/// ``FormatDetector`` takes such a file for plain text. Whoever reads it as a prompt asks here whether it was meant to
/// be a request: then reading it as text would hide that it is broken.
public enum BrokenData: Sendable, Hashable {
    /// What can be read as another format: a template that writes JSON, or a value a line where there should be one.
    case other(PromptFormat)
    /// Data that break off.
    case broken(Break)

    /// Where and how data break off.
    public struct Break: Sendable, Hashable {
        /// Byte offset of the place.
        public var offset: Int
        /// What is wrong there.
        public var reason: String
        /// The format of what stands before it, where that is a known one.
        public var format: PromptFormat?
        /// Whether the file ends there: then nobody knows what it would have become.
        public var isCutOff = false
    }

    /// Looks at a file that ``FormatDetector`` takes for plain text; nil where its name does not say that it is data, or
    /// where it is whole or empty. A file without a name is looked at where it begins as JSON, and is broken only where
    /// it begins as a known format.
    ///
    /// Complexity: O(n) in the size of the file.
    public static func find(_ source: [UInt8], name: String?) -> BrokenData? {
        guard let first = source.first(where: { $0 > 0x20 }) else { return nil }
        let name = (name.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? "").lowercased()
        let ext = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map(String.init) ?? ""
        switch ext {
        case "json": return json(source, name)
        case "jsonl", "ndjson": return lines(source)
        case "yaml", "yml": return yaml(source, name)
        default:
            guard name.isEmpty, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
                case .broken(let found)? = json(source, name), found.format != nil
            else { return nil }
            return .broken(found)
        }
    }

    // MARK: JSON

    private static func json(_ source: [UInt8], _ name: String) -> BrokenData? {
        guard let error = jsonError(source, in: 0..<source.count) else { return nil }
        if error.code == .trailingBytes, let format = FormatDetector.byLine(source) { return .other(format) }
        if isTag(at: error, source) { return .other(FormatDetector.byContent(source, isNamed: true)) }
        let start = JSONStart.completed(source[..<stop(error, source.count)])
        return .broken(found(error, source, FormatDetector.byJSON(start, name)))
    }

    private static func lines(_ source: [UInt8]) -> BrokenData? {
        for line in JSONLines.ranges(source).prefix(8) {
            guard let error = jsonError(source, in: line) else { continue }
            if isTag(at: error, source) { return .other(FormatDetector.byContent(source, isNamed: true)) }
            // One value over many lines.
            if jsonError(source, in: 0..<source.count) == nil { return .other(FormatDetector.byJSON(source, "") ?? .plain) }
            let start = JSONStart.completed(source[line.lowerBound..<stop(error, line.upperBound)])
            return .broken(found(error, source, FormatDetector.byLine(start)))
        }
        return nil
    }

    private static func jsonError(_ source: [UInt8], in range: Range<Int>) -> JSONError? {
        do {
            _ = try JSONDocument(source, in: range, options: DataNode.jsonOptions)
            return nil
        } catch {
            return error
        }
    }

    /// The end of what is well formed: what is not closed is reported where it opens.
    private static func stop(_ error: JSONError, _ end: Int) -> Int {
        error.code == .unexpectedEnd ? end : min(error.offset, end)
    }

    private static func found(_ error: JSONError, _ source: [UInt8], _ format: PromptFormat?) -> Break {
        let rest = source[min(error.offset, source.count)...]
        // A word, a number or an escape that the end of the file cuts is taken for a wrong one.
        let isWord = rest.allSatisfy { ByteClass.isIdentifier($0) || $0 <= 0x20 || "+-.\\".utf8.contains($0) }
        let canBeCut = [.invalidLiteral, .invalidNumber, .invalidEscape, .invalidUTF8].contains(error.code)
        return Break(
            offset: error.offset, reason: "not JSON: \(error.reason)", format: format,
            isCutOff: error.code == .unexpectedEnd || canBeCut && isWord)
    }

    // MARK: Templates

    /// Whether JSON breaks off at, or within, what a template engine fills in: `{{ x }}`, `{% if x %}`, `${x}`, `{x}`,
    /// `<x>`, `%s`. Text that is cut off ends in none.
    private static func isTag(at error: JSONError, _ source: [UInt8]) -> Bool {
        guard error.code != .unexpectedEnd, source.indices.contains(error.offset) else { return false }
        return isTag(at: error.offset, source)
    }

    /// How far a tag reaches in either direction.
    private static let reach = 2_000

    static func isTag(at offset: Int, _ source: [UInt8]) -> Bool {
        let byte = source[offset]
        let next = offset + 1 < source.count ? source[offset + 1] : 0
        let isSign = byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%")
        if isSign, next == UInt8(ascii: "{") || next == UInt8(ascii: "(") || ByteClass.isIdentifierStart(next) {
            return true
        }
        if byte == UInt8(ascii: "<"), next == UInt8(ascii: "%") || isName(source, from: offset + 1, to: ">") { return true }
        // An opening brace is read as that of an object: the parser stumbles over what follows it.
        let before = source[..<offset].last { $0 > 0x20 }
        if before == UInt8(ascii: "{"), isName(source, from: offset, to: "}") { return true }
        return isInPairedTag(offset, source)
    }

    private static func isName(_ source: [UInt8], from start: Int, to end: Unicode.Scalar) -> Bool {
        let rest = source[min(start, source.count)...].prefix(80)
        let name = rest.prefix { ByteClass.isIdentifier($0) || $0 == 0x2E || $0 == 0x20 }
        return !name.isEmpty && rest.dropFirst(name.count).first == UInt8(ascii: end)
    }

    /// Whether the nearest of `{{`, `{%` and `{#` before the place is not closed before it, but behind it.
    private static func isInPairedTag(_ offset: Int, _ source: [UInt8]) -> Bool {
        let kinds: [UInt8: UInt8] = [
            UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "%"): UInt8(ascii: "%"), UInt8(ascii: "#"): UInt8(ascii: "#"),
        ]
        var start = offset
        while start >= max(0, offset - reach) {
            let next = start + 1 < source.count ? source[start + 1] : 0
            // `{{#each` is no `{#`.
            let isSecond = start > 0 && source[start] == source[start - 1] && next != UInt8(ascii: "{")
            if source[start] == UInt8(ascii: "{"), !isSecond, let mark = kinds[next] {
                let tag = source[(start + 2)...].prefix(2 * reach)
                let close = zip(tag.indices, tag.indices.dropFirst()).first {
                    source[$0] == mark && source[$1] == UInt8(ascii: "}")
                }
                return close.map { $0.1 >= offset } ?? false
            }
            start -= 1
        }
        return false
    }

    // MARK: YAML

    private static func yaml(_ source: [UInt8], _ name: String) -> BrokenData? {
        do {
            _ = try YAMLParser.parse(source)
            return nil
        } catch {
            if isTemplated(around: error.offset, source) {
                return .other(FormatDetector.byContent(source, isNamed: true))
            }
            return .broken(
                Break(offset: error.offset, reason: error.message, format: yamlFormat(source, name, before: error.offset)))
        }
    }

    /// The format of the lines before the one that breaks, or before an earlier one that is open there.
    private static func yamlFormat(_ source: [UInt8], _ name: String, before offset: Int) -> PromptFormat? {
        var end = min(offset, source.count)
        for _ in 0..<4 {
            end = source[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            guard end > 0 else { return nil }
            let start = Array(source[..<end])
            do {
                _ = try YAMLParser.parse(start)
                return FormatDetector.byYAML(start, name)
            } catch {
                end = min(error.offset, end - 1)
            }
        }
        return nil
    }

    /// Whether the line that breaks, or the one before it, has a template's tag, or any line is nothing but one.
    private static func isTemplated(around offset: Int, _ source: [UInt8]) -> Bool {
        var start = source[..<min(offset, source.count)].lastIndex(of: 0x0A) ?? 0
        start = source[..<start].lastIndex(of: 0x0A) ?? 0
        let end = source[min(offset, source.count)...].firstIndex(of: 0x0A) ?? source.count
        let near = Array(source[start..<end])
        if ["{{", "{%", "{#", "<%", "${"].contains(where: { PythonStrings.find(Array($0.utf8), in: near) != nil }) {
            return true
        }
        return source.split(separator: 0x0A).contains { line in
            let text = line.drop { $0 <= 0x20 }.prefix(2)
            return text.elementsEqual("{%".utf8) || text.elementsEqual("{{".utf8) || text.elementsEqual("<%".utf8)
        }
    }
}
