/// TK007: tool definitions that take many tokens.
public struct ToolSchemaTokens: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK007", name: "tool-schema-tokens",
        summary: "The tool definitions of a request take more tokens than their budget.",
        rationale: """
            Every request sends the definition of every tool, used or not. Long descriptions, examples in schemas and \
            tools for other tasks add up unseen, since no template shows them.
            """,
        whenToIgnore: "When the definitions are stable and cached, and each of them is used.",
        severity: .info,
        options: [
            RuleOption("max-tokens", .integer(4000), range: 0...1_000_000_000, "The most tokens of all definitions.")
        ],
        good: [RuleExample(Self.request, file: "request.json")],
        bad: [
            RuleExample(Self.marked, file: "request.json", options: ["max-tokens": .integer(10)])
        ])

    private static let tool = """
        {"type":"function","function":{"name":"rivers","description":"Lists the rivers of a country, longest first",\
        "parameters":{"type":"object","properties":{"country":{"type":"string"}}}}}
        """
    private static let messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Name a river.\"}]"
    private static let request = "{\"model\":\"gpt-4o\",\"max_tokens\":9,\(messages),\"tools\":[\(tool)]}"
    private static let marked = "{\"model\":\"gpt-4o\",\"max_tokens\":9,\(messages),\"tools\":[⟦\(tool)⟧]}"

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let limit = options.integer("max-tokens")
        let pieces = unit.text.pieces.filter { $0.kind == .toolDefinition }
        let tokens = pieces.reduce(0) { $0 + unit.tokenCount(of: $1.range) }
        guard limit > 0, tokens > limit, let first = pieces.first else { return [] }
        let tools = pieces.count == 1 ? "the tool definition has" : "the \(pieces.count) tool definitions have"
        return [
            RuleFinding(
                first.span, "\(tools) \(tokens) tokens, \(tokens - limit) more than the budget of \(limit)",
                tokens: tokens - limit)
        ]
    }
}
