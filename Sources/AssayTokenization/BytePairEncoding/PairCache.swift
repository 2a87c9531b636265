/// Remembers what pairs of tokens merge into, and above all which do not: most look-ups find nothing, and texts ask for
/// the same pairs over and over. Small enough for the processor's second-level cache, where the table of a large
/// vocabulary is not.
struct PairCache: ~Copyable {
    private static let bits: UInt64 = 14
    /// A pair's key plus one, and its result in the lowest 21 bits; 0 where there is none.
    private let entries: UnsafeMutablePointer<UInt64>
    private let memory: LargeMemory
    /// For each two of the first 256 tokens, which bytes mostly are, the result plus one; 0 where it is not known yet.
    private let firstEntries: UnsafeMutablePointer<UInt32>
    private let firstMemory: LargeMemory
    private static let noFirst = UInt32.max

    init() {
        let size = 1 << Int(Self.bits)
        memory = LargeMemory(size * 8)
        entries = memory.start.bindMemory(to: UInt64.self, capacity: size)
        firstMemory = LargeMemory(1 << 18)
        firstEntries = firstMemory.start.bindMemory(to: UInt32.self, capacity: 1 << 16)
    }

    /// The same as ``merged(_:_:_:)`` of two tokens below 256.
    @inline(__always)
    func mergedFirst(_ left: UInt32, _ right: UInt32, _ vocabulary: Vocabulary) -> UInt32 {
        let entry = firstEntries + Int(left &<< 8 | right)
        let found = entry.pointee
        if found == 0 {
            let result = vocabulary.merged(left, right)
            entry.pointee = result == PackLayout.none ? Self.noFirst : result &+ 1
            return result
        }
        return found == Self.noFirst ? PackLayout.none : found &- 1
    }

    /// The token that two adjacent tokens merge into, or ``PackLayout/none``.
    @inline(__always)
    func merged(_ left: UInt32, _ right: UInt32, _ vocabulary: Vocabulary) -> UInt32 {
        let shift = UInt64(PackLayout.indexBits)
        let key = UInt64(left) &<< shift | UInt64(right)
        let entry = entries + Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- Self.bits))
        let found = entry.pointee
        let mask = UInt32(PackLayout.maximumTokens)
        if found &>> shift == key &+ 1 {
            let result = UInt32(truncatingIfNeeded: found) & mask
            return result == mask ? PackLayout.none : result
        }
        let result = vocabulary.merged(left, right)
        entry.pointee = (key &+ 1) &<< shift | UInt64(result & mask)
        return result
    }
}
