import CAssayPieces

/// Lays out the table of pairs and the pairs of all tokens.
struct PairTableBuilder {
    /// Nil for a token that no merge builds.
    private let pairs: [(left: UInt32, right: UInt32)?]
    private let tokenBits: UInt32

    /// - Parameter pairs: the pair that builds each token, for at most ``PairTable/mostTokens``.
    init(_ pairs: [(left: UInt32, right: UInt32)?]) {
        self.pairs = pairs
        tokenBits = assay_token_bits(UInt32(pairs.count))
    }

    /// The pairs of all tokens, one behind the other.
    func parts() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: PairTable.partsLength(pairs.count))
        let size = 2 * Int(tokenBits)
        for (token, pair) in pairs.enumerated() {
            let number = pair.map { UInt64($0.left) << UInt64(tokenBits) | UInt64($0.right) } ?? assay_no_parts(tokenBits)
            let bit = token * size
            let moved = number << UInt64(bit % 8)
            for byte in 0..<8 { bytes[bit / 8 + byte] |= UInt8(truncatingIfNeeded: moved >> UInt64(8 * byte)) }
        }
        return bytes
    }

    /// The filter of pairs: see ``PairTable/filterBits(_:)``.
    func filter() -> [UInt32] {
        let bits = PairTable.filterBits(pairs.count)
        var words = [UInt32](repeating: 0, count: 1 << (bits - 5))
        for case let pair? in pairs {
            let bit = Int(assay_filter_bit(assay_pair(pair.left, pair.right), UInt64(64 - bits)))
            words[bit / 32] |= 1 << UInt32(bit % 32)
        }
        return words
    }

    /// The lines, three quarters full or less: more would send many look-ups on to the next. Nil where they would have to be
    /// half empty, which is only where someone chose the pairs so that they fall on the same lines.
    func lines() -> [UInt32]? {
        let first = max(pairs.count { $0 != nil } / 9 + 1, Int(assay_fewest_lines(tokenBits)))
        var count = first
        while !haveRoom(count) {
            count += count / 256 + 1
            if count > first + first / 2 + 16 { return nil }
        }
        return lines(count)
    }

    /// Whether so many lines, and one for what the last has no room for, have room for all pairs in their own line or the next.
    private func haveRoom(_ count: Int) -> Bool {
        let table = assay_pair_table_of(nil, UInt64(count), nil, UInt32(pairs.count))
        let room = Int(assay_line_entries)
        var used = [UInt32](repeating: 0, count: count)
        for case let pair? in pairs { used[Self.line(table, pair)] += 1 }
        var waiting = 0
        for own in used {
            waiting = max(waiting + Int(own) - room, 0)
            if waiting > room { return false }
        }
        return true
    }

    private func lines(_ count: Int) -> [UInt32] {
        let table = assay_pair_table_of(nil, UInt64(count), nil, UInt32(pairs.count))
        var entries = [[Entry]](repeating: [], count: count + 1)
        for (token, pair) in pairs.enumerated() {
            guard let pair else { continue }
            entries[Self.line(table, pair)].append(Self.entry(table, UInt32(token), pair))
        }
        var lines: [UInt32] = []
        lines.reserveCapacity((count + 1) * Int(assay_line_words))
        var waiting: ArraySlice<Entry> = []
        for own in entries {
            let home = own.prefix(Int(assay_line_entries) - waiting.count)
            let next = own.dropFirst(home.count)
            lines += Self.line(home, waiting, isFull: !next.isEmpty)
            waiting = next
        }
        return lines
    }

    private static func line(_ table: assay_pair_table, _ pair: (left: UInt32, right: UInt32)) -> Int {
        withUnsafePointer(to: table) { Int(assay_pair_line($0, assay_pair_hash($0, pair.left, pair.right))) }
    }

    private struct Entry {
        let word: UInt32
        let low: UInt8
    }

    private static func entry(
        _ table: assay_pair_table, _ token: UInt32, _ pair: (left: UInt32, right: UInt32)
    ) -> Entry {
        withUnsafePointer(to: table) {
            let tag = assay_pair_tag($0, assay_pair_hash($0, pair.left, pair.right))
            return Entry(word: tag | token >> UInt32(assay_low_bits), low: UInt8(truncatingIfNeeded: token))
        }
    }

    /// A line of entries that belong there and of such that the line before had no room for.
    private static func line(_ home: ArraySlice<Entry>, _ others: ArraySlice<Entry>, isFull: Bool) -> [UInt32] {
        var line = [UInt32](repeating: 0, count: Int(assay_line_words))
        for (place, entry) in (home + others).enumerated() {
            line[place] = entry.word
            line[Int(assay_line_entries) + place / 4] |= UInt32(entry.low) << UInt32(place % 4 * 8)
        }
        let isHome: UInt32 = 1 << UInt32(home.count) - 1
        let isOther: UInt32 = (1 << UInt32(others.count) - 1) << UInt32(home.count + Int(assay_line_entries))
        line[line.count - 1] = isHome | isOther | (isFull ? assay_overflow : 0)
        return line
    }
}
