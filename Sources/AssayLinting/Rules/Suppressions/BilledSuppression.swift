/// SU003: a suppression that is sent with the prompt.
public struct BilledSuppression: SuppressionRule {
    public init() {}

    public static let description = RuleDescription(
        id: "SU003", name: "billed-suppression",
        summary: "A suppression is part of the text that is sent.",
        rationale: """
            Formats without comments send everything they hold: `<!-- -->` in a Markdown file that is a prompt, a line \
            of a plain text. The suppression works, but every request pays for it and the model reads it. Put it into \
            the configuration (`overrides`) or the baseline instead.
            """,
        whenToIgnore: "When the program that reads the file takes comments out before it sends it.",
        severity: .warning,
        good: [
            RuleExample(
                "{# assay-ignore PB003: the phrase is quoted #}\nPlease note that the train leaves at noon.",
                file: "prompt.jinja2")
        ],
        bad: [
            RuleExample(
                "Be brief.\n\n⟦<!-- assay-ignore PB003: the phrase is quoted -->⟧\nPlease note that the train is late.")
        ])

    public func check(
        _ uses: [SuppressionFilter.Use], ran: Set<String>, _ document: DocumentAnalysis, _ options: RuleOptions
    ) -> [RuleFinding] {
        uses.filter(\.suppression.isSent).map { use in
            let text = document.source[use.suppression.span]
            return RuleFinding(
                use.suppression.span, "the suppression is sent with the prompt; put it into .assay.yml or the baseline",
                tokens: try? document.tokenizer.count(Array(text)))
        }
    }
}
