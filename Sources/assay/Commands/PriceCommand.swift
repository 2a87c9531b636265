import ArgumentParser
import AssayJSON
import AssayPricing

/// `assay price`
struct PriceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price",
        _superCommandName: Assay.name,
        abstract: "Say what a usage costs, on one model or several, at any date.",
        discussion: """
            The meters are exclusive: --input is fresh input only, tokens read from a cache belong to \
            --cache-read. Without meters, usage is read as JSON from files or standard input: \
            responses, or their usage objects, of OpenAI, Anthropic, Gemini, DeepSeek, Mistral, \
            OpenRouter and xAI, one, a list, or one a line. Each is priced on its own, then added.

            A model or a meter without a price is an error. Prices come from a table in the program; \
            --explain says for each where it stands and since when it holds.

            Examples:
              assay price -m gpt-4o --input 1000 --output 500
              assay price -m opus-5-5 -m gpt-6.1-sol --input 12000 --cache-read 40000 --output 800
              assay price -m gemini-3.8-flash --input 10000 --output 1000 --date 2027-01-01
              assay price -m sonnet-5-5 --input 500 --cache-write 50000 --cache-ttl 1h --batch
              assay price --explain response.json        the model and the usage are in it
              assay price -m deepseek-v4-pro --format json < responses.jsonl
            """)

    @Argument(
        help: ArgumentHelp("Files with usage JSON; - is standard input.", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: "The model to price on; can be given several times. Without it, the one the JSON names.")
    var models: [String] = []

    @OptionGroup(title: "Meters") var meters: PriceMeterOptions
    @OptionGroup(title: "How it is served") var service: PriceServiceOptions
    @OptionGroup(title: "Prices") var table: PriceTableOptions

    @Option(
        help: ArgumentHelp(
            "The format of the usage JSON, where its fields don't give it away.", valueName: "format"))
    var usageFormat: UsageFormat?

    @Flag(help: "Say where each price comes from, since when it holds, and why it was taken.")
    var explain = false

    @Option(help: ArgumentHelp("How the result is written.", valueName: "text|json"))
    var format = DataFormat.text

    func run() throws {
        let context = try table.context()
        // A wrong name is an error before anything is read.
        for name in models { _ = try context.model(name) }
        let batch = FileBatch()
        let requests = try self.requests(batch)
        let names: [String?] = models.isEmpty ? [nil] : models.map { $0 }
        var columns: [PriceReport.Column] = []
        for name in names { columns.append(try column(name, requests, context, batch)) }
        let report = PriceReport(columns: columns.filter { !$0.prices.isEmpty }, failures: batch.failures)
        let output = OutputWriter.standard
        switch format {
        case .text: report.writeText(isExplained: explain, to: output)
        case .json: report.writeJSON(to: output)
        }
        try Exit.finish(output)
    }

    /// What is to be priced: the meters of the options, or the usages of the inputs.
    private func requests(_ batch: FileBatch) throws -> [PriceRequest] {
        let usage = try meters.usage()
        guard let usage else { return try PriceInput.requests(paths, format: usageFormat, batch) }
        guard paths.isEmpty else {
            throw Failure("give meters as options or usage JSON as files, not both")
        }
        return [PriceRequest(usage: usage)]
    }

    /// The prices of all requests on one model; a request of a file that has none is told, and the rest goes on.
    private func column(
        _ name: String?, _ requests: [PriceRequest], _ context: PriceContext, _ batch: FileBatch
    ) throws(Failure) -> PriceReport.Column {
        var column = PriceReport.Column()
        for request in requests {
            do {
                let match = try model(name, request, context)
                let options = service.options(over: request.options)
                let price = try Pricer.price(request.usage, of: match.model, at: context.instant, options: options)
                try column.add(price, request: request, match: match)
            } catch {
                guard let source = request.source, let place = request.place else { throw Failure("\(error)") }
                batch.fail(source.path, Failure("\(place): \(error)"))
            }
        }
        return column
    }

    private func model(
        _ name: String?, _ request: PriceRequest, _ context: PriceContext
    ) throws(Failure) -> ModelMatch {
        if let name { return try context.model(name) }
        guard let reported = request.model else {
            throw Failure("the usage names no model; give one with -m")
        }
        return try context.model(reported, provider: request.provider)
    }
}

extension UsageFormat: NamedChoice {}
