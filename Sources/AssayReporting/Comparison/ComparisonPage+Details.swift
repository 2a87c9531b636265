import AssayEstimation
import AssayText

extension ComparisonPage {
    // MARK: The tokens of a sentence

    /// The rows whose sentence is shown: all, or of very many the base, and those with the lowest and highest premiums.
    private var sampleRows: [Int] {
        let limit = 60
        guard report.order.count > limit else { return report.order }
        let shown = Set(report.order.prefix(limit / 2) + report.order.suffix(limit / 2) + [comparison.base])
        return report.order.filter { shown.contains($0) }
    }

    func sample() -> String {
        let rows = sampleRows.map { row -> String in
            let lines = vocabularyColumns.map { sampleLine(row, $0) }.joined(separator: "\n")
            return "<div class=\"sentence\"><h3>\(HTML.escape(comparison.rows[row].language.name))</h3>\n\(lines)</div>"
        }
        let part =
            sampleRows.count < report.order.count
            ? " Of \(report.order.count) languages the \(sampleRows.count) with the lowest and highest premiums are shown."
            : ""
        return """
            <section>
            <h2>The first segment, token by token</h2>
            <p>Each colour is a token. A small number says that a character, or a cluster that is drawn as one, is cut
            into that many.\(part)</p>
            \(rows.joined(separator: "\n"))
            </section>
            """
    }

    /// The first column of each vocabulary.
    private var vocabularyColumns: [Int] {
        comparison.columns.indices.filter { column in
            !comparison.columns[..<column].contains { $0.vocabulary == comparison.columns[column].vocabulary }
        }
    }

    private func sampleLine(_ row: Int, _ column: Int) -> String {
        let pieces = comparison.samplePieces(row: row, column: column)
        let language = comparison.rows[row].language.tag.map { " lang=\"\(HTML.escape($0.description))\"" } ?? ""
        let spans = pieces.enumerated().map { number, piece -> String in
            let count = piece.tokens == 1 ? "" : " data-tokens=\"\(piece.tokens)\""
            return "<span class=\"t\(number % 5)\"\(count)>\(HTML.escape(piece.text))</span>"
        }
        let count = pieces.reduce(0) { $0 + $1.tokens }
        return "<div class=\"line\"><small>\(HTML.escape(comparison.columns[column].vocabulary)) · \(count)</small>"
            + "<p\(language) dir=\"auto\">\(spans.joined())</p></div>"
    }

    // MARK: Tables

    /// What was asked for beside the languages.
    func extras() -> String {
        let tables = report.tables().dropFirst().map { table in
            "<section>\n<h2>\(HTML.escape(table.title ?? ""))</h2>\n\(HTML.table(table))\n</section>"
        }
        let savings = report.savings().map { "<li>\(HTML.escape($0))</li>" }
        let notes = report.notes.map { "<li>\(HTML.escape($0))</li>" }
        let list = savings + notes
        return (tables + (list.isEmpty ? [] : ["<ul>\(list.joined())</ul>"])).joined(separator: "\n")
    }

    /// The main numbers of every language and column.
    func numbers() -> String {
        let table = report.longTable()
        let kept = [
            "label", "name", "script", "segments", "bytes", "characters", "graphemes", "words", "vocabulary", "model",
            "tokens", "method", "tokens_per_word", "tokens_per_character", "premium", "cost_per_million_words",
            "cost_ratio",
        ]
        let places = kept.compactMap { title in table.columns.firstIndex { $0.title == title } }
        let columns = places.map { place in
            let title = table.columns[place].title.split(separator: "_").joined(separator: " ")
            return ReportTable.Column(title: title, isNumber: Double(table.rows.first?[place] ?? "") != nil)
        }
        let rows = table.rows.map { row in
            places.map { place in
                let text = row[place]
                return text.contains(".") && Double(text) != nil ? FixedPoint.text(Double(text), places: 4) : text
            }
        }
        return "<section>\n<h2>All numbers</h2>\n<details><summary>\(plural(rows.count, "row"))</summary>\n"
            + HTML.table(ReportTable(columns: columns, rows: rows)) + "\n</details>\n</section>"
    }

    // MARK: Definitions

    func definitions() -> String {
        var items = ["Premium: all tokens of a language by all tokens of the base, for the segments that both have."]
        if hasIntervals {
            let resamples = comparison.settings.resamples
            items.append("95% interval: the same ratio over \(resamples) resamples of the segments.")
        }
        items += [
            "Words and graphemes: as ICU finds them; characters: Unicode scalar values.",
            "Cost ratio: a text's cost as input by that of the base language on the cheapest model of the page.",
        ]
        for column in comparison.columns {
            if let way = column.tokenization, !way.method.isCounted {
                items.append("~ \(column.title) is estimated (\(way.method.rawValue)): \(way.source).")
            }
            if let price = column.price {
                items.append("\(price.model): $\(price.perMillion) for a million input tokens at \(price.instant).")
            }
        }
        return "<footer><ul>\(items.map { "<li>\(HTML.escape($0))</li>" }.joined())</ul></footer>"
    }
}
