/// Which byte of a text each byte of a decoded string comes from.
///
/// A finding inside a string with escapes is reported where it stands in the file, not where it stands in the value.
public struct JSONStringMap: Sendable {
    /// A run of decoded bytes that map one to one, or the bytes of one escape, which all map to its backslash.
    struct Run: Sendable {
        var decoded: Int
        var source: Int
        var isEscape: Bool
    }

    var runs: [Run] = []
    /// The length of the decoded string, in bytes.
    public private(set) var decodedCount: Int
    /// Where the string's content ends in the text: the offset of its closing quote.
    public let sourceEnd: Int

    init(decodedCount: Int, sourceEnd: Int) {
        self.decodedCount = decodedCount
        self.sourceEnd = sourceEnd
    }

    mutating func append(_ part: JSONValue.StringPart) {
        switch part {
        case .verbatim(let range):
            runs.append(Run(decoded: decodedCount, source: range.lowerBound, isEscape: false))
            decodedCount += range.count
        case .escape(let scalar, let source):
            runs.append(Run(decoded: decodedCount, source: source.lowerBound, isEscape: true))
            decodedCount += UTF8.width(scalar)
        }
    }

    /// The offset in the text of the decoded byte at `offset`; for an escape, of its backslash. An offset past the
    /// last byte gives the closing quote.
    ///
    /// - Complexity: O(log *escapes*).
    public func sourceOffset(ofDecoded offset: Int) -> Int {
        guard offset < decodedCount, let first = runs.first else { return sourceEnd }
        guard offset > 0 else { return first.source }
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].decoded <= offset { low = middle } else { high = middle }
        }
        let run = runs[low]
        return run.isEscape ? run.source : run.source + offset - run.decoded
    }
}
