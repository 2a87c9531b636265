import AssayPricing

/// TK003: prompts that cost more a month than their team may spend.
public struct CostGrowth: RunRule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK003", name: "cost-growth",
        summary: "A team's prompts cost more a month than its budget.",
        rationale: """
            A team's `budget` in `.assay.yml` is held against what its prompts send: the tokens of each prompt, at the \
            input price of the first model and at the declared traffic of the team or of the configuration, added up \
            over a month of 30 days. Only prompts of the run count, so a run over a part of the files may pass where \
            all of them would not. Values of variables, answers and caches are not in it: `assay budget` prices these \
            too. Without a budget, a price and a traffic the rule finds nothing.
            """,
        whenToIgnore: "Where another tool watches what is spent.",
        severity: .warning,
        options: [
            RuleOption(
                "max-cost-per-month", .number(0), range: 0...1_000_000_000,
                "The most dollars a month for all prompts of the run; 0 is no limit."),
            RuleOption(
                "calls-per-month", .integer(0), range: 0...1_000_000_000_000,
                "Calls of each prompt in a month; 0 takes the declared traffic."),
            RuleOption(
                "input-price", .number(0), range: 0...1_000_000,
                "Dollars a million input tokens; 0 takes the price of the first model."),
        ],
        good: [
            RuleExample(
                "Answer in one sentence.", file: "prompt.jinja2",
                options: [
                    "max-cost-per-month": .number(20), "calls-per-month": .integer(1_000_000), "input-price": .number(2.5),
                ]),
            RuleExample("Answer in one sentence.", file: "prompt.jinja2"),
        ],
        bad: [
            RuleExample(
                "⟦Answer in one sentence.⟧", file: "prompt.jinja2",
                options: [
                    "max-cost-per-month": .number(10), "calls-per-month": .integer(1_000_000), "input-price": .number(2.5),
                ])
        ])

    public func notes(on document: DocumentAnalysis, _ options: RuleOptions) -> [RunNote] {
        guard document.context.hasTeams || options.number("max-cost-per-month") > 0 else { return [] }
        return document.units.filter { !$0.unit.facts.isFragment && $0.requestTokenCount > 0 }
            .map { RunNote(key: 0, span: $0.anchor, unit: $0.index, tokens: $0.requestTokenCount) }
    }

    public func check(
        _ notes: [(path: String, notes: [RunNote])], _ options: RuleOptions, _ run: RunContext
    ) -> [(path: String, RuleFinding)] {
        var teams = run.teams
        let limit = options.number("max-cost-per-month")
        if limit > 0, let limit = try? ExactDecimal("\(limit)") {
            teams.insert(LintTeam(name: "all prompts", perMonth: limit) { _ in true }, at: 0)
        }
        return teams.compactMap { finding($0, notes, options, run) }
    }

    private func finding(
        _ team: LintTeam, _ notes: [(path: String, notes: [RunNote])], _ options: RuleOptions, _ run: RunContext
    ) -> (path: String, RuleFinding)? {
        let declared = options.integer("calls-per-month")
        guard let calls = team.callsPerMonth ?? (declared > 0 ? declared : run.callsPerMonth) else { return nil }
        let members = notes.filter { team.contains($0.path) }.flatMap { file in file.notes.map { (file.path, $0) } }
        var sum = ExactDecimal.zero
        for (_, note) in members {
            guard let call = cost(note.tokens, options, run), let month = try? call.multiplied(by: calls),
                let next = try? sum.adding(month)
            else { return nil }
            sum = next
        }
        guard sum > team.perMonth, let dearest = members.max(by: { $0.1.tokens < $1.1.tokens }) else { return nil }
        let prompts = members.count == 1 ? "its prompt costs" : "its \(members.count) prompts cost"
        let message =
            "\(team.name): \(prompts) $\(sum.text(minimumPlaces: 2)) a month for input, over the budget of "
            + "$\(team.perMonth.text(minimumPlaces: 2)), at \(calls) "
            + "calls of each"
        let tokens = members.reduce(0) { $0.addingReportingOverflow($1.1.tokens).partialValue }
        return (
            dearest.0,
            RuleFinding(dearest.1.span, message, size: tokens, unit: dearest.1.unit, identity: team.name)
        )
    }

    private func cost(_ tokens: Int, _ options: RuleOptions, _ run: RunContext) -> ExactDecimal? {
        let price = options.number("input-price")
        guard price > 0 else { return run.inputCost(tokens) }
        return try? ExactDecimal("\(price)").multiplied(by: tokens).divided(by: 1_000_000)
    }
}
