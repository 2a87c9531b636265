/// A place in a text that is filled in later: a value of the format, or what reads like one where the format has none,
/// such as `{question}` in a plain text file.
enum Placeholder {
    /// The first one in `range`; nil where there is none.
    static func first(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            if bytes[offset] == DemonstrationText.mark {
                let end = bytes[(offset + 1)..<range.upperBound].firstIndex(of: DemonstrationText.mark)
                return offset..<(end.map { $0 + 1 } ?? range.upperBound)
            }
            if bytes[offset] == UInt8(ascii: "{"), let end = braced(bytes, offset, range.upperBound) {
                return offset..<end
            }
            offset += 1
        }
        return nil
    }

    /// Whether the first line of a value is nothing but a placeholder.
    static func opens(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let value = TextLines.trimmed(bytes, range)
        let end = bytes[value].firstIndex(of: 0x0A) ?? value.upperBound
        return isAll(bytes, value.lowerBound..<end)
    }

    /// Whether a value, quotation marks aside, is nothing but a placeholder.
    static func isAll(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var value = TextLines.trimmed(bytes, range)
        while let first = value.first, value.count >= 2, "\"'`".utf8.contains(bytes[first]) { value = value.dropFirst() }
        while let last = value.last, value.count >= 2, "\"'`".utf8.contains(bytes[last]) { value = value.dropLast() }
        guard let start = value.first, let last = value.last else { return false }
        if bytes[start] == UInt8(ascii: "<"), bytes[last] == UInt8(ascii: ">") { return value.count > 2 }
        return bytes[value].elementsEqual("...".utf8) || first(bytes, value) == value
    }

    /// The end of `{name}` or `{{ name.part }}` at `start`; nil for braces around anything else.
    private static func braced(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var offset = start
        while offset < end, offset - start < 3, bytes[offset] == UInt8(ascii: "{") { offset += 1 }
        let count = offset - start
        var letters = 0
        while offset < end, offset - start < 64, bytes[offset] != UInt8(ascii: "}") {
            let byte = bytes[offset]
            let isName = (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
            guard isName || byte &- 0x30 < 10 || " _.-$".utf8.contains(byte) else { return nil }
            if isName { letters += 1 }
            offset += 1
        }
        guard letters > 0, offset + count <= end,
            bytes[offset..<offset + count].allSatisfy({ $0 == UInt8(ascii: "}") })
        else { return nil }
        return offset + count
    }
}
