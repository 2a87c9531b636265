import AssayPrompts
import AssayTokenization

/// The demonstrations of a unit, or of the example lists of a program, and how they compare: worked out once for all
/// rules that ask.
final class UnitDemonstrations {
    let groups: [DemonstrationGroup]
    /// What the ranges of the groups refer to.
    let bytes: [UInt8]
    /// Nil for a program's own lists, whose ranges are those of the file.
    private let text: DemonstrationText?
    private let unit: PromptUnit?
    private let unitIndex: Int?
    private let tokenizer: Tokenizer
    private var known: [Double: [[DemonstrationComparison.Pair]]] = [:]

    init(_ unit: UnitAnalysis) {
        let text = DemonstrationText(unit.unit, source: unit.document.source)
        self.unit = unit.unit
        unitIndex = unit.index
        self.text = text
        bytes = text.bytes
        tokenizer = unit.document.tokenizer
        // Logs and training data hold conversations that took place; their turns are no choice of an author.
        let isRecord = [.session, .openTelemetry, .openaiFineTune].contains(unit.document.document.format)
        groups = DemonstrationFinder.groups(unit.unit, text, readsTurns: !isRecord)
    }

    /// The example lists of a program.
    init(listsOf document: DocumentAnalysis) {
        unit = nil
        unitIndex = nil
        text = nil
        bytes = document.source
        tokenizer = document.tokenizer
        groups = document.codeHistory.map { CodeExampleLists.find($0.code) } ?? []
    }

    /// For each group, the demonstrations that repeat or contradict an earlier one and are sent together with it.
    func pairs(threshold: Double = 0.85) -> [[DemonstrationComparison.Pair]] {
        if let pairs = known[threshold] { return pairs }
        let pairs = groups.map { group in
            var comparison = DemonstrationComparison(group, bytes, threshold: threshold)
            return comparison.pairs().filter { pair in
                !areExclusive(group.demonstrations[pair.first], group.demonstrations[pair.second])
            }
        }
        known[threshold] = pairs
        return pairs
    }

    /// Whether two demonstrations stand in different arms of one branch.
    private func areExclusive(_ first: Demonstration, _ second: Demonstration) -> Bool {
        guard let unit, let one = text?.segments(first.range), let other = text?.segments(second.range) else {
            return false
        }
        return unit.areExclusive(one.first, other.first) || unit.areExclusive(one.last, other.last)
    }

    /// Where a part of the text stands in the file.
    func source(_ range: Range<Int>) -> Range<Int> { text?.source(range) ?? range }

    /// Whether a part of the text can be taken out of the file as it stands: no escapes, no code around it.
    func isVerbatim(_ range: Range<Int>) -> Bool { text?.isVerbatim(range) ?? false }

    /// The message that a place of the text stands in; a program's own lists have none.
    func message(around offset: Int) -> Range<Int>? { text?.messages.first { $0.contains(offset) } }

    /// How many tokens a part of the text has.
    func tokenCount(_ range: Range<Int>) -> Int {
        (try? tokenizer.count(Array(bytes[range]))) ?? 0
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
            tokens: saves ? tokenCount(second) : nil, fix: fix, unit: unitIndex)
    }
}
