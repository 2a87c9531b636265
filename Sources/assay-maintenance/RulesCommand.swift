import ArgumentParser
import AssayLinting
import AssayReporting

/// Writes `docs/rules`: a page for each rule, and the list of them.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Makes the pages of the linter's rules.",
        discussion: """
            The figures on the pages are those of Sources/AssayReporting/Rules/measured.json, as 'lint-score' counted them.
            """)

    @Flag(help: "Only say whether the pages are up to date.")
    var check = false

    @Option(help: "The folder of the pages.")
    var output = "docs/rules"

    func run() throws {
        for (name, text) in RuleDocument.pages(RuleMeasurement.all) {
            let path = output + "/" + name
            if check {
                guard readFile(path) == Array(text.utf8) else {
                    throw ValidationError("\(path) is stale; run: swift run assay-maintenance rules")
                }
            } else {
                try writeFile(path, Array(text.utf8))
            }
        }
    }
}
