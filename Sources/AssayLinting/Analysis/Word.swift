/// A word of a unit's text in the form in which words are compared: compatibility characters, case and typographic
/// apostrophes made one (NFKC, then lower case).
struct Word: Sendable, Hashable {
    enum Kind: UInt8, Sendable {
        /// Letters and digits; one character in scripts that put no space between words.
        case word
        /// A sign that carries meaning, as `<`, `=`, `%`, `{`.
        case sign
        /// A value filled in when the request is made.
        case variable
    }

    /// Hash of the compared form: equal words have equal symbols.
    var symbol: UInt64
    /// Where it stands in ``UnitText/bytes``; empty for a variable.
    var start: Int32
    var end: Int32
    var kind: Kind

    var range: Range<Int> { Int(start)..<Int(end) }
}

extension Word {
    /// Whether it is a word of a sentence: letters alone, with nothing around it that names, paths and markup have.
    func isPlain(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard kind == .word else { return false }
        for offset in range where bytes[offset] &- 0x30 < 10 || bytes[offset] == 0x5F { return false }
        if range.lowerBound > 0 {
            let before = bytes[range.lowerBound - 1]
            // What may stand before a word: blanks, opening marks, dashes, characters beyond ASCII.
            guard before <= 0x20 || before >= 0x80 || "(\"'*_[-`#".utf8.contains(before) else { return false }
        }
        guard range.upperBound < bytes.count else { return true }
        let after = bytes[range.upperBound]
        if after <= 0x20 || after >= 0x80 || ")\"'*_]-`,;!?".utf8.contains(after) { return true }
        // A full stop or colon ends a word of a sentence only with a blank behind it.
        guard after == 0x2E || after == 0x3A || after == 0x2F else { return false }
        return range.upperBound + 1 >= bytes.count || bytes[range.upperBound + 1] <= 0x20
            || bytes[range.upperBound + 1] == 0x22
    }
}
