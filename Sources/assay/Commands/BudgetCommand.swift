import ArgumentParser
import AssayEstimation
import AssayPricing
import AssayReporting
import AssayText

/// `assay budget`
struct BudgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        _superCommandName: Assay.name,
        abstract: "Test prompts against the budgets in .assay.yml, or pin these anew.",
        discussion: """
            Budgets are assertions in .assay.yml, found upward from here:

              models: [gpt-4o]
              traffic: {calls: 1000/day}
              budgets:
                - paths: [prompts/]
                  unit: SYSTEM            one unit of the files; without it, each
                  tokens: 1200            pinned, whatever they cost
                  cost-per-call: 0.01
                  cost-per-month: 200     of each unit
                  growth: 100             tokens that a change may add; for assay diff
                  growth-percent: 10
              teams:
                search: {paths: [search/], budget: 500/month, calls: 20000/day}
              labels:
                beta: {paths: [beta/], budget: 50/month}

            What is tested is the high end of every count and cost. A budget that is exceeded ends \
            the run with 1; where no budget tests anything, that is no success and ends it with 2. \
            --update writes the tokens of today over the pinned ones, and for files that are named \
            pins what has no budget yet; nothing else of the file changes.

            Examples:
              assay budget
              assay budget --update                      take today's numbers over
              assay budget --update prompts/chat.md      pin a file that has no budget
            """)

    @Argument(
        help: ArgumentHelp("Files and folders; without any, all below the configuration.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: "The model to count and price on; can be given several times. Without it, those of .assay.yml.")
    var models: [String] = []

    @Option(
        name: .customLong("budget"), help: ArgumentHelp("Take budgets from this file instead.", valueName: "file"),
        completion: .file())
    var file: String?

    @Flag(help: "Pin the tokens that prompts have now.")
    var update = false

    @OptionGroup var cost: CostOptions

    @Option(help: ArgumentHelp("How the result is written.", valueName: "text|markdown|json"))
    var format = BudgetFormat.text

    func run() throws {
        let configuration = try BudgetConfiguration.find(from: FilePath("."), explicit: file)
        guard configuration.file != nil || (update && !paths.isEmpty) else {
            throw Failure(
                "there is no .assay.yml here or above with budgets to test; 'assay budget --update PATH' makes one")
        }
        guard update || configuration.hasBudgets else {
            throw Failure(
                "\(configuration.file?.display ?? ".assay.yml") has no budgets to test; write some, such as "
                    + "'budgets: [{paths: [prompts/], tokens: 1200}]', or pin what a prompt has now with "
                    + "'assay budget --update PATH'")
        }
        let resolved = try cost.resolved()
        let pricing = try resolved.models(models, configuration)
        let run = BudgetRun(configuration: configuration, models: pricing, traffic: resolved.assumptions.traffic)
        let subjects = try run.subjects(paths.map { ArgumentBytes.path($0) })
        let output = OutputWriter.standard
        guard update else {
            let results = try run.results(subjects)
            let file = configuration.file?.display ?? ".assay.yml"
            var report = BudgetReport(results, file: file, failures: run.failures.map(\.reported))
            if report.results.isEmpty, Diagnostics.standard.errorCount == 0 {
                let failure = Failure("no budget tested anything; the notes say why")
                report.failures.append(ReportFailure(path: file, message: failure.description))
                Diagnostics.standard.error(failure.description)
            }
            write(report, to: output)
            return try Exit.finish(output, hasFindings: !report.exceeded.isEmpty)
        }
        if !subjects.isEmpty || run.failures.isEmpty {
            if !run.countsRequests { tellTextAlone() }
            let failedPaths = Set(run.failures.map(\.path.text))
            try BudgetUpdate(
                configuration: configuration, subjects: subjects, failedPaths: failedPaths, pinsNew: !paths.isEmpty
            ).run(output)
        }
        try Exit.finish(output)
    }

    /// Where nothing was tested, only JSON is written, with the errors in it.
    private func write(_ report: BudgetReport, to output: OutputWriter) {
        if report.results.isEmpty, format != .json { return }
        switch format {
        case .text: for line in report.lines() { output.write(line.harmless() + "\n") }
        case .markdown: output.write(report.markdown())
        case .json: output.write(report.json())
        }
    }

    /// What is pinned without a model is less than what a model is sent.
    private func tellTextAlone() {
        Diagnostics.standard.note(
            "no model is named, so texts alone are pinned; a request has some tokens more, which count where one is "
                + "named: give it with -m, or with 'models:' in .assay.yml")
    }
}

/// How the results of budgets are written.
enum BudgetFormat: String, NamedChoice {
    case text
    case markdown
    case json
}
