/// Turns byte offsets into lines and columns of bytes; ``SourcePlaces`` has columns of characters. Lines end with LF; a CR
/// before it belongs to the line.
public struct LineIndex: Sendable {
    /// A place in a file, both counted from 1.
    public struct Position: Sendable, Hashable {
        public var line: Int
        public var column: Int

        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    private let starts: [Int]
    private let count: Int

    /// Finds the line starts. Complexity: O(n) in the bytes.
    public init(_ source: [UInt8]) {
        var starts = [0]
        source.withUnsafeBufferPointer { bytes in
            for offset in 0..<bytes.count where bytes[offset] == 0x0A {
                starts.append(offset + 1)
            }
        }
        self.starts = starts
        self.count = source.count
    }

    /// Number of lines; a file that ends with a line break has an empty last line, which is not counted.
    public var lineCount: Int {
        starts.last == count && starts.count > 1 ? starts.count - 1 : starts.count
    }

    /// Line of `offset`, from 1; offsets behind the file give its last line. Complexity: O(log lines).
    public func line(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// Line and byte column of `offset`.
    public func position(at offset: Int) -> Position {
        let line = line(at: offset)
        return Position(line: line, column: max(0, min(offset, count) - starts[line - 1]) + 1)
    }

    /// Lines that a span touches, from 1, both ends included.
    public func lines(of span: Range<Int>) -> ClosedRange<Int> {
        let first = line(at: span.lowerBound)
        return first...max(first, line(at: max(span.lowerBound, span.upperBound - 1)))
    }

    /// Byte range of line `number` without its line break; nil for a line that does not exist.
    public func span(ofLine number: Int, in source: [UInt8]) -> Range<Int>? {
        guard starts.indices.contains(number - 1) else { return nil }
        let start = starts[number - 1]
        var end = number < starts.count ? starts[number] - 1 : count
        if end > start, end <= source.count, source[end - 1] == 0x0D { end -= 1 }
        return start..<max(start, end)
    }
}
