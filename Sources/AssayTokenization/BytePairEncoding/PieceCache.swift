/// Remembers the tokens of short pieces that were seen before. It grows with what it is given up to a fixed size, so
/// that a short text costs next to nothing and memory stays flat whatever the text.
///
/// An entry is half a cache line: the piece itself as a 16-byte key, up to three ids, and their count. A hash chooses a
/// line; a new piece comes first in it, what was first second, and what was second is forgotten.
struct PieceCache: ~Copyable {
    struct Entry {
        var low: UInt64
        /// 0 in an empty entry: a key holds its length here, which is never 0.
        var high: UInt64
        var first: TokenID
        var second: TokenID
        var third: TokenID
        var count: UInt32

        /// The ids and their count, as they lie in memory.
        @inline(__always)
        static func ids(_ entry: UnsafeMutablePointer<Entry>) -> UnsafeRawPointer { UnsafeRawPointer(entry) + 16 }

        @inline(__always)
        func holds(_ key: PieceHash.Key) -> Bool { (low ^ key.low) | (high ^ key.high) == 0 }
    }

    /// The logarithm of the number of lines: at first, at each step, at the end.
    private static let bits: [UInt64] = [10, 13, 16, 17]
    private var step = 0
    private var memory: LargeMemory
    private var entries: UnsafeMutablePointer<Entry>
    private var shift: UInt64
    /// How many pieces have been put in since the last growth.
    private var insertions = 0

    init() {
        (memory, entries) = Self.allocate(Self.bits[0])
        shift = 64 - Self.bits[0]
    }

    private static func allocate(_ bits: UInt64) -> (LargeMemory, UnsafeMutablePointer<Entry>) {
        let count = 2 << Int(bits)
        let memory = LargeMemory(count * MemoryLayout<Entry>.stride)
        return (memory, memory.start.bindMemory(to: Entry.self, capacity: count))
    }

    /// Where a key of this hash may be, until the next insertion.
    struct Table {
        let entries: UnsafeMutablePointer<Entry>
        let shift: UInt64

        /// The two entries where a key of this hash may be.
        @inline(__always)
        func line(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
            entries + 2 &* Int(truncatingIfNeeded: hash &>> shift)
        }

        /// The entry of a key, or the second of its line where it has none.
        @inline(__always)
        func entry(_ key: PieceHash.Key, _ hash: UInt64) -> UnsafeMutablePointer<Entry> {
            let line = line(hash)
            return line[0].holds(key) ? line : line + 1
        }
    }

    @inline(__always)
    var table: Table { Table(entries: entries, shift: shift) }

    /// Puts an entry first in its line. Returns whether the table was full for the first time and has grown.
    @inline(__always)
    mutating func insert(_ entry: Entry, _ hash: UInt64) -> Bool {
        insertions &+= 1
        var hasGrown = false
        if insertions >> (64 &- shift) != 0, step &+ 1 < Self.bits.count {
            grow()
            hasGrown = step == 1
        }
        let line = table.line(hash)
        line[1] = line[0]
        line[0] = entry
        return hasGrown
    }

    private mutating func grow() {
        let count = 2 << Int(64 - shift)
        let (oldMemory, old) = (memory, entries)
        step += 1
        (memory, entries) = Self.allocate(Self.bits[step])
        shift = 64 - Self.bits[step]
        insertions = 0
        // The second of a line first, so that the first stays in front.
        for position in (0..<count).reversed() where old[position].high != 0 {
            let line = table.line(PieceHash.Key(low: old[position].low, high: old[position].high).hash)
            line[1] = line[0]
            line[0] = old[position]
        }
        withExtendedLifetime(oldMemory) {}
    }
}
