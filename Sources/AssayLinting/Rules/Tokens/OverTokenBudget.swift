/// TK001: a prompt over its budget of tokens.
public struct OverTokenBudget: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK001", name: "over-token-budget",
        summary: "A prompt has more tokens than its budget.",
        rationale: """
            A budget that is pinned to a prompt turns slow growth into a decision: whoever adds the sentence that \
            exceeds it either takes one out or raises the number in review. Counted is what the prompt itself sends in \
            every request, without the values of its variables. Set it in `.assay.yml` under `budgets`, for some files \
            or for all.
            """,
        whenToIgnore: "Where there is no budget: without one the rule finds nothing.",
        severity: .error,
        options: [
            RuleOption(
                "max-tokens", .integer(0), range: 0...1_000_000_000, "The most tokens a prompt may have; 0 is no limit.")
        ],
        good: [
            RuleExample("Answer in one sentence.", file: "prompt.jinja2", options: ["max-tokens": .integer(8)]),
            RuleExample("Answer in one sentence."),
        ],
        bad: [
            RuleExample(
                "⟦Answer in one sentence.⟧\nBe polite.", file: "prompt.jinja2", options: ["max-tokens": .integer(5)])
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let limit = options.integer("max-tokens")
        guard limit > 0 else { return [] }
        // An estimate is tested on its high end, as everywhere.
        let estimate = unit.document.context.highEstimate?(unit.tokenCount, unit.text.bytes)
        let count = estimate ?? unit.tokenCount
        guard count > limit else { return [] }
        return [
            RuleFinding(
                unit.anchor,
                "the prompt has \(estimate == nil ? "" : "up to ")\(count) tokens, \(count - limit) more than its "
                    + "budget of \(limit)", tokens: max(0, unit.tokenCount - limit))
        ]
    }
}
