import ArgumentParser
import AssayEstimation
import AssayLinting
import AssayPricing
import AssayPrompts
import AssayReporting

/// `assay diff`
struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        _superCommandName: Assay.name,
        abstract: "Say what a change of prompts costs: between revisions, or between two paths.",
        discussion: """
            Compares the prompts of two git revisions, of a revision and the working tree (HEAD \
            unless told otherwise), or of two files or folders. BASE...HEAD starts where HEAD left \
            BASE, as pull requests do. Prompts are followed when they are renamed or moved.

            For every prompt that changed: tokens and money before and after, per call and, with \
            --calls, per month; where the beginning that a provider caches now breaks and what that \
            costs; price tiers and context limits that are crossed; examples and history that came in.

            Models, traffic and budgets come from .assay.yml, found upward from here, where the \
            command line names none. A budget that a changed prompt, its team or its label exceeds \
            ends the run with 1.

            Examples:
              assay diff -m gpt-4o                       HEAD and the working tree
              assay diff main HEAD prompts/ -m opus-5-5 --calls 1000/day
              assay diff origin/main...HEAD -m gpt-4o --format markdown > comment.md
              assay diff old/ new/ -m gpt-4o --format html > page.html
            """)

    @Argument(
        help: ArgumentHelp(
            "Revisions to compare, then paths to look at; or two paths to compare.", valueName: "revision|path"),
        completion: .file())
    var arguments: [String] = []

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help:
            "The model to price on; can be given several times. Without it, those of .assay.yml, or the one that a prompt names."
    )
    var models: [String] = []

    @Option(
        help: ArgumentHelp("Take models, traffic and budgets from this file instead.", valueName: "file"),
        completion: .file())
    var budget: String?

    @OptionGroup var cost: CostOptions

    @Option(help: ArgumentHelp("How the result is written.", valueName: "text|markdown|json|html"))
    var format = DiffFormat.text

    func run() throws {
        let subject = try DiffArguments.subject(arguments)
        let configuration = try BudgetConfiguration.find(from: FilePath("."), explicit: budget)
        let resolved = try cost.resolved()
        let pricing = try resolved.models(models, configuration)
        let reader = DiffFilesReader(configuration)
        let files = try reader.read(subject)
        let run = DiffRun(
            files: files, models: pricing, assumptions: resolved.assumptions, configuration: configuration,
            instant: resolved.context.instant)
        var report = try run.report { (isWanted) throws(Failure) in try reader.all(of: subject, where: isWanted) }
        report.failures = reader.failures.map(\.reported) + report.failures
        let output = OutputWriter.standard
        DiffOutput(report: report).write(format, to: output)
        try Exit.finish(output, hasFindings: !report.exceeded.isEmpty)
    }
}

/// How a comparison of versions is written.
enum DiffFormat: String, NamedChoice {
    case text
    case markdown
    case json
    case html
}
