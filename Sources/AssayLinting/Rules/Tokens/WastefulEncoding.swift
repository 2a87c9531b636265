/// TK005: data written in more tokens than it needs.
public struct WastefulEncoding: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK005", name: "wasteful-encoding",
        summary: "Data is written in a form that takes many more tokens than needed.",
        rationale: """
            Indented JSON costs a token or two a line for white space that the model does not need; base64 is about the \
            worst way to show a model anything; runs of blanks and of empty lines are paid for as well. The saving is \
            counted, not estimated: the same data is tokenized in its short form. Blocks in Markdown, which people read \
            too, and files that are nothing but JSON are left alone.
            """,
        whenToIgnore: "When the layout is what the model shall reproduce.",
        severity: .info,
        options: [RuleOption("min-tokens", .integer(40), range: 1...1_000_000, "The least saving that counts, in tokens.")],
        good: [
            RuleExample("Reply like this: {\"name\": \"Ada\", \"year\": 1815}"),
            RuleExample(
                "Write a file like this:\n\n```json\n{\n    \"name\": \"Ada\",\n    \"tags\": [\n        \"x\",\n        \"y\"\n    ]\n}\n```\n",
                file: "AGENTS.md", options: ["min-tokens": .integer(8)]),
        ],
        bad: [
            RuleExample(
                """
                Reply like this:
                ⟦{
                    "name": "Ada",
                    "year": 1815,
                    "tags": [
                        "x",
                        "y"
                    ]
                }⟧
                Thanks.
                """, options: ["min-tokens": .integer(8)]),
            RuleExample(
                "The logo is ⟦iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggkVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk⟧."
            ),
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let minimum = options.integer("min-tokens")
        return EncodingWaste.find(unit).filter { $0.tokens >= minimum }.map { waste in
            RuleFinding(unit.source(of: waste.range), waste.message, tokens: waste.tokens)
        }
    }
}
