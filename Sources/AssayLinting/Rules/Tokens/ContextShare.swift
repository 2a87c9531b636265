/// TK004: a prompt that takes much of the model's context.
public struct ContextShare: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TK004", name: "context-share",
        summary: "The fixed part of a prompt takes a large share of the model's context window.",
        rationale: """
            What a template sends in every request leaves less room for the input and the answer, and models attend \
            less to the middle of a full window. The window is that of the models in the configuration, or of the model \
            that the file names where the price table knows it.
            """,
        whenToIgnore: "When the prompt is meant to fill the window, as with a long document that is cached.",
        severity: .warning,
        options: [
            RuleOption("max-share", .number(0.5), range: 0.01...1, "The largest share of the window."),
            RuleOption(
                "context-window", .integer(0), range: 0...1_000_000_000,
                "The window in tokens; 0 takes that of the configured models."),
        ],
        good: [
            RuleExample("Answer in one sentence.", file: "prompt.jinja2", options: ["context-window": .integer(100)])
        ],
        bad: [RuleExample("⟦Answer in one sentence.⟧", file: "prompt.jinja2", options: ["context-window": .integer(8)])]
    )

    /// No model that a file may name has a smaller window.
    private static let smallestWindow = 4_096.0

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let share = options.number("max-share")
        var windows = unit.document.context.models.compactMap { model in
            model.contextWindow.map { (name: model.name, size: $0) }
        }
        if windows.isEmpty, Double(unit.requestTokenCount) > share * Self.smallestWindow,
            let own = unit.unit.facts.model.flatMap({ unit.document.model(named: $0) }), let size = own.contextWindow
        {
            windows = [(name: own.name, size: size)]
        }
        let configured = options.integer("context-window")
        if configured > 0 { windows = [(name: "the configured model", size: configured)] }
        return windows.compactMap { window in
            guard window.size > 0, Double(unit.requestTokenCount) > share * Double(window.size) else { return nil }
            let percent = unit.requestTokenCount * 100 / window.size
            return RuleFinding(
                unit.anchor,
                "the prompt's \(unit.requestTokenCount) tokens are \(percent)% of the context window of \(window.name)",
                size: unit.requestTokenCount)
        }
    }
}
