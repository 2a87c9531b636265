import CAssayPieces

/// A short piece, and what is remembered of it, as an entry of a ``PieceTable``.
protocol RememberedPiece {
    /// The halves of the piece's key; `keyHigh` is 0 in an empty entry, since a key holds its length there, which is never 0.
    var low: UInt64 { get }
    var keyHigh: UInt64 { get }
    static var nothing: Self { get }
    /// The logarithms of a table's number of lines: at first, at each step, at the end.
    static var steps: [UInt64] { get }
}

extension RememberedPiece {
    @inline(__always)
    func holds(_ key: PieceHash.Key) -> Bool { (low ^ key.low) | (keyHigh ^ key.high) == 0 }

    @inline(__always)
    var key: PieceHash.Key { PieceHash.Key(low: low, high: keyHigh) }
}

/// Remembers short pieces that were seen before. It grows with what it is given up to a fixed size, so that a short text costs
/// next to nothing and memory stays flat whatever the text.
///
/// A hash chooses a cache line; a new piece comes first in it, the others move on, and the last goes to the line beside it, or
/// is forgotten where that is full.
struct PieceTable<Entry: RememberedPiece>: ~Copyable {
    private var step = 0
    private let memory: LargeMemory
    private let entries: UnsafeMutablePointer<Entry>
    /// The number of lines, a power of two, minus one.
    private var mask: UInt64
    /// How many entries are not empty.
    private var filled = 0

    private static var lineSize: Int { 64 }
    /// How many entries a line has.
    @inline(__always) private static var ways: Int { 64 / MemoryLayout<Entry>.stride }

    init() {
        let most = Entry.steps[Entry.steps.count - 1]
        memory = LargeMemory(Self.lineSize << Int(most))
        entries = memory.start.bindMemory(to: Entry.self, capacity: Self.ways << Int(most))
        mask = 1 << Entry.steps[0] - 1
    }

    @inline(__always)
    private func line(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
        entries + Self.ways &* Int(truncatingIfNeeded: hash & mask)
    }

    /// The line that takes what a line has no room for: the one that shares 128 bytes with it.
    @inline(__always)
    private func neighbor(_ line: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Entry> {
        entries + ((line - entries) ^ Self.ways)
    }

    /// Whether so much was put in that the line beside a line has hardly ever room: then it is left alone, and only what
    /// comes again should be put in.
    var isCrowded: Bool { 8 &* filled > 7 &* Self.ways &* Int(truncatingIfNeeded: mask) }

    /// The entry of a key, or nil. One that is in the neighbour of its line changes places with the last in its line.
    @inline(__always)
    func find(_ key: PieceHash.Key, _ hash: UInt64) -> UnsafeMutablePointer<Entry>? {
        let line = line(hash)
        for way in 0..<Self.ways where line[way].holds(key) { return line + way }
        if isCrowded { return nil }
        let other = neighbor(line)
        for way in 0..<Self.ways where other[way].holds(key) {
            let last = line + (Self.ways &- 1)
            (last.pointee, other[way]) = (other[way], last.pointee)
            return last
        }
        return nil
    }

    /// How often it has grown: then pieces are in other lines.
    var growths: Int { step }

    /// Fills in where pieces are looked up until the next growth: see `assay_prepare`.
    @inline(__always)
    func prepare(
        _ processor: assay_processor, _ text: UnsafePointer<UInt8>, _ size: Int, _ start: Int,
        _ ends: UnsafePointer<Int64>, _ count: Int, _ slots: assay_slots, _ lookups: UnsafeMutablePointer<assay_lookup>
    ) {
        let lines = assay_lines(start: entries, mask: mask)
        assay_prepare(processor, text, Int64(size), Int64(start), ends, Int64(count), lines, slots, lookups)
    }

    /// Puts an entry first in its line. Returns whether the table has grown for the second time, which makes it hold more than
    /// 8,192 pieces.
    @inline(__always)
    mutating func insert(_ entry: Entry, _ hash: UInt64) -> Bool {
        var hasGrownTwice = false
        if 2 &* filled > Self.ways &* Int(truncatingIfNeeded: mask), step &+ 1 < Entry.steps.count {
            grow()
            hasGrownTwice = step == 2
        }
        put(entry, in: line(hash))
        return hasGrownTwice
    }

    /// Puts an entry in where its key has none.
    @inline(__always)
    mutating func insertMissing(_ entry: Entry) {
        let hash = entry.key.hash
        if find(entry.key, hash) == nil { put(entry, in: line(hash)) }
    }

    @inline(__always)
    private mutating func put(_ entry: Entry, in line: UnsafeMutablePointer<Entry>) {
        let last = line[Self.ways &- 1]
        if last.keyHigh == 0 {
            filled &+= 1
        } else if !isCrowded {
            let other = neighbor(line)
            for way in 0..<Self.ways where other[way].keyHigh == 0 {
                other[way] = last
                filled &+= 1
                break
            }
        }
        for way in (1..<Self.ways).reversed() { line[way] = line[way &- 1] }
        line[0] = entry
    }

    /// Grows to its last size, and returns how many entries there is room for until half of it is used.
    mutating func growFully() -> Int {
        if filled == 0 { useMore(step: Entry.steps.count - 1) }
        while step + 1 < Entry.steps.count { grow() }
        return max(Self.ways << Int(Entry.steps[step] - 1) - filled, 0)
    }

    private mutating func useMore(step next: Int) {
        let size = Self.lineSize << Int(Entry.steps[step])
        step = next
        mask = 1 << Entry.steps[step] - 1
        memory.use(size..<Self.lineSize << Int(Entry.steps[step]), atOnce: true)
    }

    /// Grows in place: what two lines that share 128 bytes hold goes to the same two, or to others that are two as well.
    private mutating func grow() {
        let lines = Int(mask) + 1
        useMore(step: step + 1)
        filled = 0
        withUnsafeTemporaryAllocation(of: Entry.self, capacity: 3 * Self.ways) { room in
            let held = room.baseAddress.unsafelyUnwrapped
            // Takes what is empty, without a branch: half of the entries are, and which cannot be guessed.
            let nowhere = held + 2 * Self.ways
            nowhere.update(repeating: .nothing, count: Self.ways)
            for line in stride(from: 0, to: lines, by: 2) {
                let place = entries + Self.ways * line
                for way in 0..<2 * Self.ways { held[way] = place[way] }
                place.update(repeating: .nothing, count: 2 * Self.ways)
                // The last of a line first, so that the first stays in front.
                for way in (0..<2 * Self.ways).reversed() {
                    let entry = held[way]
                    let home = self.line(entry.key.hash)
                    let target = entry.keyHigh == 0 ? nowhere : home
                    if target[Self.ways &- 1].keyHigh != 0 {
                        put(entry, in: target)
                        continue
                    }
                    for way in (1..<Self.ways).reversed() { target[way] = target[way &- 1] }
                    target[0] = entry
                    filled &+= entry.keyHigh == 0 ? 0 : 1
                }
            }
        }
    }
}
