import CAssayPieces

/// One published pre-tokenizer pattern as a hand-written matcher.
///
/// A pattern matches at every position of any text, or what it leaves out between two matches is a piece as well, so the
/// pieces lie end to end. A rule answers one question: where does the piece that starts here end? It gives what the
/// pattern's leftmost-first match gives, backtracking included.
protocol PieceRule {
    /// What to cut text by 64 bytes at a time, or nil for a pattern that is only scanned.
    static var window: assay_pattern? { get }
    /// The end of the piece that starts at `position`, which is before the end of the text. Time is linear in the piece
    /// and what the pattern looks ahead at.
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int
    /// The same for a pattern that first cuts text into segments, whose end is looked for once and not for each piece.
    ///
    /// - Parameter segmentEnd: the end of a segment that `position` is in or behind; it is moved where `position` is not in it.
    static func endOfPiece(_ text: PieceText, _ position: Int, segmentEnd: inout Int) -> Int
}

extension PieceRule {
    @inline(__always) static var window: assay_pattern? { nil }

    @inline(__always)
    static func endOfPiece(_ text: PieceText, _ position: Int, segmentEnd: inout Int) -> Int { endOfPiece(text, position) }
}

extension PieceText {
    /// The end of the piece that starts with the white space at `position`: the alternatives `\s*[\r\n]+`,
    /// `\s+(?!\S)` and `\s+`, in this order.
    ///
    /// - Parameters:
    ///   - newlines: whether the pattern has `\s*[\r\n]+`.
    ///   - wholeAtEnd: whether the pattern tries `\s++$` before it.
    @inline(__always)
    func endOfWhiteSpacePiece(_ position: Int, newlines: Bool, wholeAtEnd: Bool) -> Int {
        var next = position
        var lastCharacter = position
        var afterNewline = position
        while next < end {
            let character = character(next)
            guard CharacterSet.whiteSpace.contains(character.kind) else { break }
            lastCharacter = next
            next &+= character.length
            if character.kind == .newline { afterNewline = next }
        }
        if wholeAtEnd, next == end { return next }
        if newlines, afterNewline > position { return afterNewline }
        if next == end || lastCharacter == position { return next }
        return lastCharacter
    }

    /// The end of a contraction such as `'s` or `'LL` that starts at `position`, or nil: `'(?i:[sdmt]|ll|ve|re)`, where
    /// `s` also folds U+017F.
    @inline(__always)
    func endOfContraction(_ position: Int) -> Int? {
        guard position < end, base[position] == 0x27, position &+ 1 < end else { return nil }
        let first = base[position &+ 1]
        switch first | 0x20 {
        case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "m"), UInt8(ascii: "t"):
            if first < 0x80 { return position &+ 2 }
        case UInt8(ascii: "l") where byteOrZero(position &+ 2) | 0x20 == UInt8(ascii: "l"),
            UInt8(ascii: "v") where byteOrZero(position &+ 2) | 0x20 == UInt8(ascii: "e"),
            UInt8(ascii: "r") where byteOrZero(position &+ 2) | 0x20 == UInt8(ascii: "e"):
            return position &+ 3
        default: break
        }
        // U+017F, LATIN SMALL LETTER LONG S, is C5 BF.
        if first == 0xC5, byteOrZero(position &+ 2) == 0xBF { return position &+ 3 }
        return nil
    }
}
