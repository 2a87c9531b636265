import AssayTokenization

/// Where the tokens of a unit's text start, so that any part of it can be counted at once.
public struct UnitTokens: Sendable {
    /// Offset in ``UnitText/bytes`` of each token's first byte, increasing.
    public private(set) var starts: [Int32] = []

    /// Each stretch of text is tokenized by itself: what a variable between two holds is not known.
    init(_ text: UnitText, tokenizer: Tokenizer) {
        starts.reserveCapacity(text.bytes.count / 4)
        text.bytes.withUnsafeBufferPointer { bytes in
            var first = 0
            while first < text.pieces.count {
                let piece = text.pieces[first]
                var last = first
                while last + 1 < text.pieces.count, text.pieces[last + 1].stretch == piece.stretch { last += 1 }
                let range = piece.range.lowerBound..<text.pieces[last].range.upperBound
                // Plain text never spells a special token, so nothing is thrown.
                let spans = (try? tokenizer.tokens(of: UnsafeBufferPointer(rebasing: bytes[range]))) ?? []
                for span in spans { starts.append(Int32(range.lowerBound + span.range.lowerBound)) }
                first = last + 1
            }
        }
    }

    public var count: Int { starts.count }

    /// How many tokens start in a range of the text. Complexity: O(log n).
    public func count(in range: Range<Int>) -> Int {
        index(atOrAfter: range.upperBound) - index(atOrAfter: range.lowerBound)
    }

    /// How many tokens reach into a range of the text: a token that starts with the blank before it counts.
    /// Complexity: O(log n).
    public func count(reachingInto range: Range<Int>) -> Int {
        guard !range.isEmpty else { return 0 }
        return index(atOrAfter: range.upperBound) - max(0, index(atOrAfter: range.lowerBound + 1) - 1)
    }

    /// Number of the first token that starts at `offset` or behind it.
    public func index(atOrAfter offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if Int(starts[middle]) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
