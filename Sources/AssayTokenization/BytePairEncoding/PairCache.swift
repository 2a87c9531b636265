import CAssayPieces

/// Merges by a vocabulary's pairs, and remembers what they merge into: see `assay_pairs`.
struct PairCache: ~Copyable {
    private let memory = LargeMemory(8 * Int(assay_known_count))
    private let firstMemory = LargeMemory(4 * Int(assay_first_count))
    private let processor: assay_processor
    private let pairs: UnsafeMutablePointer<assay_pairs>
    private let ascii = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)

    init(_ vocabulary: Vocabulary, _ processor: assay_processor) {
        self.processor = processor
        pairs = .allocate(capacity: 1)
        pairs.initialize(
            to: assay_pairs(
                table: vocabulary.pairs.table, tie_start: vocabulary.tieStart,
                filter: vocabulary.pairFilter,
                filter_shift: UInt64(64 - PairTable.filterBits(vocabulary.tokenCount)),
                known: memory.start.bindMemory(to: UInt64.self, capacity: Int(assay_known_count)),
                first: firstMemory.start.bindMemory(to: UInt32.self, capacity: Int(assay_first_count)),
                symbols: vocabulary.symbols, ascii: nil, ascii_pairs: vocabulary.asciiPairs))
        if (0..<128).allSatisfy({ vocabulary.symbols[$0] < 256 }) {
            for byte in 0..<128 { ascii[byte] = UInt8(truncatingIfNeeded: vocabulary.symbols[byte]) }
            pairs.pointee.ascii = UnsafePointer(ascii)
        }
    }

    deinit {
        pairs.deallocate()
        ascii.deallocate()
    }

    /// The most symbols that ``merge(_:_:)`` takes.
    static let mostSymbols = Int(assay_most_symbols)

    /// The token that two adjacent tokens merge into, or ``PackLayout/none``.
    @inline(__always)
    func merged(_ left: UInt32, _ right: UInt32) -> UInt32 { assay_merged_again(pairs, left, right) }

    /// Merges symbols in place until no pair merges, and returns how many are left.
    @inline(__always)
    func merge(_ symbols: UnsafeMutablePointer<UInt32>, _ count: Int) -> Int {
        Int(assay_merge(processor, pairs, symbols, Int64(count)))
    }

    /// Merges the bytes of a piece in place of symbols, of which there is room for 16, and returns how many are left.
    @inline(__always)
    func merge(_ key: PieceHash.Key, _ symbols: UnsafeMutablePointer<UInt32>) -> Int {
        Int(assay_merge_bytes(processor, pairs, key.low, key.high, symbols))
    }
}
