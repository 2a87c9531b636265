/// Takes the tokens of a text as they are found. Generic code over it is specialised for each sink.
protocol TokenSink: ~Copyable {
    /// Whether no more tokens are wanted.
    var isFull: Bool { get }
    /// Takes one to three tokens by id; the rest of the three is padding.
    mutating func take(_ first: TokenID, _ second: TokenID, _ third: TokenID, count: Int)
    /// Takes tokens by index.
    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary)
    /// Takes tokens by id.
    mutating func take(ids: UnsafeBufferPointer<TokenID>)
    /// Takes a special token by id.
    mutating func takeSpecial(_ id: TokenID)
}

extension TokenSink where Self: ~Copyable {
    @inline(__always) var isFull: Bool { false }
}

/// Counts tokens.
struct CountingSink: TokenSink {
    var count = 0

    @inline(__always)
    mutating func take(_: TokenID, _: TokenID, _: TokenID, count: Int) { self.count &+= count }

    @inline(__always)
    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _: Vocabulary) { count &+= indices.count }

    @inline(__always)
    mutating func take(ids: UnsafeBufferPointer<TokenID>) { count &+= ids.count }

    mutating func takeSpecial(_: TokenID) { count &+= 1 }
}

/// Counts tokens and stops above a limit.
struct LimitedCountingSink: TokenSink {
    let limit: Int
    var count = 0

    var isFull: Bool { count > limit }

    mutating func take(_: TokenID, _: TokenID, _: TokenID, count: Int) { self.count &+= count }
    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _: Vocabulary) { count &+= indices.count }
    mutating func take(ids: UnsafeBufferPointer<TokenID>) { count &+= ids.count }
    mutating func takeSpecial(_: TokenID) { count &+= 1 }
}

/// Collects ids.
struct CollectingSink: TokenSink, ~Copyable {
    private(set) var start: UnsafeMutablePointer<TokenID>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    var ids: UnsafeBufferPointer<TokenID> { UnsafeBufferPointer(start: start, count: count) }

    mutating func removeAll() { count = 0 }

    @inline(__always)
    mutating func take(_ first: TokenID, _ second: TokenID, _ third: TokenID, count added: Int) {
        if count &+ 3 > capacity { grow(3) }
        // All three, without a branch: what is too much is overwritten by the next.
        start[count] = first
        start[count &+ 1] = second
        start[count &+ 2] = third
        count &+= added
    }

    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary) {
        if count &+ indices.count > capacity { grow(indices.count) }
        for index in indices {
            start[count] = vocabulary.id(at: index)
            count &+= 1
        }
    }

    mutating func take(ids: UnsafeBufferPointer<TokenID>) {
        if count &+ ids.count > capacity { grow(ids.count) }
        for id in ids {
            start[count] = id
            count &+= 1
        }
    }

    mutating func takeSpecial(_ id: TokenID) { take(id, 0, 0, count: 1) }

    private mutating func grow(_ needed: Int) {
        capacity = max(capacity * 2, count + needed)
        let larger = UnsafeMutablePointer<TokenID>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }
}
