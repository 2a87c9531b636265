/// SU001: a suppression that suppresses nothing.
public struct UnusedSuppression: SuppressionRule {
    public init() {}

    public static let description = RuleDescription(
        id: "SU001", name: "unused-suppression",
        summary: "A suppression silences no finding.",
        rationale: """
            What it silenced was fixed, or moved, or never was: the comment tells its readers something untrue, and \
            will silence the next finding there that nobody has looked at. A suppression of a rule that did not run is \
            left alone; one of a rule that does not exist never does anything.
            """,
        whenToIgnore: "When the same file is linted with other rules elsewhere.",
        severity: .warning, fixSafety: .safe,
        good: [
            RuleExample(
                "{# assay-ignore PB003: the phrase is quoted #}\nPlease note that the train leaves at noon.",
                file: "prompt.jinja2")
        ],
        bad: [
            RuleExample(
                "⟦{# assay-ignore PB003: the phrase is quoted #}⟧\nThe train leaves at noon.", file: "prompt.jinja2"),
            RuleExample(
                "⟦{# assay-ignore PB999: never #}⟧\nThe train leaves at noon.", file: "prompt.jinja2"),
        ])

    public func check(
        _ uses: [SuppressionFilter.Use], ran: Set<String>, _ document: DocumentAnalysis, _ options: RuleOptions
    ) -> [RuleFinding] {
        uses.filter { $0.count == 0 && couldHaveBeenUsed($0.suppression, ran) }.map { use in
            let names = use.suppression.rules.joined(separator: ", ")
            let unknown = use.suppression.rules.filter { !RuleSelector.isKnown($0) }
            let message =
                unknown.isEmpty
                ? "nothing is suppressed here\(names.isEmpty ? "" : " by \(names)")"
                : "no rule is called \(unknown.joined(separator: ", "))"
            return RuleFinding(use.suppression.span, message, fix: fix(use.suppression, document.source))
        }
    }

    /// Whether each rule that is named has run, or does not exist. What rules about the whole run noted here counts as
    /// silenced, whether or not the run has a finding in the end.
    private func couldHaveBeenUsed(_ suppression: Suppression, _ ran: Set<String>) -> Bool {
        RuleRegistry.rules.allSatisfy { rule in
            let description = rule.description
            return !suppression.names(description) || ran.contains(description.id) || rule is any SuppressionRule.Type
        }
    }

    /// The comment is removed, with its line where nothing else stands in it.
    private func fix(_ suppression: Suppression, _ source: [UInt8]) -> Fix {
        var start = suppression.span.lowerBound
        var end = suppression.span.upperBound
        while start > 0, source[start - 1] == 0x20 || source[start - 1] == 0x09 { start -= 1 }
        var next = end
        while next < source.count, source[next] == 0x20 || source[next] == 0x09 || source[next] == 0x0D { next += 1 }
        if start == 0 || source[start - 1] == 0x0A, next < source.count, source[next] == 0x0A { end = next + 1 }
        return Fix("Remove the suppression", .safe, [Fix.Edit(start..<end)])
    }
}
