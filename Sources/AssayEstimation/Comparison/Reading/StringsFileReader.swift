/// Reads Apple's `.strings` files: `"key" = "value";`, with comments as in C, in UTF-8 or UTF-16.
public enum StringsFileReader {
    public static func read(
        _ source: [UInt8], language: ComparedLanguage
    ) throws(ParallelTextError) -> ParallelText {
        let source = utf8(source)
        if let error = ParallelTextError(notUTF8: source, conversion: "'iconv -t UTF-8'") { throw error }
        var scanner = StringsScanner(source)
        var text = ParallelText()
        while let (key, value) = try scanner.next() {
            if !value.isEmpty { text.add(value, key: key, language: language) }
        }
        if text.isEmpty { throw ParallelTextError("there is no text in it") }
        return text
    }

    /// The source as UTF-8: a byte order mark says where it is UTF-16, or else a zero beside the first character, which
    /// is always of ASCII.
    private static func utf8(_ source: [UInt8]) -> [UInt8] {
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(source.dropFirst(3)) }
        let hasMark = source.starts(with: [0xFE, 0xFF]) || source.starts(with: [0xFF, 0xFE])
        guard hasMark || (source.count > 1 && (source[0] == 0) != (source[1] == 0)) else { return source }
        let isBig = source[0] == (hasMark ? 0xFE : 0)
        let units = stride(from: hasMark ? 2 : 0, to: source.count - 1, by: 2).map { place in
            let (first, second) = (UInt16(source[place]), UInt16(source[place + 1]))
            return isBig ? first << 8 | second : second << 8 | first
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}

private struct StringsScanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next key and value, or nil at the end.
    mutating func next() throws(ParallelTextError) -> (String, String)? {
        try skipSpace()
        guard place < bytes.count else { return nil }
        let key = try string()
        try skipSpace()
        // A key alone stands for itself.
        if skip(UInt8(ascii: ";")) { return (key, key) }
        guard skip(UInt8(ascii: "=")) else { throw error("'=' is missing behind a key") }
        try skipSpace()
        let value = try string()
        try skipSpace()
        guard skip(UInt8(ascii: ";")) else { throw error("';' is missing behind a value") }
        return (key, value)
    }

    private mutating func string() throws(ParallelTextError) -> String {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return try word() }
        guard let (text, end) = CStyleString.read(bytes, from: place + 1) else {
            throw error("a text lacks its closing quote")
        }
        place = end
        return text
    }

    /// A key without quotes: letters, digits and `_.-`.
    private mutating func word() throws(ParallelTextError) -> String {
        let start = place
        while place < bytes.count, isWord(bytes[place]) { place += 1 }
        guard place > start else { throw error("a text in quotes is missing") }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    /// Skips white space and comments.
    private mutating func skipSpace() throws(ParallelTextError) {
        while place < bytes.count {
            if bytes[place] <= 0x20 {
                place += 1
            } else if bytes[place...].starts(with: "//".utf8) {
                place = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
            } else if bytes[place...].starts(with: "/*".utf8) {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(ParallelTextError) {
        let start = place
        place += 2
        while place + 1 < bytes.count {
            if bytes[place] == UInt8(ascii: "*"), bytes[place + 1] == UInt8(ascii: "/") {
                place += 2
                return
            }
            place += 1
        }
        place = start
        throw error("a comment lacks its end")
    }

    private func error(_ message: String) -> ParallelTextError {
        ParallelTextError(message, line: 1 + bytes[..<min(place, bytes.count)].count { $0 == 0x0A })
    }
}
