import CAssayPieces

/// A pack's table from two adjacent tokens to the token that they merge into: see `assay_pair_table`, which says how it is
/// laid out.
struct PairTable {
    let table: assay_pair_table

    /// The ten highest bits of the pair of a token that no merge builds.
    static let noParts = UInt16.max

    /// The token that two tokens merge into, or ``PackLayout/none``. Expected constant time.
    @inline(__always)
    func merged(_ left: UInt32, _ right: UInt32) -> UInt32 { assay_merged(table, left, right) }

    /// The pair that merges into a token, or nil.
    @inline(__always)
    func parts(of index: UInt32) -> (left: UInt32, right: UInt32)? {
        let high = table.high_parts[Int(index)]
        guard high != Self.noParts else { return nil }
        let pair = UInt64(high) &<< 32 | UInt64(table.low_parts[Int(index)])
        return (
            UInt32(truncatingIfNeeded: pair &>> UInt64(PackLayout.indexBits)),
            UInt32(truncatingIfNeeded: pair) & UInt32(PackLayout.maximumTokens)
        )
    }
}
