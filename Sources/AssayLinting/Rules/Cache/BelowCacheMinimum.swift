import AssayPrompts

/// CA002: a prefix a little too short to be cached.
public struct BelowCacheMinimum: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "CA002", name: "below-cache-minimum",
        summary: "The text before the first value is a little shorter than what the provider caches.",
        rationale: """
            Providers cache no prefix below a minimum, 1,024 tokens for most models and more for some, and say nothing \
            when a request stays below. Examples or instructions that move from behind the first value to the front can \
            take a prefix over the line, after which it is read at a fraction of the price. The rule needs a minimum: \
            that of the run's first model, that of a request that asks for a cache, or the option; where the file names \
            a model that is known, it is that model's.
            """,
        whenToIgnore: "When the prompt is sent too seldom for a cache to pay.",
        severity: .info,
        options: [
            RuleOption(
                "minimum", .integer(0), range: 0...1_000_000, "The least tokens that are cached; 0 asks the model."),
            RuleOption(
                "share", .number(0.8), range: 0...1, "From which share of the minimum on a prefix counts as near."),
        ],
        good: [
            RuleExample("You are kind.\n\n{{ question }}\n", file: "far.jinja2", options: ["minimum": .integer(1024)]),
            RuleExample(
                "You answer in one sentence and you never guess what you do not know.\n{{ question }}\n",
                file: "enough.jinja2",
                options: ["minimum": .integer(10)]),
        ],
        bad: [
            RuleExample(
                "You answer in one sentence and you never guess what you do not know.\n⟦{{ question }}⟧\n",
                file: "near.jinja2", options: ["minimum": .integer(30), "share": .number(0.5)])
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard let minimum = minimum(unit, options) else { return [] }
        let prefix = StablePrefix(unit)
        guard prefix.tokens < minimum, Double(prefix.tokens) >= options.number("share") * Double(minimum),
            let end = prefix.end
        else { return [] }
        let missing = minimum - prefix.tokens
        return [
            RuleFinding(
                end,
                "The stable prefix ends here with \(prefix.tokens) tokens, \(missing) short of the \(minimum) that are cached"
            )
        ]
    }

    private func minimum(_ unit: UnitAnalysis, _ options: RuleOptions) -> Int? {
        if options.integer("minimum") > 0 { return options.integer("minimum") }
        let ofRun = unit.document.context.models.first?.cacheMinimum
        let asks = !unit.unit.facts.cacheBreakpoints.isEmpty
        guard asks || ofRun != nil else { return nil }
        if let own = unit.unit.facts.model.flatMap({ unit.document.model(named: $0) }) {
            return own.cacheMinimum ?? (asks ? 1024 : nil)
        }
        return ofRun ?? 1024
    }
}
