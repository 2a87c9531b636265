import CAssayPieces

/// Remembers the tokens of short pieces that were seen before. It grows with what it is given up to a fixed size, so
/// that a short text costs next to nothing and memory stays flat whatever the text.
///
/// An entry is half a cache line: the piece itself as a 16-byte key, up to three ids, and their count. A hash chooses a
/// line; a new piece comes first in it, what was first second, and what was second goes to the line beside it, or is forgotten
/// where that is full.
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

    /// The logarithm of the number of lines: at first, at each step, at the end.
    private static let bits: [UInt64] = [10, 13, 15, 16, 17]
    private var step = 0
    private let memory = LargeMemory(size(bits.count - 1))
    private let entries: UnsafeMutablePointer<Entry>
    /// The number of lines, a power of two, minus one.
    private var mask: UInt64 = 1 << bits[0] - 1
    /// How many entries are not empty.
    private var filled = 0

    init() {
        entries = memory.start.bindMemory(to: Entry.self, capacity: 2 << Int(Self.bits[Self.bits.count - 1]))
    }

    private static func size(_ step: Int) -> Int { 2 * MemoryLayout<Entry>.stride << Int(bits[step]) }

    /// Where a key of this hash may be, until the next insertion.
    struct Table {
        let entries: UnsafeMutablePointer<Entry>
        let mask: UInt64

        /// The two entries where a key of this hash may be.
        @inline(__always)
        func line(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
            entries + 2 &* Int(truncatingIfNeeded: hash & mask)
        }

        /// The line that takes what a line has no room for: the one that shares 128 bytes with it.
        @inline(__always)
        func neighbor(_ line: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Entry> {
            entries + ((line - entries) ^ 2)
        }

        /// Puts an entry first in its line, what was first second, and what was second into the neighbour, if that has room.
        /// Returns how many entries more are not empty.
        @inline(__always)
        func insert(_ entry: Entry, _ hash: UInt64, isCrowded: Bool = false) -> Int {
            let line = line(hash)
            var filled = 1
            if line[1].high != 0 {
                let other = neighbor(line)
                if isCrowded {
                    filled = 0
                } else if other[0].high == 0 {
                    other[0] = line[1]
                } else if other[1].high == 0 {
                    other[1] = line[1]
                } else {
                    filled = 0
                }
            }
            line[1] = line[0]
            line[0] = entry
            return filled
        }
    }

    /// Whether so much was put in that the line beside a line has hardly ever room: then it is left alone, and only what
    /// comes again should be put in.
    var isCrowded: Bool { 4 &* filled > 7 &* Int(truncatingIfNeeded: mask) }

    /// The entry of a key, or nil. One that is in the neighbour of its line changes places with the second in its line.
    @inline(__always)
    func find(_ key: PieceHash.Key, _ hash: UInt64) -> UnsafeMutablePointer<Entry>? {
        let line = table.line(hash)
        if line[0].holds(key) { return line }
        if line[1].holds(key) { return line + 1 }
        if isCrowded { return nil }
        let other = table.neighbor(line)
        let place = other[0].holds(key) ? other : other + 1
        guard place.pointee.holds(key) else { return nil }
        (line[1], place.pointee) = (place.pointee, line[1])
        return line + 1
    }

    /// How often it has grown: then pieces are in other lines.
    var growths: Int { step }

    /// Fills in where pieces are looked up until the next growth: see `assay_prepare`.
    @inline(__always)
    func prepare(
        _ processor: assay_processor, _ text: UnsafePointer<UInt8>, _ size: Int, _ start: Int,
        _ ends: UnsafePointer<Int64>, _ count: Int, _ lookups: UnsafeMutablePointer<assay_lookup>
    ) {
        let lines = UnsafeRawPointer(entries).assumingMemoryBound(to: assay_remembered.self)
        assay_prepare(processor, text, Int64(size), Int64(start), ends, Int64(count), lines, mask, lookups)
    }

    @inline(__always)
    var table: Table { Table(entries: entries, mask: mask) }

    /// Puts an entry first in its line. Returns whether the table was full for the first time and has grown.
    @inline(__always)
    mutating func insert(_ entry: Entry, _ hash: UInt64) -> Bool {
        var hasGrown = false
        if filled > Int(truncatingIfNeeded: mask), step &+ 1 < Self.bits.count {
            grow()
            hasGrown = step == 1
        }
        filled &+= table.insert(entry, hash, isCrowded: isCrowded)
        return hasGrown
    }

    /// Grows in place: what two lines that share 128 bytes hold goes to the same two, or to others that are two as well.
    private mutating func grow() {
        memory.use(Self.size(step)..<Self.size(step + 1), atOnce: true)
        let lines = Int(mask) + 1
        step += 1
        mask = 1 << Self.bits[step] - 1
        for line in stride(from: 0, to: lines, by: 2) {
            let place = entries + 2 * line
            let held = (place[0], place[1], place[2], place[3])
            place.initialize(repeating: Entry(low: 0, high: 0, first: 0, second: 0, third: 0, count: 0), count: 4)
            // The second of a line first, so that the first stays in front.
            putBack(held.3)
            putBack(held.2)
            putBack(held.1)
            putBack(held.0)
        }
    }

    @inline(__always)
    private func putBack(_ entry: Entry) {
        if entry.high != 0 { _ = table.insert(entry, PieceHash.Key(low: entry.low, high: entry.high).hash) }
    }
}
