/// Where a Markdown file quotes: fenced blocks, and code spans within a line. What is written there is shown to a reader, such
/// as how a suppression is written, and does nothing itself. Linear in the file.
struct MarkdownQuotes {
    /// In order, and apart.
    private let spans: [Range<Int>]

    init(_ bytes: [UInt8]) {
        var found = Self.spans(bytes, from: 0, fences: true)
        if let opener = found.opener { found.spans += Self.spans(bytes, from: opener, fences: false).spans }
        spans = found.spans
    }

    /// The spans from the start of a line on, and where the line starts that opens a fence which nothing closes: that one
    /// quotes nothing, as for ``LineClassifier``, since all suppressions behind it would be without effect.
    private static func spans(_ bytes: [UInt8], from first: Int, fences: Bool) -> (spans: [Range<Int>], opener: Int?) {
        var spans: [Range<Int>] = []
        var fence: (start: Int, mark: ArraySlice<UInt8>)?
        var start = first
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = trimmed(bytes[start..<end])
            let mark = fences ? Self.fence(line) : []
            if let open = fence {
                // What closes one stands alone.
                if mark.count == line.count, mark.count >= open.mark.count, mark.first == open.mark.first {
                    spans.append(open.start..<end)
                    fence = nil
                }
            } else if !mark.isEmpty {
                fence = (start, mark)
            } else {
                spans += codeSpans(line)
            }
            start = end + 1
        }
        return (spans, fence?.start)
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = line.lastIndex { $0 > 0x20 } ?? line.startIndex - 1
        return line[...end].drop { $0 <= 0x20 }
    }

    func contain(_ offset: Int) -> Bool {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].contains(offset)
    }

    /// The three or more marks that a line opens or closes a fenced block with; empty in other lines.
    private static func fence(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = line.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return [] }
        let mark = line.prefix { $0 == first }
        // A fence that opens and closes in one line is a code span.
        return mark.count < 3 || line[mark.endIndex...].contains(first) ? [] : mark
    }

    /// From one run of backticks in a line to the next.
    private static func codeSpans(_ line: ArraySlice<UInt8>) -> [Range<Int>] {
        let tick = UInt8(ascii: "`")
        var spans: [Range<Int>] = []
        var opened: Int?
        var position = line.startIndex
        while let run = line[position...].firstIndex(of: tick) {
            let end = line[run...].firstIndex { $0 != tick } ?? line.endIndex
            if let start = opened {
                spans.append(start..<end)
                opened = nil
            } else {
                opened = run
            }
            position = end
        }
        return spans
    }
}
