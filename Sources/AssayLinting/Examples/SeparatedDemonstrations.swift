/// Finds demonstrations that only dividing lines part from each other, where the prompt says that they are examples.
enum SeparatedDemonstrations {
    /// At least three parts between equal lines such as `###`. Complexity: O(n).
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> DemonstrationGroup? {
        var lines: [[UInt8]: [Range<Int>]] = [:]
        for line in TextLines.split(bytes, range) where TextLines.isSeparator(bytes, line) {
            lines[Array(bytes[TextLines.trimmed(bytes, line)]), default: []].append(line)
        }
        guard let dividers = lines.values.max(by: { $0.count < $1.count }), dividers.count >= 2,
            ExampleAnnouncement.stands(before: dividers[0].lowerBound, bytes, from: range.lowerBound)
        else { return nil }
        var parts: [Range<Int>] = []
        var start = firstPart(bytes, range.lowerBound..<dividers[0].lowerBound)
        for divider in dividers {
            parts.append(TextLines.trimmed(bytes, start..<max(start, divider.lowerBound)))
            start = min(divider.upperBound + 1, range.upperBound)
        }
        let found = parts.filter { !$0.isEmpty }.map { part in
            Demonstration(range: part, inputs: [Demonstration.Field(label: "", range: part)], output: nil)
        }
        return found.count >= 3 ? DemonstrationGroup(marker: .headings, demonstrations: found) : nil
    }

    /// The first example begins behind the paragraph that announces it.
    private static func firstPart(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        TextLines.end(ofParagraphs: 1, bytes, range)
    }
}
