import ArgumentParser
import AssayEstimation
import AssayPricing
import AssayText
import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `assay models`
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        _superCommandName: Assay.name,
        abstract: "Find models by name, provider, price and context.",
        discussion: """
            Every word of the query must be in the model's name, title or provider; a name that -m \
            takes is found too, and one that nothing is called ends with 2 and the nearest names. \
            Prices are the standard ones of a million tokens in US dollars, for short prompts, at the date. \
            Makers of models come first, then clouds, hosts and routers. The vocabulary is the one \
            that counts a model's tokens, and the method says how sure that count is.

            Examples:
              assay models opus
              assay models --provider groq
              assay models flash --max-input-price 0.5 --min-context 1000000 --sort input
              assay models --vocabulary o200k_base --counted exact --sort context
              assay models llama 70b --format json
            """)

    @Argument(help: "Words of the name.")
    var query: [String] = []

    @Option(parsing: .unconditional, help: ArgumentHelp("At most this price of input.", valueName: "dollars"))
    var maxInputPrice: ExactDecimal?

    @Option(parsing: .unconditional, help: ArgumentHelp("At most this price of output.", valueName: "dollars"))
    var maxOutputPrice: ExactDecimal?

    @Option(parsing: .unconditional, help: ArgumentHelp("At least this context window.", valueName: "tokens"))
    var minContext: Quantity?

    @Option(help: "Only models that count their tokens with this vocabulary.")
    var vocabulary: String?

    @Option(
        help: ArgumentHelp(
            "Only models whose tokens are counted at least this surely.",
            valueName: "exact|vendor-mapped|calibrated|heuristic"))
    var counted: CountMethod?

    @Flag(help: "Retired models too, and those without a price.")
    var all = false

    @Option(help: ArgumentHelp("The order.", valueName: "name|input|output|context"))
    var sort = ModelOrder.name

    @OptionGroup(title: "Prices") var table: PriceTableOptions

    @Option(help: ArgumentHelp("How the list is written.", valueName: "text|json|csv|markdown"))
    var format = OutputFormat.text

    func run() throws {
        let context = try table.context()
        let filter = try ModelFilter(self)
        var (isKnown, rows) = (query.isEmpty, [ModelRow]())
        for id in try context.providers() {
            let provider = try context.load(id)
            // Names first: working out prices takes longer.
            let named = provider.models.filter(isNamed)
            isKnown = isKnown || !named.isEmpty
            rows += filter.rows(of: named, provider, at: context.instant)
        }
        if !isKnown { rows = try modelThatAnswers(context, filter) }
        rows.sort { sort.precedes($0, $1) }
        let output = OutputWriter.standard
        if !rows.isEmpty || format == .json { ModelList(rows: rows).write(format, to: output) }
        if rows.isEmpty, Diagnostics.standard.errorCount == 0 {
            Diagnostics.standard.note(
                "no model fits" + (all ? "" : "; --all lists retired models and those without a price too"))
        }
        try Exit.finish(output)
    }

    /// The model that the words mean where no name holds them all: what -m takes is found too. Where they mean none,
    /// the nearest names are said.
    private func modelThatAnswers(_ context: PriceContext, _ filter: ModelFilter) throws(Failure) -> [ModelRow] {
        do throws(Failure) {
            let model = try context.model(query.joined(separator: " ")).model
            return filter.rows(of: [model], try context.load(model.provider), at: context.instant)
        } catch {
            Diagnostics.standard.error(error.description)
            return []
        }
    }

    /// Whether every word of the query is in the model's names.
    private func isNamed(_ model: ModelPrices) -> Bool {
        guard !query.isEmpty else { return true }
        let names = [model.qualifiedName, model.title ?? ""] + model.aliases.map(\.name)
        let text = names.joined(separator: " ").lowercased()
        return query.allSatisfy { word in
            let word = word.lowercased()
            if text.contains(text: word) { return true }
            // As -m takes it: provider:model.
            let parts = word.split(separator: ":", maxSplits: 1)
            return parts.count == 2 && text.contains(text: "\(parts[0])/\(parts[1])")
        }
    }
}

/// The limits of a search for models, read once.
private struct ModelFilter {
    private let command: ModelsCommand
    private let minimumContext: Int?
    private let vocabulary: String?
    private let vocabularies = CountingVocabularies()

    init(_ command: ModelsCommand) throws(Failure) {
        self.command = command
        minimumContext = try command.minContext?.value(of: "--min-context")
        vocabulary = try command.vocabulary.map(Self.vocabulary)
        for (option, limit) in [
            ("--max-input-price", command.maxInputPrice), ("--max-output-price", command.maxOutputPrice),
        ] {
            guard let limit, limit.isNegative else { continue }
            throw Failure("\(option) is '\(limit)'; write a price of a million tokens in dollars, such as 0.5")
        }
    }

    /// The name by which models are listed with a vocabulary, at hand or still to be imported.
    private static func vocabulary(_ written: String) throws(Failure) -> String {
        if let name = VocabularyRegistry.canonicalName(for: written) { return name }
        let library = VocabularyLibrary()
        let names = library.embeddedNames + VocabularyRegistry.importableNames + (try library.importedNames())
        guard names.contains(written) else {
            throw Failure(VocabularyError.unknown(written, among: names).description)
        }
        return written
    }

    /// The rows of the models that are within the limits.
    func rows(of models: [ModelPrices], _ provider: ProviderPrices, at instant: UTCInstant) -> [ModelRow] {
        models.filter { isOnSale($0) && isCounted($0) }.map {
            ModelRow($0, of: provider, at: instant, counted: vocabularies.tokenization(of: $0))
        }
        .filter(isWanted)
    }

    private func isOnSale(_ model: ModelPrices) -> Bool {
        command.all || (model.status != .retired && model.refusal == nil)
    }

    /// Whether a model's tokens are counted as was asked for. What the catalogue does not know counts as nothing.
    private func isCounted(_ model: ModelPrices) -> Bool {
        guard vocabulary != nil || command.counted != nil else { return true }
        guard let way = vocabularies.tokenization(of: model) else { return false }
        return (vocabulary.map { $0 == way.vocabulary } ?? true) && (command.counted.map { way.method <= $0 } ?? true)
    }

    private func isWanted(_ row: ModelRow) -> Bool {
        if let limit = command.maxInputPrice, row.input.map({ $0 > limit }) ?? true { return false }
        if let limit = command.maxOutputPrice, row.output.map({ $0 > limit }) ?? true { return false }
        return minimumContext.map { (row.context ?? 0) >= $0 } ?? true
    }
}

extension CountMethod: NamedChoice {}

/// The order of a list of models.
enum ModelOrder: String, NamedChoice {
    case name, input, output, context

    func precedes(_ left: ModelRow, _ right: ModelRow) -> Bool {
        switch self {
        case .name: break
        case .input: if left.input != right.input { return ModelOrder.isLess(left.input, right.input) }
        case .output: if left.output != right.output { return ModelOrder.isLess(left.output, right.output) }
        case .context: if left.context != right.context { return (left.context ?? 0) > (right.context ?? 0) }
        }
        if left.kind != right.kind { return left.kind < right.kind }
        return left.model.qualifiedName < right.model.qualifiedName
    }

    /// What has no price comes last.
    private static func isLess(_ left: ExactDecimal?, _ right: ExactDecimal?) -> Bool {
        guard let left else { return false }
        guard let right else { return true }
        return left < right
    }
}

extension ExactDecimal: ExpressibleByArgument {
    public init?(argument: String) {
        guard let value = try? ExactDecimal(argument) else { return nil }
        self = value
    }
}
