/// How alike two lists of words are when their order counts.
enum WordAlignment {
    /// Length of the longest common subsequence, by the bit-parallel method of Crochemore, Iliopoulos, Pinzon and Reid
    /// (2001): one bit a word of `first`, one pass over `second`.
    ///
    /// Complexity: O(n * m / 64).
    static func common(_ first: ArraySlice<ExampleWord>, _ second: ArraySlice<ExampleWord>) -> Int {
        // What both begin and end with needs no table.
        var left = first
        var right = second
        var equal = 0
        while let one = left.first, let other = right.first, one == other {
            left.removeFirst()
            right.removeFirst()
            equal += 1
        }
        while let one = left.last, let other = right.last, one == other {
            left.removeLast()
            right.removeLast()
            equal += 1
        }
        guard !left.isEmpty, !right.isEmpty else { return equal }
        return equal + table(Array(left), Array(right))
    }

    /// Twice the common words, in order, over all words: 1 for equal lists, 1 for two empty ones.
    static func similarity(_ first: ArraySlice<ExampleWord>, _ second: ArraySlice<ExampleWord>) -> Double {
        let all = first.count + second.count
        return all == 0 ? 1 : 2 * Double(common(first, second)) / Double(all)
    }

    private static func table(_ first: [ExampleWord], _ second: [ExampleWord]) -> Int {
        let blocks = (first.count + 63) / 64
        var places: [UInt64: [UInt64]] = [:]
        for (index, word) in first.enumerated() {
            places[word.key, default: [UInt64](repeating: 0, count: blocks)][index / 64] |= 1 << UInt64(index % 64)
        }
        // A zero bit says that the column's length grows there.
        var column = [UInt64](repeating: .max, count: blocks)
        for word in second {
            guard let matches = places[word.key] else { continue }
            var carry: UInt64 = 0
            for block in 0..<blocks {
                let hits = column[block] & matches[block]
                let (partial, first) = column[block].addingReportingOverflow(hits)
                let (sum, second) = partial.addingReportingOverflow(carry)
                carry = first || second ? 1 : 0
                column[block] = sum | (column[block] & ~matches[block])
            }
        }
        let rest = first.count % 64
        var zeros = column.reduce(0) { $0 + (~$1).nonzeroBitCount }
        if rest > 0 { zeros -= (~column[blocks - 1] >> UInt64(rest)).nonzeroBitCount }
        return zeros
    }
}
