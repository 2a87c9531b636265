import ArgumentParser
import AssayLinting

/// Which rules run.
struct LintRuleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Run these rules alone: ids, names, or letters of a category such as PB; several with commas.",
            valueName: "rules"))
    var select: [String] = []

    @Option(help: ArgumentHelp("Leave these rules out.", valueName: "rules"))
    var ignore: [String] = []

    @Option(help: ArgumentHelp("The least severity that is reported.", valueName: "info|warning|error"))
    var severity = Severity.info

    /// The configuration with what the command line says about rules over it.
    func applied(to configuration: LintConfiguration) throws(Failure) -> LintConfiguration {
        var result = configuration
        let selected = try names(select)
        if !selected.isEmpty {
            result.select = selected
            // What is asked for by name runs, whatever the file says about it.
            for rule in RuleRegistry.rules where RuleSelector.matches(selected, rule.description) {
                result.rules[rule.description.id]?.isOn = true
            }
            for (id, setting) in result.rules where setting.isOn == true {
                let isSelected = RuleRegistry.rule(id).map { RuleSelector.matches(selected, $0.description) } ?? false
                if !isSelected { result.rules[id]?.isOn = nil }
            }
        }
        let ignored = try names(ignore)
        result.ignore += ignored
        for rule in RuleRegistry.rules where RuleSelector.matches(ignored, rule.description) {
            result.rules[rule.description.id]?.isOn = false
        }
        // What is on for some files only is on.
        guard ignored.isEmpty || [true, false].contains(where: { some in !result.activeRules { _ in some }.isEmpty }) else {
            throw Failure("--ignore leaves out every rule that would run; nothing would be checked")
        }
        return result
    }

    private func names(_ values: [String]) throws(Failure) -> [String] {
        let names = values.flatMap { $0.split(separator: ",").map { String($0.filter { $0 != " " }) } }
        for name in names where !RuleSelector.isKnown(name) { throw UnknownRule.failure(name) }
        return names
    }
}

extension Severity: NamedChoice {}

/// A rule that does not exist.
enum UnknownRule {
    static func failure(_ name: String) -> Failure {
        let nearest = Nearest.names(to: name, among: RuleSelector.names)
        let hint = nearest.isEmpty ? "'assay rules' lists them" : "did you mean \(nearest.joined(separator: ", "))?"
        return Failure("no rule is called '\(name)'; \(hint)")
    }
}
