import CAssayPieces

/// Takes the tokens of a text as they are found. Generic code over it is specialised for each sink.
protocol TokenSink: ~Copyable {
    /// Whether no more tokens are wanted.
    var isFull: Bool { get }
    /// Whether ids are wanted at all, or only their number.
    static var wantsIDs: Bool { get }
    /// How many tokens were taken, where only that is wanted.
    var counted: Int { get }
    /// All ids that were taken, where they are kept.
    var kept: UnsafeBufferPointer<TokenID>? { get }
    /// Takes one to three tokens by id; the rest of the three is padding.
    mutating func take(_ first: TokenID, _ second: TokenID, _ third: TokenID, count: Int)
    /// Takes tokens by index.
    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary)
    /// Takes tokens by id.
    mutating func take(ids: UnsafeBufferPointer<TokenID>)
    /// Takes a special token by id.
    mutating func takeSpecial(_ id: TokenID)
    /// Makes room for the tokens of some pieces that ``takeRemembered(_:_:from:count:)`` will be given, whatever else comes
    /// between.
    mutating func reserve(pieces: Int)
    /// Takes the tokens of pieces from `from` on as ``PieceCache`` or ``CountCache`` has them, and returns the first that it
    /// does not have, or `count`. The lines where they may be are those of its table.
    mutating func takeRemembered(
        _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count: Int
    ) -> Int
}

extension TokenSink where Self: ~Copyable {
    @inline(__always) var isFull: Bool { false }
    @inline(__always) static var wantsIDs: Bool { true }
    @inline(__always) var counted: Int { 0 }
    @inline(__always) var kept: UnsafeBufferPointer<TokenID>? { nil }

    @inline(__always)
    mutating func reserve(pieces: Int) {}

    mutating func takeRemembered(
        _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count: Int
    ) -> Int { from }
}

/// Writes the ids of remembered pieces behind the `written` that there are, four or six at a time whatever their number; returns as
/// ``TokenSink/takeRemembered(_:_:from:count:)`` does.
@inline(__always)
func takeIDs(
    _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count: Int,
    into ids: UnsafeMutablePointer<TokenID>, _ written: inout Int
) -> Int {
    var end = Int64(written)
    defer { written = Int(end) }
    return Int(assay_take_ids(processor, lookups, Int64(from), Int64(count), ids, &end))
}

/// Counts tokens.
struct CountingSink: TokenSink {
    var count = 0

    @inline(__always) static var wantsIDs: Bool { false }
    @inline(__always) var counted: Int { count }

    @inline(__always)
    mutating func takeRemembered(
        _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count pieces: Int
    ) -> Int {
        var sum: Int64 = 0
        defer { count &+= Int(sum) }
        return Int(assay_take_counts(processor, lookups, Int64(from), Int64(pieces), &sum))
    }

    @inline(__always)
    mutating func take(_: TokenID, _: TokenID, _: TokenID, count: Int) { self.count &+= count }

    @inline(__always)
    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _: Vocabulary) { count &+= indices.count }

    @inline(__always)
    mutating func take(ids: UnsafeBufferPointer<TokenID>) { count &+= ids.count }

    mutating func takeSpecial(_: TokenID) { count &+= 1 }
}

/// Collects ids.
struct CollectingSink: TokenSink, ~Copyable {
    private(set) var start: UnsafeMutablePointer<TokenID>
    private(set) var count = 0
    private var capacity: Int
    /// The room that a batch of pieces asks for behind the last token.
    static let room = room(pieces: PieceCursor.batch)
    /// Room to be kept behind the last token.
    private var reserved = 3
    /// Whether the ids are where they were asked for: memory of somebody else's.
    private(set) var isLent = false

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    /// Collects into memory that lives as long as this does, and where it does not suffice into its own.
    init(lent memory: UnsafeMutableBufferPointer<TokenID>) {
        capacity = memory.count
        start = memory.baseAddress.unsafelyUnwrapped
        isLent = true
    }

    deinit { if !isLent { start.deallocate() } }

    var ids: UnsafeBufferPointer<TokenID> { UnsafeBufferPointer(start: start, count: count) }

    @inline(__always) var kept: UnsafeBufferPointer<TokenID>? { ids }

    mutating func removeAll() { count = 0 }

    /// Up to six ids a piece, and four are written at least.
    private static func room(pieces: Int) -> Int { Int(assay_packed_ids) &* pieces &+ 4 }

    @inline(__always)
    mutating func take(_ first: TokenID, _ second: TokenID, _ third: TokenID, count added: Int) {
        if count &+ added &+ reserved > capacity { grow(added) }
        // All three, without a branch: what is too much is overwritten by the next.
        start[count] = first
        start[count &+ 1] = second
        start[count &+ 2] = third
        count &+= added
    }

    mutating func reserve(pieces: Int) {
        reserved = Self.room(pieces: pieces)
        if count &+ reserved > capacity { grow(0) }
    }

    @inline(__always)
    mutating func takeRemembered(
        _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count pieces: Int
    ) -> Int {
        takeIDs(processor, lookups, from: from, count: pieces, into: start, &count)
    }

    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary) {
        if count &+ indices.count &+ reserved > capacity { grow(indices.count) }
        for index in indices {
            start[count] = vocabulary.id(at: index)
            count &+= 1
        }
    }

    mutating func take(ids: UnsafeBufferPointer<TokenID>) {
        if count &+ ids.count &+ reserved > capacity { grow(ids.count) }
        for id in ids {
            start[count] = id
            count &+= 1
        }
    }

    mutating func takeSpecial(_ id: TokenID) { take(id, 0, 0, count: 1) }

    private mutating func grow(_ needed: Int) {
        capacity = max(capacity * 2, count + needed + reserved)
        let larger = UnsafeMutablePointer<TokenID>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        if !isLent { start.deallocate() }
        isLent = false
        start = larger
    }
}
