import CAssayPieces
import CAssayUnicode

/// Remembers the tokens of pieces of 16 bytes or more, such as sentences of a script without spaces.
///
/// Pieces and their ids stand one behind the other in a ring; what is oldest is overwritten first. A table leads from a
/// piece's hash to its place there, eight places a hash. Both grow with what they are given up to a fixed size.
///
/// Most long pieces never come again. Once the ring has gone round, one should be put in only when it is seen for the second
/// time: the first time leaves a bit, by its hash.
struct PieceMemo: ~Copyable {
    /// A line of the table: of each piece a part of its hash, and how much had been written before its record, newest first.
    private struct Line {
        var tags: UnsafeMutablePointer<UInt32>
        var positions: UnsafeMutablePointer<UInt32> { tags + PieceMemo.ways }
    }

    /// The longest piece that is remembered, in bytes.
    static let maximumLength = 512
    /// How many pieces of a hash are remembered.
    private static let ways = 8
    /// Before a record's bytes: the piece's length and the number of its ids.
    private static let headerSize = 4
    /// Records are aligned to, and places counted in, units of so many bytes.
    private static let unit: UInt64 = 8
    /// The logarithms of how much of the ring is in use, at each step.
    private static let bits: [UInt64] = [15, 19, 22, 24]
    /// How many bytes of the ring there are to a line of the table, as a logarithm.
    private static let bytesPerLine: UInt64 = 9
    /// The ring's size.
    private static let capacity: UInt64 = 1 << bits[bits.count - 1]
    /// The logarithm of the number of bits for pieces seen once, and how many of them are set at most.
    private static let seenBits: UInt64 = 20
    private static let mostSeen = 1 << 18

    private var step = 0
    private let ring = LargeMemory(Int(capacity))
    private let table = LargeMemory(64 * tableLines(bits.count - 1))
    /// The number of the table's lines, a power of two, minus one.
    private var mask = UInt32(tableLines(0) - 1)
    /// How many bytes have been written in all.
    private var written: UInt64
    /// When the next step is due.
    private var limit = capacity + 1 << bits[0]
    /// Whether ids are kept, or only how many they are.
    private let keepsIDs: Bool
    private let seen = LargeMemory(1 << (PieceMemo.seenBits - 3))
    private var seenCount = 0

    /// How much seems to have been written at first, so that a position of 0 is always overwritten.
    private static let firstWritten = capacity + 64
    /// How much may have been written when the ring goes round: places beyond the next round would not fit their 32 bits.
    static let mostWritten = (UInt64(UInt32.max) - capacity / unit) * unit

    /// - Parameter written: how much seems to have been written before.
    init(keepsIDs: Bool, written: UInt64 = PieceMemo.firstWritten) {
        self.keepsIDs = keepsIDs
        self.written = written
    }

    private static func tableLines(_ step: Int) -> Int { 1 << Int(bits[step] - bytesPerLine) }

    /// Where a hash may be: a line of the cache.
    @inline(__always)
    private func line(_ tag: UInt32) -> Line { line(at: Int(tag & mask)) }

    @inline(__always)
    private func line(at number: Int) -> Line {
        Line(tags: (table.start + number &* 64).assumingMemoryBound(to: UInt32.self))
    }

    /// The part of a hash that lines hold. Its lowest bits choose the line.
    @inline(__always)
    private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash &>> 32) }

    /// Where a hash may be.
    @inline(__always)
    func place(_ hash: UInt64) -> UnsafeRawPointer { UnsafeRawPointer(line(Self.tag(hash)).tags) }

    /// Where the record of a hash is; anywhere if there is none.
    @inline(__always)
    func record(_ hash: UInt64) -> UnsafeRawPointer {
        let tag = Self.tag(hash)
        let line = line(tag)
        let place = Int(assay_place_of_8(line.tags, tag))
        return record(at: UInt64(line.positions[place & (Self.ways &- 1)]) &* Self.unit)
    }

    @inline(__always)
    private func record(at position: UInt64) -> UnsafeRawPointer {
        UnsafeRawPointer(ring.start + Int(truncatingIfNeeded: position & (Self.capacity &- 1)))
    }

    /// The ids of a piece, valid until the next insertion, or nil. Where none are kept, only their number is right.
    /// Linear in the length.
    @inline(__always)
    func find(_ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> UnsafeBufferPointer<TokenID>? {
        let tag = Self.tag(hash)
        let line = line(tag)
        let place = Int(assay_place_of_8(line.tags, tag))
        guard place < Self.ways else { return nil }
        let position = UInt64(line.positions[place]) &* Self.unit
        guard position &+ Self.capacity >= written else { return nil }
        let record = record(at: position)
        guard Int(record.load(as: UInt16.self)) == length,
            assay_same_bytes(start, record + Self.headerSize, Int64(length)) != 0
        else { return nil }
        let count = Int(record.load(fromByteOffset: 2, as: UInt16.self))
        let ids = (record + Self.idsOffset(length)).assumingMemoryBound(to: TokenID.self)
        return UnsafeBufferPointer(start: ids, count: count)
    }

    /// Remembers a piece of at most ``maximumLength`` bytes by its ids, of which only the number is needed where none are kept.
    mutating func insert(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ ids: UnsafePointer<TokenID>?, _ count: Int
    ) {
        let size = UInt64(truncatingIfNeeded: Self.idsOffset(length) &+ (keepsIDs ? 4 &* count : 0))
        makeRoom(size)
        let record = ring.start + Int(truncatingIfNeeded: written & (Self.capacity &- 1))
        record.storeBytes(of: UInt16(truncatingIfNeeded: length), as: UInt16.self)
        record.storeBytes(of: UInt16(truncatingIfNeeded: count), toByteOffset: 2, as: UInt16.self)
        (record + Self.headerSize).copyMemory(from: start, byteCount: length)
        if keepsIDs, let ids { (record + Self.idsOffset(length)).copyMemory(from: ids, byteCount: 4 &* count) }
        put(Self.tag(hash), UInt32(truncatingIfNeeded: written / Self.unit))
        written = (written &+ size &+ Self.unit &- 1) & ~(Self.unit &- 1)
    }

    /// Puts a record's place first in its line.
    @inline(__always)
    private func put(_ tag: UInt32, _ position: UInt32) {
        let line = line(tag)
        assay_push_8(line.tags, tag)
        assay_push_8(line.positions, position)
    }

    private static func idsOffset(_ length: Int) -> Int { headerSize &+ (length &+ 3) & ~3 }
}

/// Growing, and going round.
extension PieceMemo {
    /// Whether the ring has gone round.
    var isCrowded: Bool { written >= 2 &* Self.capacity &+ 64 }

    /// Uses more of the ring before it goes round, and moves on to its start where a record does not fit before its end.
    private mutating func makeRoom(_ size: UInt64) {
        if step &+ 1 < Self.bits.count {
            if written &+ size > limit { grow() }
            return
        }
        let left = Self.capacity &- written & (Self.capacity &- 1)
        guard left < size else { return }
        written &+= left
        if written > Self.mostWritten { forget() }
    }

    private mutating func forget() {
        table.start.initializeMemory(as: UInt8.self, repeating: 0, count: 64 * Self.tableLines(step))
        written = Self.firstWritten
    }

    /// Grows in place: what a line holds stays there or goes to others that hold nothing else.
    private mutating func grow() {
        let count = Self.tableLines(step)
        ring.use(1 << Int(Self.bits[step])..<1 << Int(Self.bits[step + 1]), atOnce: false)
        step += 1
        limit = Self.capacity + 1 << Self.bits[step]
        table.use(64 * count..<64 * Self.tableLines(step), atOnce: true)
        mask = UInt32(Self.tableLines(step) - 1)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * Self.ways) { room in
            let held = Line(tags: room.baseAddress.unsafelyUnwrapped)
            for number in 0..<count {
                let old = line(at: number)
                held.tags.update(from: old.tags, count: 2 * Self.ways)
                old.tags.update(repeating: 0, count: 2 * Self.ways)
                // The newest last, so that it stays in front.
                for place in (0..<Self.ways).reversed() where held.positions[place] != 0 {
                    put(held.tags[place], held.positions[place])
                }
            }
        }
    }

    /// Whether a piece has been seen before, as far as can be told; from now on it has.
    @inline(__always)
    mutating func wasSeen(_ hash: UInt64) -> Bool {
        // By the highest bits, as a slot of the vocabulary is found.
        let bit = hash &>> (64 &- Self.seenBits)
        let word = (seen.start + Int(truncatingIfNeeded: bit &>> 6) &* 8).assumingMemoryBound(to: UInt64.self)
        let mask: UInt64 = 1 &<< (bit & 63)
        if word.pointee & mask != 0 { return true }
        word.pointee |= mask
        seenCount &+= 1
        if seenCount >= Self.mostSeen { forgetSeen() }
        return false
    }

    /// Where ``wasSeen(_:)`` looks, to be fetched ahead.
    var seenWords: assay_slots {
        assay_slots(
            start: UnsafeRawPointer(seen.start).assumingMemoryBound(to: UInt64.self), count: 1 << (Self.seenBits - 6))
    }

    private mutating func forgetSeen() {
        seenCount = 0
        seen.start.initializeMemory(as: UInt8.self, repeating: 0, count: 1 << Int(Self.seenBits - 3))
    }
}
