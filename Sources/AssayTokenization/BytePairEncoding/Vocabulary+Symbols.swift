extension Vocabulary {
    /// Writes the symbols of a piece and returns how many: bytes, or whole characters where these come first anyway
    /// (see ``CharacterSymbol``). The bytes need not be valid UTF-8; what is not starts out as bytes.
    func loadBytes(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ symbols: UnsafeMutablePointer<UInt32>
    ) -> Int {
        let characters = characters.unsafelyUnwrapped
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
                let symbol = characters.symbol(scalar)
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
            let index = characters.unsafelyUnwrapped.symbol(scalar).index
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
