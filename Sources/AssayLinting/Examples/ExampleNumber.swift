/// The number in the marker that a line begins with: `### Example 3`, `Q3:`, `3.`, `<example id="3">`.
struct ExampleNumber {
    /// What stands before it.
    var kind: [UInt8]
    /// The last word before it, in lower case; empty where there is none.
    var word: String
    var value: Int
    /// In the bytes of the text.
    var digits: Range<Int>

    static func read(_ bytes: [UInt8], _ line: Range<Int>) -> ExampleNumber? {
        var offset = line.lowerBound
        func byte() -> UInt8 { offset < line.upperBound ? bytes[offset] : 0 }
        func skip(_ most: Int, while matches: (UInt8) -> Bool) -> Range<Int> {
            let start = offset
            while offset < line.upperBound, offset - start < most, matches(bytes[offset]) { offset += 1 }
            return start..<offset
        }
        _ = skip(10) { !WordScanner.isLetter($0) && !WordScanner.isDigit($0) }
        var word = offset..<offset
        for _ in 0..<3 {
            let next = skip(32, while: WordScanner.isLetter)
            if next.isEmpty { break }
            word = next
            if WordScanner.isDigit(byte()) { break }
            _ = skip(4) { !WordScanner.isLetter($0) && !WordScanner.isDigit($0) && $0 != UInt8(ascii: ".") }
        }
        let digits = skip(4, while: WordScanner.isDigit)
        let isPart = WordScanner.isLetter(byte()) || WordScanner.isDigit(byte())
        let isDecimal = byte() == UInt8(ascii: ".") && offset + 1 < line.upperBound && WordScanner.isDigit(bytes[offset + 1])
        guard !digits.isEmpty, !isPart, !isDecimal, let value = Int(String(decoding: bytes[digits], as: UTF8.self)) else {
            return nil
        }
        return ExampleNumber(
            kind: Array(bytes[line.lowerBound..<digits.lowerBound]),
            word: String(decoding: bytes[word], as: UTF8.self).lowercased(), value: value, digits: digits)
    }
}
