import AssayPrompts

/// TK006: no limit on the output.
public struct NoOutputCap: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK006", name: "no-output-cap",
        summary: "A request sets no limit on output tokens.",
        rationale: """
            Output costs several times what input does, and nothing in a prompt bounds it: one answer that runs away, \
            or reasons at length, costs as much as a thousand good ones. Looked at are files that hold the whole \
            request: its model and its parameters.
            """,
        whenToIgnore: "When the program that sends the request sets the limit.",
        severity: .warning,
        good: [
            RuleExample(
                "messages:\n  - role: user\n    content: Name a river.\nmodel: gpt-4o\nmodelParameters:\n  max_tokens: 20\n",
                file: "river.prompt.yml"),
            RuleExample("Name a river."),
        ],
        bad: [
            RuleExample(
                "messages:\n  - role: user\n    content: ⟦Name a river.⟧\nmodel: gpt-4o\nmodelParameters:\n  temperature: 0\n",
                file: "river.prompt.yml")
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard Self.formats.contains(unit.document.document.format), unit.unit.facts.model != nil,
            unit.unit.facts.maxOutputTokens == nil, unit.tokenCount > 0
        else { return [] }
        return [RuleFinding(unit.anchor, "nothing limits the tokens of the answer; set a maximum beside the model")]
    }

    private static let formats: Set<PromptFormat> = [
        .prompty, .dotprompt, .githubPrompt, .openaiChat, .openaiResponses, .gemini,
    ]
}
