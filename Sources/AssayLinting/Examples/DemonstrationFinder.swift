import AssayPrompts

/// Finds the demonstrations of a unit: by roles, by what the format marks, by tags, headings, labels and arrows. Only
/// demonstrations under the same markers are compared with each other.
enum DemonstrationFinder {
    /// Groups of at least two demonstrations. Complexity: O(n) in the bytes of the unit.
    static func groups(_ unit: PromptUnit, _ text: DemonstrationText, readsTurns: Bool) -> [DemonstrationGroup] {
        var groups: [DemonstrationGroup] = []
        if text.examples.count >= 2 {
            let found = DemonstrationParts.split(text.bytes, all: text.examples)
            groups.append(DemonstrationGroup(marker: .tags, demonstrations: found))
        }
        if readsTurns, let turns = turns(unit, text) { groups.append(turns) }
        for message in text.messages {
            // What the format marked is not looked through again.
            guard !text.examples.contains(where: { message.contains($0.lowerBound) }) else { continue }
            groups += marked(text.bytes, message)
        }
        return groups
    }

    /// The strongest markers of a message decide; weaker ones divide what is outside.
    private static func marked(_ bytes: [UInt8], _ range: Range<Int>) -> [DemonstrationGroup] {
        guard range.count >= 16 else { return [] }
        if let tags = MarkedDemonstrations.tagged(bytes, range) { return [tags] }
        let labels = LabelledDemonstrations.find(bytes, range)
        if let headings = MarkedDemonstrations.headed(bytes, range) {
            // Several labelled cases under each heading are finer than the headings.
            let finer = labels.filter {
                $0.demonstrations.count > headings.demonstrations.count && $0.isDeclared && !$0.isDialogue
            }
            return finer.isEmpty ? [headings] : finer
        }
        // The keys of objects read like labels.
        if let records = RecordDemonstrations.find(bytes, range), let span = records.span {
            return [records] + labels.filter { $0.span.map { !$0.overlaps(span) } ?? true }
        }
        // Labels that nothing says to be those of examples may be those of a list beside them.
        if labels.contains(where: \.isDeclared) { return labels }
        let unlabelled =
            TableDemonstrations.find(bytes, range) ?? arrows(bytes, range)
            ?? SeparatedDemonstrations.find(bytes, range) ?? SlotDemonstrations.find(bytes, range)
        return labels + (unlabelled.map { [$0] } ?? [])
    }

    // MARK: Roles

    /// Pairs of a user's and an assistant's message that are written out, outside loops.
    private static func turns(_ unit: PromptUnit, _ text: DemonstrationText) -> DemonstrationGroup? {
        var found: [Demonstration] = []
        for (index, message) in unit.messages.enumerated().dropLast() {
            let reply = unit.messages[index + 1]
            guard message.role == .user, reply.role == .assistant, !text.loopedMessages.contains(index),
                !text.loopedMessages.contains(index + 1)
            else { continue }
            let input = TextLines.trimmed(text.bytes, text.messages[index])
            let output = TextLines.trimmed(text.bytes, text.messages[index + 1])
            guard !input.isEmpty, !output.isEmpty, !text.bytes[output].contains(DemonstrationText.mark) else {
                continue
            }
            found.append(
                Demonstration(
                    range: input.lowerBound..<output.upperBound,
                    inputs: [Demonstration.Field(label: "user", range: input)],
                    output: Demonstration.Field(label: "assistant", range: output)))
        }
        guard found.count >= 2 else { return nil }
        return DemonstrationGroup(marker: .turns, demonstrations: found, isDialogue: true)
    }

    // MARK: Arrows

    /// Runs of at least three lines `input -> output` that the prompt calls examples, or that end with a line whose
    /// input is filled in later.
    private static func arrows(_ bytes: [UInt8], _ range: Range<Int>) -> DemonstrationGroup? {
        var best: [Demonstration] = []
        var run: [Demonstration] = []
        var endsWithSlot = false
        func close() {
            if run.count > best.count { best = run }
            run = []
        }
        for line in TextLines.split(bytes, range) {
            let content = TextLines.trimmed(bytes, line)
            if content.isEmpty { continue }
            if let arrow = ArrowLine.find(bytes, content), Placeholder.first(bytes, content) == nil {
                let input = TextLines.trimmed(bytes, content.lowerBound..<arrow.lowerBound)
                let output = TextLines.trimmed(bytes, arrow.upperBound..<content.upperBound)
                run.append(
                    Demonstration(
                        range: content, inputs: [Demonstration.Field(label: "", range: input)],
                        output: Demonstration.Field(label: "", range: output)))
            } else {
                endsWithSlot = endsWithSlot || run.count >= 3 && ArrowLine.isSlot(bytes, content)
                close()
            }
        }
        close()
        guard best.count >= 3, let first = best.first else { return nil }
        if endsWithSlot { return DemonstrationGroup(marker: .arrows, demonstrations: best) }
        guard ExampleAnnouncement.stands(before: first.range.lowerBound, bytes, from: range.lowerBound) else {
            return nil
        }
        return DemonstrationGroup(marker: .arrows, demonstrations: best)
    }
}
