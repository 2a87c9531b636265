import CAssayPieces

/// A pack's table from two adjacent tokens to the token that they merge into: see `assay_pair_table`, which says how it is
/// laid out.
struct PairTable {
    let table: assay_pair_table

    init(lines: UnsafePointer<UInt32>, lineCount: Int, parts: UnsafePointer<UInt8>, tokenCount: Int) {
        table = assay_pair_table_of(lines, UInt64(lineCount), parts, UInt32(tokenCount))
    }

    /// The most tokens that there may be pairs of.
    static let mostTokens = 1 << Int(assay_most_token_bits) - 1

    /// How many bytes the pairs of so many tokens take: the last is read together with eight bytes more.
    static func partsLength(_ tokenCount: Int) -> Int {
        (tokenCount * 2 * Int(assay_token_bits(UInt32(tokenCount))) + 7) / 8 + 8
    }

    /// How many lines a section of so many bytes has, without the one behind the last, or nil where they do not fit so
    /// many tokens.
    static func lineCount(_ length: Int, tokenCount: Int) -> Int? {
        let lines = length / lineSize - 1
        guard tokenCount <= mostTokens, length % lineSize == 0 else { return nil }
        return lines >= assay_fewest_lines(assay_token_bits(UInt32(tokenCount))) ? lines : nil
    }

    /// How many bits the filter of pairs of so many tokens has, as a power of two: eight a token or more, so that at most
    /// one in eight of the pairs that do not merge seems to.
    static func filterBits(_ tokenCount: Int) -> Int {
        64 - max(tokenCount * 8 - 1, 63).leadingZeroBitCount
    }

    private static let lineSize = 4 * Int(assay_line_words)

    /// The token that two tokens merge into, or ``PackLayout/none``. Constant time.
    @inline(__always)
    func merged(_ left: UInt32, _ right: UInt32) -> UInt32 {
        withUnsafePointer(to: table) { assay_merged($0, left, right) }
    }

    /// The pair that merges into a token, or nil.
    @inline(__always)
    func parts(of index: UInt32) -> (left: UInt32, right: UInt32)? {
        let pair = withUnsafePointer(to: table) { assay_parts($0, index) }
        guard pair != assay_no_parts(table.token_bits) else { return nil }
        let right = UInt32(truncatingIfNeeded: pair) & (1 &<< table.token_bits &- 1)
        return (UInt32(truncatingIfNeeded: pair &>> UInt64(table.token_bits)), right)
    }

    /// Whether each token's pair is found, and there are no entries but theirs, so that nothing else can be. Linear.
    var isSound: Bool {
        withUnsafePointer(to: table) { table in
            var entries = 0
            for line in 0...Int(table.pointee.line_count) {
                for entry in 0..<Int(assay_line_entries) {
                    guard let isUsed = isUsed(table, line, entry) else { return false }
                    if isUsed { entries += 1 }
                }
            }
            var found = 0
            for token in 0..<table.pointee.token_count {
                guard let (left, right) = parts(of: token) else { continue }
                guard merged(left, right) == token else { return false }
                found += 1
            }
            return entries == found
        }
    }

    /// Whether there is an entry, or nil where it is not its token's.
    private func isUsed(_ table: UnsafePointer<assay_pair_table>, _ line: Int, _ entry: Int) -> Bool? {
        let words = table.pointee.lines + Int(assay_line_words) * line
        let flags = words[Int(assay_line_words) - 1] >> UInt32(entry)
        let (isHome, isOther) = (flags & 1 != 0, flags >> UInt32(assay_line_entries) & 1 != 0)
        guard isHome || isOther else { return false }
        let token = assay_entry_token(table, words, Int32(entry))
        guard isHome != isOther, token < table.pointee.token_count, let (left, right) = parts(of: token) else { return nil }
        let hash = assay_pair_hash(table, left, right)
        let isThere = Int(assay_pair_line(table, hash)) == (isHome ? line : line - 1)
        return isThere && assay_pair_tag(table, hash) == words[entry] & table.pointee.mask ? true : nil
    }
}
