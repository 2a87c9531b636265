import CAssayPieces

/// Room to merge a run of symbols in.
///
/// Runs of up to 64 symbols, nearly all there are, stay in place: each pair has a key of its rank and its position, and
/// the next merge is the smallest key, found without a branch. Longer runs are kept dense instead, since a scan over
/// adjacent memory is the fastest way there; those of more than a few hundred are cut into windows by
/// ``LongPieceMerge``.
struct MergeBuffer: ~Copyable {
    private(set) var symbols: UnsafeMutablePointer<UInt32>
    /// What each symbol would merge into with the next one.
    private var merged: UnsafeMutablePointer<UInt32>
    private(set) var count = 0
    private var capacity: Int
    private var pairs: PairCache

    init(_ vocabulary: Vocabulary, capacity: Int, processor: assay_processor) {
        pairs = PairCache(vocabulary, processor)
        self.capacity = max(capacity, PairCache.mostSymbols)
        symbols = .allocate(capacity: self.capacity)
        merged = .allocate(capacity: self.capacity)
    }

    deinit {
        symbols.deallocate()
        merged.deallocate()
    }

    /// The symbols as they stand.
    var tokens: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: symbols, count: count) }

    /// Loads the symbols that bytes start out as, with room for as many as there are bytes.
    @inline(__always)
    mutating func load(_ start: UnsafePointer<UInt8>, _ length: Int, _ vocabulary: Vocabulary) {
        if length > capacity { grow(length) }
        if !vocabulary.isByteLevel {
            count = vocabulary.loadCharacters(start, length, symbols)
        } else if vocabulary.characters != nil {
            count = vocabulary.loadBytes(start, length, symbols)
        } else {
            for position in 0..<length { symbols[position] = vocabulary.symbols[Int(start[position])] }
            count = length
        }
    }

    /// Puts other symbols, no more than there were, in place of these.
    mutating func replace(_ tokens: [UInt32]) {
        symbols.update(from: tokens, count: tokens.count)
        count = tokens.count
    }

    private mutating func grow(_ length: Int) {
        symbols.deallocate()
        merged.deallocate()
        capacity = length * 2
        symbols = .allocate(capacity: capacity)
        merged = .allocate(capacity: capacity)
    }

    /// Merges the symbols until no pair merges: lowest rank first, leftmost first among equals. Quadratic in the
    /// number of symbols, with a small constant.
    @inline(__always)
    mutating func merge(_ vocabulary: Vocabulary) {
        if count <= PairCache.mostSymbols { count = pairs.merge(symbols, count) } else { mergeDense(vocabulary) }
    }

    /// Loads a short piece and merges it.
    ///
    /// - Parameter start: the bytes of the key, with ``PieceHash/readable`` bytes that may be read.
    @inline(__always)
    mutating func merge(_ key: PieceHash.Key, _ start: UnsafePointer<UInt8>, _ vocabulary: Vocabulary) {
        if vocabulary.isByteLevel, (key.low | key.high) & 0x8080_8080_8080_8080 == 0 {
            count = pairs.merge(key, symbols)
        } else {
            load(start, key.length, vocabulary)
            merge(vocabulary)
        }
    }

    private mutating func mergeDense(_ vocabulary: Vocabulary) {
        guard count > 1 else { return }
        for position in 0..<count &- 1 {
            merged[position] = pairs.merged(symbols[position], symbols[position &+ 1])
        }
        while count > 1 {
            let pairs = count &- 1
            var lowest = PackLayout.none
            for position in 0..<pairs { lowest = min(lowest, merged[position]) }
            if lowest == PackLayout.none { return }
            var at = 0
            if lowest < vocabulary.tieStart {
                while merged[at] != lowest { at &+= 1 }
            } else {
                // All that is left shares one rank.
                while merged[at] == PackLayout.none { at &+= 1 }
            }
            apply(at, merged[at], vocabulary)
        }
    }

    @inline(__always)
    private mutating func apply(_ at: Int, _ result: UInt32, _ vocabulary: Vocabulary) {
        symbols[at] = result
        let tail = count &- at &- 2
        (symbols + at + 1).update(from: symbols + at + 2, count: tail)
        // The last pair has no entry: one fewer to move.
        if tail > 0 { (merged + at + 1).update(from: merged + at + 2, count: tail &- 1) }
        count &-= 1
        if at &+ 1 < count { merged[at] = pairs.merged(result, symbols[at &+ 1]) }
        if at > 0 { merged[at &- 1] = pairs.merged(symbols[at &- 1], result) }
    }
}
