import AssayEstimation
import AssayJSON
import AssayPricing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A model in a list, with what the list shows of it.
struct ModelRow {
    let model: ModelPrices
    let kind: ProviderPrices.Kind
    /// Standard prices of a million tokens at the date.
    let input: ExactDecimal?
    let cacheRead: ExactDecimal?
    let output: ExactDecimal?
    let tokenization: ModelTokenization?

    init(_ model: ModelPrices, of provider: ProviderPrices, at instant: UTCInstant, counted: ModelTokenization?) {
        self.model = model
        kind = provider.kind
        input = model.standardPrice(.input, at: instant)
        cacheRead = model.standardPrice(.cacheRead, at: instant)
        output = model.standardPrice(.output, at: instant)
        tokenization = counted
    }

    var context: Int? { model.contextWindow ?? model.maximumInput }

    var status: String { model.refusal == nil ? model.status.rawValue : "no price" }
}

/// How models' tokens are counted with the vocabularies at hand.
struct CountingVocabularies {
    private let names: Set<String>

    init() {
        let library = VocabularyLibrary()
        names = Set(library.embeddedNames + ((try? library.importedNames()) ?? []))
    }

    /// Nil for models that the catalogue does not know. Where no vocabulary is at hand, the one to be imported.
    func tokenization(of model: ModelPrices) -> ModelTokenization? {
        (try? ModelCatalogue.tokenization(of: model.id, isAvailable: names.contains))
            ?? (try? ModelCatalogue.tokenization(of: model.id) { _ in true })
    }
}

/// A list of models in every format.
struct ModelList {
    let rows: [ModelRow]

    private static let columns: [TextTable.Column] = [
        .name("model"), .number("input"), .number("cache-read"), .number("output"), .number("context"),
        .name("vocabulary"), .name("method"), .name("status"),
    ]
    private static let titles = columns.map(\.title)

    func write(_ format: OutputFormat, to output: OutputWriter) {
        switch format {
        case .text:
            var table = TextTable(ModelList.columns)
            for row in rows { table.add(cells(row, missing: "-")) }
            table.write(to: output, usesColour: Terminal.usesColour(STDOUT_FILENO))
        case .csv:
            CSV.write(ModelList.titles, to: output)
            for row in rows { CSV.write(cells(row, missing: ""), to: output) }
        case .markdown:
            var table = MarkdownTable(header: ModelList.titles)
            for row in rows { table.add(cells(row, missing: "-")) }
            table.write(to: output, isNumber: ModelList.columns.map(\.isNumber))
        case .json: writeJSON(to: output)
        }
    }

    private func cells(_ row: ModelRow, missing: String) -> [String] {
        [
            row.model.qualifiedName, row.input?.description ?? missing, row.cacheRead?.description ?? missing,
            row.output?.description ?? missing, row.context.map { "\($0)" } ?? missing,
            row.tokenization?.vocabulary ?? missing, row.tokenization?.method.rawValue ?? missing, row.status,
        ]
    }

    private func writeJSON(to output: OutputWriter) {
        output.writeReport { writer in
            writer.member("currency", "USD")
            writer.member("per", MeterUnit.tokens.quoted)
            writer.objects("models", of: rows) { writer, row in
                writer.member("model", row.model.id)
                writer.member("provider", row.model.provider)
                writer.member("title", row.model.title)
                writer.member("status", row.model.status.rawValue)
                writer.member("refused", row.model.refusal)
                writer.member("retires", row.model.retires?.description)
                writer.member("contextWindow", row.context)
                writer.member("maximumOutput", row.model.maximumOutput)
                writer.member("input", row.input?.description)
                writer.member("cacheRead", row.cacheRead?.description)
                writer.member("output", row.output?.description)
                writer.member("vocabulary", row.tokenization?.vocabulary)
                writer.member("method", row.tokenization?.method.rawValue)
            }
        }
    }
}
