import CAssayPieces

/// Keeps the first ids it is given, so that they can be remembered.
struct CapturingSink: TokenSink, ~Copyable {
    private let start = UnsafeMutablePointer<TokenID>.allocate(capacity: CapturingSink.capacity)
    private(set) var count = 0

    /// A piece has no more tokens than bytes; up to six are written at a time.
    private static let capacity = PieceMemo.maximumLength + Int(assay_packed_ids)

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

    @inline(__always)
    mutating func takeRemembered(
        _ processor: assay_processor, _ lookups: UnsafePointer<assay_lookup>, from: Int, count pieces: Int
    ) -> Int {
        takeIDs(processor, lookups, from: from, count: pieces, into: start, &count)
    }

    mutating func takeSpecial(_ id: TokenID) { take(id, 0, 0, count: 1) }
}
