import CAssayUnicode

/// Remembers the tokens of pieces that the other caches have no room for: long ones, such as sentences of a script without
/// spaces, or of many tokens.
///
/// Pieces and their ids stand one behind the other in a ring; what is oldest is overwritten first. A table leads from a
/// piece's hash to its place there, four places a hash. Both grow with what they are given up to a fixed size.
///
/// Most long pieces never come again, so that one is put in only when it is seen for the second time. The first time
/// leaves a bit, by its hash.
struct PieceMemo: ~Copyable {
    private struct Entry {
        var hash: UInt64
        /// How many bytes had been written before the record, in all.
        var position: UInt64
    }

    /// The longest piece that is remembered, in bytes.
    static let maximumLength = 512
    /// Before a record's bytes: the piece's length and the number of its ids.
    private static let headerSize = 8
    /// The logarithms of the ring's size.
    private static let bits: [UInt64] = [15, 19, 24]
    /// The logarithm of the number of bits for pieces seen once, and how many of them are set at most.
    private static let seenBits: UInt64 = 20
    private static let mostSeen = 1 << 18

    /// How many entries may hold a hash.
    private static let ways = 4

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
        table = LargeMemory(Int(capacity) / 4)
    }

    /// The first of the four entries where a hash may be: a cache line for each 256 bytes of the ring.
    @inline(__always)
    private func entries(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
        let line = Int(truncatingIfNeeded: hash &>> (64 &- (Self.bits[step] &- 8)))
        return (table.start + line &* 64).assumingMemoryBound(to: Entry.self)
    }

    /// Where a hash may be.
    @inline(__always)
    func place(_ hash: UInt64) -> UnsafeRawPointer { UnsafeRawPointer(entries(hash)) }

    /// Where the record of a hash is, if any.
    @inline(__always)
    func record(_ hash: UInt64) -> UnsafeRawPointer {
        UnsafeRawPointer(ring.start + Int(truncatingIfNeeded: entry(hash).pointee.position & (capacity &- 1)))
    }

    /// The entry of a hash, or another.
    @inline(__always)
    private func entry(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
        let entries = entries(hash)
        for place in 0..<Self.ways &- 1 where entries[place].hash == hash { return entries + place }
        return entries + (Self.ways &- 1)
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

    /// The ids of a piece, valid until the next insertion, or nil. Linear in the length.
    @inline(__always)
    func find(_ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> UnsafeBufferPointer<TokenID>? {
        let entry = entry(hash).pointee
        guard entry.hash == hash, entry.position &+ capacity >= written else { return nil }
        let record = ring.start + Int(truncatingIfNeeded: entry.position & (capacity &- 1))
        guard record.load(as: UInt32.self) == UInt32(truncatingIfNeeded: length),
            assay_same_bytes(start, record + Self.headerSize, Int64(length)) != 0
        else { return nil }
        let count = Int(record.load(fromByteOffset: 4, as: UInt32.self))
        let ids = (record + Self.idsOffset(length)).assumingMemoryBound(to: TokenID.self)
        return UnsafeBufferPointer(start: ids, count: count)
    }

    /// Remembers a piece of at most ``maximumLength`` bytes.
    mutating func insert(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ ids: UnsafeBufferPointer<TokenID>
    ) {
        let size = (Self.idsOffset(length) &+ 4 &* ids.count &+ 7) & ~7
        makeRoom(UInt64(truncatingIfNeeded: size))
        let record = ring.start + Int(truncatingIfNeeded: written & (capacity &- 1))
        record.storeBytes(of: UInt32(truncatingIfNeeded: length), as: UInt32.self)
        record.storeBytes(of: UInt32(truncatingIfNeeded: ids.count), toByteOffset: 4, as: UInt32.self)
        (record + Self.headerSize).copyMemory(from: start, byteCount: length)
        (record + Self.idsOffset(length)).copyMemory(
            from: ids.baseAddress.unsafelyUnwrapped, byteCount: 4 &* ids.count)
        let entries = entries(hash)
        for place in (1..<Self.ways).reversed() { entries[place] = entries[place &- 1] }
        entries[0] = Entry(hash: hash, position: written)
        written &+= UInt64(truncatingIfNeeded: size)
    }

    private static func idsOffset(_ length: Int) -> Int { headerSize &+ (length &+ 3) & ~3 }

    /// Moves on to the ring's start where a record does not fit before its end, and grows instead of going round.
    private mutating func makeRoom(_ size: UInt64) {
        let left = capacity &- written & (capacity &- 1)
        guard left < size else { return }
        guard step &+ 1 < Self.bits.count else {
            written &+= left
            return
        }
        // What was remembered is found again soon enough.
        step += 1
        capacity = 1 << Self.bits[step]
        written = capacity &+ 64
        ring = LargeMemory(Int(capacity))
        table = LargeMemory(Int(capacity) / 4)
    }
}
