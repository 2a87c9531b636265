/// FS005: the same context in each example.
public struct RepeatedContext: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "FS005", name: "repeated-context",
        summary: "Every example starts with the same long context.",
        rationale: """
            A table or a passage that all examples are about need be given once, before the first of them. Given with \
            each, it is billed with each. Short common openings are the format of the examples, and moving them out \
            saves less than it risks; they do not count.
            """,
        whenToIgnore: "When each example must look exactly like the request that follows, context included.",
        severity: .info,
        options: [
            RuleOption(
                "minimum-tokens", .integer(256), range: 8...100_000, "The least tokens that the common context has.")
        ],
        good: [
            RuleExample(
                "Q: Here is a list: 1, 2, 3. Which is last?\nA: 3\n\nQ: Here is a list: 1, 2, 3. Which is first?\nA: 1\n"
            )
        ],
        bad: [
            RuleExample(
                """
                Q: The stock holds nine red, four blue and seven green boxes of paper. How many are red?
                A: nine

                Q: ⟦The stock holds nine red, four blue and seven green boxes of paper.⟧ Which are fewest?
                A: blue

                Q: The stock holds nine red, four blue and seven green boxes of paper. Which are most?
                A: red
                """, options: ["minimum-tokens": .integer(12)])
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        unit.demonstrations.groups.compactMap { group in
            guard group.demonstrations.count >= 2, group.isDeclared, !group.isDialogue else { return nil }
            return finding(group, unit, options.integer("minimum-tokens"))
        }
    }

    /// The longest beginning that the first inputs of all examples share, cut at the end of a sentence.
    private func finding(_ group: DemonstrationGroup, _ unit: UnitAnalysis, _ least: Int) -> RuleFinding? {
        let bytes = unit.demonstrations.bytes
        let inputs = group.demonstrations.compactMap { $0.inputs.first?.range }
        guard let first = inputs.first, inputs.count == group.demonstrations.count else { return nil }
        var length = first.count
        for input in inputs.dropFirst() {
            length = zip(bytes[first].prefix(length), bytes[input]).prefix { $0 == $1 }.count
        }
        while length > 0, !".?!:\n".utf8.contains(bytes[first.lowerBound + length - 1]) { length -= 1 }
        // One whole input in all of them is a repeated example, not a context.
        guard length > 0, inputs.contains(where: { $0.count > length }) else { return nil }
        let tokens = unit.demonstrations.tokenCount(first.lowerBound..<first.lowerBound + length)
        guard tokens >= least else { return nil }
        let places = inputs.map { unit.demonstrations.source($0.lowerBound..<$0.lowerBound + length) }
        let copies = inputs.count
        return RuleFinding(
            places[1], "\(copies) examples carry the same context of \(tokens) tokens",
            related: [RelatedSpan(places[0], "the first copy")], tokens: tokens * (copies - 1))
    }
}
