/// Grows what is cut out of a file to the lines that it fills, so that no list marker and no blank line is left behind.
enum WholeLines {
    /// The span with the markers before it, the brackets around it and the line break behind it, where nothing else stands in
    /// its lines.
    static func grown(_ span: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        bytes.withUnsafeBufferPointer { grown(span, in: $0) }
    }

    private static func grown(_ span: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let text = bracketed(span, in: bytes)
        var start = text.lowerBound
        while start > 0, bytes[start - 1] != 0x0A, isFrame(bytes[start - 1]) { start -= 1 }
        var end = text.upperBound
        while end < bytes.count, bytes[end] != 0x0A, isFrame(bytes[end]) { end += 1 }
        let startsLine = start == 0 || bytes[start - 1] == 0x0A
        let endsLine = end == bytes.count || bytes[end] == 0x0A
        guard startsLine, endsLine, !isWordBefore(text.lowerBound, from: start, bytes) else { return span }
        return start..<min(bytes.count, end + 1)
    }

    /// The span with the brackets around it and what ends its sentence within and behind them.
    private static func bracketed(_ span: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var text = span
        while true {
            var end = text.upperBound
            while let mark = ClosingMark.wideEnd(bytes, end, bytes.count) { end += mark }
            text = text.lowerBound..<end
            guard let pair = BracketPair.around(bytes, text) else { return text }
            text = text.lowerBound - pair.open.count..<end + pair.close.count
        }
    }

    /// Blanks, list markers, closing marks.
    private static func isFrame(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0D, 0x20, 0x2A, 0x2D, 0x2B, 0x2E, 0x29, 0x21, 0x30...0x39: true
        default: false
        }
    }

    /// Whether what stands before the span is more than a marker: a number without a mark behind it.
    private static func isWordBefore(_ end: Int, from start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let frame = bytes[start..<end].filter { $0 > 0x20 }
        guard let last = frame.last else { return false }
        return last &- 0x30 < 10
    }
}
