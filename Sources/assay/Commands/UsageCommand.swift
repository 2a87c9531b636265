import ArgumentParser
import AssayEstimation
import AssayPricing
import AssayReporting

/// `assay usage`
struct UsageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        _superCommandName: Assay.name,
        abstract: "Say what logs of real requests cost, and where the money went.",
        discussion: """
            Read are sessions of coding agents (JSONL), responses of providers (one a line, in a list, \
            or inside what a program wrote around them), usage and cost exports of OpenAI and \
            Anthropic (JSON, CSV), OpenTelemetry GenAI spans (OTLP JSON), LiteLLM spend logs, \
            OpenRouter activity and generations, and tables with columns of tokens. Folders are \
            walked for .json, .jsonl, .ndjson, .csv, .tsv and .log files.

            Each response is counted once, whatever number of lines or files repeat it, and priced at \
            its own date. What has no price is listed and in no sum. A broken line is counted and \
            named, and the rest goes on.

            Examples:
              assay usage ~/.claude/projects             sessions of an agent, by model
              assay usage logs/ --by day --since 2026-11-01
              assay usage spend.jsonl --by team --by model --budget 500/month
              assay usage logs/ -m sonnet-5-5            what the same would cost on another model
              assay usage traces.json --label customer.tier --format json
              gunzip -c old.jsonl.gz | assay usage -

            Exit codes: 1 where a budget is exceeded, 2 where something could not be read.
            """)

    @Argument(
        help: ArgumentHelp("Logs, or folders of logs; - is standard input.", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "What the groups are of; several make groups of each combination.",
            valueName: UsageDimension.named.map(\.description).joined(separator: "|")))
    var by: [String] = []

    @Option(
        help: ArgumentHelp(
            "Group by a field, attribute, column, metadata key or tag with this name; can be given several times.",
            valueName: "key"))
    var label: [String] = []

    @Option(
        help: ArgumentHelp("Only requests from this day or instant on, UTC: 2026-11-01.", valueName: "instant"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            "Only requests up to the end of this day, or before this instant.", valueName: "instant"))
    var until: String?

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: "Price everything on this model as well; can be given several times.")
    var models: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            """
            What may be spent: 500/month, 20/day, or 1000 for all that is in the logs; or an .assay.yml, for the budgets \
            of its teams and labels. Status 1 when it was more.
            """, valueName: "amount|file"))
    var budget: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            """
            What was expected, to compare with: 0.02/call, 20/day, 500/month, or 1000 for all; or what 'assay cost' or \
            'assay forecast' wrote with --format json.
            """, valueName: "amount|file"))
    var estimate: [String] = []

    @OptionGroup(title: "Prices") var table: PriceTableOptions
    @Option(parsing: .unconditional, help: ThreadOption.help)
    var threads: String?

    @Option(help: ArgumentHelp("How the report is written.", valueName: "text|json|csv|markdown"))
    var format = UsageFormatOption.text

    func run() throws {
        guard !paths.isEmpty else { throw Failure("give the logs to read: files, folders, or - for standard input") }
        let context = try table.context()
        var analysis = UsageAnalysis(prices: context.table, now: context.instant)
        analysis.dimensions = try dimensions()
        analysis.otherModels = try models.map { name throws(Failure) in try context.model(name).model }
        analysis.since = try since.map { text throws(Failure) in try instant(text, "--since") }
        analysis.until = try until.map { text throws(Failure) in try end(text) }
        if let from = analysis.since, let end = analysis.until, from >= end {
            throw Failure("--since is '\(since ?? "")' and --until is '\(until ?? "")': no time is between them")
        }
        analysis.budgets = try budgets()
        var run = UsageRun(labels: analysis.labels, pool: try ThreadOption.pool(threads))
        run.read(paths.map(InputSource.init(argument:)))
        var report = analysis.report(on: run.ledger)
        if let note = run.note { report.notes.insert(note, at: 0) }
        let output = OutputWriter.standard
        UsageOutput(report: report, files: run.files, failures: run.failures).write(format, to: output)
        try Exit.finish(output, hasFindings: report.budget.contains { !$0.isEstimate && $0.isExceeded })
    }

    private func dimensions() throws(Failure) -> [UsageDimension] {
        var dimensions: [UsageDimension] = []
        for name in by.flatMap({ $0.split(separator: ",").map(String.init) }) {
            guard let dimension = UsageDimension(name) else {
                throw Failure(
                    "--by is '\(name)'; it can be "
                        + UsageDimension.named.map(\.description).joined(separator: ", ")
                        + ", and --label NAME groups by any other field")
            }
            if !dimensions.contains(dimension) { dimensions.append(dimension) }
        }
        dimensions += label.map(UsageDimension.label)
        return dimensions.isEmpty ? [.model] : dimensions
    }

    private func instant(_ text: String, _ option: String) throws(Failure) -> UTCInstant {
        guard let instant = UTCInstant(text) else {
            throw Failure("\(option) is '\(text)'; write 2026-11-01, or an instant such as 2026-11-01T09:30Z")
        }
        return instant
    }

    /// A day counts to its end.
    private func end(_ text: String) throws(Failure) -> UTCInstant {
        let instant = try instant(text, "--until")
        return text.utf8.count == 10 ? UTCInstant(seconds: instant.seconds + 86_400) : instant
    }

    private func budgets() throws(Failure) -> [UsageBudget] {
        var budgets: [UsageBudget] = []
        for (texts, isEstimate) in [(budget, false), (estimate, true)] {
            for text in texts {
                if let one = UsageBudget(text, isEstimate: isEstimate) {
                    budgets.append(one)
                } else if (try? FileStatus(ArgumentBytes.path(text), followsLinks: true))?.kind == .file {
                    budgets += isEstimate ? try UsageEstimateFile.read(text) : try groupBudgets(text)
                } else {
                    throw Failure(
                        "\(isEstimate ? "--estimate" : "--budget") is '\(text)', which is no file; write an amount in US "
                            + "dollars and what it is for: 500/month, 20/day, 0.02/call, or 1000 for everything in the "
                            + "logs")
                }
            }
        }
        return budgets
    }

    /// The budgets of teams and labels in an `.assay.yml`.
    private func groupBudgets(_ file: String) throws(Failure) -> [UsageBudget] {
        let groups = try BudgetConfiguration.find(from: FilePath("."), explicit: file).groups.map(\.group)
        guard !groups.isEmpty else {
            throw Failure(
                "\(file): no team and no label in it has a budget; write teams: {search: {budget: 500/month}}")
        }
        return groups.map { group in
            UsageBudget(
                group.perMonth, .month,
                of: group.kind == .team ? .init(.team, group.name) : .init(.label(group.name), nil))
        }
    }
}

/// How a usage report is written.
enum UsageFormatOption: String, NamedChoice {
    case text, json, csv, markdown
}
