/// Divides one demonstration, whose ends are known, into what goes in and what is to come out.
enum DemonstrationParts {
    /// The demonstrations at `ranges`, divided alike: where their markers name nothing that is known, by the labels that
    /// all of them have in the same order.
    static func split(_ bytes: [UInt8], all ranges: [Range<Int>]) -> [Demonstration] {
        let found = ranges.map { split(bytes, $0) }
        guard found.contains(where: { $0.output == nil }), ranges.count >= 2 else { return found }
        let lines = ranges.map { range in TextLines.split(bytes, range).compactMap { LabelLine.read(bytes, $0) } }
        let labels = common(lines.map { $0.map(\.label) })
        guard labels.count >= 2 else { return found }
        return zip(ranges, lines).map { range, lines in
            let kept = lines.filter { labels.contains($0.label) }
            guard var fields = Optional(fields(bytes, range, kept)), fields.count >= 2 else {
                return Demonstration(range: range, inputs: [Demonstration.Field(label: "", range: range)], output: nil)
            }
            let output = fields.removeLast()
            return Demonstration(range: range, inputs: fields, output: output)
        }
    }

    /// The labels that stand once in each list, where they stand in one order.
    private static func common(_ lists: [[String]]) -> [String] {
        guard let first = lists.first else { return [] }
        let labels = first.filter { label in lists.allSatisfy { $0.count { $0 == label } == 1 } }
        return lists.allSatisfy { $0.filter(labels.contains) == labels } ? labels : []
    }

    static func split(_ bytes: [UInt8], _ range: Range<Int>) -> Demonstration {
        let content = TextLines.bare(bytes, range)
        let fields = children(bytes, content) ?? labelled(bytes, content) ?? arrow(bytes, content)
        guard var fields, fields.count >= 2 else {
            return Demonstration(
                range: range, inputs: [Demonstration.Field(label: "", range: content)], output: nil)
        }
        let output = fields.removeLast()
        return Demonstration(range: range, inputs: fields, output: output)
    }

    // MARK: Tags

    /// `<input>…</input><output>…</output>`.
    private static func children(_ bytes: [UInt8], _ range: Range<Int>) -> [Demonstration.Field]? {
        var fields: [Demonstration.Field] = []
        var offset = range.lowerBound
        while let tag = ExampleTag.next(bytes, offset..<range.upperBound), fields.count < 16 {
            guard let close = ExampleTag.close(bytes, tag, range.upperBound) else {
                offset = tag.range.upperBound
                continue
            }
            let value = TextLines.trimmed(bytes, tag.range.upperBound..<close.lowerBound)
            if !value.isEmpty { fields.append(Demonstration.Field(label: tag.name, range: value)) }
            offset = close.upperBound
        }
        guard fields.count >= 2 else { return nil }
        return fields.contains { LabelVocabulary.isOutput($0.label) } || isFilled(bytes, range, fields) ? fields : nil
    }

    /// Whether nothing stands between tags but blanks: then they divide the whole, whatever they are called.
    private static func isFilled(_ bytes: [UInt8], _ range: Range<Int>, _ fields: [Demonstration.Field]) -> Bool {
        var rest = range.lowerBound
        for field in fields {
            let before = bytes[rest..<field.range.lowerBound].split(separator: UInt8(ascii: "<")).first ?? []
            guard before.isEmpty || before.last == UInt8(ascii: ">") || before.allSatisfy(TextLines.isBlank) else {
                return false
            }
            let close = bytes[field.range.upperBound..<range.upperBound].firstIndex(of: UInt8(ascii: ">"))
            rest = close.map { $0 + 1 } ?? range.upperBound
        }
        return TextLines.isBlank(bytes, rest..<range.upperBound)
    }

    // MARK: Labels

    private static func labelled(_ bytes: [UInt8], _ range: Range<Int>) -> [Demonstration.Field]? {
        var lines: [LabelLine] = []
        for line in TextLines.split(bytes, range) {
            guard let found = LabelLine.read(bytes, line) else { continue }
            let isKnown = LabelVocabulary.isInput(found.label) || LabelVocabulary.isOutput(found.label)
            guard isKnown else { continue }
            lines.append(found)
        }
        guard lines.count >= 2, lines.count <= 64, let last = lines.last, let first = lines.first else { return nil }
        guard LabelVocabulary.isOutput(last.label), last.label != first.label else { return nil }
        // The turns of a conversation are one case together.
        let isConversation = lines.filter { $0.label == last.label }.count > 1
        let kept = isConversation ? [first, last] : lines
        return Self.fields(bytes, range, kept)
    }

    /// The values behind label lines; what stands before the first one is part of the case.
    private static func fields(_ bytes: [UInt8], _ range: Range<Int>, _ kept: [LabelLine]) -> [Demonstration.Field] {
        guard let first = kept.first else { return [] }
        let opening = Demonstration.Field(
            label: "", range: TextLines.bare(bytes, range.lowerBound..<first.range.lowerBound))
        return [opening].filter { !$0.range.isEmpty }
            + kept.enumerated().map { index, line in
                let end = index + 1 < kept.count ? kept[index + 1].range.lowerBound : range.upperBound
                let start = line.range.upperBound
                return Demonstration.Field(label: line.label, range: TextLines.bare(bytes, start..<max(start, end)))
            }.filter { !$0.range.isEmpty }
    }

    // MARK: Arrows

    /// `input -> output` where that is all.
    private static func arrow(_ bytes: [UInt8], _ range: Range<Int>) -> [Demonstration.Field]? {
        guard !bytes[range].contains(0x0A), let arrow = ArrowLine.find(bytes, range) else { return nil }
        return [
            Demonstration.Field(label: "", range: TextLines.trimmed(bytes, range.lowerBound..<arrow.lowerBound)),
            Demonstration.Field(label: "", range: TextLines.trimmed(bytes, arrow.upperBound..<range.upperBound)),
        ]
    }
}

/// A line `input -> output`.
enum ArrowLine {
    private static let arrows = ["->", "=>", "\u{2192}", "\u{21D2}", "\u{27F6}"].map { Array($0.utf8) }

    /// Whether a line asks for an output: `{{word}} ->`.
    static func isSlot(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard let value = Placeholder.first(bytes, line) else { return false }
        let rest = TextLines.trimmed(bytes, value.upperBound..<line.upperBound)
        return arrows.contains { bytes[rest].starts(with: $0) }
    }

    /// The only arrow of a line that has text on both sides; nil for chains such as `a -> b -> c`.
    static func find(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        guard line.count <= 400 else { return nil }
        var found: Range<Int>?
        var offset = line.lowerBound
        while offset < line.upperBound {
            // What arrows begin with.
            guard bytes[offset] == UInt8(ascii: "-") || bytes[offset] == UInt8(ascii: "=") || bytes[offset] == 0xE2 else {
                offset += 1
                continue
            }
            let arrow = arrows.first {
                offset + $0.count <= line.upperBound && bytes[offset..<offset + $0.count].elementsEqual($0)
            }
            guard let arrow else {
                offset += 1
                continue
            }
            if found != nil { return nil }
            found = offset..<offset + arrow.count
            offset += arrow.count
        }
        guard let found, !TextLines.isBlank(bytes, line.lowerBound..<found.lowerBound),
            !TextLines.isBlank(bytes, found.upperBound..<line.upperBound)
        else { return nil }
        return found
    }
}
