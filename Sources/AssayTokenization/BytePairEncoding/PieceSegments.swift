/// Cuts a long piece between characters that stand side by side in no token.
///
/// No merge crosses such a place, so the tokens of the parts are the tokens of the piece. Chinese, which has no spaces,
/// falls into its words, and these are short and come again: merging them once is enough.
///
/// Both characters have to start out whole (``CharacterSymbol``), or else a merge could join parts of them.
struct PieceSegments {
    // Counting references would cost as much as the rest: the encoder that makes this keeps the vocabulary.
    private unowned(unsafe) let vocabulary: Vocabulary
    private let start: UnsafePointer<UInt8>
    private let length: Int
    private var position = 0
    private var before = CharacterSymbol.Neighbor.none
    private var last: UInt32 = 0
    private var lastIsWhole = false

    /// - Parameters:
    ///   - start: valid UTF-8.
    ///   - vocabulary: one with `characterBlocks`.
    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, _ length: Int, _ vocabulary: Vocabulary) {
        self.start = start
        self.length = length
        self.vocabulary = vocabulary
    }

    /// The end of the next part; the piece's own end for the last one.
    @inline(__always)
    mutating func next() -> Int {
        while position < length {
            let first = start[position]
            var scalar = UInt32(first)
            var size = 1
            // ASCII is one symbol from the start.
            var isWhole = true
            if first >= 0x80 {
                (scalar, size) = PieceText(base: start, end: length).scalar(position, first)
                let end = position &+ size
                let behind = end < length ? CharacterSymbol.Neighbor(firstByte: start[end]) : .none
                isWhole = scalar < 0x10000 && vocabulary.characterSymbol(scalar).isWhole(between: before, behind)
            }
            let isCut = isWhole && lastIsWhole && !vocabulary.characterPairs.mayContain(last, scalar)
            let here = position
            position &+= size
            last = scalar
            lastIsWhole = isWhole
            before = CharacterSymbol.Neighbor(firstByte: first)
            if isCut { return here }
        }
        return length
    }
}
