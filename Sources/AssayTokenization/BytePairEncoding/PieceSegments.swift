/// Cuts a long piece between characters that stand side by side in no token.
///
/// No merge crosses such a place, so the tokens of the parts are the tokens of the piece. Chinese, which has no spaces,
/// falls into its words, and these are short and come again: merging them once is enough.
///
/// Where one of the two does not start out whole (``CharacterSymbol``), parts of them must not share a token either.
struct PieceSegments {
    private let characters: CharacterLookup
    private let start: UnsafePointer<UInt8>
    private let length: Int
    private var position = 0
    private var before = CharacterSymbol.Neighbor.none
    private var last: UInt32 = 0
    private var lastSize = 0
    private var lastIsWhole = false

    /// - Parameters:
    ///   - start: valid UTF-8.
    ///   - characters: the vocabulary's.
    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, _ length: Int, _ characters: CharacterLookup) {
        self.start = start
        self.length = length
        self.characters = characters
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
                isWhole = scalar < 0x10000 && characters.symbol(scalar).isWhole(between: before, behind)
            }
            let isCut =
                lastSize > 0 && !characters.pairs.mayContain(last, scalar)
                && (isWhole && lastIsWhole
                    || !characters.parts.mayContain(start + position - lastSize, lastSize, start + position, size))
            let here = position
            position &+= size
            last = scalar
            lastSize = size
            lastIsWhole = isWhole
            before = CharacterSymbol.Neighbor(firstByte: first)
            if isCut { return here }
        }
        return length
    }
}
