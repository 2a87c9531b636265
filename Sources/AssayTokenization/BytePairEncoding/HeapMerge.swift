/// Merges a run of symbols of any length in n log n time and some 40 bytes of memory a symbol.
///
/// ``LongPieceMerge`` falls back to it where its windows do not settle.
enum HeapMerge {
    private struct Candidate {
        /// The rank, and where the pair's left symbol stands, as one number: the lowest rank is the smallest, the
        /// leftmost among equals.
        var key: UInt64
        /// The symbols when the candidate was found, to see whether it is still the same pair.
        var left: UInt32
        var right: UInt32
        /// What they merge into.
        var result: UInt32

        var position: Int { Int(truncatingIfNeeded: key & (1 &<< 43 &- 1)) }
    }

    /// The tokens that `symbols` merge into.
    static func merge(_ symbols: UnsafeBufferPointer<UInt32>, _ vocabulary: Vocabulary) -> [UInt32] {
        let count = symbols.count
        var tokens = Array(symbols)
        var next = (0..<count).map { $0 + 1 }
        var previous = (0..<count).map { $0 - 1 }
        var heap: [Candidate] = []
        func push(_ left: Int, _ right: Int) {
            let result = vocabulary.merged(tokens[left], tokens[right])
            guard result != PackLayout.none else { return }
            let key = UInt64(min(result, vocabulary.tieStart)) << 43 | UInt64(left)
            insert(Candidate(key: key, left: tokens[left], right: tokens[right], result: result), &heap)
        }
        for position in 0..<max(count - 1, 0) { push(position, position + 1) }
        while let candidate = removeFirst(&heap) {
            let left = candidate.position
            guard tokens[left] == candidate.left, next[left] < count, tokens[next[left]] == candidate.right else {
                continue
            }
            let right = next[left]
            tokens[left] = candidate.result
            tokens[right] = PackLayout.none
            next[left] = next[right]
            if next[right] < count { previous[next[right]] = left }
            if previous[left] >= 0 { push(previous[left], left) }
            if next[left] < count { push(left, next[left]) }
        }
        return tokens.filter { $0 != PackLayout.none }
    }

    private static func insert(_ candidate: Candidate, _ heap: inout [Candidate]) {
        heap.append(candidate)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].key < heap[parent].key else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private static func removeFirst(_ heap: inout [Candidate]) -> Candidate? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return first }
            if child + 1 < heap.count, heap[child + 1].key < heap[child].key { child += 1 }
            guard heap[child].key < heap[parent].key else { return first }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
