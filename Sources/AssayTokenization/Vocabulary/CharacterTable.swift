import CAssayPieces

/// The table of ``CharacterSymbol``s of a vocabulary: finds the characters that are tokens, and the
/// neighbours next to which they must start out as bytes.
struct CharacterTable {
    /// For each block of 64 scalar values of the basic multilingual plane where its symbols start, in blocks.
    private(set) var blocks = [UInt16](repeating: CharacterSymbol.noBlock, count: CharacterSymbol.blockCount)
    private(set) var symbols: [UInt64] = []
    /// The pairs of adjacent characters that stand in some token, as bits by their hash: a pair whose bit is not set stands
    /// in none, so that no merge ever crosses between its two characters.
    private(set) var pairs: [UInt64] = []
    /// The places inside tokens where one character ends and another starts, and the token has only a part of one of them:
    /// as bits by the hash of the parts.
    private(set) var partPairs: [UInt64] = []
    /// The same by the byte before such a place and the byte behind it alone: a bit for each two.
    private(set) var seams = [UInt64](repeating: 0, count: CharacterTable.seamWords)
    static let seamWords = 256 * 256 / 64

    private let tokens: [[UInt8]]
    private let parts: [MergeSimulation.Parts?]
    /// The tokens that a merge builds with a given token on its right, and on its left.
    private var builtWithRight: [[Int]]
    private var builtWithLeft: [[Int]]

    /// - Parameters:
    ///   - tokens: each token's bytes; empty for one that is no text.
    ///   - parts: the pair that builds each token.
    ///   - startingFromBytes: whether merging starts from bytes. Where it starts from characters, every character that
    ///     is a token starts out whole.
    init(tokens: [[UInt8]], parts: [MergeSimulation.Parts?], startingFromBytes: Bool) {
        self.tokens = tokens
        self.parts = parts
        builtWithRight = [[Int]](repeating: [], count: tokens.count)
        builtWithLeft = builtWithRight
        for (index, pair) in parts.enumerated() {
            guard let pair else { continue }
            builtWithRight[pair.right].append(index)
            builtWithLeft[pair.left].append(index)
        }
        for (index, bytes) in tokens.enumerated() where parts[index] != nil || !startingFromBytes {
            guard bytes.count == 2 || bytes.count == 3, let text = String(validating: bytes, as: UTF8.self),
                let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
            else { continue }
            insert(
                CharacterSymbol(
                    index: UInt32(index), conflictsBefore: conflictsBefore(index),
                    conflictsBehind: conflictsBehind(index)),
                at: scalar.value)
        }
        insertPairs()
        insertPartPairs()
    }

    private mutating func insertPartPairs() {
        var found = Set<UInt64>()
        for bytes in tokens where bytes.count > 1 {
            bytes.withUnsafeBufferPointer { buffer in
                let start = buffer.baseAddress!
                for place in 1..<bytes.count where bytes[place] & 0xC0 != 0x80 {
                    var before = place - 1
                    while before > 0, bytes[before] & 0xC0 == 0x80, place - before < 4 { before -= 1 }
                    var end = place + 1
                    while end < bytes.count, bytes[end] & 0xC0 == 0x80, end - place < 4 { end += 1 }
                    let isWhole = Self.isCharacter(bytes[before..<place]) && Self.isCharacter(bytes[place..<end])
                    guard !isWhole else { continue }
                    let left = Self.number(start + before, place - before)
                    let right = Self.number(start + place, end - place)
                    let seam = assay_seam(bytes[place - 1], bytes[place])
                    seams[Int(seam.word)] |= 1 << seam.bit
                    found.insert(UInt64(left) << 32 | UInt64(right))
                }
            }
        }
        // Few, and asked for several at a time: with room enough that hardly any two share a bit.
        partPairs = Self.bits(found, perPair: 64)
    }

    /// Bytes of one character, up to four, as a number.
    private static func number(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        (0..<count).reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
    }

    private static func isCharacter(_ bytes: ArraySlice<UInt8>) -> Bool {
        String(validating: bytes, as: UTF8.self)?.unicodeScalars.count == 1
    }

    /// Sets the bit of each pair in a table with so much room a pair.
    private static func bits(_ pairs: Set<UInt64>, perPair: Int) -> [UInt64] {
        var count = 64
        while count * 64 < pairs.count * perPair { count *= 2 }
        var words = [UInt64](repeating: 0, count: count)
        for pair in pairs {
            let place = assay_pair_bit(UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair), UInt64(count))
            words[Int(place.word)] |= 1 << place.bit
        }
        return words
    }

    private mutating func insertPairs() {
        var found = Set<UInt64>()
        for bytes in tokens where bytes.count > 1 {
            // What a token has of a character at its ends does not make a pair of characters.
            var last: UInt32?
            var rest = bytes[...]
            while let first = rest.first {
                let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
                let text = String(validating: rest.prefix(length), as: UTF8.self)
                let scalar = text?.unicodeScalars.first?.value
                if let last, let scalar { found.insert(UInt64(last) << 32 | UInt64(scalar)) }
                last = scalar
                rest = rest.dropFirst(scalar == nil ? 1 : length)
            }
        }
        pairs = Self.bits(found, perPair: 10)
    }

    private mutating func insert(_ symbol: CharacterSymbol, at scalar: UInt32) {
        let block = Int(scalar >> CharacterSymbol.blockShift)
        if blocks[block] == CharacterSymbol.noBlock {
            blocks[block] = UInt16(symbols.count / 64)
            symbols += [UInt64](repeating: CharacterSymbol.none.bits, count: 64)
        }
        symbols[Int(blocks[block]) * 64 + Int(scalar & 63)] = symbol.bits
    }

    /// The kinds of characters before a character to which a part of it may merge before the character is whole.
    private func conflictsBefore(_ character: Int) -> UInt16 {
        var conflicts: UInt16 = 0
        var whole = character
        while let pair = parts[whole] {
            // The part on the left is there until rank `whole`.
            for other in builtWithRight[pair.left] where other <= whole {
                conflicts |= Self.kinds(endingWith: tokens[parts[other]!.left])
            }
            whole = pair.left
        }
        return conflicts
    }

    /// The kinds of characters behind a character to which a part of it may merge before the character is whole.
    private func conflictsBehind(_ character: Int) -> UInt16 {
        var conflicts: UInt16 = 0
        var whole = character
        while let pair = parts[whole] {
            for other in builtWithLeft[pair.right] where other <= whole {
                let first = tokens[parts[other]!.right][0]
                // A character is not followed by the middle of one.
                if first & 0xC0 != 0x80 { conflicts |= 1 << CharacterSymbol.Neighbor(firstByte: first).rawValue }
            }
            whole = pair.right
        }
        return conflicts
    }

    /// The kinds of characters that may end with these bytes, before the start of another character.
    private static func kinds(endingWith bytes: [UInt8]) -> UInt16 {
        var start = bytes.count - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let first = bytes[start]
        if first & 0xC0 == 0x80 {
            // The character's own start is not among the bytes.
            return CharacterSymbol.Neighbor.multiByte.reduce(0) { $0 | 1 << $1.rawValue }
        }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        // A character that is cut short is not followed by another.
        return bytes.count - start == length ? 1 << CharacterSymbol.Neighbor(firstByte: first).rawValue : 0
    }
}
