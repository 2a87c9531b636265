extension YAMLParser {
    private enum Chomping { case strip, clip, keep }

    private struct Header {
        var isFolded: Bool
        var chomping = Chomping.clip
        var indent: Int?
    }

    /// Reads a literal (`|`) or folded (`>`) scalar below an entry at column `parent`.
    mutating func blockScalar(parent: Int) throws(ReadError) -> DataNode {
        let start = offset
        let header = try blockHeader(parent: parent)
        let indent = header.indent ?? detectIndent(parent: parent)
        var builder = DecodedTextBuilder()
        var breaks = blockBreaks(indent: indent)
        var lineBreak: Int?
        var last = offset
        while offset < end, column == indent, indent > parent, !isMarker("-"), !isMarker(".") {
            for position in breaks { builder.replace(CollectionOfOne(0x0A), at: position) }
            let isIndented = byte(offset) == 0x20 || byte(offset) == 0x09
            let lineStartOffset = offset
            skipToLineEnd()
            builder.copy(source, lineStartOffset..<offset)
            last = offset
            lineBreak = nil
            guard isBreak(offset) else {
                breaks = []
                break
            }
            let position = offset
            lineBreak = position
            skipBreak()
            breaks = blockBreaks(indent: indent)
            guard offset < end, column == indent, !isMarker("-"), !isMarker(".") else { break }
            let nextIsIndented = byte(offset) == 0x20 || byte(offset) == 0x09
            if header.isFolded, !isIndented, !nextIsIndented {
                if breaks.isEmpty { builder.replace(CollectionOfOne(0x20), at: position) }
            } else {
                builder.replace(CollectionOfOne(0x0A), at: position)
            }
            lineBreak = nil
        }
        if header.chomping != .strip, let lineBreak {
            builder.replace(CollectionOfOne(0x0A), at: lineBreak)
            last = lineBreak + breakLength(lineBreak)
        }
        if header.chomping == .keep {
            for position in breaks {
                builder.replace(CollectionOfOne(0x0A), at: position)
                last = position + breakLength(position)
            }
        }
        return DataNode(.string, span: start..<max(start + 1, last), text: builder.finish(end: last))
    }

    private mutating func blockHeader(parent: Int) throws(ReadError) -> Header {
        var header = Header(isFolded: byte(offset) == UInt8(ascii: ">"))
        offset += 1
        for _ in 0..<2 {
            switch byte(offset) {
            case UInt8(ascii: "-"): header.chomping = .strip
            case UInt8(ascii: "+"): header.chomping = .keep
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                header.indent = max(parent, 0) + Int(byte(offset) - UInt8(ascii: "0"))
            default: continue
            }
            offset += 1
        }
        let blank = offset
        skipSpaces()
        if byte(offset) == UInt8(ascii: "#"), offset > blank { skipToLineEnd() }
        guard offset >= end || isBreak(offset) else {
            throw failure("a block scalar's text starts on the line below its indicator")
        }
        if offset < end { skipBreak() }
        return header
    }

    /// Indentation of the first line with text; that of the deepest blank line when there is none.
    private func detectIndent(parent: Int) -> Int {
        var position = offset
        var deepest = 0
        while position < end {
            let start = position
            while byte(position) == 0x20, position < end { position += 1 }
            deepest = max(deepest, position - start)
            guard isBreak(position) else {
                return position < end && position - start > parent ? position - start : max(parent + 1, deepest)
            }
            position += breakLength(position)
        }
        return max(parent + 1, deepest)
    }

    /// Skips lines that hold no more than indentation; gives the offsets of their breaks. Stops at `indent` in a line.
    private mutating func blockBreaks(indent: Int) -> [Int] {
        var breaks: [Int] = []
        while offset < end {
            while column < indent, byte(offset) == 0x20, offset < end { offset += 1 }
            guard isBreak(offset) else { break }
            breaks.append(offset)
            skipBreak()
        }
        return breaks
    }
}
