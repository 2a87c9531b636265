import ArgumentParser
import AssayEstimation
import AssayPricing
import AssayPrompts

/// `assay cost`
struct CostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        _superCommandName: Assay.name,
        abstract: "Say what prompts cost, on one model or several, per call and at a traffic.",
        discussion: """
            Reads every prompt format: text, templates, prompts in code and configurations, requests \
            of OpenAI, Anthropic and Gemini, batches and sessions. What is sent together is one \
            prompt; it is counted as the model does, with what the provider puts around it, with \
            tools and images. A model whose vocabulary is not published is estimated, and its cost \
            has an interval.

            Values beside a template fill it (sample, testData, vars of promptfoo), or those of --vars; \
            of several sets the one in the middle is priced, with the interval of all.

            No prompt says how long its answer is or how often it is called: without \
            --output-tokens no output is priced, without --calls a single call is, without \
            --cached-prefix nothing is taken to be cached. What is assumed is said below the table.

            --cached-prefix auto takes what comes before the first variable, or the request's last \
            cache breakpoint, applies the provider's minimum and steps, and with --calls weighs \
            calls that write the cache against calls that read it: calls come at random moments, \
            and each use keeps the prefix for another lifetime.

            Examples:
              assay cost prompt.md -m gpt-4o -m opus-5-5 --output-tokens 500
              assay cost prompts/ -m gpt-6.1-sol --output-tokens 300 --calls 10000/day
              assay cost agent.jinja -m sonnet-5-5 --cached-prefix auto --calls 500/day
              assay cost request.json --explain          the model is in the request
              assay cost prompts/ -m gemini-3.8-flash --date 2027-01-01 --format markdown
            """)

    @Argument(
        help: ArgumentHelp("Files and folders; - or nothing at all is standard input.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: "The model to price on; can be given several times. Without it, the one that a prompt names.")
    var models: [String] = []

    @OptionGroup var cost: CostOptions

    @OptionGroup var reading: PromptReadingOptions

    @Option(
        help: ArgumentHelp(
            """
            Count what this Jinja chat template makes of a prompt, instead of the model's usual framing: a template or \
            a tokenizer_config.json.
            """, valueName: "file"), completion: .file())
    var chatTemplate: String?

    @Flag(help: "Say for each prompt where its tokens come from, and where each price stands and why it was taken.")
    var explain = false

    @Option(help: ArgumentHelp("How the result is written.", valueName: "text|json|csv|markdown"))
    var format = OutputFormat.text

    func run() throws {
        let resolved = try cost.resolved()
        let shelf = resolved.shelf(template: try template())
        // A name that nothing can be priced on is an error before anything is read.
        for name in models { _ = try shelf.model(name) }
        let values = try reading.values()
        let run = CostRun(
            models: models, shelf: shelf, format: try PromptFormat.asked(for: reading.format), values: values,
            // A prefix ends where the first value stands.
            expectsValues: values != nil || cost.assumed.varTokens != nil || cost.assumed.cachedPrefix == "auto")
        let result = run.estimate(InputSource.all(paths))
        let report = CostReport(
            result: result, assumptions: resolved.assumptions, instant: shelf.instant, isExplained: explain)
        if result.rows.isEmpty, result.failures.isEmpty {
            Diagnostics.standard.note("there is no prompt in what was named")
        }
        let output = OutputWriter.standard
        try report.write(format, to: output)
        try Exit.finish(output)
    }

    private func template() throws(Failure) -> [UInt8]? {
        try chatTemplate.map { (path) throws(Failure) in try PriceInput.bytes(InputSource(argument: path)) }
    }
}
