import ArgumentParser
import AssayLinting
import AssayReporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is shown of the findings, and how.
struct LintReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How findings are written: \(LintReporters.all.map { $0.name }.joined(separator: ", ")).",
            valueName: "format"))
    var format = "full"

    @Flag(help: "How many findings each rule has, instead of the findings.")
    var statistics = false

    @Option(
        help: ArgumentHelp(
            "Leave out the findings that this file lists, as long as they do not grow a lot; fail where it lists too many.",
            valueName: "file"),
        completion: .file())
    var baseline: String?

    @Flag(help: "Write all findings to the baseline, and drop from it what is gone.")
    var updateBaseline = false

    @Option(
        help: ArgumentHelp(
            "Only findings with a place on a line that changed since the branch left a git revision.", valueName: "revision"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            "The least severity that ends with 1; without it the configuration's 'fail-on', or info.",
            valueName: "info|warning|error|never"))
    var failOn: FailLevel?

    @Option(
        help: ArgumentHelp(
            "Write an empty file when the run has ended with 0, for build systems.", valueName: "file"),
        completion: .file())
    var stamp: String?

    func validate() throws {
        if updateBaseline, baseline == nil { throw ValidationError("--update-baseline needs --baseline FILE") }
        if updateBaseline, since != nil {
            throw ValidationError("--update-baseline takes in all findings; leave out --since")
        }
        if statistics, format != FullReporter.name {
            throw ValidationError("--statistics is a text of its own; leave out --format \(format)")
        }
    }

    /// The option that asks for a report of another kind, or for none; nil where no option does.
    var ownText: String? {
        if updateBaseline { return "--update-baseline" }
        if statistics { return "--statistics" }
        return format == FullReporter.name ? nil : "--format \(format)"
    }

    func reporter() throws(Failure) -> any LintReporter {
        guard let type = LintReporters.reporter(format) else {
            throw Failure("there is no format '\(format)'; \(alternatives)")
        }
        if format == FullReporter.name { return FullReporter(usesColour: Terminal.usesColour(STDOUT_FILENO)) }
        return type.init()
    }

    /// What to write instead of a format that does not exist.
    private var alternatives: String {
        let names = LintReporters.all.map { $0.name }
        if let name = LintReporters.name(knownAs: format) { return "it is called \(name) here: --format \(name)" }
        let nearest = Nearest.names(to: format, among: names)
        return nearest.isEmpty
            ? "there are \(names.joined(separator: ", "))" : "did you mean \(nearest.joined(separator: ", "))?"
    }

    func openBaseline() throws(Failure) -> LintBaseline? {
        guard let baseline else { return nil }
        return try LintBaseline(baseline, mayBeMissing: updateBaseline)
    }
}

/// What tokens are counted and priced with.
struct LintCountingOptions: ParsableArguments {
    @Option(
        name: [.customShort("v"), .customLong("vocabulary")],
        help: "Count with this vocabulary; without -v and -m it is the configuration's, or o200k_base.")
    var vocabulary: String?

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: "Count and price as for this model; can be given several times, the first one prices.")
    var models: [String] = []

    @OptionGroup var prices: PriceTableOptions
}

/// Whether and how fixes are made.
struct LintFixOptions: ParsableArguments {
    @Flag(help: "Make the fixes that keep what the prompt says. Standard input is written to standard output, fixed.")
    var fix = false

    @Flag(help: "Make the fixes that may change what the prompt means, too.")
    var unsafeFixes = false

    @Flag(help: "Show what the fixes would change, and change nothing.")
    var diff = false

    var isOn: Bool { fix || diff }

    func validate() throws {
        if unsafeFixes, !isOn { throw ValidationError("--unsafe-fixes needs --fix, or --diff to see them first") }
    }

    /// Whether fixed text or differences take the place of the report.
    ///
    /// - Parameter readsStandardInput: whether the text comes from standard input, and goes to standard output.
    func writesText(_ readsStandardInput: Bool) -> Bool { isOn && (diff || readsStandardInput) }

    /// Fixes a file, or shows what that would change. Returns whether there was something to fix.
    ///
    /// - Parameters:
    ///   - file: with all its findings; those that are left when it has been written.
    ///   - shown: the findings that may be fixed.
    func apply(
        to file: inout LintedFile, shown: [Finding], _ job: LintJob, _ output: OutputWriter
    ) throws(Failure) -> Bool {
        let outcome = try LintFixes(allowsUnsafe: unsafeFixes).fix(file, job, shown: shown)
        if outcome.fixed.isEmpty {
            // Who pipes a prompt through wants it back.
            if job.source == .standardInput, !diff { output.write(outcome.bytes) }
            return false
        }
        if diff {
            output.write(UnifiedDiffText.text(file, outcome.bytes))
            return true
        }
        if job.source == .standardInput {
            output.write(outcome.bytes)
        } else {
            try LintFixes.write(outcome.bytes, to: job.source.path)
            let count = outcome.fixed.count
            Diagnostics.standard.note("\(file.path): \(count) \(count == 1 ? "finding" : "findings") fixed")
        }
        file = LintedFile(path: file.path, source: outcome.bytes, findings: outcome.findings.sorted())
        return true
    }
}

/// The least severity that makes a run fail.
enum FailLevel: String, NamedChoice {
    case info, warning, error, never

    /// Whether a finding of a severity makes the run fail.
    func isReached(by severity: Severity) -> Bool {
        Severity(rawValue: rawValue).map { severity >= $0 } ?? false
    }
}
