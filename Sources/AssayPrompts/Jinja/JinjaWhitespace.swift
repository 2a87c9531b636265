/// What data tokens stand for after white-space control, as jinja2 does it.
enum JinjaWhitespace {
    /// The part of each data token that is sent; other tokens give an empty range.
    static func ranges(
        _ source: [UInt8], _ tokens: [JinjaToken], trimBlocks: Bool, lstripBlocks: Bool, keepsTrailingNewline: Bool
    ) -> [Range<Int>] {
        var result: [Range<Int>] = []
        result.reserveCapacity(tokens.count)
        for index in tokens.indices {
            guard tokens[index].kind == .data else {
                result.append(tokens[index].range.lowerBound..<tokens[index].range.lowerBound)
                continue
            }
            var range = tokens[index].range
            if index + 1 == tokens.count, !keepsTrailingNewline { range = withoutNewline(source, range) }
            if index > 0 { range = trimmedAfter(source, range, tokens[index - 1], trimBlocks: trimBlocks) }
            if index + 1 < tokens.count {
                let isFirst = index == 0
                range = trimmedBefore(
                    source, range, tokens[index + 1], lstripBlocks: lstripBlocks,
                    startsLine: isFirst || endsWithTrimmedLine(source, tokens, index, range, trimBlocks: trimBlocks))
            }
            result.append(range)
        }
        return result
    }

    private static func withoutNewline(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty, source[range.upperBound - 1] == 0x0A else { return range }
        let isCRLF = range.count > 1 && source[range.upperBound - 2] == 0x0D
        return range.lowerBound..<range.upperBound - (isCRLF ? 2 : 1)
    }

    /// The tag before takes white space from the start.
    private static func trimmedAfter(
        _ source: [UInt8], _ range: Range<Int>, _ tag: JinjaToken, trimBlocks: Bool
    ) -> Range<Int> {
        var start = range.lowerBound
        if tag.trimsAfter {
            while start < range.upperBound, ByteClass.isWhitespace(source[start]) { start += 1 }
        } else if trimBlocks, tag.kind != .variable, !tag.keepsAfter {
            if start < range.upperBound, source[start] == 0x0D { start += 1 }
            if start < range.upperBound, source[start] == 0x0A {
                start += 1
            } else {
                start = range.lowerBound
            }
        }
        return start..<range.upperBound
    }

    /// The tag behind takes white space from the end.
    private static func trimmedBefore(
        _ source: [UInt8], _ range: Range<Int>, _ tag: JinjaToken, lstripBlocks: Bool, startsLine: Bool
    ) -> Range<Int> {
        var stop = range.upperBound
        if tag.trimsBefore {
            while stop > range.lowerBound, ByteClass.isWhitespace(source[stop - 1]) { stop -= 1 }
        } else if lstripBlocks, tag.kind != .variable, !tag.keepsBefore {
            while stop > range.lowerBound, ByteClass.isBlank(source[stop - 1]) { stop -= 1 }
            let isLineStart = stop > range.lowerBound ? source[stop - 1] == 0x0A : startsLine
            if !isLineStart { stop = range.upperBound }
        }
        return range.lowerBound..<stop
    }

    /// Whether text that was blank to its start began a line: a tag before it has taken the line break.
    private static func endsWithTrimmedLine(
        _ source: [UInt8], _ tokens: [JinjaToken], _ index: Int, _ range: Range<Int>, trimBlocks: Bool
    ) -> Bool {
        let original = tokens[index].range.lowerBound
        return range.lowerBound > original && source[original..<range.lowerBound].contains(0x0A)
    }
}
