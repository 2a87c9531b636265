import ArgumentParser

/// The command line. It is synchronous: an asynchronous main costs 17 ms at start.
@main
struct Assay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay",
        abstract: "Exact tokens, honest cost, and what in a prompt is waste.",
        discussion: """
            Examples:
              assay count prompt.md                      tokens of a file, with o200k_base
              assay count prompts/ -m gpt-4o -m claude-opus-4-6
                                                         a folder, one column a model
              git diff | assay count                     standard input
              assay truncate --max-tokens 8000 log.txt   the part that fits

            Exit codes: 0 all was done; 1 findings, or a budget exceeded; 2 something could not \
            be done. Nothing is sent anywhere: no network, no telemetry.
            """,
        version: "0.1.0",
        subcommands: [
            Count.self, Encode.self, Decode.self, Truncate.self, Calibrate.self, PriceCommand.self, CostCommand.self,
            ModelsCommand.self, PricesCommand.self, ForecastCommand.self, Compare.self, Lint.self, Explain.self,
            RulesCommand.self, Vocab.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Exit.end(after: error)
        }
    }
}
