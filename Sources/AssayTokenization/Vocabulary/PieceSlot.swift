/// What a slot of a pack's table of pieces holds: the token's index, where its bytes start and how many they are, so
/// that a look-up goes straight from the slot to the bytes, and some bits of its hash, so that it seldom goes there in vain.
///
/// From the lowest bit: 21 of the index, 24 of the offset, 5 of the length, 14 of the hash.
enum PieceSlot {
    /// No token has a length of 0.
    static let empty: UInt64 = 0
    /// The length of what has 16 bytes or more.
    static let long: UInt64 = 31
    static let maximumOffset = 1 << 24 - 1

    private static let offsetShift = UInt64(PackLayout.indexBits)
    private static let lengthShift: UInt64 = 45

    static func entry(_ hash: UInt64, index: Int, offset: Int, length: Int) -> UInt64 {
        tag(hash, self.length(length)) << lengthShift | UInt64(offset) << offsetShift | UInt64(index)
    }

    /// A length as a slot holds it.
    static func length(_ length: Int) -> UInt64 {
        length <= PieceHash.maximumKeyLength ? UInt64(length) : long
    }

    static func length(_ entry: UInt64) -> UInt64 { entry >> lengthShift & 31 }

    /// Whether a slot may hold a piece of this hash and length.
    @inline(__always)
    static func matches(_ entry: UInt64, _ hash: UInt64, length: UInt64) -> Bool {
        entry &>> lengthShift == tag(hash, length)
    }

    @inline(__always)
    static func index(_ entry: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: entry) & UInt32(PackLayout.maximumTokens)
    }

    @inline(__always)
    static func offset(_ entry: UInt64) -> Int {
        Int(truncatingIfNeeded: entry &>> offsetShift) & maximumOffset
    }

    /// The lowest bits of the hash: the highest choose the bucket.
    @inline(__always)
    private static func tag(_ hash: UInt64, _ length: UInt64) -> UInt64 { (hash & 0x3FFF) &<< 5 | length }
}
