import AssayEstimation
import AssayText

extension ComparisonReport {
    /// The tables for people: languages first, then what was asked for beside.
    public func tables() -> [ReportTable] {
        var tables = [comparison.columns.count == 1 ? detailedTable() : wideTable()]
        if showsFairness { tables.append(fairnessTable()) }
        if let mix { tables.append(mixTable(mix.results)) }
        if let forms { tables.append(formTable(forms)) }
        return tables
    }

    /// One column: all that is known of it.
    private func detailedTable() -> ReportTable {
        let hasCost = comparison.columns[0].price != nil
        let hasContext = comparison.columns[0].contextWindow != nil
        var columns: [ReportTable.Column] = [
            .name("language"), .name("name"), .name("script"), .number("bytes"), .number("chars"), .number("words"),
            .number("tokens"), .number("tok/word"), .number("tok/char"), .number("premium"), .number("95%"),
            .number("1-byte"), .number("fallback"),
        ]
        if hasCost { columns += [.number("$/1M words"), .number("cost ratio")] }
        if hasContext { columns.append(.number("of context")) }
        let rows = order.map { place in
            let row = comparison.rows[place]
            let cell = row.cells[0]
            var cells =
                facts(row) + [
                    tokens(cell), FixedPoint.text(cell.perWord, places: 2),
                    FixedPoint.text(cell.perCharacter, places: 3),
                    premium(cell), interval(cell),
                    FixedPoint.percent(cell.singleByteShare),
                    FixedPoint.percent(cell.byteFallbackShare),
                ]
            if hasCost { cells += costs(cell) }
            if hasContext { cells.append(FixedPoint.percent(cell.contextShare, places: 2)) }
            return cells
        }
        return ReportTable(columns: columns, rows: rows)
    }

    /// Several columns: tokens, premium and, of models, cost.
    private func wideTable() -> ReportTable {
        var columns: [ReportTable.Column] = [
            .name("language"), .name("name"), .name("script"), .number("bytes"), .number("chars"), .number("words"),
        ]
        for column in comparison.columns {
            columns += [.number(column.title), .number("premium")]
            if column.price != nil { columns += [.number("$/1M words"), .number("cost ratio")] }
        }
        let rows = order.map { place in
            let row = comparison.rows[place]
            var cells = facts(row)
            for (column, cell) in zip(comparison.columns, row.cells) {
                cells += [tokens(cell), premium(cell)]
                if column.price != nil { cells += costs(cell) }
            }
            return cells
        }
        return ReportTable(columns: columns, rows: rows)
    }

    private func facts(_ row: Comparison.Row) -> [String] {
        [
            row.language.label, row.language.name, row.language.script ?? "-", "\(row.measure.bytes)",
            "\(row.measure.characters)", "\(row.measure.boundaries.words)",
        ]
    }

    /// The premium; `~` marks one of estimates.
    func premium(_ cell: Comparison.Cell) -> String {
        let text = FixedPoint.text(cell.premium?.ratio, places: 2)
        return cell.premium == nil || cell.tokens.method.isCounted ? text : "~" + text
    }

    /// The tokens; `~` marks an estimate.
    func tokens(_ cell: Comparison.Cell) -> String {
        cell.tokens.method.isCounted ? "\(cell.tokens.point)" : "~\(cell.tokens.point)"
    }

    private func interval(_ cell: Comparison.Cell) -> String {
        guard let interval = cell.premium?.interval else { return "-" }
        return "\(FixedPoint.text(interval.lowerBound, places: 2))-\(FixedPoint.text(interval.upperBound, places: 2))"
    }

    private func costs(_ cell: Comparison.Cell) -> [String] {
        let perWords = cell.cost?.perMillionWords.flatMap { Double($0.description) }
        return [FixedPoint.text(perWords, places: 4), FixedPoint.text(cell.cost?.ratio, places: 2)]
    }

    /// A number of a column; `~` marks one of estimates.
    private func marked(_ text: String, _ column: ComparisonColumn) -> String {
        guard let way = column.tokenization, !way.method.isCounted, text != "-" else { return text }
        return "~" + text
    }

    private func fairnessTable() -> ReportTable {
        let languages = comparison.rows.count { row in row.cells.contains { $0.premium != nil } }
        let rows = zip(comparison.columns, comparison.fairness).map { column, fairness in
            [
                column.title, marked(FixedPoint.text(fairness?.lowest, places: 2), column),
                fairness.map { label($0.lowestRow) } ?? "-", marked(FixedPoint.text(fairness?.mean, places: 2), column),
                marked(FixedPoint.text(fairness?.highest, places: 2), column),
                fairness.map { label($0.highestRow) } ?? "-",
                marked(FixedPoint.text(fairness?.gini, places: 3), column),
            ]
        }
        return ReportTable(
            title: "Spread of premiums over \(plural(languages, "language"))",
            columns: [
                .name("fairness"), .number("lowest"), .name("in"), .number("mean"), .number("highest"), .name("in"),
                .number("Gini"),
            ], rows: rows)
    }

    private func mixTable(_ results: [MixResult]) -> ReportTable {
        let hasCost = results.contains { $0.cost != nil }
        var columns: [ReportTable.Column] = [.name("mix"), .number("tokens"), .number("premium")]
        if hasCost { columns.append(.number("$ as input")) }
        let rows = results.map { result in
            let column = comparison.columns[result.column]
            return [
                column.title, marked(FixedPoint.text(result.tokens, places: 0), column),
                marked(FixedPoint.text(result.premium, places: 2), column),
            ] + (hasCost ? [marked(FixedPoint.text(result.cost, places: 6), column)] : [])
        }
        return ReportTable(
            title: "What the mix takes for the base language's text, the cheapest first", columns: columns, rows: rows)
    }

    private func formTable(_ forms: [NormalizationCounts]) -> ReportTable {
        var columns: [ReportTable.Column] = [.name("forms"), .name("vocabulary")]
        columns += TextForm.allCases.map { .number($0.rawValue) }
        let rows = order.flatMap { row in
            vocabularies.map { column in
                [label(row), comparison.columns[column].vocabulary]
                    + TextForm.allCases.map { "\(forms[row].tokens($0, vocabulary: vocabularyNumber(column)))" }
            }
        }
        return ReportTable(title: "Tokens of the same text in other forms", columns: columns, rows: rows)
    }

    /// The first column of each vocabulary.
    private var vocabularies: [Int] {
        comparison.columns.indices.filter { column in
            !comparison.columns[..<column].contains { $0.vocabulary == comparison.columns[column].vocabulary }
        }
    }

    /// Which languages would take fewer tokens in a form that says exactly the same.
    public func savings() -> [String] {
        guard let forms else { return [] }
        return order.flatMap { row in
            vocabularies.compactMap { column -> String? in
                let number = vocabularyNumber(column)
                guard let saving = forms[row].saving(vocabulary: number) else { return nil }
                let given = forms[row].tokens(.given, vocabulary: number)
                let form =
                    saving.form == .halfWidth ? "half-width letters and digits" : saving.form.rawValue.uppercased()
                return "\(label(row)): written in \(form), the same text takes "
                    + "\(FixedPoint.percent(Double(saving.tokens) / Double(max(1, given)))) fewer tokens "
                    + "(\(comparison.columns[column].vocabulary)); nothing is lost by that"
            }
        }
    }

    /// All numbers, a line for each language and column, for spreadsheets and scripts.
    public func longTable() -> ReportTable {
        let titles = [
            "label", "language", "name", "script", "segments", "bytes", "characters", "graphemes", "words",
            "vocabulary",
            "model", "tokens", "low", "high", "method", "tokens_per_word", "tokens_per_character", "premium",
            "premium_low", "premium_high", "segment_mean_premium", "single_byte_share", "byte_fallback_share", "cost",
            "cost_per_million_words", "cost_ratio", "context_share",
        ]
        let rows = order.flatMap { place in
            zip(comparison.columns, comparison.rows[place].cells).map { longRow(comparison.rows[place], $0, $1) }
        }
        return ReportTable(columns: titles.map { .name($0) }, rows: rows)
    }

    private func longRow(_ row: Comparison.Row, _ column: ComparisonColumn, _ cell: Comparison.Cell) -> [String] {
        func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        let measure = row.measure
        let facts = [
            row.language.label, row.language.tag?.description ?? "", row.language.name, row.language.script ?? "",
            "\(measure.segments)", "\(measure.bytes)", "\(measure.characters)", "\(measure.boundaries.graphemes)",
            "\(measure.boundaries.words)", column.vocabulary, column.model ?? "",
        ]
        let tokens = [
            "\(cell.tokens.point)", "\(cell.tokens.low)", "\(cell.tokens.high)", cell.tokens.method.rawValue,
        ]
        let ratios = [
            cell.perWord, cell.perCharacter, cell.premium?.ratio, cell.premium?.interval?.lowerBound,
            cell.premium?.interval?.upperBound, cell.premium?.segmentMean, cell.singleByteShare, cell.byteFallbackShare,
        ].map(text)
        let costs = [
            cell.cost?.total.description ?? "", cell.cost?.perMillionWords?.description ?? "", text(cell.cost?.ratio),
            text(cell.contextShare),
        ]
        return facts + tokens + ratios + costs
    }
}
