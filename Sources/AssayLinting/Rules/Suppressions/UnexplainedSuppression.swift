/// SU002: a suppression without a reason.
public struct UnexplainedSuppression: SuppressionRule {
    public init() {}

    public static let description = RuleDescription(
        id: "SU002", name: "unexplained-suppression",
        summary: "A suppression gives no reason.",
        rationale: """
            Whoever reads the prompt next has to know whether the finding was wrong, was measured to help, or was in \
            the way on a Friday. The reason stands behind a colon: `assay-ignore PB001: the reminder was measured`.
            """,
        whenToIgnore: "When reasons are kept elsewhere.",
        severity: .warning,
        good: [
            RuleExample(
                "{# assay-ignore PB003: the phrase is quoted #}\nPlease note that the train leaves at noon.",
                file: "prompt.jinja2")
        ],
        bad: [
            RuleExample(
                "⟦{# assay-ignore PB003 #}⟧\nPlease note that the train leaves at noon.", file: "prompt.jinja2")
        ])

    public func check(
        _ uses: [SuppressionFilter.Use], ran: Set<String>, _ document: DocumentAnalysis, _ options: RuleOptions
    ) -> [RuleFinding] {
        uses.filter { $0.suppression.reason.isEmpty }.map {
            RuleFinding($0.suppression.span, "the suppression gives no reason; write one behind a colon")
        }
    }
}
