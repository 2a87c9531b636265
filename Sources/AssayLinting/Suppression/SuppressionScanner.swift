import AssayPrompts

/// Finds suppressions in a file, in whatever comment its format has: `{# #}`, `{{! }}`, `<!-- -->`, `#`, `//`, `/* */`.
/// A comment may span several lines. Linear in the file.
struct SuppressionScanner {
    private let bytes: [UInt8]
    private let lines: LineIndex
    private let sent: SentSpans
    /// Where the prompts of a program are: a template's comment in any other string is a text about one.
    private let prompts: [Range<Int>]?
    /// The targets of the comments found so far, by their first lines.
    private var targets: [Int: Int] = [:]
    /// Where each closing mark is first found behind the comments found so far.
    private var closings: [[UInt8]: (searched: Int, found: Int?)] = [:]
    private static let marker = Array("assay-ignore".utf8)

    /// The suppressions of a file, in order.
    static func suppressions(in document: DocumentAnalysis) -> [Suppression] {
        let bytes = document.source
        guard !offsets(of: marker, in: bytes).isEmpty else { return [] }
        let sent = SentSpans(document)
        let quotes = document.document.format == .markdown ? MarkdownQuotes(bytes) : nil
        let isCode = [.python, .javascript, .swift].contains(document.document.format)
        var scanner = SuppressionScanner(
            bytes: bytes, lines: LineIndex(bytes), sent: sent,
            prompts: isCode ? document.units.map(\.unit.span) : nil)
        // From the end on, so that each of many comments in a row finds the target of the next one.
        var found: [Suppression] = []
        for offset in offsets(of: marker, in: bytes).reversed() where quotes?.contain(offset) != true {
            if let suppression = scanner.suppression(at: offset) { found.append(suppression) }
        }
        found.reverse()
        for index in found.indices { found[index].isSent = sent.overlaps(found[index].span) }
        return found
    }

    private static func offsets(of marker: [UInt8], in bytes: [UInt8]) -> [Int] {
        bytes.withUnsafeBufferPointer { bytes in
            var result: [Int] = []
            var offset = 0
            while offset + marker.count <= bytes.count {
                if bytes[offset] == marker[0], (1..<marker.count).allSatisfy({ bytes[offset + $0] == marker[$0] }) {
                    result.append(offset)
                    offset += marker.count
                } else {
                    offset += 1
                }
            }
            return result
        }
    }

    private init(bytes: [UInt8], lines: LineIndex, sent: SentSpans, prompts: [Range<Int>]?) {
        self.bytes = bytes
        self.lines = lines
        self.sent = sent
        self.prompts = prompts
    }

    private mutating func suppression(at offset: Int) -> Suppression? {
        guard let lineSpan = lines.span(ofLine: lines.line(at: offset), in: bytes),
            let (start, mark) = CommentMark.before(offset, in: bytes),
            !mark.isTemplate || prompts?.contains(where: { $0.contains(start) }) != false
        else { return nil }
        // A comment that is not closed ends with its line.
        var (textEnd, end) = (lineSpan.upperBound, lineSpan.upperBound)
        if let close = mark.close, let found = nextClosing(close, from: offset) {
            (textEnd, end) = (found, found + close.count)
        }
        var position = offset + Self.marker.count
        let isFile = starts(with: "-file", at: position)
        if isFile { position += 5 }
        guard position >= textEnd || !isNameByte(bytes[position]) else { return nil }
        let (rules, reason) = parse(bytes[min(position, textEnd)..<textEnd])
        return Suppression(
            span: start..<end, rules: rules, reason: reason, lines: isFile ? nil : target(start..<end, mark),
            isSent: false)
    }

    /// The lines that are meant: the comment's own, or, where it stands alone, the next one that is neither blank nor
    /// part of such a comment.
    private mutating func target(_ comment: Range<Int>, _ mark: CommentMark) -> ClosedRange<Int>? {
        let own = lines.line(at: comment.lowerBound)...lines.line(at: max(comment.lowerBound, comment.upperBound - 1))
        guard let first = lines.span(ofLine: own.lowerBound, in: bytes),
            let last = lines.span(ofLine: own.upperBound, in: bytes),
            isBlank(first.lowerBound..<comment.lowerBound), isBlank(comment.upperBound..<last.upperBound)
        else { return own }
        var next = own.upperBound + 1
        var continues = mark.close == nil
        while let span = lines.span(ofLine: next, in: bytes) {
            if let known = targets[next], known != next {
                targets[own.lowerBound] = known
                return known...known
            }
            // A comment of several `#` or `//` goes on in the lines below it.
            continues = continues && isComment(span, mark)
            if !continues, !isBlank(span), find(Self.marker, from: span.lowerBound, to: span.upperBound) == nil {
                targets[own.lowerBound] = next
                return next...next
            }
            next += 1
        }
        targets[own.lowerBound] = next
        return own
    }

    private func isBlank(_ range: Range<Int>) -> Bool { range.allSatisfy { bytes[$0] <= 0x20 } }

    /// Whether a line is nothing but a comment with this mark, which is not sent.
    private func isComment(_ line: Range<Int>, _ mark: CommentMark) -> Bool {
        let text = bytes[line].drop { $0 == 0x20 || $0 == 0x09 }
        return text.starts(with: mark.open) && !sent.overlaps(text.startIndex..<line.upperBound)
    }

    /// The first closing mark from `offset` on. Comments are looked at from the end of the file on, so that no byte is
    /// looked at twice.
    private mutating func nextClosing(_ close: [UInt8], from offset: Int) -> Int? {
        let known = closings[close]
        let found = find(close, from: offset, to: min(bytes.count, known.map { $0.searched + close.count - 1 } ?? .max))
        let result = found ?? known?.found
        closings[close] = (offset, result)
        return result
    }

    private func parse(_ text: ArraySlice<UInt8>) -> (rules: [String], reason: String) {
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        let names = String(decoding: text[..<(colon ?? text.endIndex)], as: UTF8.self)
        let reason = colon.map { String(decoding: text[($0 + 1)...], as: UTF8.self) } ?? ""
        let rules = names.split { $0 == "," || $0.isWhitespace }.map(String.init)
        // A dash before the end of a comment is part of its closing mark.
        return (rules.filter { $0 != "-" && $0 != "--" }, Self.trimmed(reason))
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace || last == "-" { rest = rest.dropLast() }
        return String(rest)
    }

    private func isNameByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-") }

    private func starts(with text: String, at offset: Int) -> Bool {
        offset + text.utf8.count <= bytes.count && bytes[offset..<(offset + text.utf8.count)].elementsEqual(text.utf8)
    }

    private func find(_ text: [UInt8], from start: Int, to end: Int) -> Int? {
        var offset = start
        while offset + text.count <= end {
            if bytes[offset..<(offset + text.count)].elementsEqual(text) { return offset }
            offset += 1
        }
        return nil
    }
}
