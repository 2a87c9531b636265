/// Remembers the tokens of short pieces that are too many for ``PieceCache``: four to eleven.
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
    private static let bits: [UInt64] = [8, 11, 14, 17]
    private var step = 0
    private var memory: LargeMemory
    private var entries: UnsafeMutablePointer<Entry>
    private var shift: UInt64
    /// How many entries are not empty.
    private var filled = 0

    init() {
        (memory, entries) = Self.allocate(step)
        shift = 64 - Self.bits[step]
    }

    private static func allocate(_ step: Int) -> (LargeMemory, UnsafeMutablePointer<Entry>) {
        let count = 1 << Int(bits[step])
        let memory = LargeMemory(count * MemoryLayout<Entry>.stride, isUsedAtOnce: step > 0)
        return (memory, memory.start.bindMemory(to: Entry.self, capacity: count))
    }

    @inline(__always)
    private func home(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> shift) }

    @inline(__always)
    private func ids(_ entry: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<TokenID> {
        (UnsafeMutableRawPointer(entry) + 16).assumingMemoryBound(to: TokenID.self)
    }

    /// Whether so much was put in that only what comes again should be put in, or looked for; and that the entry beside one
    /// has hardly ever room: then it is left alone.
    var isCrowded: Bool { filled &>> (61 &- shift) >= 7 }

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
        if filled >> (63 &- shift) != 0, step &+ 1 < Self.bits.count { grow() }
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

    private mutating func grow() {
        let (oldMemory, old) = (memory, entries)
        let count = 1 << Int(Self.bits[step])
        step += 1
        (memory, entries) = Self.allocate(step)
        shift = 64 - Self.bits[step]
        for position in 0..<count where old[position].high != 0 {
            let home = home(PieceHash.Key(low: old[position].low, high: old[position].high).hash)
            // Three bits more of the hash: hardly any two meet.
            entries[entries[home].high == 0 ? home : home ^ 1] = old[position]
        }
        withExtendedLifetime(oldMemory) {}
    }
}
