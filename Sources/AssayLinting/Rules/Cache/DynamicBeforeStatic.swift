import AssayPrompts

/// CA001: a value that changes, before text that does not.
public struct DynamicBeforeStatic: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "CA001", name: "dynamic-before-static",
        summary: "A time, an id or a user's data stands before a long text that never changes.",
        rationale: """
            Providers cache a request by its beginning, up to the first byte that differs from the request before. A \
            clock time or an id of the request near the top makes all that follows new in every request; a user's name \
            there keeps users from sharing the cache. Put such values behind the text that stays, best into the last \
            message. A date changes once a day, which no cache outlives, and is left alone. Constants \
            of the file count as text.
            """,
        whenToIgnore: "When the prompt is sent too seldom for a cache to live from one request to the next.",
        severity: .warning,
        options: [
            RuleOption(
                "minimum-tokens", .integer(1024), range: 1...1_000_000,
                "The least tokens of unchanging text behind the value; providers cache nothing shorter.")
        ],
        good: [
            RuleExample(
                "You answer in one sentence and you never guess what you do not know.\n\nThe time is {{ now }}.\n",
                file: "late.jinja2", options: ["minimum-tokens": .integer(8)]),
            RuleExample(
                "Today is {{ current_date }}.\nYou answer in one sentence and you never guess what you do not know.\n",
                file: "daily.jinja2", options: ["minimum-tokens": .integer(8)]),
            RuleExample("It is {{ current_time }}.\nYou answer shortly.\n", file: "short.jinja2"),
        ],
        bad: [
            RuleExample(
                "The time is ⟦{{ current_time }}⟧.\nYou answer in one sentence and you never guess what you do not know.\n",
                file: "early.jinja2", options: ["minimum-tokens": .integer(8)]),
            RuleExample(
                """
                SYSTEM_PROMPT = f\"\"\"You are a helpful assistant. Request ⟦{uuid.uuid4()}⟧.
                Answer in one sentence, and never guess what you do not know or cannot find in the text.\"\"\"
                """, file: "prompt.py", options: ["minimum-tokens": .integer(8)]),
            RuleExample(
                """
                RULES = "You answer in one sentence and you never guess what you do not know or cannot find."
                SYSTEM_PROMPT = f"You are a guide. The time is ⟦{datetime.now()}⟧. {RULES}"
                """, file: "rules.py", options: ["minimum-tokens": .integer(12)]),
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard UnboundedHistoryTemplate.isTemplate(unit.document.document.format), !unit.variables.isEmpty else {
            return []
        }
        let prefix = StablePrefix(unit)
        for (variable, behind) in zip(unit.variables, prefix.behind) {
            let isFresh = Volatility.changesEachRequest(variable.expression)
            guard isFresh || Volatility.belongsToUser(variable.expression) else {
                // Behind the first other value nothing is shared anyway.
                if variable.references.isEmpty || ProgramConstant.tokens(unit, variable) != nil { continue }
                return []
            }
            guard behind >= options.integer("minimum-tokens") else { return [] }
            let reason = isFresh ? "changes in every request" : "differs from user to user"
            return [
                RuleFinding(
                    variable.span,
                    "`\(variable.expression)` \(reason): the \(behind) tokens of text behind it cannot be read from a cache",
                    size: behind)
            ]
        }
        return []
    }
}
