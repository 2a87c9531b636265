import AssayText

/// Finds demonstrations that are written as JSON objects, one a line: `{"input": "…", "output": "…"}`.
enum RecordDemonstrations {
    /// Runs of at least two objects with the same keys. Complexity: O(n).
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> DemonstrationGroup? {
        var best: [Demonstration] = []
        var run: [Demonstration] = []
        for line in TextLines.split(bytes, range) {
            let content = TextLines.trimmed(bytes, line)
            if content.isEmpty { continue }
            let record = read(bytes, content)
            let continues = record.map { labels($0) == run.first.map(labels) } ?? false
            if !continues {
                if run.count > best.count { best = run }
                run = []
            }
            if let record { run.append(record) }
        }
        if run.count > best.count { best = run }
        guard best.count >= 2 else { return nil }
        return DemonstrationGroup(marker: .labels, demonstrations: best)
    }

    private static func labels(_ record: Demonstration) -> [String] {
        record.inputs.map(\.label) + (record.output.map { [$0.label] } ?? [])
    }

    /// A whole object whose last key names an output; nil for any other line.
    private static func read(_ bytes: [UInt8], _ line: Range<Int>) -> Demonstration? {
        guard let start = bytes[line].prefix(8).firstIndex(of: UInt8(ascii: "{")), line.count <= 20_000 else {
            return nil
        }
        var fields: [Demonstration.Field] = []
        var offset = start + 1
        while let key = string(bytes, offset, line.upperBound), fields.count < 16 {
            guard let colon = next(bytes, key.upperBound + 1, line.upperBound), bytes[colon] == UInt8(ascii: ":"),
                let value = next(bytes, colon + 1, line.upperBound)
            else { return nil }
            let end = valueEnd(bytes, value, line.upperBound)
            let label = String(decoding: bytes[key], as: UTF8.self).lowercased().replacing(text: "_", with: " ")
            fields.append(Demonstration.Field(label: label, range: value..<end))
            guard let sign = next(bytes, end, line.upperBound), bytes[sign] == UInt8(ascii: ",") else { break }
            offset = sign + 1
        }
        guard fields.count >= 2, let output = fields.popLast(), LabelVocabulary.isOutput(output.label) else {
            return nil
        }
        return Demonstration(range: line, inputs: fields, output: output)
    }

    /// The inside of the string literal that is next.
    private static func string(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int>? {
        guard let quote = next(bytes, start, end), bytes[quote] == UInt8(ascii: "\"") else { return nil }
        let close = closing(bytes, quote, end)
        return close < end ? quote + 1..<close : nil
    }

    private static func closing(_ bytes: [UInt8], _ quote: Int, _ end: Int) -> Int {
        var offset = quote + 1
        while offset < end, bytes[offset] != UInt8(ascii: "\"") {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(offset, end)
    }

    private static func next(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var offset = start
        while offset < end, TextLines.isBlank(bytes[offset]) { offset += 1 }
        return offset < end ? offset : nil
    }

    /// Behind a value: a string, a bracketed value, or what stands before the next sign.
    private static func valueEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        var offset = start
        var depth = 0
        while offset < end {
            switch bytes[offset] {
            case UInt8(ascii: "\""): offset = closing(bytes, offset, end)
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return offset }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return offset
            default: break
            }
            offset += 1
        }
        return end
    }
}

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
