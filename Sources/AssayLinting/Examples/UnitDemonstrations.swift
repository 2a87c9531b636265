import AssayPrompts

/// The demonstrations of a unit and how they compare, worked out once for all rules that ask.
final class UnitDemonstrations {
    let text: DemonstrationText
    let groups: [DemonstrationGroup]
    private unowned let unit: UnitAnalysis
    private var known: [Double: [[DemonstrationComparison.Pair]]] = [:]

    init(_ unit: UnitAnalysis) {
        self.unit = unit
        text = DemonstrationText(unit.unit, source: unit.document.source)
        // Logs and training data hold conversations that took place; their turns are no choice of an author.
        let isRecord = [.session, .openTelemetry, .openaiFineTune].contains(unit.document.document.format)
        groups = DemonstrationFinder.groups(unit.unit, text, readsTurns: !isRecord)
    }

    /// For each group, the demonstrations that repeat or contradict an earlier one and are sent together with it.
    func pairs(threshold: Double = 0.85) -> [[DemonstrationComparison.Pair]] {
        if let pairs = known[threshold] { return pairs }
        let pairs = groups.map { group in
            var comparison = DemonstrationComparison(group, text.bytes, threshold: threshold)
            return comparison.pairs().filter { pair in
                !areExclusive(group.demonstrations[pair.first], group.demonstrations[pair.second])
            }
        }
        known[threshold] = pairs
        return pairs
    }

    /// Whether two demonstrations stand in different arms of one branch.
    private func areExclusive(_ first: Demonstration, _ second: Demonstration) -> Bool {
        guard let one = text.segments(first.range), let other = text.segments(second.range) else { return false }
        return unit.unit.areExclusive(one.first, other.first) || unit.unit.areExclusive(one.last, other.last)
    }

    /// Where a part of the text stands in the file.
    func source(_ range: Range<Int>) -> Range<Int> { text.source(range) }

    /// How many tokens a part of the text has.
    func tokenCount(_ range: Range<Int>) -> Int {
        (try? unit.document.tokenizer.count(Array(text.bytes[range]))) ?? 0
    }

    /// A finding about the later demonstration of a pair.
    func finding(
        _ pair: DemonstrationComparison.Pair, in group: DemonstrationGroup, _ message: String, saves: Bool = true,
        fix: Fix? = nil
    ) -> RuleFinding {
        let first = group.demonstrations[pair.first].range
        let second = group.demonstrations[pair.second].range
        return RuleFinding(
            source(second), message, related: [RelatedSpan(source(first), "the earlier example")],
            tokens: saves ? tokenCount(second) : nil, fix: fix)
    }
}
