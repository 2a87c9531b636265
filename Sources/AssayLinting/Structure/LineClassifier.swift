/// Tells what the lines of a message are. Linear in the text.
struct LineClassifier {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let message: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, message: Int) {
        self.bytes = bytes
        self.message = message
    }

    /// The lines of `range`, which is one message.
    func lines(of range: Range<Int>) -> [TextLine] {
        FenceScanner.lines(bytes, range, readsQuotationMarks: true).map(classify)
    }

    private func classify(_ fenced: FencedLine) -> TextLine {
        var line = TextLine(
            range: fenced.range, content: fenced.content, kind: .text, indentation: fenced.indentation, level: 0,
            message: message)
        switch fenced.place {
        case .outside: line.kind = kind(&line)
        case .fence: line.kind = .rule
        case .inside: line.kind = .code
        }
        return line
    }

    private func kind(_ line: inout TextLine) -> TextLine.Kind {
        let content = line.content
        if content.isEmpty { return .blank }
        let first = bytes[content.lowerBound]
        if isRule(content) { return .rule }
        if first == UInt8(ascii: "#") {
            let level = content.prefix { bytes[$0] == first }.count
            let next = content.lowerBound + level
            if level <= 6, next < content.upperBound, bytes[next] == 0x20 {
                line.level = level
                return .heading
            }
        }
        if isTable(content) { return .table }
        if isTag(content) { return .tag }
        if let marker = ListMarker.length(bytes, content) {
            line.content = content.dropFirst(marker)
            return isData(line.content) ? .code : isBold(line.content) ? .heading : .item
        }
        if isData(content) { return .code }
        return isBold(content) || isFramed(content) ? .heading : .text
    }

    /// `---Goal---`, `=== Rules ===`: a title between marks that divide.
    private func isFramed(_ content: Range<Int>) -> Bool {
        let mark = bytes[content.lowerBound]
        guard "-=#~+_".utf8.contains(mark) else { return false }
        let title = content.dropFirst(content.prefix { bytes[$0] == mark }.count)
            .dropLast(content.reversed().prefix { bytes[$0] == mark }.count)
        guard content.count - title.count >= 4, title.lowerBound - content.lowerBound >= 2,
            content.upperBound - title.upperBound >= 2
        else { return false }
        let isWorded = title.contains { (bytes[$0] | 0x20) &- 0x61 < 26 || bytes[$0] >= 0x80 }
        return isWorded && title.count <= 60 && !title.contains { bytes[$0] == mark }
    }

    private func isRule(_ content: Range<Int>) -> Bool {
        content.count >= 3
            && content.allSatisfy { [0x2D, 0x3D, 0x2A, 0x5F, 0x7E, 0x23, 0x20, 0x2E, 0x2B, 0x60].contains(bytes[$0]) }
    }

    private func isTable(_ content: Range<Int>) -> Bool {
        let bars = content.reduce(0) { $0 + (bytes[$1] == UInt8(ascii: "|") ? 1 : 0) }
        return bars >= 2 && (bytes[content.lowerBound] == UInt8(ascii: "|") || bars >= 3)
    }

    /// A line that is nothing but one or more tags.
    private func isTag(_ content: Range<Int>) -> Bool {
        guard bytes[content.lowerBound] == UInt8(ascii: "<"), bytes[content.upperBound - 1] == UInt8(ascii: ">") else {
            return false
        }
        var depth = 0
        for offset in content {
            switch bytes[offset] {
            case UInt8(ascii: "<"): depth += 1
            case UInt8(ascii: ">"): depth -= 1
            case 0x20, 0x09: continue
            default: if depth != 1 { return false }
            }
        }
        return depth == 0
    }

    /// A line that is set in bold as a whole: a title in all but name.
    private func isBold(_ content: Range<Int>) -> Bool {
        func isStar(_ offset: Int) -> Bool {
            content.contains(offset) && bytes[offset] == UInt8(ascii: "*")
        }
        guard content.count > 4, isStar(content.lowerBound), isStar(content.lowerBound + 1) else { return false }
        let last = bytes[content.upperBound - 1] == UInt8(ascii: ":") ? content.upperBound - 2 : content.upperBound - 1
        guard isStar(last), isStar(last - 1) else { return false }
        let title = content.lowerBound + 2..<last - 1
        guard !title.contains(where: isStar) else { return false }
        // A sentence in bold is emphasised, not a title.
        let isClosed = title.last.map { [0x2E, 0x21].contains(bytes[$0]) } ?? false
        return !isClosed && title.count { bytes[$0] == 0x20 } < 7
    }

    /// A line of data: it starts or ends as JSON and code do, and reads like no sentence.
    private func isData(_ content: Range<Int>) -> Bool {
        guard let first = content.first.map({ bytes[$0] }), let last = content.last.map({ bytes[$0] }) else {
            return false
        }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"):
            return first == UInt8(ascii: "}") || first == UInt8(ascii: "]") || content.count < 3
                || [0x22, 0x7B, 0x7D, 0x5B, 0x5D, 0x2C].contains(last)
        case UInt8(ascii: "\""): return isMember(content)
        default: return last == UInt8(ascii: "{") || last == UInt8(ascii: ";")
        }
    }

    /// `"key": …`
    private func isMember(_ content: Range<Int>) -> Bool {
        guard let close = content.dropFirst().first(where: { bytes[$0] == UInt8(ascii: "\"") }) else { return false }
        let rest = (close + 1..<content.upperBound).drop { bytes[$0] == 0x20 }
        guard rest.first.map({ bytes[$0] == UInt8(ascii: ":") }) ?? false else { return false }
        return isValue(rest.dropFirst().drop { bytes[$0] == 0x20 })
    }

    /// Whether what stands behind a key is a value of JSON and not a sentence about one: `"yes" if it is polite`.
    private func isValue(_ value: Range<Int>) -> Bool {
        guard let first = value.first, let last = value.last else { return true }
        if bytes[first] == UInt8(ascii: "\"") {
            let close = value.dropFirst().first { bytes[$0] == UInt8(ascii: "\"") && bytes[$0 - 1] != 0x5C }
            return close.map { last - $0 <= 2 } ?? true
        }
        return (bytes[first] | 0x20) &- 0x61 >= 26 || value.count { bytes[$0] == 0x20 } < 3 || bytes[last] == 0x2C
    }
}

/// The sign or number in front of a list's entry.
enum ListMarker {
    /// The length of the marker with the blanks behind it; nil where there is none.
    static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ content: Range<Int>) -> Int? {
        var position = content.lowerBound
        func byte() -> UInt8? { position < content.upperBound ? bytes[position] : nil }
        switch bytes[position] {
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): position += 1
        case 0xE2:
            // • ‣ – — ●, all three bytes long.
            guard content.count > 3, bytes[position + 1] == 0x80 || bytes[position + 1] == 0x97 else { return nil }
            position += 3
        case UInt8(ascii: "("), 0x30...0x39, 0x61...0x7A, 0x41...0x5A:
            guard let end = number(bytes, content) else { return nil }
            position = end
        default: return nil
        }
        guard let next = byte(), next == 0x20 || next == 0x09 else { return nil }
        while let next = byte(), next == 0x20 || next == 0x09 { position += 1 }
        // A task's box.
        if position + 3 < content.upperBound, bytes[position] == UInt8(ascii: "["),
            bytes[position + 2] == UInt8(ascii: "]"), bytes[position + 3] == 0x20
        {
            position += 4
        }
        return position - content.lowerBound
    }

    /// The end of `1.`, `1.2.`, `1)`, `(1)`, `a.`, `a)`, `iv)`.
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ content: Range<Int>) -> Int? {
        var position = content.lowerBound
        let isOpen = bytes[position] == UInt8(ascii: "(")
        if isOpen { position += 1 }
        let start = position
        var isNumber = true
        while position < content.upperBound, position - start < 6 {
            let byte = bytes[position]
            if byte &- 0x30 < 10 || (byte == 0x2E && position > start && isDigit(bytes, position + 1, content)) {
                position += 1
            } else if (byte | 0x20) &- 0x61 < 26 {
                isNumber = false
                position += 1
            } else {
                break
            }
        }
        let length = position - start
        guard length > 0, isNumber || length <= (isOpen ? 4 : 1), position < content.upperBound else { return nil }
        let close = bytes[position]
        guard close == UInt8(ascii: ")") || (close == UInt8(ascii: ".") && !isOpen) else { return nil }
        return position + 1
    }

    private static func isDigit(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ content: Range<Int>) -> Bool {
        offset < content.upperBound && bytes[offset] &- 0x30 < 10
    }
}
