import CAssayUnicode

/// A pack's table from two adjacent tokens to the token that they merge into.
///
/// Most look-ups find nothing and each next one waits for the last, so that what counts is how much memory they touch and
/// whether the processor can guess ahead. A pair's hash chooses a bucket of 16 entries, one cache line; an entry is 32 bits,
/// so that the buckets of a large vocabulary nearly fit the second-level cache: the token's index plus one in the lowest
/// 21 bits, ten bits of the hash, and in the highest bit of the bucket's first entry whether pairs had to go to the next
/// bucket. All 16 are compared at once, without a branch. What is found is confirmed by the token's two parts.
struct PairTable {
    /// A multiple of 16; 0 is empty.
    let entries: UnsafePointer<UInt32>
    let bucketCount: UInt64
    /// The lower 32 bits of each token's pair: the left one's index above the right one's 21 bits.
    let lowParts: UnsafePointer<UInt32>
    /// The ten bits above; ``noParts`` for a token that no merge builds.
    let highParts: UnsafePointer<UInt16>
    let tokenCount: UInt32

    static let bucketSize = 16
    static let noParts = UInt16.max
    static let overflow: UInt32 = 1 << 31

    /// The token that two tokens merge into, or ``PackLayout/none``. Expected constant time.
    @inline(__always)
    func merged(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let key = Self.key(left, right)
        let hash = Self.hash(key)
        let bucket = Self.bucket(hash, bucketCount)
        let found = assay_find_16(entries + bucket &* Self.bucketSize, Self.tag(hash), Self.tagMask)
        if found == 0 { return PackLayout.none }
        let result = (found & UInt32(PackLayout.maximumTokens)) &- 1
        // Two entries alike give any number.
        if found & Self.overflow == 0, result < tokenCount, pair(of: result) == key { return result }
        return search(key, hash, bucket)
    }

    /// The pair that merges into a token, as a key, or nil.
    @inline(__always)
    func parts(of index: UInt32) -> (left: UInt32, right: UInt32)? {
        guard highParts[Int(index)] != Self.noParts else { return nil }
        let key = pair(of: index)
        return (
            UInt32(truncatingIfNeeded: key &>> UInt64(PackLayout.indexBits)),
            UInt32(truncatingIfNeeded: key) & UInt32(PackLayout.maximumTokens)
        )
    }

    @inline(__always)
    private func pair(of index: UInt32) -> UInt64 {
        UInt64(highParts[Int(index)]) &<< 32 | UInt64(lowParts[Int(index)])
    }

    /// Looks at one entry after the other, and into the next buckets: where two entries look alike, or the bucket was full.
    @inline(never)
    private func search(_ key: UInt64, _ hash: UInt64, _ home: Int) -> UInt32 {
        var bucket = home
        while true {
            let start = entries + bucket &* Self.bucketSize
            for position in 0..<Self.bucketSize where start[position] & Self.tagMask == Self.tag(hash) {
                let result = start[position] & UInt32(PackLayout.maximumTokens)
                if result != 0, pair(of: result &- 1) == key { return result &- 1 }
            }
            guard start[0] & Self.overflow != 0 else { return PackLayout.none }
            bucket = bucket &+ 1 == Int(bucketCount) ? 0 : bucket &+ 1
            if bucket == home { return PackLayout.none }
        }
    }

    // MARK: What a pair's place is

    static let tagMask: UInt32 = 0x3FF << UInt32(PackLayout.indexBits)

    @inline(__always)
    static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
        UInt64(left) &<< UInt64(PackLayout.indexBits) | UInt64(right)
    }

    @inline(__always)
    static func hash(_ key: UInt64) -> UInt64 {
        let product = key &* 0x9E37_79B9_7F4A_7C15
        return product ^ product &>> 32
    }

    @inline(__always)
    static func bucket(_ hash: UInt64, _ count: UInt64) -> Int {
        Int(truncatingIfNeeded: hash.multipliedFullWidth(by: count).high)
    }

    /// The lowest ten bits of the hash where an entry has them: the highest bits choose the bucket.
    @inline(__always)
    static func tag(_ hash: UInt64) -> UInt32 {
        (UInt32(truncatingIfNeeded: hash) & 0x3FF) &<< UInt32(PackLayout.indexBits)
    }
}
