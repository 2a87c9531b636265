/// How many tokens a piece has: a quarter of a cache line. As C sees it: `assay_counted`.
struct RememberedCount: RememberedPiece {
    var low: UInt64
    /// The key's upper half, and the number of tokens, at most 15, in the four bits that a key leaves free.
    var high: UInt64

    init(_ key: PieceHash.Key, count: Int) {
        low = key.low
        high = key.high | UInt64(truncatingIfNeeded: count) &<< 60
    }

    @inline(__always) var keyHigh: UInt64 { high & (1 << 60 - 1) }
    @inline(__always) var count: Int { Int(truncatingIfNeeded: high &>> 60) }
    static var nothing: Self { Self(PieceHash.Key(low: 0, high: 0), count: 0) }
    /// 32 KB to 4 MB.
    static let steps: [UInt64] = [9, 12, 14, 15, 16]
}

/// Remembers how many tokens short pieces have, for texts that are counted only: half the memory, and one table for all.
typealias CountCache = PieceTable<RememberedCount>
