/// Lines of a unit's text, and what stands around demonstrations on lines of its own.
enum TextLines {
    /// Lines of `range` without their breaks.
    static func split(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
            let isCarriage = end > start && bytes[end - 1] == 0x0D
            result.append(start..<(isCarriage ? end - 1 : end))
            start = end + 1
        }
        return result
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    static func isBlank(_ bytes: [UInt8], _ range: Range<Int>) -> Bool { bytes[range].allSatisfy(isBlank) }

    /// `range` without white space at its ends.
    static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isBlank(bytes[start]) { start += 1 }
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    /// `---`, `###`, `=====`, `* * *`: a line that only divides.
    static func isSeparator(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let signs = bytes[line].filter { !isBlank($0) }
        guard let first = signs.first, signs.count >= 2, "-=*#~_+<>|.`".utf8.contains(first) else { return false }
        return signs.allSatisfy { $0 == first }
    }

    /// `## Title`.
    static func isHeading(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let hashes = bytes[line].prefix { $0 == UInt8(ascii: "#") }.count
        return (1...6).contains(hashes) && hashes < line.count && bytes[line.lowerBound + hashes] == 0x20
    }

    /// `range` without white space, dividing lines, example headings and fences at its ends: they stand between
    /// demonstrations, not in them.
    static func bare(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var result = trimmed(bytes, range)
        for _ in 0..<8 {
            let before = result
            let start =
                result.upperBound > result.lowerBound
                ? bytes[result].lastIndex(of: 0x0A).map { $0 + 1 } ?? result.lowerBound : result.lowerBound
            let last = start..<result.upperBound
            let isDivider = isSeparator(bytes, last) || ExampleHeading.read(bytes, last) != nil
            // A heading behind a value belongs to what comes next, and so does a line that announces it.
            let isNext = start > result.lowerBound && (isHeading(bytes, last) || announces(bytes, last, after: result))
            if isDivider || isNext { result = trimmed(bytes, result.lowerBound..<start) }
            let end = bytes[result].firstIndex(of: 0x0A) ?? result.upperBound
            if isSeparator(bytes, result.lowerBound..<end) { result = trimmed(bytes, end..<result.upperBound) }
            if result == before { break }
        }
        return result
    }

    /// Whether a line that a blank line parts from the text before it ends with a colon: `Now label the topic:`.
    private static func announces(_ bytes: [UInt8], _ line: Range<Int>, after range: Range<Int>) -> Bool {
        guard line.count >= 12, bytes[line.upperBound - 1] == UInt8(ascii: ":"), bytes[line].contains(0x20) else {
            return false
        }
        let before = bytes[range.lowerBound..<line.lowerBound].reversed().prefix { isBlank($0) }
        return before.count { $0 == 0x0A } >= 2
    }

    /// Where the paragraph after `count` paragraphs of `range` starts; the end if there are no more.
    static func end(ofParagraphs count: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var seen = 0
        var wasBlank = true
        for line in split(bytes, range) {
            let blank = isBlank(bytes, line)
            if !blank, wasBlank {
                if seen == count { return line.lowerBound }
                seen += 1
            }
            wasBlank = blank
        }
        return range.upperBound
    }

    /// Number of blocks of lines that blank lines divide.
    static func paragraphs(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var count = 0
        var wasBlank = true
        for line in split(bytes, range) {
            let blank = isBlank(bytes, line)
            if !blank, wasBlank { count += 1 }
            wasBlank = blank
        }
        return count
    }
}
