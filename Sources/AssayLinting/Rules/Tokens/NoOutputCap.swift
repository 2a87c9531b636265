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
            request, or its model and other parameters.
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
        let facts = unit.unit.facts
        guard facts.model != nil, facts.maxOutputTokens == nil, unit.requestTokenCount > 0 else { return [] }
        let format = unit.document.document.format
        guard Self.requests.contains(format) || (Self.files.contains(format) && setsParameters(facts)) else { return [] }
        return [RuleFinding(unit.anchor, "nothing limits the tokens of the answer; set a maximum beside the model")]
    }

    /// Whether the file decides on the parameters of the request: where it has none, the program decides on all.
    private func setsParameters(_ facts: UnitFacts) -> Bool {
        facts.settings.contains { setting in
            setting.path.split(separator: ".").last.map { Self.parameters.contains(String($0)) } ?? false
        }
    }

    private static let requests: Set<PromptFormat> = [.openaiChat, .openaiResponses, .gemini]
    private static let files: Set<PromptFormat> = [.prompty, .dotprompt, .githubPrompt]

    private static let parameters: Set<String> = [
        "temperature", "top_p", "topP", "top_k", "topK", "presence_penalty", "presencePenalty", "frequency_penalty",
        "frequencyPenalty", "seed", "stop", "stopSequences", "response_format", "responseFormat", "reasoning_effort",
        "reasoningEffort",
    ]
}
