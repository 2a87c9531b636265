/// TK001: a prompt over its budget of tokens.
public struct OverTokenBudget: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK001", name: "over-token-budget",
        summary: "A prompt has more tokens than its budget.",
        rationale: """
            A budget that is pinned to a prompt turns slow growth into a decision: whoever adds the sentence that \
            exceeds it either takes one out or raises the number in review. Counted is what the prompt itself sends in \
            every request, without the values of its variables; where models are named, with what a provider puts around \
            the messages, for the model with the most, as `assay budget` counts it. Set it in `.assay.yml` under \
            `budgets`, for some files or for all.
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
        let document = unit.document
        guard let request = document.context.requestTokens?(unit.unit, document.document) else {
            let count = unit.requestTokenCount
            return finding(unit, "the prompt has ", count, limit, saving: count - limit)
        }
        // An estimate is tested on its high end, as everywhere; what is saved is in the tokens that were counted.
        let count = request.count
        let subject = request.model.map { "a request to \($0)" } ?? "the prompt"
        return finding(
            unit, "\(subject) has \(count.low == count.high ? "" : "up to ")", count.high, limit,
            saving: (count.method.isCounted ? count.point : unit.tokenCount) - limit)
    }

    private func finding(
        _ unit: UnitAnalysis, _ start: String, _ count: Int, _ limit: Int, saving: Int
    ) -> [RuleFinding] {
        guard count > limit else { return [] }
        return [
            RuleFinding(
                unit.anchor, "\(start)\(count) tokens, \(count - limit) more than its budget of \(limit)",
                tokens: max(0, saving))
        ]
    }
}
