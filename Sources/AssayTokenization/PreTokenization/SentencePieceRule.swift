import CAssayUnicode

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

    /// The starts of pieces in 64 bytes that start with one: runs of spaces, and of the other characters those that are in
    /// no token behind the one before. Only ASCII is looked at, and words and numbers are left whole.
    @inline(__always)
    static func starts(_ base: UnsafePointer<UInt8>, _ characters: CharacterLookup) -> UInt64 {
        let masks = assay_classify(base)
        let afterSpace = masks.space &<< 1
        let inside = masks.letter & masks.letter &<< 1 | masks.digit & masks.digit &<< 1
        var starts = masks.space & ~afterSpace
        var candidates = ~(masks.space | afterSpace | inside | 1)
        let limit = masks.high.trailingZeroBitCount
        let ascii = limit == 64 ? UInt64.max : (1 &<< UInt64(limit)) &- 1
        starts &= ascii
        candidates &= ascii
        while candidates != 0 {
            let at = candidates.trailingZeroBitCount
            if !characters.mayContain(UInt32(base[at &- 1]), UInt32(base[at])) { starts |= candidates & (0 &- candidates) }
            candidates &= candidates &- 1
        }
        return starts
    }
}

/// The whole text is one piece.
enum WholeTextRule: PieceRule {
    @inline(__always)
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int { text.end }
}
