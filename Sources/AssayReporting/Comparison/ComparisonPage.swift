import AssayEstimation
import AssayText

/// The parts of a comparison's HTML page.
struct ComparisonPage {
    let report: ComparisonReport

    var comparison: Comparison { report.comparison }

    var title: String { "What the same text takes in \(plural(comparison.rows.count, "language"))" }

    func introduction() -> String {
        let base = comparison.rows[comparison.base]
        let segments = FixedPoint.grouped(base.measure.segments)
        let columns = comparison.columns.map { HTML.escape($0.title) }.joined(separator: ", ")
        let counted =
            comparison.settings.joinedBy == nil
            ? "each tokenized on its own" : "tokenized together, as one text a language"
        let aligned =
            comparison.settings.isAligned
            ? "\(plural(segments, "segment")), \(counted)"
            : "texts that do not correspond line by line"
        return """
            <header>
            <h1>\(HTML.escape(title))</h1>
            <p>Compared with \(HTML.escape(base.language.name)): \(aligned). \(columns).</p>
            </header>
            """
    }

    // MARK: Heat map

    func heatMap() -> String {
        let titles = comparison.columns.map { "<th scope=\"col\">\(HTML.escape($0.title))</th>" }.joined()
        let rows = report.order.map { row in
            let cells = comparison.columns.indices.map { heatCell(row, $0) }.joined()
            return "<tr>\(languageHeader(row))\(cells)</tr>"
        }
        return """
            <section>
            <h2>Premium</h2>
            <p>How many times the tokens of \(HTML.escape(comparison.rows[comparison.base].language.name)) a language
            takes for the same text. <span class="scale" aria-hidden="true"><span>\(shortest)</span><i></i>\
            <span>\(longest)</span></span></p>
            <div class="scroll"><table class="heat">
            <thead><tr><th scope="col">language</th>\(titles)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            </section>
            """
    }

    func languageHeader(_ row: Int) -> String {
        let language = comparison.rows[row].language
        let script = language.tag?.script == language.script ? nil : language.script
        let detail = [language.tag?.description ?? language.label, script].compactMap { $0 }
        return "<th scope=\"row\">\(HTML.escape(language.name)) <small>\(HTML.escape(detail.joined(separator: " · ")))"
            + "</small></th>"
    }

    private func heatCell(_ row: Int, _ column: Int) -> String {
        let cell = comparison.rows[row].cells[column]
        guard let premium = cell.premium else { return "<td>-</td>" }
        let heat = FixedPoint.text(100 * heat(premium.ratio), places: 1)
        return
            "<td style=\"--heat:\(heat)%\" title=\"\(plural(report.tokens(cell), "token"))\(intervalText(premium))\">"
            + "\(report.premium(cell))</td>"
    }

    private func intervalText(_ premium: Comparison.Premium) -> String {
        guard let interval = premium.interval else { return "" }
        return ", 95%: \(FixedPoint.text(interval.lowerBound, places: 2)) to "
            + FixedPoint.text(interval.upperBound, places: 2)
    }

    private var ratios: [Double] { comparison.rows.flatMap { $0.cells.compactMap { $0.premium?.ratio } } }
    private var shortest: String { FixedPoint.text(ratios.min(), places: 2) }
    private var longest: String { FixedPoint.text(ratios.max(), places: 2) }

    /// Where a premium stands between the lowest and the highest of the page, from 0 to 1: three times as much is three
    /// times as much wherever it starts.
    private func heat(_ ratio: Double) -> Double {
        guard let low = ratios.min(), let high = ratios.max(), low > 0, high > low else { return 0 }
        return Logarithm.natural(ratio / low) / Logarithm.natural(high / low)
    }

    // MARK: Bars

    func bars() -> String {
        let blocks = comparison.columns.indices.map { column in
            """
            <details\(column == 0 ? " open" : "")><summary>\(HTML.escape(comparison.columns[column].title))</summary>
            <div class="bars">
            \(report.order.map { bar($0, column) }.joined(separator: "\n"))
            </div></details>
            """
        }
        let legend = hasIntervals ? "<p>The thin line is the 95% interval.</p>\n" : ""
        return "<section>\n<h2>Language by language</h2>\n" + legend
            + blocks.joined(separator: "\n") + "\n</section>"
    }

    /// Whether any premium has an interval.
    var hasIntervals: Bool {
        comparison.rows.contains { row in row.cells.contains { $0.premium?.interval != nil } }
    }

    private func bar(_ row: Int, _ column: Int) -> String {
        let cell = comparison.rows[row].cells[column]
        guard let premium = cell.premium else { return "" }
        let most =
            comparison.rows.flatMap { row -> [Double] in
                let premium = row.cells[column].premium
                return [premium?.ratio, premium?.interval?.upperBound].compactMap { $0 }
            }.max() ?? 1
        func place(_ value: Double) -> String { FixedPoint.text(100 * value / most, places: 2) + "%" }
        let whisker = premium.interval.map { interval in
            "<u style=\"left:\(place(interval.lowerBound));width:\(place(interval.upperBound - interval.lowerBound))\">"
                + "</u>"
        }
        let isBase = row == comparison.base ? " class=\"base\"" : ""
        return "<span>\(HTML.escape(comparison.rows[row].language.name))</span><div\(isBase)><b style=\"width:"
            + "\(place(premium.ratio))\"></b>\(whisker ?? "")</div>"
            + "<span>\(report.premium(cell)) <small>\(plural(report.tokens(cell), "token"))</small></span>"
    }
}

/// Logarithms without a mathematics library.
enum Logarithm {
    /// The natural logarithm of a positive number, to some ten digits.
    static func natural(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 0 }
        // log(m x 2^e) = log m + e log 2, and log m by the series of the inverse hyperbolic tangent.
        let ratio = (value.significand - 1) / (value.significand + 1)
        var term = ratio
        var sum = 0.0
        for power in stride(from: 1.0, through: 41, by: 2) {
            sum += term / power
            term *= ratio * ratio
        }
        return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
    }
}
