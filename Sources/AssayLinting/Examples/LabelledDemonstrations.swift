import AssayText

/// Finds demonstrations whose parts are labelled, by labels that come back in the same order.
struct LabelledDemonstrations {
    private let bytes: [UInt8]
    private let range: Range<Int>
    private let lines: [LabelLine]

    /// Groups in `range`, in order; at most four. Complexity: O(n), times at most sixteen candidates.
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> [DemonstrationGroup] {
        var finder = LabelledDemonstrations(bytes, range)
        return finder.groups()
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
        lines = TextLines.split(bytes, range).compactMap { LabelLine.read(bytes, $0) }
    }

    private mutating func groups() -> [DemonstrationGroup] {
        guard lines.count >= 4 else { return [] }
        var places: [String: [Int]] = [:]
        var order: [String] = []
        for (index, line) in lines.enumerated() {
            // A key of JSON and an entry of a list do not open the same kind of thing.
            let key = mark(line) + line.label
            if places[key] == nil { order.append(key) }
            places[key, default: []].append(index)
        }
        var result: [DemonstrationGroup] = []
        var claimed = range.lowerBound
        for label in order.lazy.filter({ (places[$0]?.count ?? 0) > 1 }).prefix(16) {
            let starts = (places[label] ?? []).filter { lines[$0].range.lowerBound >= claimed }
            guard let group = group(starts), let last = group.demonstrations.last else { continue }
            result.append(group)
            claimed = last.range.upperBound
            if result.count == 4 { break }
        }
        return result
    }

    /// What stands before a label, where that is a bullet or a quotation mark.
    private func mark(_ line: LabelLine) -> String {
        let start = TextLines.trimmed(bytes, line.range)
        guard let first = start.first, "-*+\"'".utf8.contains(bytes[first]) else { return "" }
        // `**Q:**` is in bold.
        guard start.count < 2 || bytes[first + 1] != bytes[first] else { return "" }
        return String(UnicodeScalar(bytes[first]))
    }

    // MARK: One group

    /// The demonstrations that begin at the label lines `starts`.
    private func group(_ starts: [Int]) -> DemonstrationGroup? {
        guard starts.count >= 2, let opener = starts.first.map({ lines[$0].label }) else { return nil }
        let periods = starts.indices.map { index in
            starts[index]..<(index + 1 < starts.count ? starts[index + 1] : lines.count)
        }
        guard let core = coreLabels(periods, opener), let outputLabel = outputLabel(periods, core) else { return nil }
        var demonstrations: [Demonstration] = []
        let endsWithSlot = periods.last.map { isSlot($0, core, outputLabel) } ?? false
        // Nothing marks where the last answer ends: the case that is asked for has none.
        let last = periods.count - (endsWithSlot ? 2 : 1)
        let most = longestOutput(periods.prefix(max(0, last)), core, outputLabel)
        for (index, period) in periods.enumerated() {
            let end =
                index + 1 < periods.count ? lines[periods[index + 1].lowerBound].range.lowerBound : range.upperBound
            if let found = demonstration(period, end, core, outputLabel, index >= last ? most : nil) {
                demonstrations.append(found)
            }
        }
        guard demonstrations.count >= 2 else { return nil }
        var group = DemonstrationGroup(marker: .labels, demonstrations: demonstrations)
        group.isDialogue = LabelVocabulary.isSpeaker(opener) && LabelVocabulary.isSpeaker(outputLabel)
        let isRegular = periods.count >= 3 && LabelVocabulary.isInput(opener) && areAlike(periods)
        group.isDeclared =
            !goesOn(demonstrations)
            && (endsWithSlot
                || isCompact(demonstrations)
                    && (isRegular || isAnnounced(demonstrations)
                        || !isFieldList(demonstrations) && isDeclared(outputLabel, core, demonstrations)))
        return group
    }

    /// Whether a period is the case that is asked for, in whatever language: its input is filled in later, its output is
    /// left to the model. What stands before it under the same labels demonstrates.
    private func isSlot(_ period: Range<Int>, _ core: Set<String>, _ outputLabel: String) -> Bool {
        guard let first = period.first else { return false }
        let next = first + 1 < period.upperBound ? lines[first + 1].range.lowerBound : lines[first].lineEnd
        let value = lines[first].range.upperBound..<max(lines[first].range.upperBound, next)
        guard bytes[value].contains(DemonstrationText.mark) || Placeholder.isAll(bytes, value) else { return false }
        guard let output = period.last(where: { lines[$0].label == outputLabel }), output != first else { return true }
        return TextLines.isBlank(bytes, lines[output].range.upperBound..<lines[output].lineEnd)
    }

    /// Whether all periods have the same labels in the same order.
    private func areAlike(_ periods: [Range<Int>]) -> Bool {
        let labels = periods.map { period in period.map { lines[$0].label } }
        return labels.dropFirst().allSatisfy { $0 == labels.first }
    }

    /// Whether they are two entries of a list: the fields of an answer, described twice.
    private func isFieldList(_ demonstrations: [Demonstration]) -> Bool {
        demonstrations.count < 3
            && demonstrations.allSatisfy { demonstration in
                let line = TextLines.trimmed(bytes, demonstration.range)
                return line.count > 2 && "-*+".utf8.contains(bytes[line.lowerBound])
            }
    }

    /// Whether the outputs that a label ends are a few paragraphs at most: what goes on longer is a text in which the
    /// same labels stand twice.
    private func isCompact(_ demonstrations: [Demonstration]) -> Bool {
        demonstrations.dropLast().allSatisfy { demonstration in
            demonstration.output.map { TextLines.paragraphs(bytes, $0.range) <= 4 } ?? true
        }
    }

    /// Whether a heading stands in the midst of an output: then it is a section of a document with labels, and what
    /// has the same labels below is no other case. Outputs that begin with a heading have more of them.
    private func goesOn(_ demonstrations: [Demonstration]) -> Bool {
        demonstrations.dropLast().contains { demonstration in
            guard let output = demonstration.output?.range else { return false }
            let lines = TextLines.split(bytes, output)
            guard let first = lines.first, !TextLines.isHeading(bytes, first) else { return false }
            var isFenced = false
            for (line, next) in zip(lines, lines.dropFirst()) {
                if bytes[TextLines.trimmed(bytes, line)].starts(with: "```".utf8) { isFenced.toggle() }
                if !isFenced, TextLines.isBlank(bytes, line), TextLines.isHeading(bytes, next) { return true }
            }
            return false
        }
    }

    /// The opening label and those that stand in nearly every period; nil when there is no second one.
    private func coreLabels(_ periods: [Range<Int>], _ opener: String) -> Set<String>? {
        var counts: [String: Int] = [:]
        for period in periods {
            var seen: Set<String> = []
            for index in period where seen.insert(lines[index].label).inserted {
                counts[lines[index].label, default: 0] += 1
            }
        }
        // The last period is often the question itself, without its answer.
        let least = max(2, (periods.count * 4 + 4) / 5 - (periods.count > 2 ? 1 : 0))
        var core = Set(counts.filter { $0.value >= least }.keys)
        core.insert(opener)
        return core.count >= 2 ? core : nil
    }

    /// The label that closes most periods; one that says so, such as `answer`, before any other: what stands behind it
    /// is part of its value.
    private func outputLabel(_ periods: [Range<Int>], _ core: Set<String>) -> String? {
        var counts: [String: Int] = [:]
        for period in periods {
            let labels = period.lazy.map { lines[$0].label }.filter { core.contains($0) }
            // A `query` is an output too, but not where it opens the case.
            let last = labels.dropFirst().last { LabelVocabulary.isOutput($0) } ?? labels.last
            if let last { counts[last, default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// The label lines that divide a period: those of core labels up to the last output label.
    private func bounds(_ period: Range<Int>, _ core: Set<String>, _ outputLabel: String) -> [Int] {
        let bounds = period.filter { core.contains(lines[$0].label) }
        guard let last = bounds.lastIndex(where: { lines[$0].label == outputLabel }) else { return bounds }
        return Array(bounds[...last])
    }

    /// Paragraphs of the longest last value of periods that a label ends.
    private func longestOutput(_ periods: ArraySlice<Range<Int>>, _ core: Set<String>, _ outputLabel: String) -> Int {
        var most = 1
        for period in periods {
            guard let last = bounds(period, core, outputLabel).last, period.upperBound < lines.count else { continue }
            let end = lines[period.upperBound].range.lowerBound
            let value = TextLines.bare(bytes, lines[last].range.upperBound..<max(lines[last].range.upperBound, end))
            most = max(most, TextLines.paragraphs(bytes, value))
        }
        return most
    }

    private func demonstration(
        _ period: Range<Int>, _ end: Int, _ core: Set<String>, _ outputLabel: String, _ paragraphs: Int?
    ) -> Demonstration? {
        var fields: [Demonstration.Field] = []
        let bounds = bounds(period, core, outputLabel)
        for (position, index) in bounds.enumerated() {
            var stop = position + 1 < bounds.count ? lines[bounds[position + 1]].range.lowerBound : end
            stop = min(stop, foreignLabel(index, core) ?? stop)
            let start = lines[index].range.upperBound
            var value = start..<max(start, stop)
            if let paragraphs, position + 1 == bounds.count { value = last(value, paragraphs) }
            fields.append(Demonstration.Field(label: lines[index].label, range: TextLines.bare(bytes, value)))
        }
        guard let output = fields.popLast(), output.label == outputLabel, !output.range.isEmpty,
            !Placeholder.opens(bytes, output.range)
        else { return nil }
        let inputs = fields.filter { !$0.range.isEmpty }
        // The case that is asked for is no demonstration.
        guard inputs.contains(where: { !Placeholder.opens(bytes, $0.range) }), let first = period.first else {
            return nil
        }
        return Demonstration(
            range: lines[first].range.lowerBound..<output.range.upperBound, inputs: inputs, output: output)
    }

    /// Where the next label begins that is none of the group but ends with the same word: `Actual task input` after
    /// `Example task input`.
    private func foreignLabel(_ index: Int, _ core: Set<String>) -> Int? {
        guard index + 1 < lines.count, !core.contains(lines[index + 1].label) else { return nil }
        let next = lines[index + 1]
        guard next.label.contains(" "), let word = next.label.split(separator: " ").last, word.utf8.count > 1 else {
            return nil
        }
        return core.contains { $0.split(separator: " ").last == word } ? next.range.lowerBound : nil
    }

    /// The last value of a group has no label behind it: it ends where the others end, or at the next heading.
    private func last(_ value: Range<Int>, _ paragraphs: Int) -> Range<Int> {
        let end = TextLines.end(ofParagraphs: paragraphs, bytes, value)
        let start = TextLines.trimmed(bytes, value).lowerBound
        for line in TextLines.split(bytes, value.lowerBound..<end) where line.lowerBound > start {
            if TextLines.isHeading(bytes, line) || ExampleHeading.read(bytes, line)?.isEnd == true {
                return value.lowerBound..<line.lowerBound
            }
        }
        return value.lowerBound..<end
    }

    // MARK: What the prompt says of them

    /// Whether the labels are those of examples.
    private func isDeclared(
        _ output: String, _ core: Set<String>, _ demonstrations: [Demonstration]
    ) -> Bool {
        let isAnswered = LabelVocabulary.isOutput(output)
        if isAnswered,
            demonstrations.count >= 3
                || lines.contains(where: { core.contains($0.label) && LabelVocabulary.isInput($0.label) })
        {
            return true
        }
        // An agent's trace: a question, thoughts, actions, observations.
        let isTrace = LabelVocabulary.isStep(output) && core.contains { LabelVocabulary.isInput($0) && $0 != output }
        if isTrace, core.count >= 3 { return true }
        return core.contains { $0.split(separator: " ").contains { LabelVocabulary.isExample($0) } }
    }

    private func isAnnounced(_ demonstrations: [Demonstration]) -> Bool {
        guard let first = demonstrations.first?.range.lowerBound else { return false }
        return ExampleAnnouncement.stands(before: first, bytes, from: range.lowerBound)
    }
}

/// Whether a prompt says, shortly before a place, that examples follow.
enum ExampleAnnouncement {
    static func stands(before offset: Int, _ bytes: [UInt8], from start: Int) -> Bool {
        let window = max(start, offset - 240)..<offset
        let text = String(decoding: bytes[window], as: UTF8.self).lowercased()
        let words = text.split { !$0.isLetter && !$0.isNumber }
        if words.contains(where: { LabelVocabulary.isExample($0) || others.contains($0) }) { return true }
        return unspaced.contains { text.contains(text: $0) }
    }

    private static let others: Set<Substring> = ["instance", "shots", "samples"]

    /// Scripts without spaces have no words to look up.
    private static let unspaced = ["示例", "例子", "样例", "範例", "例如", "例えば", "예시", "예를"]
}
