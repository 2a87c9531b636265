/// FS004: more examples than a prompt should carry.
public struct TooManyExamples: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "FS004", name: "too-many-examples",
        summary: "The examples are more, or take a larger share of the prompt, than configured.",
        rationale: """
            Every example is sent with every request. Beyond some number each adds less than the one before; which \
            number that is, only measurements on the task can tell, so the limits are yours to set. The default only \
            catches lists that were pasted in whole.
            """,
        whenToIgnore: "When measurements show that the examples pay, or when they are cached.",
        severity: .info,
        options: [
            RuleOption("maximum-count", .integer(30), range: 1...10_000, "The most examples that a prompt may have."),
            RuleOption(
                "maximum-share", .number(1), range: 0...1, "The largest share of the prompt's tokens, from 0 to 1."),
        ],
        good: [RuleExample("Q: one\nA: 1\n\nQ: two\nA: 2\n", options: ["maximum-count": .integer(2)])],
        bad: [
            RuleExample("⟦Q: one\nA: 1\n\nQ: two\nA: 2⟧\n", options: ["maximum-count": .integer(1)]),
            RuleExample("Count.\n\n⟦Q: one\nA: 1\n\nQ: two\nA: 2⟧\n", options: ["maximum-share": .number(0.5)]),
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        unit.demonstrations.groups.compactMap { group in
            guard let first = group.demonstrations.first, let last = group.demonstrations.last, group.isDeclared else {
                return nil
            }
            let range = first.range.lowerBound..<max(first.range.upperBound, last.range.upperBound)
            let count = group.demonstrations.count
            let tokens = unit.demonstrations.tokenCount(range)
            let span = unit.demonstrations.source(range)
            if count > options.integer("maximum-count") {
                let limit = options.integer("maximum-count")
                return RuleFinding(span, "\(count) examples, \(tokens) tokens in every request; the limit is \(limit)")
            }
            let share = Double(tokens) / Double(max(1, unit.tokenCount))
            guard share > options.number("maximum-share"), tokens < unit.tokenCount else { return nil }
            return RuleFinding(
                span, "\(count) examples are \(Int(share * 100)) % of the prompt's \(unit.tokenCount) tokens")
        }
    }
}
