/// The tokens of a piece: half a cache line. As C sees it: `assay_remembered`.
struct RememberedTokens: RememberedPiece {
    var low: UInt64
    var high: UInt64
    /// Up to three ids, and their number.
    var first: TokenID
    var second: TokenID
    var third: TokenID
    var count: UInt32

    @inline(__always) var keyHigh: UInt64 { high }
    static var nothing: Self { Self(low: 0, high: 0, first: 0, second: 0, third: 0, count: 0) }
    /// 64 KB to 8 MB.
    static let steps: [UInt64] = [10, 13, 15, 16, 17]
}

/// Remembers the tokens of short pieces that have up to three.
typealias PieceCache = PieceTable<RememberedTokens>
