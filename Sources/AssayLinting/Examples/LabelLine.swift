/// A line that names what follows it: `Q: …`, `## Example 2 Input:`, `"output": …`, `**User**: …`.
struct LabelLine {
    /// Lower case, without numbers and marks.
    var label: String
    /// From the start of the line to behind the colon.
    var range: Range<Int>
    /// The end of the line, without its break.
    var lineEnd: Int

    private static let longest = 48

    /// Reads the line at `start`; nil when it has no label.
    static func read(_ bytes: [UInt8], _ line: Range<Int>) -> LabelLine? {
        var offset = line.lowerBound
        offset = skipMarks(bytes, offset, line.upperBound)
        let start = offset
        let limit = min(line.upperBound, start + longest)
        var spaces = 0
        while offset < limit, isLabelByte(bytes[offset]), !isWideColon(bytes, offset) {
            if bytes[offset] == 0x20 { spaces += 1 }
            offset += 1
        }
        guard offset > start, spaces <= 5 else { return nil }
        let labelEnd = offset
        // `**Q**:`, `"input":`, `[User]:`, `<<Q>>:`
        while offset < line.upperBound, "*_\"'`]>) ".utf8.contains(bytes[offset]) { offset += 1 }
        let colonEnd = colon(bytes, offset, line.upperBound)
        // `[Question]` and `### Input` need no colon where the line holds nothing else.
        guard colonEnd != nil || isMarked(bytes, line, start, offset),
            let label = normalised(bytes[start..<labelEnd])
        else { return nil }
        if let colonEnd {
            return LabelLine(label: label, range: line.lowerBound..<colonEnd, lineEnd: line.upperBound)
        }
        guard LabelVocabulary.isInput(label) || LabelVocabulary.isOutput(label) else { return nil }
        return LabelLine(label: label, range: line, lineEnd: line.upperBound)
    }

    /// Marks, quotation and numbers before a label.
    private static func skipMarks(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        var offset = start
        while offset < end {
            let byte = bytes[offset]
            if byte == 0x20 || byte == 0x09 || "#*>-+_\"'`[<{(|=".utf8.contains(byte) {
                offset += 1
            } else if (0x30...0x39).contains(byte) {
                var next = offset
                while next < end, next - offset < 4, (0x30...0x39).contains(bytes[next]) { next += 1 }
                guard next < end, bytes[next] == 0x2E || bytes[next] == 0x29 else { return offset }
                offset = next + 1
            } else {
                return offset
            }
        }
        return offset
    }

    /// Whether a line is a label alone, between brackets, in bold or as a heading.
    private static func isMarked(_ bytes: [UInt8], _ line: Range<Int>, _ start: Int, _ end: Int) -> Bool {
        guard start > line.lowerBound, TextLines.isBlank(bytes, end..<line.upperBound) else { return false }
        let mark = bytes[TextLines.trimmed(bytes, line).lowerBound]
        if mark == UInt8(ascii: "#") { return true }
        guard end > start, mark == UInt8(ascii: "[") || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "<") else {
            return false
        }
        let last = bytes[TextLines.trimmed(bytes, line).upperBound - 1]
        return "]*>".utf8.contains(last)
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80..., 0x20: true
        default: "#-_/()&'.".utf8.contains(byte)
        }
    }

    /// Behind `:` or its wide form; addresses and times have no label.
    private static func colon(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> Int? {
        guard offset < end else { return nil }
        if bytes[offset] == UInt8(ascii: ":") {
            var behind = offset + 1
            guard behind < end else { return behind }
            if bytes[behind] == UInt8(ascii: "/") || bytes[behind] == UInt8(ascii: ":") { return nil }
            if (0x30...0x39).contains(bytes[behind]), (0x30...0x39).contains(bytes[offset - 1]) { return nil }
            while behind < end, bytes[behind] == UInt8(ascii: "*") { behind += 1 }
            return behind
        }
        return isWideColon(bytes, offset) ? offset + 3 : nil
    }

    /// U+FF1A, the colon of Chinese and Japanese.
    private static func isWideColon(_ bytes: [UInt8], _ offset: Int) -> Bool {
        offset + 2 < bytes.count && bytes[offset] == 0xEF && bytes[offset + 1] == 0xBC && bytes[offset + 2] == 0x9A
    }

    /// The label without the number that counts it; nil when nothing is left.
    private static func normalised(_ bytes: ArraySlice<UInt8>) -> String? {
        let words = String(decoding: bytes, as: UTF8.self).lowercased()
            .split { $0 == " " || $0 == "_" || $0 == "-" || $0 == "#" || $0 == "." }
            .filter { !$0.allSatisfy { $0.isNumber || $0 == "(" || $0 == ")" } }
        guard var last = words.last else { return nil }
        // `Q1` and `Input2` count too.
        while let digit = last.last, digit.isASCII, digit.isNumber, last.count > 1 { last = last.dropLast() }
        let label = (words.dropLast() + [last]).joined(separator: " ")
        return label.contains(where: \.isLetter) ? label : nil
    }
}
