import ArgumentParser
import AssayLinting
import AssayReporting

/// `assay lint`
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Find waste and risk in prompts.")

    @Argument(
        help: ArgumentHelp("Files and folders; - or nothing at all is standard input.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @Option(help: ArgumentHelp("The rules to run, by id, name or the letters of a category.", valueName: "rule"))
    var select: [String] = []

    @Option(help: "How the result is written.")
    var format = "concise"

    @OptionGroup var threads: ThreadOptions

    func run() throws {
        let tokenizer = try VocabularyLibrary().tokenizer("o200k_base")
        let rules = RuleRegistry.rules.filter { rule in
            select.isEmpty || select.contains { rule.description.id.hasPrefix($0) }
        }
        let linter = Linter(tokenizer: tokenizer, rules: rules.map { Linter.ActiveRule($0) })
        let run = LintRun(linter: linter, pool: try threads.pool(), version: Assay.configuration.version)
        let report = run.lint(
            paths.isEmpty ? [.standardInput] : paths.map(InputSource.init(argument:)), standardInputName: nil)
        guard let reporter = LintReporters.reporter(format) else { throw Failure("unknown format '\(format)'") }
        let output = OutputWriter.standard
        output.write(reporter.init().report(report))
        try output.flush()
        if Diagnostics.standard.errorCount > 0 { throw ExitCode(ExitStatus.failed.rawValue) }
        if report.findingCount > 0 { throw ExitCode(1) }
    }
}
