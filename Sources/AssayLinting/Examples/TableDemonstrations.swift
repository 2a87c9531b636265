/// Finds demonstrations that are the rows of a Markdown table: `| Description | Class |`.
enum TableDemonstrations {
    /// The first table of at least two rows whose columns are called like input and output, or that the prompt calls
    /// examples. The last column is the output. Complexity: O(n).
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> DemonstrationGroup? {
        let lines = TextLines.split(bytes, range)
        var index = 0
        while index + 3 < lines.count {
            guard isDelimiter(bytes, lines[index + 1]) else {
                index += 1
                continue
            }
            let header = cells(bytes, lines[index])
            var rows: [Demonstration] = []
            var next = index + 2
            while next < lines.count, case let cells = cells(bytes, lines[next]), cells.count == header.count {
                if let row = demonstration(bytes, lines[next], header, cells) { rows.append(row) }
                next += 1
            }
            if rows.count >= 2, isDeclared(bytes, header, lines[index].lowerBound, from: range.lowerBound) {
                return DemonstrationGroup(marker: .labels, demonstrations: rows)
            }
            index = next
        }
        return nil
    }

    private static func isDeclared(_ bytes: [UInt8], _ header: [Range<Int>], _ offset: Int, from start: Int) -> Bool {
        guard header.count >= 2, let first = header.first, let last = header.last else { return false }
        if LabelVocabulary.isInput(name(bytes, first)), LabelVocabulary.isOutput(name(bytes, last)) { return true }
        return ExampleAnnouncement.stands(before: offset, bytes, from: start)
    }

    private static func name(_ bytes: [UInt8], _ cell: Range<Int>) -> String {
        String(decoding: bytes[cell].filter { !"*_`".utf8.contains($0) }, as: UTF8.self).lowercased()
    }

    private static func demonstration(
        _ bytes: [UInt8], _ line: Range<Int>, _ header: [Range<Int>], _ cells: [Range<Int>]
    ) -> Demonstration? {
        var fields = zip(header, cells).map { Demonstration.Field(label: name(bytes, $0), range: $1) }
        guard fields.count >= 2, let output = fields.popLast(), !output.range.isEmpty,
            !bytes[line].contains(DemonstrationText.mark)
        else { return nil }
        let inputs = fields.filter { !$0.range.isEmpty }
        return inputs.isEmpty
            ? nil : Demonstration(range: TextLines.trimmed(bytes, line), inputs: inputs, output: output)
    }

    /// `|---|:---:|`.
    private static func isDelimiter(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let content = bytes[TextLines.trimmed(bytes, line)]
        return content.count >= 3 && content.contains(0x7C) && content.contains(0x2D)
            && content.allSatisfy { "|-: ".utf8.contains($0) }
    }

    /// The cells of a row without the blanks around them; none for a line that is no row.
    private static func cells(_ bytes: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
        let line = TextLines.trimmed(bytes, line)
        guard line.count >= 3, bytes[line].contains(0x7C) else { return [] }
        var result: [Range<Int>] = []
        var start = bytes[line.lowerBound] == 0x7C ? line.lowerBound + 1 : line.lowerBound
        for offset in start..<line.upperBound where bytes[offset] == 0x7C && bytes[offset - 1] != 0x5C {
            result.append(TextLines.trimmed(bytes, start..<offset))
            start = offset + 1
        }
        if start < line.upperBound { result.append(TextLines.trimmed(bytes, start..<line.upperBound)) }
        return result
    }
}
