/// Room to merge a run of symbols in: the symbols, and beside each what it would merge into with the next one.
///
/// Both arrays are kept dense, so that finding the lowest rank is a scan over adjacent memory. That makes a merge cost
/// time linear in the run, which is the fastest way for runs as short as nearly all pieces are; longer ones are cut
/// into windows by ``LongPieceMerge``.
struct MergeBuffer: ~Copyable {
    private(set) var symbols: UnsafeMutablePointer<UInt32>
    private var merged: UnsafeMutablePointer<UInt32>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        symbols = .allocate(capacity: capacity)
        merged = .allocate(capacity: capacity)
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
        } else if vocabulary.characterBlocks != nil {
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
        guard count > 1 else { return }
        for position in 0..<count &- 1 {
            merged[position] = vocabulary.merged(symbols[position], symbols[position &+ 1])
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
        if at &+ 1 < count { merged[at] = vocabulary.merged(result, symbols[at &+ 1]) }
        if at > 0 { merged[at &- 1] = vocabulary.merged(symbols[at &- 1], result) }
    }
}

extension Vocabulary {
    /// Writes the symbols of a piece and returns how many: bytes, or whole characters where these come first anyway
    /// (see ``CharacterSymbol``). The bytes need not be valid UTF-8; what is not starts out as bytes.
    func loadBytes(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ symbols: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var count = 0
        var position = 0
        var before = CharacterSymbol.Neighbor.none
        while position < length {
            let first = start[position]
            if first < 0x80 {
                symbols[count] = self.symbols[Int(first)]
                count &+= 1
                position &+= 1
                before = first == 0x20 ? .space : .ascii
                continue
            }
            let size = UTF8Validation.sequenceLength(start + position, length &- position)
            if size == 0 { return loadEachByte(start, length, symbols) }
            let next = position &+ size
            if size < 4 {
                let scalar = PieceText(base: start, end: length).scalar(position, first).value
                let symbol = characterSymbol(scalar)
                let behind = next < length ? CharacterSymbol.Neighbor(firstByte: start[next]) : .none
                if symbol.isWhole(between: before, behind) {
                    symbols[count] = symbol.index
                    count &+= 1
                    position = next
                    before = CharacterSymbol.Neighbor(firstByte: first)
                    continue
                }
            }
            while position < next {
                symbols[count] = self.symbols[Int(start[position])]
                count &+= 1
                position &+= 1
            }
            before = CharacterSymbol.Neighbor(firstByte: first)
        }
        return count
    }

    /// Writes the bytes of a piece one by one: all of them, since beside bytes that are no character nothing is known
    /// of the neighbours.
    private func loadEachByte(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ symbols: UnsafeMutablePointer<UInt32>
    ) -> Int {
        for position in 0..<length { symbols[position] = self.symbols[Int(start[position])] }
        return length
    }

    /// Writes the symbols of a SentencePiece text and returns how many: each character's token, or the tokens of its
    /// bytes where it has none. 16 bytes must be readable behind the text.
    func loadCharacters(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ symbols: UnsafeMutablePointer<UInt32>
    ) -> Int {
        let fallbacks = byteFallbacks.unsafelyUnwrapped
        var count = 0
        var position = 0
        while position < length {
            let first = start[position]
            var size = 1
            var symbol = self.symbols[Int(first)]
            if first >= 0x80 {
                size = min(first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4, length &- position)
                symbol = characterIndex(start, position, size)
            }
            if symbol != PackLayout.none {
                symbols[count] = symbol
                count &+= 1
            } else {
                for byte in position..<position &+ size {
                    symbols[count] = fallbacks[Int(start[byte])]
                    count &+= 1
                }
            }
            position &+= size
        }
        return count
    }

    /// The token of a character of two to four bytes of which `size` are there, or ``PackLayout/none``.
    @inline(__always)
    private func characterIndex(_ start: UnsafePointer<UInt8>, _ position: Int, _ size: Int) -> UInt32 {
        if size < 4, UTF8Validation.sequenceLength(start + position, size) == size {
            let scalar = PieceText(base: start, end: position &+ size).scalar(position, start[position]).value
            let index = characterSymbol(scalar).index
            return index == UInt32(PackLayout.maximumTokens) ? PackLayout.none : index
        }
        return index(of: start + position, size) ?? PackLayout.none
    }

    /// Whether two adjacent tokens stay apart: whether merging their joined bytes gives just the two of them.
    ///
    /// Tokens are the encoding of their joined bytes exactly when each adjacent two stay apart: the first merge across
    /// a boundary would see the same symbols with or without the tokens further away. So an encoding may be put
    /// together from parts wherever the two tokens at the seam pass this test.
    ///
    /// Walks merges back, the latest first: at each point in time it asks whether the two symbols at the boundary would
    /// have merged before the earlier of them went into something else. Constant time: a token has few merges. Only for
    /// vocabularies whose ``ranksRise``.
    func staysApart(_ left: UInt32, _ right: UInt32) -> Bool {
        var left = left
        var right = right
        var leftLimit = UInt32.max
        var rightLimit = UInt32.max
        while true {
            let result = merged(left, right)
            // Of two merges of one rank the left one is first: `left` is gone by then, `right` is not.
            if result != PackLayout.none, result < leftLimit, result <= rightLimit { return false }
            let leftParts = parts(of: left)
            let rightParts = parts(of: right)
            if let leftParts, rightParts == nil || left > right {
                leftLimit = left
                left = leftParts.right
            } else if let rightParts {
                rightLimit = right
                right = rightParts.left
            } else {
                return true
            }
        }
    }
}
