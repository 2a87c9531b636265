import AssayEstimation
import AssayPrompts
import AssayTokenization

/// A unit with what rules ask about it: its text as it is sent, its words, its tokens, its variables. Each is worked
/// out once and only when it is asked for.
public final class UnitAnalysis {
    public let unit: PromptUnit
    /// The unit's index in its document.
    public let index: Int
    public unowned let document: DocumentAnalysis

    init(unit: PromptUnit, index: Int, document: DocumentAnalysis) {
        self.unit = unit
        self.index = index
        self.document = document
    }

    /// The text as it is sent, variables left out, with the way back to the file.
    public private(set) lazy var text = UnitText(unit, source: document.source)

    /// The tokens of ``text``.
    public private(set) lazy var tokens = UnitTokens(text, tokenizer: document.tokenizer)

    /// The tokens of the text that one request sends: loops once, of each branch the longest arm, variables left out.
    public private(set) lazy var requestTokenCount: Int = {
        guard unit.blocks.contains(where: { $0.kind == .branch }) || variables.contains(where: { $0.constant != nil }) else {
            return tokenCount
        }
        let counter = UnitCounter(
            document.tokenizer, assumptions: OpenTextAssumptions(tokensPerValue: 0...0, rounds: 1...1))
        return (try? counter.count(unit, in: document.document).reduce(.zero, +).high) ?? tokenCount
    }()

    /// The words of ``text`` and its variables, in order.
    private(set) lazy var words = UnitWords(text)

    /// The lines, sentences and demonstrations of ``text``.
    private(set) lazy var structure = TextStructure(
        text, roles: MessageKind.kinds(of: unit), words: words,
        declared: demonstrationRanges(areCertain: true), undeclared: demonstrationRanges(areCertain: false))

    /// Parts of ``text`` that are demonstrations: in groups that the prompt calls so and whose ends are marked, or in
    /// others.
    private func demonstrationRanges(areCertain: Bool) -> [Range<Int>] {
        return demonstrations.groups.filter { ($0.isDeclared && $0.hasKnownEnds) == areCertain }.flatMap { group in
            group.demonstrations.map { text.range(ofSource: demonstrations.source($0.range)) }
        }
    }

    /// The variables that are sent, in order.
    public private(set) lazy var variables: [Segment] = unit.segments.filter { $0.kind == .variable && $0.isSent }

    /// The runs of instructions that the unit sends more than once, as PB001 reports them.
    private(set) lazy var repeats: [BlockRepeats.Group] =
        document.options(of: RepeatedBlock.self).map {
            RepeatedBlock.groups(self, $0)
        } ?? []

    /// The sentences that say again what others say, as PB002 reports them.
    private(set) lazy var restatements: [RestatedInstruction.Restated] =
        document.options(of: RestatedInstruction.self)
        .map { RestatedInstruction.restated(self, $0) } ?? []

    /// Whether most of a part of ``text`` is a verbatim copy of an earlier part, which a finding of its own reports.
    func isVerbatimCopy(_ range: Range<Int>) -> Bool {
        repeats.contains { group in
            group.copies.contains { 2 * $0.clamped(to: range).count > range.count }
        }
    }

    /// Whether most of a part of ``text`` could go according to a finding of PB001 or PB002. Rules about a part of what
    /// these are about leave it to them: what they report is the whole sentence, and its tokens count once.
    func isReportedCopy(_ range: Range<Int>) -> Bool {
        isVerbatimCopy(range)
            || restatements.contains { restated in
                restated.copies.contains { 2 * $0.clamped(to: range).count > range.count }
            }
    }

    /// The worked examples in the unit, and how they compare.
    private(set) lazy var demonstrations = UnitDemonstrations(self)

    /// How many tokens the unit's own text has: what every request sends, whatever the variables hold.
    public var tokenCount: Int { tokens.count }

    /// How many tokens a part of ``text`` has: those that reach into it.
    public func tokenCount(of range: Range<Int>) -> Int { tokens.count(reachingInto: range) }

    /// The place that stands for the unit as a whole: its first line that is sent.
    public var anchor: Range<Int> {
        let line = structure.lines.first { $0.kind != .blank }
        return line.map { source(of: $0.content) } ?? variables.first?.span ?? unit.span.lowerBound..<unit.span.lowerBound
    }

    /// Where a part of ``text`` stands in the file.
    public func source(of range: Range<Int>) -> Range<Int> { text.source(of: range) }

    /// Whether two messages are turns of a user with an answer between them: who asks may say a thing again.
    func areTurns(_ first: Int, _ second: Int) -> Bool {
        let messages = unit.messages
        guard first != second, messages.indices.contains(first), messages.indices.contains(second),
            messages[first].role == .user, messages[second].role == .user
        else { return false }
        return messages[min(first, second)..<max(first, second)].contains { $0.role == .assistant }
    }

    /// Whether what stands in two blocks can never be sent in one request: they are in different arms of one branch.
    public func areExclusive(_ first: Int?, _ second: Int?) -> Bool {
        guard let first, let second, first != second else { return false }
        return exclusiveBlocks.areExclusive(first, second)
    }

    private lazy var exclusiveBlocks = ExclusiveBlocks(unit.blocks)
}
