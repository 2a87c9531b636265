import ArgumentParser
import AssayEstimation
import AssayLinting
import AssayPrompts
import AssayReporting
import AssayText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `assay lint`
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        _superCommandName: Assay.name,
        abstract: "Find waste and risk in prompts, with what they cost.",
        discussion: """
            Folders are walked as 'assay count' does; of the files there, those are linted whose names or \
            contents say that they may hold prompts, but for folders of packages and builds such as node_modules, \
            .venv and .build. A file that is named itself is always linted.

            .assay.yml, in the folder of a file or above it, decides on rules, severities, options, models \
            and files. A finding is silenced by a comment on its line or the line before: \
            {# assay-ignore PB001: the reason #}, and likewise in {{! }}, <!-- -->, # and //.

            Examples:
              assay lint                         this folder and all below
              assay lint prompts/ -m gpt-4o --format sarif > lint.sarif
              assay lint prompts/ --baseline lint-baseline.json
              assay lint prompts/ --since origin/main    what this branch has brought
              assay lint chat.prompty --fix --diff       what fixes would change

            Exit codes: 0 no findings; 1 findings, or a stale baseline; 2 something could not be done.
            """)

    @Argument(
        help: ArgumentHelp(
            "Files and folders; this folder unless told otherwise. - is standard input.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @OptionGroup(title: "Rules") var rules: LintRuleOptions

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("Use this configuration for every file.", valueName: "file"), completion: .file())
    var configurationFile: String?

    @Flag(help: "Look for no configuration.")
    var noConfig = false

    @Option(name: .customLong("as"), help: PromptFormat.optionHelp)
    var format: String?
    @OptionGroup(title: "What is shown") var report: LintReportOptions
    @OptionGroup(title: "Counting") var counting: LintCountingOptions
    @OptionGroup(title: "Fixes") var fixes: LintFixOptions

    @Option(
        help: ArgumentHelp("The path that standard input stands for, which decides its format.", valueName: "path"))
    var stdinFilename: String?

    @Flag(help: "Lint every file anew, and remember nothing.")
    var noCache = false

    @Option(parsing: .unconditional, help: ThreadOption.help)
    var threads: String?

    func validate() throws {
        if noConfig, configurationFile != nil {
            throw ValidationError("--no-config looks for no configuration, and --config names one; leave one out")
        }
        let readsStandardInput = inputs.contains(.standardInput)
        if fixes.isOn, readsStandardInput, inputs.count > 1 {
            throw ValidationError("the fixes of standard input are written to standard output; leave out the other paths")
        }
        guard fixes.writesText(readsStandardInput) else { return }
        let text = fixes.diff ? "--diff shows the fixes" : "--fix writes standard input, fixed,"
        if let option = report.ownText { throw ValidationError("\(text) in place of a report; leave out \(option)") }
    }

    func run() throws {
        let prices = LintPricing(prices: try counting.prices.context())
        let setup = LintSetup(
            rules: rules, models: counting.models, vocabulary: counting.vocabulary,
            explicit: configurationFile.map { ArgumentBytes.path($0) }, isIsolated: noConfig, pricing: prices)
        let reporter = try report.reporter()
        var baseline = try report.openBaseline()
        let changed = try report.since.map { revision throws(Failure) in try ChangedLines(since: revision) }
        let sources = inputs
        let run = LintRun(
            setup: setup, pool: try ThreadOption.pool(threads), format: try PromptFormat.asked(for: format), changed: changed,
            cache: noCache ? nil : LintCache.standard())
        try run.lint(sources, standardInputName: stdinFilename)
        tellNothing(run)

        var result = LintReport(
            fileCount: run.files.count, failures: run.failures, vocabulary: counting.vocabulary ?? "",
            version: Assay.configuration.version)
        let output = OutputWriter.standard
        var changedFiles = 0
        var fails = false
        let others = changed.map { _ in Dictionary(run.files.map { ($0.file.path, $0.file) }) { first, _ in first } }
        /// Leaves what is to be shown.
        func narrow(_ file: inout LintedFile, _ job: LintJob, _ baseline: inout LintBaseline?) throws(Failure) {
            baseline?.filter(&file, by: job.linter)
            file.findings.removeAll { $0.severity < rules.severity }
            try changed?.filter(&file, earlier: { job.earlierFindings() }) { others?[$0] }
        }
        for (file, job) in run.files {
            var file = file
            if fixes.isOn {
                var shown = file
                var unchanged = baseline
                try narrow(&shown, job, &unchanged)
                do {
                    changedFiles += try fixes.apply(to: &file, shown: shown.findings, job, output) ? 1 : 0
                } catch {
                    Diagnostics.standard.error(error.description)
                }
                changed?.forget()
            }
            try narrow(&file, job, &baseline)
            let level = report.failOn ?? job.failLevel
            fails = fails || file.findings.contains { level.isReached(by: $0.severity) }
            if !file.findings.isEmpty { result.files.append(file) }
        }
        try complete(&result, setup, prices)
        if type(of: reporter).startsAtRepository, let paths = RepositoryPaths() {
            result.start(at: paths.root.text) { paths.path($0) }
        }
        if fixes.writesText(sources.contains(.standardInput)) {
            baseline?.finish()
            return try finish(fails, changedFiles, baseline, output)
        }
        if report.updateBaseline {
            try baseline?.update()
            return try finish(false, changedFiles, nil, output)
        }
        baseline?.finish()
        output.write(report.statistics ? LintStatistics(result).text : reporter.report(result))
        try finish(fails, changedFiles, baseline, output)
    }

    /// What is linted without a path is this folder: a workflow that waited for, or got nothing from, standard input
    /// would look clean.
    private var inputs: [InputSource] {
        guard paths.isEmpty else { return paths.map(InputSource.init(argument:)) }
        return [stdinFilename == nil ? InputSource(argument: ".") : .standardInput]
    }

    /// Says where there was nothing to lint: in a workflow a wrong path would look like a clean one.
    private func tellNothing(_ run: LintRun) {
        if inputs == [.standardInput], run.files.first?.file.source.isEmpty == true {
            Diagnostics.standard.note("standard input is empty")
        } else if run.files.isEmpty, run.failures.isEmpty {
            let excluded = run.excludedCount
            let reason = excluded > 0 ? ": 'exclude' of the configuration leaves out \(plural(excluded, "file"))" : ""
            Diagnostics.standard.note(
                "there is no prompt\(reason); a file that is named itself is linted whatever it is called")
        }
    }

    /// Says how tokens were counted and what they cost.
    private func complete(_ result: inout LintReport, _ setup: LintSetup, _ prices: LintPricing) throws(Failure) {
        let working = SmallFile.canonicalPath(FilePath(".")) ?? FilePath("/")
        let group = try setup.group(in: working)
        result.vocabulary = group.linter.tokenizer.vocabulary.name
        guard let model = group.configuration.models.first else { return }
        var scripts = ScriptTally()
        for file in result.files { file.source.withUnsafeBufferPointer { scripts.add($0) } }
        result.price = try prices.inputPrice(model, group.estimate, scripts)
    }

    private func finish(
        _ fails: Bool, _ changedFiles: Int, _ baseline: LintBaseline?, _ output: OutputWriter
    ) throws {
        try output.flush()
        let stale = baseline?.stale.count ?? 0
        if stale > 0, let baseline {
            for key in baseline.stale.keys.sorted().prefix(5) {
                Diagnostics.standard.note("\(baseline.file.display): \(key.rule) in \(key.path) is not found any more")
            }
            Diagnostics.standard.note(
                "\(plural(stale, "entry", "entries")) of the baseline \(stale == 1 ? "is" : "are") stale; "
                    + "run again with --update-baseline")
        }
        try Exit.finish(output, hasFindings: fails || stale > 0 || (fixes.diff && changedFiles > 0))
        if let stamp = report.stamp { try LintFixes.write([], to: ArgumentBytes.path(stamp)) }
    }
}
