/// Where a Markdown file quotes: fenced blocks, and code spans within a line. What is written there is shown to a reader, such
/// as how a suppression is written, and does nothing itself. Linear in the file.
struct MarkdownQuotes {
    /// In order, and apart.
    private let spans: [Range<Int>]

    init(_ bytes: [UInt8]) {
        var spans: [Range<Int>] = []
        var opener: Int?
        bytes.withUnsafeBufferPointer { buffer in
            for line in FenceScanner.lines(buffer, 0..<bytes.count, readsQuotationMarks: false) {
                switch line.place {
                case .outside: spans += Self.codeSpans(bytes[line.content])
                case .inside: continue
                case .fence:
                    if let start = opener { spans.append(start..<line.range.upperBound) }
                    opener = opener == nil ? line.range.lowerBound : nil
                }
            }
        }
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
