import CAssayPieces

/// The pairs of ASCII characters of a vocabulary whose symbols are bytes and whose ranks rise: what each merges into, and bounds
/// that tell of many, at a glance, that they merge whatever else does. See `assay_ascii_token`.
enum ASCIIPairTable {
    static let count = Int(assay_ascii_count) * Int(assay_ascii_count)

    /// The table. Linear in the number of tokens.
    ///
    /// - Parameters:
    ///   - tokens: how many tokens there are, lowest rank first.
    ///   - bytes: a token's bytes.
    ///   - parts: the two tokens that merge into a token, or nil.
    ///   - symbol: the token that a byte starts out as.
    static func entries<Bytes: RandomAccessCollection<UInt8>>(
        tokens: Int, bytes: (Int) -> Bytes, parts: (Int) -> (left: Int, right: Int)?, symbol: (UInt8) -> Int
    ) -> [UInt32] where Bytes.Index == Int {
        var entries = [UInt32](repeating: .max, count: count)
        // The lowest rank last, so that it stays.
        for token in (0..<tokens).reversed() {
            guard let (left, right) = parts(token) else { continue }
            let spelled = bytes(token), leftLength = bytes(left).count
            let rank = UInt32(token), (start, end) = (spelled.startIndex, spelled.endIndex)
            if leftLength == spelled.count - 1, let place = place(spelled[end - 2], spelled[end - 1]) {
                set(&entries[place], assay_left_bound(rank), assay_left_shift, assay_left_bits)
            }
            if leftLength == 1, let place = place(spelled[start], spelled[start + 1]) {
                set(&entries[place], assay_right_bound(rank), assay_right_shift, assay_right_bits)
                if left == symbol(spelled[start]), right == symbol(spelled[start + 1]) {
                    set(&entries[place], rank, 0, Int(assay_index_bits))
                }
            }
        }
        return entries
    }

    /// Where the entry of two bytes stands, if they are characters that have one.
    static func place(_ left: UInt8, _ right: UInt8) -> Int? {
        let first = UInt8(assay_first_ascii)
        guard (first..<0x80).contains(left), (first..<0x80).contains(right) else { return nil }
        return Int(left - first) * Int(assay_ascii_count) + Int(right - first)
    }

    private static func set(_ entry: inout UInt32, _ value: UInt32, _ shift: Int, _ bits: Int) {
        let mask: UInt32 = (1 << UInt32(bits) - 1) << UInt32(shift)
        entry = entry & ~mask | value << UInt32(shift)
    }
}
