import CAssayUnicode

/// Remembers the tokens of pieces that ``PieceCache`` has no room for: of up to 31 bytes and up to seven tokens. Words
/// of scripts that take two or three bytes a letter are such pieces, and come again like any others.
///
/// An entry is a cache line. A hash chooses one; a new piece takes the place of the old one, which goes to the entry beside
/// it where that is empty. It grows as the other does.
struct LongPieceCache: ~Copyable {
    struct Entry {
        /// The bytes, then zeros, then the length in the last byte; 0 there in an empty entry.
        var key: (UInt64, UInt64, UInt64, UInt64)
        /// Up to seven ids, and their number in the highest half.
        var ids: (UInt64, UInt64, UInt64, UInt64)

        @inline(__always)
        func holds(_ key: Key) -> Bool {
            let words = key.words
            return (self.key.0 ^ words.0) | (self.key.1 ^ words.1) | (self.key.2 ^ words.2) | (self.key.3 ^ words.3) == 0
        }
    }

    /// A piece as an entry holds it.
    struct Key {
        var words: (UInt64, UInt64, UInt64, UInt64)
        var hash: UInt64

        /// - Parameter start: 48 bytes must be readable here.
        /// - Parameter length: at most 31.
        @inline(__always)
        init(_ start: UnsafePointer<UInt8>, _ length: Int) {
            let first = assay_short_key(start, Int64(min(length, 16)))
            let second = assay_short_key(start + 16, Int64(max(length &- 16, 0)))
            // A whole first half has no room for a length.
            let high =
                length < 16
                ? first.high & 0x00FF_FFFF_FFFF_FFFF
                : UnsafeRawPointer(start).loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let last = second.high & 0x00FF_FFFF_FFFF_FFFF | UInt64(truncatingIfNeeded: length) &<< 56
            words = (first.low, high, second.low, last)
            hash = PieceHash.mix(
                PieceHash.mix(words.0 ^ PieceHash.first, words.1 ^ PieceHash.second) ^ words.2, words.3 ^ PieceHash.first)
        }
    }

    static let maximumLength = 31
    static let maximumTokens = 7
    private static let bits: [UInt64] = [8, 11, 14, 17]
    private var step = 0
    private var memory: LargeMemory
    private var entries: UnsafeMutablePointer<Entry>
    private var shift: UInt64
    private var insertions = 0

    init() {
        (memory, entries) = Self.allocate(Self.bits[0])
        shift = 64 - Self.bits[0]
    }

    private static func allocate(_ bits: UInt64) -> (LargeMemory, UnsafeMutablePointer<Entry>) {
        let count = 1 << Int(bits)
        let memory = LargeMemory(count * MemoryLayout<Entry>.stride)
        return (memory, memory.start.bindMemory(to: Entry.self, capacity: count))
    }

    /// The ids of a piece, valid until the next insertion, or nil.
    @inline(__always)
    func find(_ key: Key) -> UnsafeBufferPointer<TokenID>? {
        let home = Int(truncatingIfNeeded: key.hash &>> shift)
        var entry = entries + home
        if !entry.pointee.holds(key) {
            entry = entries + (home ^ 1)
            guard !isCrowded, entry.pointee.holds(key) else { return nil }
        }
        let ids = (UnsafeRawPointer(entry) + 32).assumingMemoryBound(to: TokenID.self)
        return UnsafeBufferPointer(start: ids, count: Int(ids[Self.maximumTokens]))
    }

    /// Whether it is so large that only what comes again should be put in, or looked for.
    var isChoosy: Bool { step >= 3 }

    /// Whether so much was put in that the entry beside one has hardly ever room: then it is left alone.
    private var isCrowded: Bool { insertions &>> (65 &- shift) != 0 }

    /// Where a piece may be.
    @inline(__always)
    func place(_ key: Key) -> UnsafePointer<Entry> { UnsafePointer(entries + Int(truncatingIfNeeded: key.hash &>> shift)) }

    /// Remembers a piece by its ids, unless they are too many.
    mutating func insert(_ key: Key, _ ids: UnsafeBufferPointer<TokenID>) {
        guard ids.count <= Self.maximumTokens else { return }
        let held = place(key, ids.count)
        for position in 0..<ids.count { held[position] = ids[position] }
    }

    /// Remembers a piece by its token indices, unless they are too many.
    mutating func insert(_ key: Key, _ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary) {
        guard indices.count <= Self.maximumTokens else { return }
        let held = place(key, indices.count)
        for position in 0..<indices.count { held[position] = vocabulary.id(at: indices[position]) }
    }

    /// Makes an entry, and returns where its ids go.
    private mutating func place(_ key: Key, _ count: Int) -> UnsafeMutablePointer<TokenID> {
        insertions &+= 1
        if insertions >> (64 &- shift) != 0, step &+ 1 < Self.bits.count { grow() }
        let home = Int(truncatingIfNeeded: key.hash &>> shift)
        // The one beside it takes what is there, if it has room.
        if !isCrowded, entries[home].key.3 != 0, entries[home ^ 1].key.3 == 0 { entries[home ^ 1] = entries[home] }
        let entry = entries + home
        entry.pointee.key = key.words
        let held = (UnsafeMutableRawPointer(entry) + 32).assumingMemoryBound(to: TokenID.self)
        held[Self.maximumTokens] = UInt32(truncatingIfNeeded: count)
        return held
    }

    private mutating func grow() {
        // What was remembered is found again soon enough.
        step += 1
        (memory, entries) = Self.allocate(Self.bits[step])
        shift = 64 - Self.bits[step]
        insertions = 0
    }
}

/// Keeps the first ids it is given, so that they can be remembered.
struct CapturingSink: TokenSink, ~Copyable {
    private let start = UnsafeMutablePointer<TokenID>.allocate(capacity: CapturingSink.capacity)
    private(set) var count = 0

    /// A piece has no more tokens than bytes; three are written at a time.
    private static let capacity = PieceMemo.maximumLength + 4

    deinit { start.deallocate() }

    var ids: UnsafeBufferPointer<TokenID> { UnsafeBufferPointer(start: start, count: count) }

    mutating func removeAll() { count = 0 }

    @inline(__always)
    mutating func take(_ first: TokenID, _ second: TokenID, _ third: TokenID, count added: Int) {
        guard count &+ 3 <= Self.capacity else { return }
        start[count] = first
        start[count &+ 1] = second
        start[count &+ 2] = third
        count &+= added
    }

    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary) {
        for index in indices where count < Self.capacity {
            start[count] = vocabulary.id(at: index)
            count &+= 1
        }
    }

    mutating func take(ids: UnsafeBufferPointer<TokenID>) {
        for id in ids where count < Self.capacity {
            start[count] = id
            count &+= 1
        }
    }

    mutating func takeSpecial(_ id: TokenID) { take(id, 0, 0, count: 1) }
}
