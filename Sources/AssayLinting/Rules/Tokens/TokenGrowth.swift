import AssayEstimation
import AssayPrompts

/// TK002: a prompt that a change has made longer.
public struct TokenGrowth: ChangeRule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK002", name: "token-growth",
        summary: "A change has made a prompt longer than a change may.",
        rationale: """
            Prompts grow by a sentence at a time, and nobody decides that they should be twice as long. With a revision \
            to compare with (`assay lint --since origin/main`) each prompt is compared with what it was, found again \
            under its name, in a renamed file or by what it says. New prompts have nothing to be compared with. The \
            absolute limit is an error, the relative one a warning. `growth` and `growth-percent` of a budget in \
            `.assay.yml` set both; `assay diff` tests them on every model, with the money.
            """,
        whenToIgnore: "When the added text is what the change is for: raise the limit where the prompt is pinned.",
        severity: .warning,
        options: [
            RuleOption(
                "max-growth", .integer(1_000_000_000), range: 0...1_000_000_000, "The most tokens a change may add."),
            RuleOption(
                "max-growth-percent", .number(20), range: 0...1_000_000,
                "The most a change may add, in per cent of what the prompt had."),
            RuleOption(
                "min-growth", .integer(50), range: 0...1_000_000_000,
                "Growth of fewer tokens is never too much in per cent."),
        ],
        good: [
            RuleExample(
                "Answer in one sentence.\nBe polite.", file: "prompt.jinja2", before: "Answer in one sentence."),
            RuleExample("Answer in one sentence, and be polite in every one of them.", file: "new.jinja2"),
        ],
        bad: [
            RuleExample(
                "⟦Answer in one sentence.⟧\nBe polite.", file: "prompt.jinja2", options: ["max-growth": .integer(2)],
                before: "Answer in one sentence."),
            RuleExample(
                "⟦Answer in one sentence.⟧\nBe polite.", file: "prompt.jinja2", options: ["min-growth": .integer(2)],
                before: "Answer in one sentence."),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard let before = document.before else { return [] }
        let pairs = UnitMatcher.pairs(
            before: [ChangedFile(path: document.path, document: before.document)],
            after: [ChangedFile(path: document.path, document: document.document)])
        return pairs.compactMap { pair in
            guard !pair.isSame, let old = pair.before?.unit, let new = pair.after?.unit else { return nil }
            return finding(before.units[old].requestTokenCount, document.units[new], options)
        }
    }

    private func finding(_ before: Int, _ unit: UnitAnalysis, _ options: RuleOptions) -> RuleFinding? {
        let growth = unit.requestTokenCount - before
        guard growth > 0 else { return nil }
        let grown = "the prompt has \(unit.requestTokenCount) tokens, \(growth) more than the \(before) it had"
        let limit = options.integer("max-growth")
        if growth > limit {
            var found = RuleFinding(unit.anchor, "\(grown); a change may add \(limit)", tokens: growth)
            found.severity = .error
            found.unit = unit.index
            return found
        }
        let percent = options.number("max-growth-percent")
        guard growth >= options.integer("min-growth"), before > 0, Double(growth) * 100 > percent * Double(before)
        else { return nil }
        let shown = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
        var found = RuleFinding(
            unit.anchor, "\(grown) (+\(growth * 100 / before)%); a change may add \(shown)%", tokens: growth)
        found.unit = unit.index
        return found
    }
}
