/// Finds demonstrations that tags or headings mark.
enum MarkedDemonstrations {
    // MARK: Tags

    /// Parts inside `<example>` tags and the like. Complexity: O(n); tags that are not closed are given up after 16.
    static func tagged(_ bytes: [UInt8], _ range: Range<Int>, atLeast least: Int = 2) -> DemonstrationGroup? {
        var found: [(range: Range<Int>, content: Range<Int>)] = []
        var offset = range.lowerBound
        var unclosed = 0
        while unclosed < 16, let tag = ExampleTag.next(bytes, offset..<range.upperBound) {
            offset = tag.range.upperBound
            guard tag.isExample else { continue }
            guard let close = ExampleTag.close(bytes, tag, range.upperBound) else {
                unclosed += 1
                continue
            }
            found.append((tag.range.lowerBound..<close.upperBound, tag.range.upperBound..<close.lowerBound))
            offset = close.upperBound
        }
        guard found.count >= least else { return nil }
        return DemonstrationGroup(marker: .tags, demonstrations: divided(found, bytes))
    }

    // MARK: One

    /// Whether a message that has no group of demonstrations has one by itself: inside a tag, or under a heading that
    /// has a number or an answer below it. Complexity: as of ``tagged(_:_:atLeast:)`` and ``headed(_:_:)``.
    static func isSingle(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        if tagged(bytes, range, atLeast: 1) != nil { return true }
        let headings = TextLines.split(bytes, range).compactMap { ExampleHeading.read(bytes, $0) }.filter { !$0.isEnd }
        guard headings.count == 1, let heading = headings.first else { return false }
        let content = TextLines.bare(bytes, heading.contentStart..<max(heading.contentStart, range.upperBound))
        guard !content.isEmpty else { return false }
        return heading.isNumbered || DemonstrationParts.split(bytes, content).output != nil
    }

    // MARK: Headings

    /// Parts under headings such as `## Example 2`, up to the next heading.
    static func headed(_ bytes: [UInt8], _ range: Range<Int>) -> DemonstrationGroup? {
        let lines = TextLines.split(bytes, range)
        var starts: [(line: Int, heading: ExampleHeading)] = []
        for (index, line) in lines.enumerated() {
            if let heading = ExampleHeading.read(bytes, line), !heading.isEnd { starts.append((index, heading)) }
        }
        guard starts.count >= 2 else { return nil }
        var parts: [(range: Range<Int>, content: Range<Int>)] = []
        for (position, start) in starts.enumerated() {
            let limit = position + 1 < starts.count ? starts[position + 1].line : lines.count
            let end = end(of: start.heading, bytes, lines, start.line + 1..<limit) ?? range.upperBound
            let stop = min(end, limit < lines.count ? lines[limit].lowerBound : range.upperBound)
            let content = start.heading.contentStart..<max(start.heading.contentStart, stop)
            parts.append((lines[start.line].lowerBound..<max(lines[start.line].upperBound, stop), content))
        }
        shortenLast(&parts, bytes)
        let found = parts.compactMap { part -> (range: Range<Int>, content: Range<Int>)? in
            let content = TextLines.bare(bytes, part.content)
            return content.isEmpty ? nil : (part.range.lowerBound..<content.upperBound, content)
        }
        guard found.count >= 2 else { return nil }
        if let paired = paired(found, bytes) {
            return paired.count >= 2 ? DemonstrationGroup(marker: .headings, demonstrations: paired) : nil
        }
        var group = DemonstrationGroup(marker: .headings, demonstrations: divided(found, bytes))
        // Headings mark where examples begin; an answer that is called so shows that what follows is one.
        group.hasKnownEnds = found.allSatisfy { DemonstrationParts.split(bytes, $0.content).output != nil }
        return group
    }

    /// Where headings divide each example, `## Example 2 Input:` and `## Example 2 Output:`: the examples. Nil where they do
    /// not; then each heading begins one.
    private static func paired(
        _ parts: [(range: Range<Int>, content: Range<Int>)], _ bytes: [UInt8]
    ) -> [Demonstration]? {
        let names = parts.map { part in
            let heading = String(decoding: bytes[part.range.lowerBound..<part.content.lowerBound], as: UTF8.self).lowercased()
            return heading.split { !$0.isLetter }.last.map(String.init) ?? ""
        }
        guard let first = names.first, let last = names.dropFirst().first, LabelVocabulary.isInput(first),
            LabelVocabulary.isOutput(last), names.enumerated().allSatisfy({ $1 == ($0 % 2 == 0 ? first : last) })
        else { return nil }
        // What is asked for may have an input alone.
        return stride(from: 0, to: parts.count - 1, by: 2).map { index in
            let (input, output) = (parts[index], parts[index + 1])
            return Demonstration(
                range: input.range.lowerBound..<output.range.upperBound,
                inputs: [Demonstration.Field(label: first, range: input.content)],
                output: Demonstration.Field(label: last, range: output.content))
        }
    }

    private static func divided(
        _ parts: [(range: Range<Int>, content: Range<Int>)], _ bytes: [UInt8]
    ) -> [Demonstration] {
        zip(parts, DemonstrationParts.split(bytes, all: parts.map(\.content))).map { part, demonstration in
            var demonstration = demonstration
            demonstration.range = part.range
            return demonstration
        }
    }

    /// Where an example ends before the next one: at `END OF EXAMPLE`, or at a heading that is not below its own.
    private static func end(
        of heading: ExampleHeading, _ bytes: [UInt8], _ lines: [Range<Int>], _ range: Range<Int>
    ) -> Int? {
        for index in range {
            let line = lines[index]
            if ExampleHeading.read(bytes, line)?.isEnd == true { return line.lowerBound }
            guard heading.level > 0, TextLines.isHeading(bytes, line) else { continue }
            if bytes[line].prefix(while: { $0 == UInt8(ascii: "#") }).count <= heading.level { return line.lowerBound }
        }
        return nil
    }

    /// Nothing marks the end of the last example: it has no more paragraphs than the longest of the others.
    private static func shortenLast(
        _ parts: inout [(range: Range<Int>, content: Range<Int>)], _ bytes: [UInt8]
    ) {
        let most = parts.dropLast().map { TextLines.paragraphs(bytes, TextLines.bare(bytes, $0.content)) }.max() ?? 1
        guard let last = parts.indices.last else { return }
        let content = parts[last].content
        parts[last].content =
            content.lowerBound..<TextLines.end(ofParagraphs: max(1, most), bytes, content)
    }
}
