/// Finds demonstrations that stand before a place that is filled in later and look like it: paragraphs that begin as the
/// last one does, `# Which films came out in 1994?` before `# {question}`.
enum SlotDemonstrations {
    /// At least two paragraphs of two lines or more that begin with what stands before the last value.
    /// Complexity: O(n).
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> DemonstrationGroup? {
        let lines = TextLines.split(bytes, range)
        guard let slot = slot(bytes, lines) else { return nil }
        var found: [Demonstration] = []
        var index = 0
        while index < slot.line {
            var end = index
            while end < slot.line, !TextLines.isBlank(bytes, lines[end]) { end += 1 }
            if end - index >= 2, let part = demonstration(bytes, lines[index..<end], slot.prefix) { found.append(part) }
            index = max(end, index + 1)
        }
        return found.count >= 2 ? DemonstrationGroup(marker: .labels, demonstrations: found) : nil
    }

    /// The last line of the text that is a mark or label and a value, with nothing but a label behind it.
    private static func slot(_ bytes: [UInt8], _ lines: [Range<Int>]) -> (line: Int, prefix: [UInt8])? {
        let filled = lines.indices.filter { !TextLines.isBlank(bytes, lines[$0]) }.suffix(2)
        for line in filled.reversed() {
            let content = TextLines.trimmed(bytes, lines[line])
            guard let value = Placeholder.first(bytes, content) else {
                // A label that waits for its value.
                guard content.count <= 40, bytes[content.upperBound - 1] == UInt8(ascii: ":") else { return nil }
                continue
            }
            let prefix = TextLines.trimmed(bytes, content.lowerBound..<value.lowerBound)
            guard (1...24).contains(prefix.count), content.upperBound - value.upperBound <= 2 else { return nil }
            return (line, Array(bytes[prefix]))
        }
        return nil
    }

    /// The first line is the input, the lines behind it are the output.
    private static func demonstration(
        _ bytes: [UInt8], _ lines: ArraySlice<Range<Int>>, _ prefix: [UInt8]
    ) -> Demonstration? {
        guard let first = lines.first, let last = lines.last else { return nil }
        let opening = TextLines.trimmed(bytes, first)
        guard opening.count > prefix.count, bytes[opening].starts(with: prefix) else { return nil }
        let input = TextLines.trimmed(bytes, opening.lowerBound + prefix.count..<opening.upperBound)
        let output = TextLines.trimmed(bytes, first.upperBound..<last.upperBound)
        guard !input.isEmpty, !output.isEmpty, !Placeholder.isAll(bytes, output) else { return nil }
        return Demonstration(
            range: opening.lowerBound..<output.upperBound, inputs: [Demonstration.Field(label: "", range: input)],
            output: Demonstration.Field(label: "", range: output))
    }
}
