/// Where a Markdown file quotes: fenced blocks, and code spans within a line. What is written there is shown to a reader, such
/// as how a suppression is written, and does nothing itself. Linear in the file.
struct MarkdownQuotes {
    /// In order, and apart.
    private let spans: [Range<Int>]

    init(_ bytes: [UInt8]) {
        var spans: [Range<Int>] = []
        var fence: (start: Int, mark: ArraySlice<UInt8>)?
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let mark = Self.fence(bytes[start..<end])
            if let open = fence {
                if mark.count >= open.mark.count, mark.first == open.mark.first {
                    spans.append(open.start..<end)
                    fence = nil
                }
            } else if !mark.isEmpty {
                fence = (start, mark)
            } else {
                spans += Self.codeSpans(bytes[start..<end])
            }
            start = end + 1
        }
        if let open = fence { spans.append(open.start..<bytes.count) }
        self.spans = spans
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
        let text = line.drop { $0 == 0x20 }
        guard let first = text.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return [] }
        let mark = text.prefix { $0 == first }
        // A code span may start a line, too.
        let isSpan = first == UInt8(ascii: "`") && text[mark.endIndex...].contains(first)
        return mark.count < 3 || isSpan ? [] : mark
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
