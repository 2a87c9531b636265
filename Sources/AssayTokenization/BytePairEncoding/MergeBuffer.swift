import CAssayUnicode

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
    /// For runs of up to 64: the keys of pairs.
    private let keys = UnsafeMutablePointer<UInt32>.allocate(capacity: MergeBuffer.shortRun)

    private let pairs = PairCache()

    private static let shortRun = 64
    /// The key of a pair that does not merge.
    private static let noKey = UInt32(Int32.max)

    init(capacity: Int) {
        self.capacity = max(capacity, Self.shortRun)
        symbols = .allocate(capacity: self.capacity)
        merged = .allocate(capacity: self.capacity)
    }

    deinit {
        symbols.deallocate()
        merged.deallocate()
        keys.deallocate()
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
        if count <= Self.shortRun { mergeShort(vocabulary) } else { mergeDense(vocabulary) }
    }

    // MARK: Up to 64 symbols

    private mutating func mergeShort(_ vocabulary: Vocabulary) {
        guard count > 1 else { return }
        let last = count &- 1
        let lanes = last <= 8 ? 8 : (last &+ 15) & ~15
        var all: UInt32 = 0
        for position in 0...last { all |= symbols[position] }
        if all < 256 {
            for position in 0..<last {
                rank(position, pairs.mergedFirst(symbols[position], symbols[position &+ 1], vocabulary), vocabulary)
            }
        } else {
            for position in 0..<last { rank(position, position &+ 1, vocabulary) }
        }
        for position in last..<lanes { keys[position] = Self.noKey }
        // A bit for each position where a symbol stands.
        var left = UInt64.max &>> (63 &- UInt64(last))
        while true {
            let key = last <= 8 ? assay_minimum_8(keys) : assay_minimum(keys, Int64(lanes &>> 4))
            if key >= Self.noKey { break }
            let at = UInt64(key & 63)
            // What stands behind `at`: first the symbol that goes, then its neighbour.
            let behind = left & (UInt64.max &- 1) &<< at
            let gone = behind.trailingZeroBitCount
            let after = behind & (behind &- 1)
            left &= ~(1 &<< UInt64(gone))
            let place = Int(at)
            symbols[place] = merged[place]
            keys[gone] = Self.noKey
            keys[place] = Self.noKey
            if after != 0 { rank(place, after.trailingZeroBitCount, vocabulary) }
            let before = left & ((1 &<< at) &- 1)
            if before != 0 { rank(63 &- before.leadingZeroBitCount, place, vocabulary) }
        }
        count = 0
        while left != 0 {
            symbols[count] = symbols[left.trailingZeroBitCount]
            count &+= 1
            left &= left &- 1
        }
    }

    /// Looks up what two neighbours merge into.
    @inline(__always)
    private func rank(_ left: Int, _ right: Int, _ vocabulary: Vocabulary) {
        rank(left, pairs.merged(symbols[left], symbols[right], vocabulary), vocabulary)
    }

    @inline(__always)
    private func rank(_ left: Int, _ result: UInt32, _ vocabulary: Vocabulary) {
        merged[left] = result
        // Ranks have 21 bits, positions 6.
        let rank = min(result, vocabulary.tieStart) &<< 6 | UInt32(truncatingIfNeeded: left)
        keys[left] = result == PackLayout.none ? Self.noKey : rank
    }

    // MARK: Longer runs

    private mutating func mergeDense(_ vocabulary: Vocabulary) {
        guard count > 1 else { return }
        for position in 0..<count &- 1 {
            merged[position] = pairs.merged(symbols[position], symbols[position &+ 1], vocabulary)
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
        if at &+ 1 < count { merged[at] = pairs.merged(result, symbols[at &+ 1], vocabulary) }
        if at > 0 { merged[at &- 1] = pairs.merged(symbols[at &- 1], result, vocabulary) }
    }
}
