/// SentencePiece has no pattern, but no merge joins a character to a space behind it (``PackBuilder`` checks that), so
/// a text may be cut before each run of spaces. Pieces stay short, and repeat.
enum SentencePieceRule: PieceRule {
    @inline(__always)
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int {
        var next = position
        while next < text.end, text.byte(next) == 0x20 { next &+= 1 }
        while next < text.end, text.byte(next) != 0x20 { next &+= 1 }
        return next
    }
}

/// The whole text is one piece.
enum WholeTextRule: PieceRule {
    @inline(__always)
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int { text.end }
}
