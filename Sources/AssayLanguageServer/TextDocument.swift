/// What the characters of a position count.
public enum PositionEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case utf32 = "utf-32"

    /// How much a character counts, by its first byte; nothing for the bytes that continue one.
    func units(_ byte: UInt8) -> Int {
        switch self {
        case .utf8: 1
        case .utf16: byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
        case .utf32: byte & 0xC0 == 0x80 ? 0 : 1
        }
    }
}

/// A line and a character, both counted from 0.
public struct TextPosition: Sendable, Hashable {
    public var line: Int
    public var character: Int

    public init(line: Int, character: Int) {
        self.line = line
        self.character = character
    }
}

/// The text of an open document with its lines as the protocol counts them: they end with LF, CR LF or CR.
public struct TextDocument: Sendable {
    public private(set) var bytes: [UInt8]
    private var index: Index

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = Index(bytes)
    }

    private var starts: [Int] { index.starts }

    /// Puts text in the place of a range, which is cut to the document. Complexity: O(n) in the document.
    public mutating func replace(_ range: Range<Int>, with text: [UInt8]) {
        bytes.replaceSubrange(range.clamped(to: 0..<bytes.count), with: text)
        index = Index(bytes)
    }

    /// Where an offset is. Complexity: O(log lines), however long the line is.
    public func position(of offset: Int, _ encoding: PositionEncoding) -> TextPosition {
        let offset = min(max(0, offset), bytes.count)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return TextPosition(line: low, character: units(before: offset, encoding) - units(before: starts[low], encoding))
    }

    /// What the characters before an offset count.
    private func units(before offset: Int, _ encoding: PositionEncoding) -> Int {
        let block = offset / Index.blockLength
        let known = block * Index.blockLength
        let start: Int
        switch encoding {
        case .utf8: return offset
        case .utf16: start = known - index.continuations[block] + index.pairs[block]
        case .utf32: start = known - index.continuations[block]
        }
        return bytes[known..<offset].reduce(start) { $0 + encoding.units($1) }
    }

    /// The offset of a position. A line or character behind the end gives the end of the document or of the line, a
    /// position inside a character its start.
    public func offset(of position: TextPosition, _ encoding: PositionEncoding) -> Int {
        guard position.line >= 0 else { return 0 }
        guard position.line < starts.count else { return bytes.count }
        var offset = starts[position.line]
        let end = contentEnd(ofLine: position.line)
        var left = position.character
        while offset < end, left > 0 {
            var next = offset + 1
            var units = encoding.units(bytes[offset])
            while next < end, bytes[next] & 0xC0 == 0x80 {
                units += encoding.units(bytes[next])
                next += 1
            }
            guard units <= left else { break }
            left -= units
            offset = next
        }
        return offset
    }

    /// The line around an offset, without its line break.
    func line(around offset: Int) -> Range<Int> {
        let line = position(of: offset, .utf8).line
        return starts[line]..<contentEnd(ofLine: line)
    }

    private func contentEnd(ofLine line: Int) -> Int {
        var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
        if line + 1 < starts.count {
            let start = starts[line]
            if end > start, bytes[end - 1] == 0x0A { end -= 1 }
            if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        }
        return end
    }

    /// Where lines start, and what the characters before each block of bytes are: one pass over the text.
    private struct Index {
        static let blockLength = 1024
        var starts = [0]
        /// Bytes before the block that continue a character.
        var continuations: [Int] = []
        /// Characters before the block that are a pair in UTF-16.
        var pairs: [Int] = []

        init(_ bytes: [UInt8]) {
            var continuation = 0
            var pair = 0
            bytes.withUnsafeBufferPointer { bytes in
                for offset in 0...bytes.count {
                    if offset % Self.blockLength == 0 {
                        continuations.append(continuation)
                        pairs.append(pair)
                    }
                    guard offset < bytes.count else { break }
                    let byte = bytes[offset]
                    if byte & 0xC0 == 0x80 { continuation += 1 }
                    if byte >= 0xF0 { pair += 1 }
                    guard byte == 0x0A || byte == 0x0D else { continue }
                    let isHalf = byte == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
                    if !isHalf { starts.append(offset + 1) }
                }
            }
        }
    }
}
