/// What a rule is, as people read it: the rule page, `assay explain` and the list of rules are made from it.
public struct RuleDescription: Sendable {
    /// The stable id: two letters for the category, three digits.
    public var id: String
    /// The name in words joined by hyphens; it reads well after "allow".
    public var name: String
    /// One line: what is flagged.
    public var summary: String
    /// Why it costs money or quality, and how the rule decides.
    public var rationale: String
    /// When to switch the rule off.
    public var whenToIgnore: String
    public var severity: Severity
    /// Whether the rule's fixes keep the meaning of the prompt; nil for a rule without fixes.
    public var fixSafety: FixSafety?
    public var options: [RuleOption]
    /// Prompts in which the rule finds nothing.
    public var good: [RuleExample]
    /// Prompts with findings, each marked with `⟦` and `⟧`.
    public var bad: [RuleExample]

    public init(
        id: String, name: String, summary: String, rationale: String, whenToIgnore: String, severity: Severity,
        fixSafety: FixSafety? = nil, options: [RuleOption] = [], good: [RuleExample], bad: [RuleExample]
    ) {
        self.id = id
        self.name = name
        self.summary = summary
        self.rationale = rationale
        self.whenToIgnore = whenToIgnore
        self.severity = severity
        self.fixSafety = fixSafety
        self.options = options
        self.good = good
        self.bad = bad
    }

    /// What the rule is about, by the letters of its id.
    public var category: String {
        switch id.prefix(2) {
        case "PB": "Boilerplate"
        case "FS": "Examples"
        case "HI": "History"
        case "CA": "Cache"
        case "TK": "Tokens"
        case "TP": "Templates"
        case "SU": "Suppressions"
        default: ""
        }
    }
}

/// A prompt that shows what a rule means. The examples of a rule are its tests.
public struct RuleExample: Sendable {
    /// The file's name, which decides its format.
    public var file: String
    /// The file's text. In a bad example `⟦` and `⟧` stand around the primary place of each finding.
    public var text: String
    /// Options that differ from the defaults.
    public var options: [String: RuleOption.Value]
    /// Files beside it, by name.
    public var neighbours: [String: String]
    /// The file's earlier version, where there is one.
    public var before: String?

    public init(
        _ text: String, file: String = "prompt.txt", options: [String: RuleOption.Value] = [:],
        neighbours: [String: String] = [:], before: String? = nil
    ) {
        self.text = text
        self.file = file
        self.options = options
        self.neighbours = neighbours
        self.before = before
    }
}
