/// Token counts of consecutive segments, added up in blocks, so that a text of any length needs little memory.
///
/// As long as there are few segments a block is one of them. When there are too many, neighbouring blocks are joined
/// and every block from then on is twice as long. Texts with the same number of segments have the same blocks.
struct SegmentBlocks: Sendable {
    /// How many vocabularies count each segment.
    let width: Int
    /// How many segments a block has; the last may have fewer.
    var size = 1
    /// The sums, block by block, in each the vocabularies in their order.
    var sums: [Int] = []
    private var filled = 0

    /// The most blocks there are.
    static let capacity = 8192

    init(width: Int) { self.width = width }

    var count: Int { width == 0 ? 0 : sums.count / width }

    /// Adds a segment's counts; amortized constant time for each vocabulary.
    mutating func add(_ counts: (Int) -> Int) {
        if filled == size || sums.isEmpty { startBlock() }
        let start = sums.count - width
        for column in 0..<width { sums[start + column] = sums[start + column].saturatingAdd(counts(column)) }
        filled += 1
    }

    private mutating func startBlock() {
        if count == Self.capacity { join() }
        // Joining may leave the last block half full.
        if filled < size, !sums.isEmpty { return }
        sums.append(contentsOf: repeatElement(0, count: width))
        filled = 0
    }

    private mutating func join() {
        for block in 0..<count / 2 {
            for column in 0..<width {
                sums[block * width + column] = sums[2 * block * width + column]
                    .saturatingAdd(sums[(2 * block + 1) * width + column])
            }
        }
        sums.removeLast(count / 2 * width)
        size *= 2
        filled = size
    }
}
