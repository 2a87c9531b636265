/// Places where a text can be cut in two so that the tokens of the parts are the tokens of the whole.
///
/// A cut is safe where every published pattern ends a piece and where neither side can see the other: no pattern looks
/// behind a piece's start, and the pieces to the left end in a way that no lookahead reaches across. Normalization and
/// tiktoken's treatment of invalid bytes respect the same cuts. They are:
///
/// - before a space that follows anything but white space and U+2581: no pattern has a space behind a character in one
///   piece;
/// - before an ASCII character that is neither letter, digit nor apostrophe, behind an ASCII letter or digit;
/// - before an ideographic comma or full stop or a full-width comma, behind a Chinese character.
///
/// SentencePiece has the first kind only.
enum SafeCut {
    /// The last safe cut in `text` that is not after `limit`, or nil where there is none. Text up to the cut is valid
    /// UTF-8 if `text` is up to `limit`. Linear, but in nearly every text a few bytes.
    static func last(
        in text: UnsafeBufferPointer<UInt8>, before limit: Int, preTokenizer: PreTokenizer
    ) -> Int? {
        guard preTokenizer != .none, let base = text.baseAddress else { return nil }
        var position = min(limit, text.count &- 1)
        while position > 0 {
            if isSafe(base, position, text.count, spacesOnly: preTokenizer == .sentencePiece) { return position }
            position &-= 1
        }
        return nil
    }

    private static func isSafe(
        _ base: UnsafePointer<UInt8>, _ position: Int, _ count: Int, spacesOnly: Bool
    ) -> Bool {
        let next = base[position]
        let previous = base[position &- 1]
        if next == 0x20 { return !endsInWhiteSpace(base, position) }
        if spacesOnly { return false }
        if next < 0x80 { return isAlphanumeric(previous) && !isAlphanumeric(next) && next != 0x27 }
        guard next == 0xE3 || next == 0xEF, position &+ 2 < count, position >= 3 else { return false }
        let second = base[position &+ 1]
        let third = base[position &+ 2]
        let isComma = next == 0xEF && second == 0xBC && third == 0x8C
        let isIdeographic = next == 0xE3 && second == 0x80 && (third == 0x81 || third == 0x82)
        guard isComma || isIdeographic else { return false }
        return isChineseCharacter(base + position - 3)
    }

    /// Whether the three bytes are a character from U+5000 to U+8FFF.
    private static func isChineseCharacter(_ start: UnsafePointer<UInt8>) -> Bool {
        (0xE5...0xE8).contains(start[0]) && start[1] & 0xC0 == 0x80 && start[2] & 0xC0 == 0x80
    }

    /// Whether the character before `position` is white space, or U+2581, which is a space to SentencePiece. Text that
    /// is no UTF-8 there counts as such.
    private static func endsInWhiteSpace(_ base: UnsafePointer<UInt8>, _ position: Int) -> Bool {
        var start = position &- 1
        if base[start] < 0x80 {
            return base[start] == 0x20 || (0x09...0x0D).contains(base[start]) || (0x1C...0x1F).contains(base[start])
        }
        while start > 0, base[start] & 0xC0 == 0x80, position &- start < 4 { start &-= 1 }
        guard UTF8Validation.sequenceLength(base + start, position &- start) == position &- start else { return true }
        let scalar = PieceText(base: base, end: position).scalar(start, base[start]).value
        return scalar == 0x2581 || CharacterSet.whiteSpace.contains(PieceText(base: base, end: position).classOf(scalar))
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
}
