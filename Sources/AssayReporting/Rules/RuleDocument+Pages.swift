import AssayLinting

extension RuleDocument {
    /// The pages of all rules and their list, by file name.
    public static func pages(_ measured: [String: RuleMeasurement]) -> [(name: String, text: String)] {
        var rules: [RuleDescription] = []
        for rule in RuleRegistry.rules { rules.append(rule.description) }
        rules.sort { $0.id < $1.id }
        var pages = [(name: "README.md", text: index(rules))]
        for rule in rules { pages.append((name: "\(rule.id).md", text: markdown(rule, measured[rule.id]))) }
        return pages
    }

    /// For each label of labelled prompts the rules that look for its cases.
    public static let rulesByLabel = [
        "redundant-boilerplate": ["PB001", "PB002", "PB005", "PB006"],
        "conflicting-examples": ["FS003"],
        "repeated-examples": ["FS001", "FS002"],
        "unbounded-history": ["HI001", "HI002", "HI003", "HI004"],
    ]
}
