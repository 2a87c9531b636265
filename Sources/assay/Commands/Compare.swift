import ArgumentParser
import AssayEstimation
import AssayReporting
import AssayTokenization

/// `assay compare`
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        _superCommandName: Assay.name,
        abstract: "Compare languages: what the same text takes in each.",
        discussion: """
            The texts are translations of each other, line by line: a file a language (en.txt, \
            eng_Latn.devtest), a folder a language (de/…), one JSONL, CSV or TSV file with a column a \
            language, or catalogues of translations (.po, .strings, .xcstrings, JSON). Names give the \
            languages (en, pt-BR, zho_Hans); a text whose name says none is looked at.

            Every line is tokenized on its own and the counts are added up. The premium is the \
            tokens of a language by those of the base for the same lines, totals by totals; its \
            interval is the 95% bootstrap over lines. Words are those of ICU, which knows Chinese, \
            Japanese, Thai, Lao, Khmer and Burmese; characters are Unicode scalar values.

            Published tables often count each language's lines as one text: --join ' ' does. \
            docs/compare.md says how to make such a table again.

            A text with other lines than the base's is an error and is left out; --unaligned \
            compares totals of texts that do not correspond line by line.

            Tokens of a model that are estimated are marked with ~; their interval is in CSV and JSON.

            Examples:
              assay compare --sample                     33 languages that are built in
              assay compare en.txt de.txt ja.txt -v o200k_base -v cl100k_base
              assay compare flores/*.devtest -v r50k_base --fairness --format json
              assay compare locales/ -m gpt-4o -m claude-opus-4-6 --mix en=60,de=25,ja=15
              assay compare data.jsonl --normalization --format html > page.html
            """)

    @Argument(
        help: ArgumentHelp("Files and folders; - is JSONL on standard input.", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Flag(help: "Compare the sentences that are built in (CC0), instead of files.")
    var sample = false

    @OptionGroup var vocabularyOptions: VocabularyOptions

    @Option(help: ArgumentHelp("The language that all others are compared with.", valueName: "language"))
    var base = "en"

    @Flag(help: "Show how far languages are apart: the lowest, mean and highest premium, and Gini's coefficient.")
    var fairness = false

    @Option(
        help: ArgumentHelp(
            "Say what is cheapest for this mix of languages, such as en=60,de=25,ja=15.", valueName: "shares"))
    var mix: String?

    @Flag(help: "Count the same text in other Unicode forms, and say where one that loses nothing saves tokens.")
    var normalization = false

    @Flag(help: "The texts do not correspond line by line: compare totals alone.")
    var unaligned = false

    @Option(
        help: ArgumentHelp(
            "Count a language's lines or rows as one text, with this in place of line ends; \\n is a line feed.",
            valueName: "text"))
    var join: String?

    @Option(help: ArgumentHelp("The order of the languages.", valueName: "premium|name|input"))
    var sort = ComparisonReport.Order.premium

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many resamples intervals are made from; 0 for none.", valueName: "n"))
    var resamples = Quantity(argument: "1000")

    @Option(
        parsing: .unconditional, help: ArgumentHelp("What the resampling starts from.", valueName: "n"))
    var seed: UInt64 = 0

    @OptionGroup(title: "Prices") var table: PriceTableOptions

    @Option(help: ArgumentHelp("How the result is written.", valueName: "text|json|csv|markdown|html"))
    var format = CompareFormat.text

    @Option(parsing: .unconditional, help: ThreadOption.help)
    var threads: String?

    /// Not in `validate()`, which comes before a mistyped option is said: that may be why there are no paths.
    private func requireTexts() throws(Failure) {
        guard join == nil || !normalization else {
            throw Failure("--join does not go with --normalization, which goes by lines")
        }
        guard sample != !paths.isEmpty else {
            throw Failure(
                sample ? "--sample stands for the paths; give one or the other" : "give files or folders, or --sample")
        }
    }

    func run() throws {
        try requireTexts()
        let baseTag = try CompareBase(base)
        let mix = try self.mix.map { text throws(Failure) in
            do { return try LanguageMix(text) } catch { throw Failure("--mix: \(error)") }
        }
        let columns = try CompareColumns(table).columns(try vocabularyOptions.columns(VocabularyLibrary()))
        let run = CompareRun(
            columns: columns, base: baseTag, countsForms: normalization, isAligned: !unaligned, joinedBy: separator,
            pool: try ThreadOption.pool(threads))
        let output = OutputWriter.standard
        guard let counted = try count(run) else {
            if format == .json { CompareOutput.writeJSON(base: base, of: run.batch.failures, to: output) }
            return try Exit.finish(output)
        }
        let baseText = counted.inputs[counted.base]
        guard baseText.measure.bytes > 0 else {
            throw Failure(
                "the text in '\(baseText.language.label)', the base language, is empty; compare others with --base")
        }
        tellInvalid(counted, columns)
        let empty = tellEmpty(counted)
        let settings = Comparison.Settings(
            resamples: try resamples.value(of: "--resamples", "resamples", atMost: 100_000), seed: seed, isAligned: !unaligned,
            joinedBy: separator)
        let comparison = Comparison(
            columns: columns, inputs: counted.inputs, base: counted.base, settings: settings, pool: run.pool)
        var report = ComparisonReport(comparison, order: sort)
        report.showsFairness = fairness
        report.forms = counted.forms
        report.notes = counted.notes + empty
        report.failures = run.batch.failures.map(\.reported)
        if let mix {
            if !mix.isWhole {
                let sum =
                    mix.writtenSum == mix.writtenSum.rounded() && mix.writtenSum < 1e15
                    ? "\(Int(mix.writtenSum))" : "\(mix.writtenSum)"
                Diagnostics.standard.note(
                    "the shares of --mix add up to \(sum), not to 100; each is taken as so many of \(sum)")
            }
            do { report.mix = (mix, try comparison.results(for: mix)) } catch { throw Failure("--mix: \(error)") }
        }
        tellLeftOut()
        CompareOutput(report: report).write(format, to: output)
        try Exit.finish(output)
    }

    /// The counts; nil where nothing is left to compare behind what could not be read.
    private func count(_ run: CompareRun) throws -> CompareRun.Counted? {
        do {
            return try sample ? run.countSample() : run.count(paths.map(InputSource.init(argument:)))
        } catch is CompareRun.NothingLeft {
            return nil
        } catch let failure as Failure where !run.batch.failures.isEmpty {
            Diagnostics.standard.error(failure.description)
            return nil
        }
    }

    /// CSV is one table; what was asked for beside it would silently be missing.
    private func tellLeftOut() {
        let asked = [(fairness, "--fairness"), (mix != nil, "--mix"), (normalization, "--normalization")]
        let names = asked.filter(\.0).map(\.1)
        guard format == .csv, !names.isEmpty else { return }
        Diagnostics.standard.note(
            "CSV has the languages alone; what \(names.joined(separator: " and ")) add is in the other formats, "
                + "such as JSON")
    }

    /// What stands between joined lines.
    private var separator: String? { join.map { $0 == "\\n" ? "\n" : $0 } }

    /// Says which languages there is no text of, and what comes of it.
    private func tellEmpty(_ counted: CompareRun.Counted) -> [String] {
        let empty = counted.inputs.filter { $0.measure.bytes == 0 }.map { input in
            "the text in '\(input.language.label)' is empty: it has no premium and is left out of what is said of all"
        }
        for note in empty { Diagnostics.standard.note(note) }
        return empty
    }

    private func tellInvalid(_ counted: CompareRun.Counted, _ columns: [ComparisonColumn]) {
        let note = InvalidUTF8Note("counted", columns.map(\.tokenizer))
        for input in counted.inputs {
            guard let segment = input.measure.firstInvalid else { continue }
            Diagnostics.standard.note(
                "\(input.language.label) is not UTF-8 in segment \(segment); \(note.treatment)")
        }
    }
}

/// How a comparison is written.
enum CompareFormat: String, NamedChoice {
    case text
    case json
    case csv
    case markdown
    case html
}

extension ComparisonReport.Order: NamedChoice {}
