import AssayPrompts

/// What a configuration says of some of the files.
extension ConfigurationReader {
    /// What files are read as.
    func formats(_ node: DataNode) throws(ConfigurationError) -> [LintConfiguration.Format] {
        var result: [LintConfiguration.Format] = []
        for member in try mapping(node, "formats") {
            guard let format = PromptFormat(rawValue: member.key.text.string) else {
                throw unknown(member.key, "format", among: PromptFormat.allCases.map(\.rawValue))
            }
            result.append(LintConfiguration.Format(format, paths: try texts(member.value, format.rawValue)))
        }
        return result
    }

    /// Rules for files.
    func override(_ node: DataNode) throws(ConfigurationError) -> LintConfiguration.Override {
        var result = LintConfiguration.Override()
        for member in try members(node, "an override", ["paths", "rules", "ignore"]) {
            switch member.key.text.string {
            case "paths": result.paths = try texts(member.value, "paths")
            case "rules": result.rules.merge(try rules(member.value)) { $1.over($0) }
            default:
                let selectors = try selectors(member.value)
                for rule in RuleRegistry.rules where RuleSelector.matches(selectors, rule.description) {
                    result.rules[rule.description.id, default: LintConfiguration.RuleSetting()].isOn = false
                }
            }
        }
        guard !result.paths.isEmpty else {
            throw error(at: node.span.lowerBound, "an override needs 'paths' to say which files it is about")
        }
        return result
    }
}
