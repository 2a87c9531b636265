/// Remembers the tokens of short pieces that are too many for ``PieceCache``, up to eleven.
///
/// An entry is a cache line. A hash chooses one; a new piece takes the place of the old one, which goes to the entry beside
/// it where that is empty. It grows as the other does.
struct WidePieceCache: ~Copyable {
    struct Entry {
        var low: UInt64
        /// 0 in an empty entry: a key holds its length here, which is never 0.
        var high: UInt64
        /// Up to eleven ids, and their number in the highest half.
        var ids: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

        @inline(__always)
        func holds(_ key: PieceHash.Key) -> Bool { (low ^ key.low) | (high ^ key.high) == 0 }
    }

    static let maximumTokens = 11
    /// The logarithm of the number of entries, at each step.
    private static let bits: [UInt64] = [8, 11, 13, 14, 15]
    private var step = 0
    private let memory = LargeMemory(size(bits.count - 1))
    private let entries: UnsafeMutablePointer<Entry>
    /// The number of entries, a power of two, minus one.
    private var mask: UInt64 = 1 << bits[0] - 1
    /// How many entries are not empty.
    private var filled = 0

    init() {
        entries = memory.start.bindMemory(to: Entry.self, capacity: 1 << Int(Self.bits[Self.bits.count - 1]))
    }

    private static func size(_ step: Int) -> Int { MemoryLayout<Entry>.stride << Int(bits[step]) }

    @inline(__always)
    private func home(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash & mask) }

    @inline(__always)
    private func ids(_ entry: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<TokenID> {
        (UnsafeMutableRawPointer(entry) + 16).assumingMemoryBound(to: TokenID.self)
    }

    /// Whether so much was put in that only what comes again should be put in, or looked for; and that the entry beside one
    /// has hardly ever room: then it is left alone.
    var isCrowded: Bool { 8 &* filled > 7 &* Int(truncatingIfNeeded: mask) }

    /// Where a hash may be.
    @inline(__always)
    func place(_ hash: UInt64) -> UnsafeRawPointer { UnsafeRawPointer(entries + home(hash)) }

    /// The ids of a piece, valid until the next insertion, or nil.
    @inline(__always)
    func find(_ key: PieceHash.Key, _ hash: UInt64) -> UnsafeBufferPointer<TokenID>? {
        let home = home(hash)
        var entry = entries + home
        if !entry.pointee.holds(key) {
            entry = entries + (home ^ 1)
            guard !isCrowded, entry.pointee.holds(key) else { return nil }
        }
        let ids = ids(entry)
        return UnsafeBufferPointer(start: ids, count: Int(ids[Self.maximumTokens]))
    }

    /// Remembers a piece by its token indices, unless they are too many.
    mutating func insert(
        _ key: PieceHash.Key, _ hash: UInt64, _ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary
    ) {
        guard indices.count <= Self.maximumTokens else { return }
        if 2 &* filled > Int(truncatingIfNeeded: mask), step &+ 1 < Self.bits.count { grow() }
        let home = home(hash)
        let entry = entries + home
        if entry.pointee.high == 0 {
            filled &+= 1
        } else if !isCrowded, entries[home ^ 1].high == 0 {
            // The one beside it takes what is there.
            entries[home ^ 1] = entry.pointee
            filled &+= 1
        }
        entry.pointee.low = key.low
        entry.pointee.high = key.high
        let held = ids(entry)
        for position in 0..<indices.count { held[position] = vocabulary.id(at: indices[position]) }
        held[Self.maximumTokens] = UInt32(truncatingIfNeeded: indices.count)
    }

    /// Grows in place, as ``PieceCache`` does: what two entries side by side hold goes to them or to two others.
    private mutating func grow() {
        memory.use(Self.size(step)..<Self.size(step + 1), atOnce: true)
        let count = Int(mask) + 1
        step += 1
        mask = 1 << Self.bits[step] - 1
        for position in stride(from: 0, to: count, by: 2) {
            let held = (entries[position], entries[position + 1])
            entries[position].high = 0
            entries[position + 1].high = 0
            putBack(held.0)
            putBack(held.1)
        }
    }

    @inline(__always)
    private func putBack(_ entry: Entry) {
        guard entry.high != 0 else { return }
        let home = home(PieceHash.Key(low: entry.low, high: entry.high).hash)
        entries[entries[home].high == 0 ? home : home ^ 1] = entry
    }
}
