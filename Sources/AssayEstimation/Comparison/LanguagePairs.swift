/// A language's counts beside the base language's, on the segments that both have.
///
/// In texts without gaps these are simply the counts of the two. Where segments are missing, in the language or in the
/// base, a ratio of totals would compare different texts: then only what both have is added up here.
struct LanguagePairs: Sendable {
    private var blocks: SegmentBlocks
    private let vocabularies: Int
    private(set) var segments = 0

    init(vocabularies: Int) {
        self.vocabularies = vocabularies
        blocks = SegmentBlocks(width: 2 * vocabularies)
    }

    /// Adds a segment that both have, or one that either lacks.
    ///
    /// - Parameter counts: the language's and the base's tokens of a vocabulary; nil where either lacks the segment.
    mutating func add(isShared: Bool, own: (Int) -> Int, base: (Int) -> Int) {
        if isShared { segments += 1 }
        let count = vocabularies
        blocks.add { column in
            guard isShared else { return 0 }
            return column < count ? own(column) : base(column - count)
        }
    }

    /// The pairs of two texts without gaps. Where they have different numbers of segments, the totals are still theirs.
    init(_ own: LanguageMeasure, _ base: LanguageMeasure) {
        vocabularies = own.vocabularies.count
        segments = own.segments
        blocks = SegmentBlocks(joining: own.blocks, base.blocks)
    }

    var blockSize: Int { blocks.size }

    /// The counts of a vocabulary, block by block.
    func columns(_ vocabulary: Int) -> (own: [Int], base: [Int]) {
        (blocks.column(vocabulary), blocks.column(vocabularies + vocabulary))
    }
}

extension SegmentBlocks {
    /// The values of one column, block by block.
    func column(_ column: Int) -> [Int] { (0..<count).map { sums[$0 * width + column] } }

    /// The columns of two texts side by side. A text with fewer blocks has none of what is behind them.
    init(joining left: SegmentBlocks, _ right: SegmentBlocks) {
        self.init(width: left.width + right.width)
        func block(_ number: Int, of blocks: SegmentBlocks) -> [Int] {
            guard number < blocks.count else { return Array(repeating: 0, count: blocks.width) }
            return Array(blocks.sums[number * blocks.width..<(number + 1) * blocks.width])
        }
        for number in 0..<max(left.count, right.count) { sums += block(number, of: left) + block(number, of: right) }
        size = left.size
    }
}
