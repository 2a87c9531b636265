import ArgumentParser
import AssayPrompts
import AssayTokenization

/// `assay count`
struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        _superCommandName: Assay.name,
        abstract: "Count the tokens of files, folders or standard input.",
        discussion: """
            Folders are walked in byte order. What .gitignore files and .git/info/exclude name is \
            left out, and so are .git, symbolic links and binary files (those with a NUL in the \
            first 8 KB; name such a file itself to count it). Hidden files are counted.

            A text that is not UTF-8 is counted too, byte by byte or, with SentencePiece vocabularies, \
            with U+FFFD in place of what is wrong; its offset is said. Files are read part by part: memory does not grow with them. All processors \
            count, and the result does not depend on how many there are.

            Examples:
              assay count prompt.md                      with o200k_base
              assay count prompts/ -v cl100k_base -v qwen2
                                                         two columns
              assay count prompts/ -m gpt-4o -m claude-opus-4-6 --format markdown
                                                         as models count; ~ is an estimate
              git diff | assay count --format json       standard input, for a script
              assay count logs/ --by total --special allow
              assay count --request body.json -m gpt-4o  a request as it is billed
              assay count chat.prompty --by message      what a prompt sends, its sample filled in
              assay count flow.jinja2 --by unit --vars values.json
              assay count session.jsonl --by language    by language and script

            With --by unit, message, segment, kind or language, and with --as or --vars, files are read as \
            prompts: what a request would send is counted, not the file; front matter, comments and tags are left out. \
            Values beside a template fill it (sample, testData, vars of promptfoo), or those of --vars. What no value \
            fills is a range: --var-tokens for each value, a loop 0 to 5 rounds, one arm of a branch.

            Formats, known by name and content, or given with --as:
            \(PromptFormat.lines)
            """)

    @Argument(
        help: ArgumentHelp("Files and folders; - or nothing at all is standard input.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @OptionGroup var vocabularyOptions: VocabularyOptions

    @Option(
        help: ArgumentHelp(
            """
            What a row stands for: a file, the total alone, or a part of a prompt (unit: text sent together; segment: \
            a stretch of one kind; kind: all segments of a kind; language: language and script, und where the text \
            does not tell its language).
            """, valueName: Grouping.allCases.map(\.rawValue).joined(separator: "|")))
    var by = Grouping.file

    @OptionGroup var reading: PromptReadingOptions

    // Not in a group of its own: a group takes 5% as long as all of a start.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Tokens of a value that nothing fills; 0-100 unless told.", valueName: "n|low-high"))
    var varTokens: TokenRange?

    @OptionGroup(title: "Whole requests") var requests: RequestOptions

    @Option(help: CalibrationOption.help, completion: .file())
    var calibration: String?

    @Option(help: SpecialTokenPolicy.optionHelp)
    var special = SpecialTokenPolicy.plain

    @Option(help: ArgumentHelp("How the result is written.", valueName: "text|json|csv|markdown"))
    var format = OutputFormat.text

    @Option(parsing: .unconditional, help: ThreadOption.help)
    var threads: String?

    func run() throws {
        let library = VocabularyLibrary()
        let columns = try CalibrationOption.columns(calibration, vocabularyOptions, library)
        if requests.request { return try countRequests(columns, library) }
        if by.needsDocuments || reading.isGiven || varTokens != nil { return try runOnPrompts(columns) }
        let run = CountRun(columns: columns, special: special, pool: try ThreadOption.pool(threads))
        let result = run.count(InputSource.all(paths))
        try finish(
            CountReport(
                columns: columns, files: result.files, total: result.total, failures: result.failures, grouping: by))
    }

    private func runOnPrompts(_ columns: [Column]) throws {
        let prompts = try PromptReading(reading, varTokens: varTokens)
        let counter = DocumentCounter(columns, special: special, grouping: by, prompts: prompts)
        let run = DocumentRun(counter)
        let sources = InputSource.all(paths)
        try finish(
            DocumentReport(
                columns: columns, grouping: by, result: run.count(sources), assumptions: prompts.assumptions))
    }

    /// Writes the report, and ends the run.
    func finish(_ report: some CountedReport) throws {
        // What was left out has been said.
        if report.isEmpty, Diagnostics.standard.isSilent {
            Diagnostics.standard.note("there is no text to count in what was named")
        }
        let output = OutputWriter.standard
        report.write(format, to: output)
        try Exit.finish(output)
    }
}

/// What one row of a report stands for.
enum Grouping: String, NamedChoice {
    case total, file, unit, message, segment, kind, language

    /// Whether a row is a part of a prompt, so that files have to be read as prompts.
    var needsDocuments: Bool { self != .total && self != .file }
}

/// How a report is written.
enum OutputFormat: String, NamedChoice {
    case text
    case json
    case csv
    case markdown
}
