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
