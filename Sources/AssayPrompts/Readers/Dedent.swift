/// Takes common indentation off the lines of a block string.
enum Dedent {
    /// Lines of `range` without their common indentation, the blank first and last line left out.
    static func apply(_ source: [UInt8], _ range: Range<Int>) -> DecodedText {
        let lines = lines(source, range)
        let indent = lines.filter { !isBlank(source, $0) }.map { blanks(source, $0) }.min() ?? 0
        var kept = lines[...]
        while let first = kept.first, isBlank(source, first) { kept.removeFirst() }
        while let last = kept.last, isBlank(source, last) { kept.removeLast() }
        var builder = DecodedTextBuilder()
        var textEnd = range.upperBound
        for (index, line) in kept.enumerated() {
            var end = line.upperBound
            if index == kept.count - 1 {
                while end > line.lowerBound, ByteClass.isWhitespace(source[end - 1]) { end -= 1 }
            }
            let start = min(line.lowerBound + min(indent, blanks(source, line)), end)
            builder.copy(source, start..<end)
            textEnd = end
        }
        return builder.finish(end: textEnd)
    }

    /// Lines with their line breaks.
    static func lines(_ source: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = source[start..<range.upperBound].firstIndex(of: 0x0A).map { $0 + 1 } ?? range.upperBound
            result.append(start..<end)
            start = end
        }
        return result
    }

    static func isBlank(_ source: [UInt8], _ line: Range<Int>) -> Bool {
        source[line].allSatisfy(ByteClass.isWhitespace)
    }

    /// A line's text without the white space around it.
    static func text(_ source: [UInt8], _ line: Range<Int>) -> String {
        PythonStrings.strip(String(decoding: source[line], as: UTF8.self), nil, .both)
    }

    static func blanks(_ source: [UInt8], _ line: Range<Int>) -> Int {
        source[line].prefix(while: ByteClass.isBlank).count
    }
}
