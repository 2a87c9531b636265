/// FS002: an example that shows a case again.
public struct NearDuplicateExample: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "FS002", name: "near-duplicate-example",
        summary: "Two examples show the same case with the same output.",
        rationale: """
            An example earns its tokens by showing something new. Two are near duplicates when the output is the same \
            and the inputs are alike in the order of their words (.85 by default), are one case in other words, or \
            become each other when names are replaced one for one. What all examples share is taken away first, and \
            examples that differ in a number, a negation, a name or a formula are different cases: parallel wording \
            is no repeat.
            """,
        whenToIgnore: "When the wording itself is what the examples teach.",
        severity: .warning,
        options: [
            RuleOption("similarity", .number(0.85), range: 0.5...1, "How alike two inputs are at least, from 0 to 1."),
            RuleOption("paraphrases", .bool(true), "Whether examples that say the same in other words count."),
        ],
        good: [
            RuleExample(
                """
                Ticket: The app closes by itself when I open the camera on my old phone.
                Label: crash

                Ticket: The app does not close when I press the back button on my old phone.
                Label: crash

                Ticket: Please give me my money back.
                Label: refund
                """),
            RuleExample(
                """
                Q: Tom has 3 apples and buys 4 more apples at the market on Monday. How many apples are there?
                A: 7

                Q: Tom has 2 apples and buys 5 more apples at the market on Monday. How many apples are there?
                A: 7
                """),
        ],
        bad: [
            RuleExample(
                """
                Ticket: The app closes by itself when I open the camera on my old phone in the evening.
                Label: crash

                Ticket: Please give me my money back.
                Label: refund

                ⟦Ticket: The app closes by itself whenever I open the camera on my old phone in the evening.
                Label: crash⟧
                """),
            RuleExample(
                """
                question: What do the mitochondria of a living cell produce?
                answer: Mitochondria produce chemical energy for the cell by burning sugar with oxygen.
                score: 5

                question: Who painted the ceiling of the chapel?
                answer: A sculptor from Florence painted it within four years.
                score: 4

                ⟦question: What is produced by mitochondria in living cells?
                answer: By burning sugar with oxygen, mitochondria produce the chemical energy of cells.
                score: 5⟧
                """),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        document.allDemonstrations.flatMap { check($0, options, document) }
    }

    private func check(
        _ demonstrations: UnitDemonstrations, _ options: RuleOptions, _ document: DocumentAnalysis
    ) -> [RuleFinding] {
        let pairs = demonstrations.pairs(threshold: options.number("similarity"))
        return zip(demonstrations.groups, pairs).flatMap { group, pairs in
            pairs.compactMap { pair in
                guard let message = message(pair.relation, options) else { return nil }
                return demonstrations.finding(pair, in: group, message)
            }
        }
    }

    private func message(_ relation: DemonstrationComparison.Relation, _ options: RuleOptions) -> String? {
        switch relation {
        case .alike(let thousandths):
            "This example shows an earlier case again: inputs \(thousandths / 10) % alike, same output"
        case .renamed: "This example is an earlier one with other names: same case, same output"
        case .paraphrase where options.isOn("paraphrases"):
            "This example says an earlier one in other words: same case, same output"
        default: nil
        }
    }
}
