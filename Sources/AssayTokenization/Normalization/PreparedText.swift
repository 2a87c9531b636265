/// A text as the tokenizer cuts it, after normalization and whatever else its vocabulary asks for, and where each part
/// of it came from.
struct PreparedText {
    private(set) var bytes: [UInt8] = []
    /// How many bytes of the source are covered.
    private var sourceCount = 0
    /// What was changed, in order.
    private var changes: [Change] = []

    private struct Change {
        var prepared: Range<Int>
        var source: Range<Int>
    }

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Appends bytes of the source as they are.
    mutating func appendUnchanged(_ more: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: more)
        sourceCount += more.count
    }

    /// Appends what `source` bytes of the source became.
    mutating func appendChanged(_ more: UnsafeBufferPointer<UInt8>, source: Int) {
        changes.append(
            Change(prepared: bytes.count..<bytes.count + more.count, source: sourceCount..<sourceCount + source))
        bytes.append(contentsOf: more)
        sourceCount += source
    }

    /// Where a boundary in the prepared text lies in the source: inside what was changed, at its start. Logarithmic in
    /// the number of changes.
    func sourceOffset(_ prepared: Int) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].prepared.upperBound <= prepared { low = middle + 1 } else { high = middle }
        }
        if low < changes.count, changes[low].prepared.lowerBound <= prepared { return changes[low].source.lowerBound }
        guard low > 0 else { return prepared }
        return prepared - changes[low - 1].prepared.upperBound + changes[low - 1].source.upperBound
    }
}
