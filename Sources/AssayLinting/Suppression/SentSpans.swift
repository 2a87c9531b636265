/// Which bytes of a file are sent, whatever unit sends them.
struct SentSpans {
    /// In order, apart from each other.
    private let spans: [Range<Int>]

    /// - Complexity: O(n log n) in the pieces of the units.
    init(_ document: DocumentAnalysis) {
        var spans: [Range<Int>] = []
        for unit in document.units {
            for piece in unit.text.pieces where piece.kind != .variable && !piece.span.isEmpty {
                spans.append(piece.span)
            }
        }
        spans.sort { $0.lowerBound < $1.lowerBound }
        self.spans = spans.reduce(into: []) { merged, span in
            if let last = merged.last, span.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                merged.append(span)
            }
        }
    }

    /// Whether any byte of a span is sent.
    ///
    /// - Complexity: O(log n) in the pieces of the units.
    func overlaps(_ span: Range<Int>) -> Bool {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound <= span.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].overlaps(span)
    }
}
