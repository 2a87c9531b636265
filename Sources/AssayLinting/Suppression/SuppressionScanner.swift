import AssayPrompts

/// Finds suppressions in a file, in whatever comment its format has: `{# #}`, `{{! }}`, `<!-- -->`, `#`, `//`, `/* */`.
/// Linear in the file.
struct SuppressionScanner {
    private let bytes: [UInt8]
    private let lines: LineIndex
    /// The targets of the comments found so far, by their lines.
    private var targets: [Int: Int] = [:]
    private static let marker = Array("assay-ignore".utf8)

    /// The suppressions of a file, in order.
    static func suppressions(in document: DocumentAnalysis) -> [Suppression] {
        let bytes = document.source
        guard !offsets(of: marker, in: bytes).isEmpty else { return [] }
        var scanner = SuppressionScanner(bytes: bytes, lines: LineIndex(bytes))
        // From the end on, so that each of many comments in a row finds the target of the next one.
        var found: [Suppression] = []
        for offset in offsets(of: marker, in: bytes).reversed() {
            if let suppression = scanner.suppression(at: offset) { found.append(suppression) }
        }
        found.reverse()
        for index in found.indices {
            found[index].isSent = document.units.contains { unit in
                unit.text.pieces.contains { $0.kind != .variable && $0.span.overlaps(found[index].span) }
            }
        }
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

    private init(bytes: [UInt8], lines: LineIndex) {
        self.bytes = bytes
        self.lines = lines
    }

    private mutating func suppression(at offset: Int) -> Suppression? {
        let line = lines.line(at: offset)
        guard let lineSpan = lines.span(ofLine: line, in: bytes),
            let (start, close) = opener(before: offset, from: lineSpan.lowerBound)
        else { return nil }
        var textEnd = lineSpan.upperBound
        var end = textEnd
        if let close {
            // A comment that is not closed in its line ends with the line.
            if let found = find(close, from: offset, to: lineSpan.upperBound) {
                textEnd = found
                end = found + close.count
            }
        }
        var position = offset + Self.marker.count
        let isFile = starts(with: "-file", at: position)
        if isFile { position += 5 }
        guard position >= textEnd || !isNameByte(bytes[position]) else { return nil }
        let (rules, reason) = parse(bytes[min(position, textEnd)..<textEnd])
        return Suppression(
            span: start..<end, rules: rules, reason: reason,
            line: isFile ? nil : target(line, lineSpan, start..<end), isSent: false)
    }

    /// The line that is meant: the comment's own, or, where it stands alone, the next one that is not blank or such a
    /// comment itself.
    private mutating func target(_ line: Int, _ span: Range<Int>, _ comment: Range<Int>) -> Int {
        func isBlank(_ range: Range<Int>) -> Bool { range.allSatisfy { bytes[$0] <= 0x20 } }
        guard isBlank(span.lowerBound..<comment.lowerBound), isBlank(comment.upperBound..<span.upperBound) else {
            return line
        }
        var next = line + 1
        while let span = lines.span(ofLine: next, in: bytes) {
            if let known = targets[next], known != next {
                targets[line] = known
                return known
            }
            if !isBlank(span), find(Self.marker, from: span.lowerBound, to: span.upperBound) == nil {
                targets[line] = next
                return next
            }
            next += 1
        }
        targets[line] = next
        return line
    }

    /// Where the comment around `offset` starts in its line, and how it is closed.
    private func opener(before offset: Int, from lineStart: Int) -> (start: Int, close: [UInt8]?)? {
        var end = offset
        while end > lineStart, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        let openers: [(open: String, close: String?)] = [
            ("{{!--", "--}}"), ("{{~!--", "--}}"), ("{{!", "}}"), ("{#-", "#}"), ("{#", "#}"), ("<!--", "-->"),
            ("/*", "*/"), ("///", nil), ("//", nil), ("--", nil), ("#", nil),
        ]
        for (open, close) in openers {
            let open = Array(open.utf8)
            if end - open.count >= lineStart, bytes[(end - open.count)..<end].elementsEqual(open) {
                return (end - open.count, close.map { Array($0.utf8) })
            }
        }
        return nil
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
