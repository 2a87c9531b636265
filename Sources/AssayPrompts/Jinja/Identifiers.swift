/// Finds names in code without parsing it.
enum Identifiers {
    private static let keywords: Set<String> = [
        "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None", "this", "as",
        "recursive",
    ]

    /// Dotted paths outside strings, each once; names behind `|` are filters. Functions and methods that are called are among them.
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> [String] {
        var result: [String] = []
        var seen = Set<String>()
        var offset = range.lowerBound
        var previous: UInt8 = 0
        while offset < range.upperBound {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                offset = skipString(bytes, offset, range.upperBound)
                previous = byte
            } else if ByteClass.isIdentifierStart(byte) {
                let start = offset
                while offset < range.upperBound,
                    ByteClass.isIdentifier(bytes[offset]) || bytes[offset] == UInt8(ascii: ".")
                {
                    offset += 1
                }
                let name = String(decoding: bytes[start..<offset], as: UTF8.self)
                if previous != UInt8(ascii: "|"), !keywords.contains(name), seen.insert(name).inserted {
                    result.append(name)
                }
                previous = byte
            } else {
                if !ByteClass.isWhitespace(byte) { previous = byte }
                offset += 1
            }
        }
        return result
    }

    /// Offset of `word` standing alone outside strings.
    static func find(word: String, _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        let wanted = Array(word.utf8)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                offset = skipString(bytes, offset, range.upperBound)
            } else if ByteClass.isIdentifierStart(byte) {
                let start = offset
                while offset < range.upperBound, ByteClass.isIdentifier(bytes[offset]) { offset += 1 }
                if bytes[start..<offset].elementsEqual(wanted) { return start }
            } else {
                offset += 1
            }
        }
        return nil
    }

    /// The offset behind a string that begins at `start`.
    static func skipString(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        var offset = start + 1
        while offset < end, bytes[offset] != bytes[start] {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(offset + 1, end)
    }
}
