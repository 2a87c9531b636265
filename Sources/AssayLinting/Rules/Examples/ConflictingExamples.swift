/// FS003: examples that contradict each other.
public struct ConflictingExamples: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "FS003", name: "conflicting-examples",
        summary: "Two examples have the same input and different outputs.",
        rationale: """
            The model can follow only one of them, and which one it follows may change from request to request. Most \
            often one was corrected and the other forgotten. Inputs count as the same after normalising, short ones \
            where the outputs are labels; another number of exclamation marks, or of question marks beyond the first, \
            may be another tone, and is no contradiction. Examples that the prompt itself calls good and bad, examples \
            under headings of different tasks, inputs with three outputs or more, lists in which many inputs have two, \
            and turns of a conversation that label nothing do not count.
            """,
        whenToIgnore: "When the prompt asks for several answers to one input.",
        severity: .warning,
        good: [
            RuleExample(
                """
                Review: The soup was cold.
                Label: negative

                Review: The soup was hot.
                Label: positive
                """)
        ],
        bad: [
            RuleExample(
                """
                Review: The soup was cold but cheap.
                Label: negative

                Review: We laughed all evening.
                Label: positive

                ⟦Review: The soup was cold but cheap.
                Label: neutral⟧
                """)
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        document.allDemonstrations.flatMap { check($0, options, document) }
    }

    private func check(
        _ demonstrations: UnitDemonstrations, _ options: RuleOptions, _ document: DocumentAnalysis
    ) -> [RuleFinding] {
        return zip(demonstrations.groups, demonstrations.pairs()).flatMap { group, pairs in
            pairs.compactMap { pair in
                guard case .conflict = pair.relation else { return nil }
                return demonstrations.finding(
                    pair, in: group, "This example has the input of an earlier one and another output", saves: false)
            }
        }
    }
}
