/// A line with its place among fences.
struct FencedLine {
    enum Place {
        case outside
        /// It opens or closes a fenced block.
        case fence
        case inside
    }

    /// Without its line break.
    var range: Range<Int>
    /// Without indentation, marks of quoted Markdown, and white space behind it.
    var content: Range<Int>
    /// Columns before the content; a tab takes four.
    var indentation: Int
    var place: Place
}

/// Finds fenced blocks: three or more backticks or tildes open one, and as many of the same on a line of their own close
/// it. A fence that nothing closes fences nothing: prompts are cut and joined, and what follows such a mark is text.
struct FenceScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Whether three quotation marks on a line of their own quote what follows, too, as prompts do and Markdown does not.
    private let readsQuotationMarks: Bool
    /// The mark that opened the fence around the line, how often it was written, and the line.
    private var open: (mark: UInt8, count: Int, line: Int)?

    /// The lines of `range`. Complexity: O(n).
    static func lines(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, readsQuotationMarks: Bool
    ) -> [FencedLine] {
        var scanner = FenceScanner(bytes: bytes, readsQuotationMarks: readsQuotationMarks)
        var result: [FencedLine] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, bytes[end] != 0x0A { end += 1 }
            let next = end + 1
            if end > start, bytes[end - 1] == 0x0D { end -= 1 }
            var line = scanner.line(start..<end)
            line.place = scanner.place(line.content, number: result.count)
            result.append(line)
            start = next
        }
        if let open = scanner.open {
            for index in open.line..<result.count { result[index].place = .outside }
        }
        return result
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, readsQuotationMarks: Bool) {
        self.bytes = bytes
        self.readsQuotationMarks = readsQuotationMarks
    }

    private func line(_ range: Range<Int>) -> FencedLine {
        var start = range.lowerBound
        var indentation = 0
        while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 {
            indentation += bytes[start] == 0x09 ? 4 : 1
            start += 1
        }
        // Quoted Markdown is text like any other.
        while start < range.upperBound, bytes[start] == UInt8(ascii: ">"),
            start + 1 == range.upperBound
                || bytes[start + 1] == 0x20 || bytes[start + 1] == UInt8(ascii: ">")
        {
            start += 1
            while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
        }
        var end = range.upperBound
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return FencedLine(range: range, content: start..<end, indentation: indentation, place: .outside)
    }

    private mutating func place(_ content: Range<Int>, number: Int) -> FencedLine.Place {
        guard let first = content.first.map({ bytes[$0] }) else { return open == nil ? .outside : .inside }
        let count = content.prefix { bytes[$0] == first }.count
        let isQuotation =
            readsQuotationMarks && (first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")) && count == content.count
        let isFence = (first == UInt8(ascii: "`") || first == UInt8(ascii: "~") || isQuotation) && count >= 3
        if let open {
            guard isFence, first == open.mark, count >= open.count, count == content.count else { return .inside }
            self.open = nil
            return .fence
        }
        // A fence that opens and closes in one line is code in a sentence.
        guard isFence, !content.dropFirst(count).contains(where: { bytes[$0] == first }) else { return .outside }
        open = (first, count, number)
        return .fence
    }
}
