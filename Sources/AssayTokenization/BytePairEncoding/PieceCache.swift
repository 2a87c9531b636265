import CAssayPieces

/// The tokens of a piece: half a cache line. As C sees it: `assay_remembered`.
struct RememberedTokens: RememberedPiece {
    var low: UInt64
    var high: UInt64
    /// Up to three ids, and their number; or four to six, packed.
    var first: TokenID
    var second: TokenID
    var third: TokenID
    var count: UInt32

    @inline(__always) var keyHigh: UInt64 { high }
    static var nothing: Self { Self(low: 0, high: 0, first: 0, second: 0, third: 0, count: 0) }
    /// 64 KB to 8 MB.
    static let steps: [UInt64] = [10, 13, 15, 16, 17]
}

extension RememberedTokens {
    /// The tokens of a piece, no more than ``most(_:)``.
    @inline(__always)
    init(_ key: PieceHash.Key, _ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary) {
        self.init(low: key.low, high: key.high, first: 0, second: 0, third: 0, count: UInt32(truncatingIfNeeded: indices.count))
        if indices.count > Int(assay_unpacked_ids) {
            pack(indices, vocabulary)
            return
        }
        first = vocabulary.id(at: indices[0])
        if indices.count > 1 { second = vocabulary.id(at: indices[1]) }
        if indices.count > 2 { third = vocabulary.id(at: indices[2]) }
    }

    private mutating func pack(_ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary) {
        var bits: (low: UInt64, high: UInt64) = (0, UInt64(indices.count) << 56)
        // Even of a pack whose ids are not what its header says, no id reaches into the number.
        let mask: UInt64 = 1 << UInt64(assay_packed_id_bits) - 1
        for (position, index) in indices.enumerated() {
            let id = UInt64(vocabulary.id(at: index)) & mask, place = position * Int(assay_packed_id_bits)
            // Smart shifts: what lies outside of a word is 0 in it.
            bits.low |= id << place
            bits.high |= id << (place - 64)
        }
        (first, second) = (UInt32(truncatingIfNeeded: bits.low), UInt32(truncatingIfNeeded: bits.low >> 32))
        (third, count) = (UInt32(truncatingIfNeeded: bits.high), UInt32(truncatingIfNeeded: bits.high >> 32))
    }

    /// How many tokens of a piece fit an entry.
    static func most(_ vocabulary: Vocabulary) -> Int {
        Int(vocabulary.idLimit <= 1 << Int(assay_packed_id_bits) ? assay_packed_ids : assay_unpacked_ids)
    }
}

/// Remembers the tokens of short pieces that have few.
typealias PieceCache = PieceTable<RememberedTokens>
