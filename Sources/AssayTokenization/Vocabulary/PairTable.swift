import CAssayPieces

/// A pack's table from two adjacent tokens to the token that they merge into: see `assay_pair_table`, which says how it is
/// laid out.
struct PairTable {
    let table: assay_pair_table

    /// The pair of a token that no merge builds.
    static let noParts = assay_parts_mask

    /// How many bytes the pairs of so many tokens take: the last is read together with two bytes more.
    static func partsLength(_ tokenCount: Int) -> Int { Int(assay_parts_size) * tokenCount + 2 }

    /// The token that two tokens merge into, or ``PackLayout/none``. Expected constant time.
    @inline(__always)
    func merged(_ left: UInt32, _ right: UInt32) -> UInt32 { assay_merged(table, left, right) }

    /// The pair that merges into a token, or nil.
    @inline(__always)
    func parts(of index: UInt32) -> (left: UInt32, right: UInt32)? {
        let pair = assay_parts(table, index)
        guard pair != Self.noParts else { return nil }
        return (
            UInt32(truncatingIfNeeded: pair &>> UInt64(PackLayout.indexBits)),
            UInt32(truncatingIfNeeded: pair) & UInt32(PackLayout.maximumTokens)
        )
    }
}
