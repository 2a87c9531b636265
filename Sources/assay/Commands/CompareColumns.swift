import AssayEstimation
import AssayPricing

/// `--base`: a language by its tag, or by what the input calls it.
struct CompareBase {
    let text: String
    private let tag: LanguageTag?

    init(_ text: String) throws(Failure) {
        self.text = text
        tag = LanguageTag(name: text) ?? LanguageColumn.language(text, firstValue: " ")?.tag
    }

    /// The base among the languages; without it there is nothing to compare with.
    func place(among languages: [ComparedLanguage]) throws(Failure) -> Int {
        let label = languages.firstIndex { $0.label == text }
        let same = languages.firstIndex { language in
            tag.flatMap { tag in language.tag.map { $0.isSameLanguage(as: tag) } } ?? false
        }
        if let place = label ?? same { return place }
        let known = languages.map(\.label).prefix(12).joined(separator: ", ")
        throw Failure("there is no text in the base language '\(text)'; give another with --base (there are \(known))")
    }

    /// The base as a language of its own, for catalogues whose keys are its texts.
    var language: ComparedLanguage { ComparedLanguage(label: text, tag: tag) }
}

/// Adds what models cost to the columns.
struct CompareColumns {
    private let table: PriceTableOptions

    init(_ table: PriceTableOptions) { self.table = table }

    func columns(_ columns: [Column]) throws(Failure) -> [ComparisonColumn] {
        // The table is read only where a model is asked for.
        guard columns.contains(where: { $0.model != nil }) else { return columns.map { priced($0, nil) } }
        let context = try table.context()
        return columns.map { priced($0, context) }
    }

    private func priced(_ column: Column, _ context: PriceContext?) -> ComparisonColumn {
        var result = ComparisonColumn(
            tokenizer: column.tokenizer, model: column.model, tokenization: column.tokenization)
        guard let model = column.model, let context else { return result }
        do throws(Failure) {
            let found = try context.model(model).model
            result.contextWindow = found.contextWindow ?? found.maximumInput
            guard let price = found.standardPrice(.input, at: context.instant) else {
                throw Failure("\(found.qualifiedName) has no price of input at \(context.instant)")
            }
            result.price = .init(model: found.qualifiedName, perMillion: price, instant: context.instant)
        } catch {
            Diagnostics.standard.note("no cost is given for '\(model)': \(error)")
        }
        return result
    }
}
