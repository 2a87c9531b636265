/// Remembers the tokens of short pieces that were seen before: of a fixed size, so that memory stays flat whatever the
/// text, and empty at the start, so that it costs nothing until used.
///
/// An entry is half a cache line: the piece itself as a 16-byte key, up to three ids, and their count. A new piece
/// takes the place of the old one in its slot.
struct PieceCache: ~Copyable {
    struct Entry {
        var low: UInt64
        /// 0 in an empty entry: a key holds its length here, which is never 0.
        var high: UInt64
        var first: TokenID
        var second: TokenID
        var third: TokenID
        var count: UInt32
    }

    private static let bits: UInt64 = 15
    private let entries: UnsafeMutablePointer<Entry>

    init() {
        // Zeroed by the system page by page, as the pages are touched.
        let size = 1 << Int(Self.bits)
        let memory = allocateZeroed(size * MemoryLayout<Entry>.stride)
        entries = memory.bindMemory(to: Entry.self, capacity: size)
    }

    deinit { deallocateZeroed(UnsafeMutableRawPointer(entries)) }

    /// The entry where a key of this hash belongs.
    @inline(__always)
    func entry(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
        entries + Int(truncatingIfNeeded: hash &>> (64 &- Self.bits))
    }
}
