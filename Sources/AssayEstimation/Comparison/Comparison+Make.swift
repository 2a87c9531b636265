import AssayPricing
import AssayTokenization

extension Comparison {
    /// A language with what was counted in its text.
    public struct Input: Sendable {
        /// The language, completed with what the text shows where its name does not say.
        public var language: ComparedLanguage
        public var measure: LanguageMeasure
        var pairs: LanguagePairs?

        public init(language: ComparedLanguage, measure: LanguageMeasure) {
            self.language = language
            self.measure = measure
            self.language.complete(from: measure)
        }

        init(language: ComparedLanguage, measure: LanguageMeasure, pairs: LanguagePairs) {
            self.init(language: language, measure: measure)
            self.pairs = pairs
        }
    }

    /// Compares languages that were counted with the same tokenizers.
    ///
    /// - Parameters:
    ///   - columns: what to compare on. The tokenizers that counted are ``tokenizers(for:)`` of these.
    ///   - inputs: the languages; where the settings say that they are aligned, all with the same segments.
    ///   - base: the place of the base language in `inputs`.
    ///   - pool: threads to share the work.
    public init(
        columns: [ComparisonColumn], inputs: [Input], base: Int, settings: Settings = Settings(),
        pool: WorkerPool? = nil
    ) {
        self.columns = columns
        self.base = base
        self.settings = settings
        let vocabularies = Self.vocabularyNumbers(columns)
        let pairs = inputs.map { $0.pairs ?? LanguagePairs($0.measure, inputs[base].measure) }
        blockSize = pairs.map(\.blockSize).max() ?? 1
        let premiums = PremiumTable(pairs, vocabularies: (vocabularies.max() ?? -1) + 1, settings, pool)
        rows = inputs.enumerated().map { number, input in
            let cells = columns.indices.map { column in
                Self.cell(input.measure, columns[column], vocabularies[column])
            }
            return Row(
                language: input.language, measure: input.measure, sharedSegments: pairs[number].segments, cells: cells)
        }
        for row in rows.indices {
            for column in columns.indices {
                rows[row].cells[column].premium = premium(row, column, premiums[row, vocabularies[column]])
            }
        }
        addCostRatios()
    }

    /// The tokenizers that a counter for these columns needs: each vocabulary once.
    public static func tokenizers(for columns: [ComparisonColumn]) -> [Tokenizer] {
        let numbers = vocabularyNumbers(columns)
        return (0..<(numbers.max() ?? -1) + 1).compactMap { number in
            numbers.firstIndex(of: number).map { columns[$0].tokenizer }
        }
    }

    /// For each column the place of its vocabulary among those that are counted.
    private static func vocabularyNumbers(_ columns: [ComparisonColumn]) -> [Int] {
        var names: [String] = []
        return columns.map { column in
            if let known = names.firstIndex(of: column.vocabulary) { return known }
            names.append(column.vocabulary)
            return names.count - 1
        }
    }

    private static func cell(_ measure: LanguageMeasure, _ column: ComparisonColumn, _ vocabulary: Int) -> Cell {
        let counted = measure.vocabularies[vocabulary]
        let tokens = column.count(counted.tokens, scripts: measure.scripts)
        return Cell(
            tokens: tokens, perWord: ratio(tokens.point, measure.boundaries.words),
            perCharacter: ratio(tokens.point, measure.characters),
            singleByteShare: ratio(counted.singleByte, counted.tokens) ?? 0,
            byteFallbackShare: ratio(counted.byteFallback, counted.tokens) ?? 0,
            cost: cost(tokens.point, words: measure.boundaries.words, column.price),
            contextShare: column.contextWindow.flatMap { ratio(tokens.point, $0) })
    }

    /// The premium on a column: that of its vocabulary, times what the model's estimate makes of each language.
    private func premium(_ row: Int, _ column: Int, _ counted: Premium?) -> Premium? {
        guard var premium = counted, columns[column].tokenization?.calibration != nil else { return counted }
        // Of many tokens, so that rounding plays no part.
        let many = 1_000_000_000
        func factor(_ row: Row) -> Double { Double(columns[column].count(many, scripts: row.measure.scripts).point) }
        let scale = factor(rows[row]) / factor(rows[base])
        premium.ratio *= scale
        premium.interval = premium.interval.map { $0.lowerBound * scale...$0.upperBound * scale }
        premium.segmentMean = premium.segmentMean.map { $0 * scale }
        return premium
    }

    private static func cost(_ tokens: Int, words: Int, _ price: ComparisonColumn.Price?) -> Cost? {
        guard let price, let sum = try? price.perMillion.multiplied(by: tokens), let total = try? sum.shifted(by: -6)
        else { return nil }
        // A million words of these many tokens each, at the price of a million tokens: the millions cancel.
        let perMillionWords = words > 0 ? try? sum.divided(by: words, places: 6) : nil
        return Cost(perMillionWords: perMillionWords, total: total)
    }

    /// Fills in every cost's ratio to the base language on the cheapest model.
    private mutating func addCostRatios() {
        let cheapest = rows[base].cells.compactMap { $0.cost?.total }.filter { !$0.isZero }.min()
        guard let cheapest, let divisor = Double(cheapest.description) else { return }
        for row in rows.indices {
            for column in columns.indices {
                // Where segments are missing, totals are of different texts; the premium never is.
                guard let premium = rows[row].cells[column].premium, let total = rows[base].cells[column].cost?.total,
                    let amount = Double(total.description)
                else { continue }
                // In this order, the cheapest model's own ratios are its premiums to the last digit.
                rows[row].cells[column].cost?.ratio = amount / divisor * premium.ratio
            }
        }
    }

    static func ratio(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
}
