import ArgumentParser

@main
struct Maintenance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay-maintenance",
        abstract: "Makes what is derived, tables, packs, prices, rule pages, and measures the linter.",
        subcommands: [TablesCommand.self, VocabulariesCommand.self, PricesCommand.self, RulesCommand.self, LintScoreCommand.self])
}
