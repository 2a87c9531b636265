/// Remembers the tokens of short pieces that were seen before: of a fixed size, so that memory stays flat whatever the
/// text, and empty at the start, so that it costs nothing until used.
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

        @inline(__always)
        func holds(_ key: PieceHash.Key) -> Bool { (low ^ key.low) | (high ^ key.high) == 0 }
    }

    private static let bits: UInt64 = 16
    private static let lineSize = 64
    private let memory: UnsafeMutableRawPointer
    private let entries: UnsafeMutablePointer<Entry>

    init() {
        // Zeroed by the system page by page, as the pages are touched.
        let count = 2 << Int(Self.bits)
        memory = allocateZeroed(count * MemoryLayout<Entry>.stride + Self.lineSize)
        entries = memory.alignedUp(toMultipleOf: Self.lineSize).bindMemory(to: Entry.self, capacity: count)
    }

    deinit { deallocateZeroed(memory) }

    /// The two entries where a key of this hash may be.
    @inline(__always)
    func line(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
        entries + 2 &* Int(truncatingIfNeeded: hash &>> (64 &- Self.bits))
    }

    /// Puts an entry first in its line.
    @inline(__always)
    func insert(_ entry: Entry, _ line: UnsafeMutablePointer<Entry>) {
        line[1] = line[0]
        line[0] = entry
    }
}
