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
    /// The logarithms of the ring's size, at each step.
    private static let bits: [UInt64] = [15, 19, 24]
    /// How many bytes of the ring there are to a line of the table, as a logarithm.
    private static let bytesPerLine: UInt64 = 9
    /// The logarithm of the number of bits for pieces seen once, and how many of them are set at most.
    private static let seenBits: UInt64 = 20
    private static let mostSeen = 1 << 18

    private var step = 0
    private var ring: LargeMemory
    private var table: LargeMemory
    private var capacity: UInt64
    /// How many bytes have been written in all, starting so that a position of 0 is always overwritten.
    private var written: UInt64
    private let seen = LargeMemory(1 << (PieceMemo.seenBits - 3))
    private var seenCount = 0

    init() {
        capacity = 1 << Self.bits[0]
        written = capacity + 64
        ring = LargeMemory(Int(capacity))
        table = Self.makeTable(0)
    }

    private static func makeTable(_ step: Int) -> LargeMemory {
        LargeMemory(64 << Int(bits[step] - bytesPerLine), isUsedAtOnce: step > 0)
    }

    /// Where a hash may be: a line of the cache.
    @inline(__always)
    private func line(_ tag: UInt32) -> Line {
        let line = Int(truncatingIfNeeded: tag &>> UInt32(truncatingIfNeeded: 32 &- (Self.bits[step] &- Self.bytesPerLine)))
        return Line(tags: (table.start + line &* 64).assumingMemoryBound(to: UInt32.self))
    }

    /// The part of a hash that lines hold. Its highest bits choose the line.
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
        UnsafeRawPointer(ring.start + Int(truncatingIfNeeded: position & (capacity &- 1)))
    }

    /// The ids of a piece, valid until the next insertion, or nil. Linear in the length.
    @inline(__always)
    func find(_ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> UnsafeBufferPointer<TokenID>? {
        let tag = Self.tag(hash)
        let line = line(tag)
        let place = Int(assay_place_of_8(line.tags, tag))
        guard place < Self.ways else { return nil }
        let position = UInt64(line.positions[place]) &* Self.unit
        guard position &+ capacity >= written else { return nil }
        let record = record(at: position)
        guard Int(record.load(as: UInt16.self)) == length,
            assay_same_bytes(start, record + Self.headerSize, Int64(length)) != 0
        else { return nil }
        let count = Int(record.load(fromByteOffset: 2, as: UInt16.self))
        let ids = (record + Self.idsOffset(length)).assumingMemoryBound(to: TokenID.self)
        return UnsafeBufferPointer(start: ids, count: count)
    }

    /// Remembers a piece of at most ``maximumLength`` bytes.
    mutating func insert(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ ids: UnsafeBufferPointer<TokenID>
    ) {
        let size = UInt64(truncatingIfNeeded: Self.idsOffset(length) &+ 4 &* ids.count)
        makeRoom(size)
        let record = ring.start + Int(truncatingIfNeeded: written & (capacity &- 1))
        record.storeBytes(of: UInt16(truncatingIfNeeded: length), as: UInt16.self)
        record.storeBytes(of: UInt16(truncatingIfNeeded: ids.count), toByteOffset: 2, as: UInt16.self)
        (record + Self.headerSize).copyMemory(from: start, byteCount: length)
        (record + Self.idsOffset(length)).copyMemory(
            from: ids.baseAddress.unsafelyUnwrapped, byteCount: 4 &* ids.count)
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
    var isCrowded: Bool { written >= 2 &* capacity &+ 64 }

    /// Grows instead of going round; at the full size moves on to the ring's start where a record does not fit before its end.
    private mutating func makeRoom(_ size: UInt64) {
        if step &+ 1 < Self.bits.count {
            if written &+ size > 2 &* capacity { grow() }
            return
        }
        let left = capacity &- written & (capacity &- 1)
        guard left < size else { return }
        written &+= left
        // Before places would not fit their 32 bits.
        if written / Self.unit > UInt64(UInt32.max) &- capacity / Self.unit { forget() }
    }

    private mutating func forget() {
        table = Self.makeTable(step)
        written = capacity &+ 64
    }

    private mutating func grow() {
        let (oldRing, oldTable, old) = (ring, table, capacity)
        step += 1
        capacity = 1 << Self.bits[step]
        ring = LargeMemory(Int(capacity), isUsedAtOnce: true)
        table = Self.makeTable(step)
        // Records stay where they are in the ring, which has not gone round.
        ring.start.copyMemory(from: oldRing.start, byteCount: Int(written &- old))
        written &+= capacity &- old
        for line in 0..<Int(old >> Self.bytesPerLine) {
            let line = Line(tags: (oldTable.start + line * 64).assumingMemoryBound(to: UInt32.self))
            // The newest last, so that it stays in front.
            for place in (0..<Self.ways).reversed() where line.positions[place] != 0 {
                put(line.tags[place], line.positions[place] + UInt32((capacity - old) / Self.unit))
            }
        }
        withExtendedLifetime((oldRing, oldTable)) {}
    }

    /// Whether a piece has been seen before, as far as can be told; from now on it has.
    @inline(__always)
    mutating func wasSeen(_ hash: UInt64) -> Bool {
        let bit = Int(truncatingIfNeeded: hash & (1 &<< Self.seenBits &- 1))
        let word = (seen.start + (bit &>> 6) &* 8).assumingMemoryBound(to: UInt64.self)
        let mask: UInt64 = 1 &<< UInt64(bit & 63)
        if word.pointee & mask != 0 { return true }
        word.pointee |= mask
        seenCount &+= 1
        if seenCount >= Self.mostSeen { forgetSeen() }
        return false
    }

    private mutating func forgetSeen() {
        seenCount = 0
        seen.start.initializeMemory(as: UInt8.self, repeating: 0, count: 1 << Int(Self.seenBits - 3))
    }
}
