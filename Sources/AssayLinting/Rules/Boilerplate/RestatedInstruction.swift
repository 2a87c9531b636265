/// PB002: an instruction that was given before, in the same or in other words.
public struct RestatedInstruction: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "PB002", name: "restated-instruction",
        summary: "A sentence says again what another one in the same request says.",
        rationale: """
            Instructions grow by accretion, and the second author rarely reads what the first one wrote. Each request \
            pays for both sentences, and the model has to guess whether their difference is meant. Sentences are \
            compared word by word in their order, and by the words that carry their meaning. A difference in a number, a \
            name, a negation or in the one word that entries of a list differ in makes them two instructions, and so \
            do two parties that have changed places, another thing to do in the same case, a word and its opposite \
            (above and below, at least and at most) or another order of what comes before and after. A sentence in a run \
            that PB001 reports is left to PB001, which shows the whole of what can go.
            """,
        whenToIgnore: "When the repetition was measured to improve the answers.",
        severity: .warning,
        options: [
            RuleOption("min-tokens", .integer(8), range: 1...100_000, "The shortest sentence that counts, in tokens."),
            RuleOption(
                "similarity", .number(0.85), range: 0.5...1, "The least share of words, in order, of a near copy."),
            RuleOption(
                "containment", .number(0.8), range: 0.5...1,
                "The least share of the shorter sentence's weighty words that the other one holds."),
        ],
        good: [
            RuleExample(
                """
                - If the user asks about billing, hand over to the billing team.
                - If the user asks about delivery, hand over to the logistics team.
                """),
            RuleExample("Always answer in the language of the user. Never answer in the language of the user."),
            RuleExample(
                """
                Return at most 5 results for each query of the user.
                Return at most 10 results for each query of the user.
                """),
        ],
        bad: [
            RuleExample(
                """
                You are a customer support assistant for Acme Corp. Always be polite and professional.

                {{question}}

                ⟦Remember that you are a customer support assistant for Acme Corp and must be polite.⟧
                """, file: "prompt.jinja2"),
            RuleExample(
                """
                If you create temporary files for testing, delete them once your solution works.
                Write tests.
                ⟦If you have to create a temporary file for testing, please delete it after your solution works.⟧
                """),
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let restated = unit.document.activeRules == nil ? Self.restated(unit, options) : unit.restatements
        return restated.map { finding($0, unit) }
    }

    /// What is said again, as ranges of the unit's text.
    struct Restated {
        var source: Range<Int>
        /// Where it is said again; at least one.
        var copies: [Range<Int>]
        var tokens: Int
        var isNearCopy: Bool
    }

    /// What the rule reports in a unit.
    static func restated(_ unit: UnitAnalysis, _ options: RuleOptions) -> [Restated] {
        var judge = Restatement()
        judge.similarity = options.number("similarity")
        judge.containment = options.number("containment")
        let groups = Restatements(unit, judge: judge).groups
        guard !groups.isEmpty, !CompanionText.isOne(unit) else { return [] }
        return groups.compactMap { restated($0, unit, options) }
    }

    private static func restated(
        _ group: Restatements.Group, _ unit: UnitAnalysis, _ options: RuleOptions
    ) -> Restated? {
        let ranges = group.ranges(unit.structure.sentences)
        // What is a verbatim copy already is a finding of its own.
        let copies = ranges.dropFirst().filter { !unit.isVerbatimCopy($0) }
        guard let source = ranges.first, let copy = copies.first,
            unit.tokenCount(of: copy) >= options.integer("min-tokens")
        else { return nil }
        let counts = ranges.map { unit.tokenCount(of: $0) - copiedTokens($0, unit) }
        let tokens = counts.reduce(0, +) - (counts.max() ?? 0)
        return Restated(source: source, copies: copies, tokens: max(0, tokens), isNearCopy: group.isNearCopy)
    }

    /// The tokens of a sentence that verbatim copies of longer runs hold: they are counted there.
    private static func copiedTokens(_ range: Range<Int>, _ unit: UnitAnalysis) -> Int {
        unit.repeats.flatMap(\.copies).reduce(0) { tokens, copy in
            let common = copy.clamped(to: range)
            return common.isEmpty ? tokens : tokens + unit.tokenCount(of: common)
        }
    }

    private func finding(_ restated: Restated, _ unit: UnitAnalysis) -> RuleFinding {
        var related = [RelatedSpan(unit.source(of: restated.source), "said here")]
        related += restated.copies.dropFirst().map { RelatedSpan(unit.source(of: $0), "and here") }
        let bytes = unit.text.bytes
        let isSame = bytes[restated.source].elementsEqual(bytes[restated.copies[0]])
        let message =
            isSame
            ? "the sentence stands here a second time"
            : restated.isNearCopy
                ? "the sentence is a near copy of an earlier one" : "the sentence restates an earlier one"
        return RuleFinding(
            unit.source(of: restated.copies[0]), message, related: related, tokens: restated.tokens)
    }
}
