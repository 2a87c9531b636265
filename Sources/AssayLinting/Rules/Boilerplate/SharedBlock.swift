/// PB010: one block of text in several prompts.
public struct SharedBlock: RunRule {
    public init() {}

    public static let description = RuleDescription(
        id: "PB010", name: "shared-block",
        summary: "The same block of text stands in several prompts of a run.",
        rationale: """
            A block that several prompts share can be one file that they include, so that an edit reaches all of them; \
            and as their common beginning it is cached once and read at a fraction of its price. Blocks are paragraphs, \
            compared by their words, and sentences in a row where lines of the file are sent as one, as in folded YAML.
            """,
        whenToIgnore: "When the prompts belong to different owners.",
        severity: .info,
        options: [
            RuleOption("min-tokens", .integer(50), range: 8...100_000, "The shortest block that counts, in tokens."),
            RuleOption("min-prompts", .integer(3), range: 2...100_000, "In how many prompts it has to stand."),
        ],
        good: [
            RuleExample(
                "Answer in one sentence, in the language of the question.", options: ["min-tokens": .integer(8)],
                neighbours: ["b.txt": "Answer in one sentence, in the language of the question."])
        ],
        bad: [
            RuleExample(
                "⟦Answer in one sentence, in the language of the question.⟧",
                options: ["min-tokens": .integer(8)],
                neighbours: [
                    "q.txt": "Hello.\n\nAnswer in one sentence, in the language of the question.",
                    "r.txt": "Answer in one sentence,\nin the language of the question.\n\nBe polite.",
                ])
        ])

    public func notes(on document: DocumentAnalysis, _ options: RuleOptions) -> [RunNote] {
        let minimum = options.integer("min-tokens")
        return document.units.flatMap { unit in
            unit.tokenCount < minimum ? [] : SharedBlocks.notes(unit)
        }
    }

    public func check(
        _ notes: [(path: String, notes: [RunNote])], _ options: RuleOptions, _ run: RunContext
    ) -> [(path: String, RuleFinding)] {
        let groups = SharedBlocks.groups(
            notes, tokens: options.integer("min-tokens"), units: options.integer("min-prompts"))
        return groups.map { group in
            let first = group.places[0]
            let related = group.places.dropFirst().prefix(20).map {
                RelatedSpan($0.span, "and here", path: $0.path == first.path ? nil : $0.path)
            }
            let message = "a block of \(group.tokens) tokens stands in \(group.places.count) prompts"
            let finding = RuleFinding(
                first.span, message, related: Array(related), size: group.tokens * group.places.count, unit: first.unit,
                identity: "block \(String(group.key, radix: 16))")
            return (first.path, finding)
        }
    }
}
