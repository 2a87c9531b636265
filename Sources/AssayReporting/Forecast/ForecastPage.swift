import AssayEstimation
import AssayPricing

/// The parts of a forecast's HTML page.
struct ForecastPage {
    let report: ForecastReport

    /// Lines of so many colours can be told apart; more scenarios stay in the tables.
    private static let colours = 8

    var title: String { report.scenarios.isEmpty ? "What tasks cost" : "What a task costs" }

    func introduction() -> String {
        let cards = report.scenarios.map { scenario -> String in
            let total = scenario.total.map { "<small>\(ForecastCell.money($0)) in all</small>" } ?? ""
            let spread = scenario.task.spread.map {
                "<small>+- \(ForecastCell.money($0.standardError)), p90 \(ForecastCell.money($0.p90))</small>"
            }
            return "<div class=\"card\"><span>\(HTML.escape(report.name(scenario)))</span>"
                + "<b>\(ForecastCell.money(scenario.task.mean))</b>\(spread ?? "")\(total)</div>"
        }
        return """
            <header>
            <h1>\(HTML.escape(title))</h1>
            <p>Prices of \(report.request.instant.date).</p>
            <div class="cards">\(cards.joined(separator: "\n"))</div>
            </header>
            """
    }

    // MARK: Plots

    func plots() -> [String] { [course(), months(), chance()] }

    private var shown: ArraySlice<Forecast.Scenario> { report.scenarios.prefix(Self.colours) }

    private func section(_ title: String, _ text: String, _ plot: Plot?) -> String {
        guard let plot else { return "" }
        let more =
            report.scenarios.count > Self.colours
            ? " The first \(Self.colours) of \(report.scenarios.count) are drawn." : ""
        return
            "<section>\n<h2>\(HTML.escape(title))</h2>\n<p>\(HTML.escape(text + more))</p>\n\(plot.svg())\n</section>"
    }

    /// What a task has cost after each turn.
    private func course() -> String {
        let lines = shown.filter { $0.curve.count > 1 }.map { scenario in
            Plot.Line(
                name: report.name(scenario),
                points: Self.thin(scenario.curve.enumerated().map { (Double($0.offset + 1), $0.element.approximation) })
            )
        }
        return section(
            "\(report.unit == "turn" ? "Turn by turn" : "Step by step")",
            "What a typical task has cost after each \(report.unit).",
            lines.isEmpty ? nil : Plot(lines: lines, xTitle: report.unit, style: .lines))
    }

    /// What each month costs.
    private func months() -> String {
        guard case .months = report.request.volume?.span, (report.scenarios.first?.periods.count ?? 0) > 1 else {
            return ""
        }
        let lines = shown.map { scenario in
            Plot.Line(
                name: report.name(scenario),
                points: scenario.periods.enumerated().map { (Double($0.offset + 1), $0.element.cost.approximation) })
        }
        return section(
            "Month by month", "What the tasks of each month cost.", Plot(lines: lines, xTitle: "month", style: .dots))
    }

    /// How the drawn tasks spread.
    private func chance() -> String {
        let drawn = report.scenarios.filter { ($0.task.spread?.histogram.count ?? 0) > 1 }.prefix(Self.colours)
        let sections = drawn.compactMap { scenario -> String? in
            guard let spread = scenario.task.spread else { return nil }
            let (low, high) = (spread.minimum.approximation, spread.p99.approximation)
            let width = (high - low) / Double(spread.histogram.count)
            let bars = spread.histogram.enumerated().map {
                (low + width * (Double($0.offset) + 0.5), Double($0.element))
            }
            let plot = Plot(
                lines: [Plot.Line(name: report.name(scenario), points: bars)], xTitle: "dollars a task",
                style: .bars(width),
                isMoney: false)
            return "<div><h3>\(HTML.escape(report.name(scenario)))</h3>\n\(plot.svg())</div>"
        }
        guard !sections.isEmpty else { return "" }
        return
            "<section>\n<h2>How tasks differ</h2>\n<p>How many of the drawn tasks cost how much, up to the 99th "
            + "percentile.</p>\n"
            + "<div class=\"pair\">\n" + sections.joined(separator: "\n") + "\n</div>\n</section>"
    }

    /// At most two hundred of the points, the last one among them.
    private static func thin(_ points: [(Double, Double)]) -> [(Double, Double)] {
        let step = max(1, points.count / 200)
        return points.enumerated().filter { $0.offset % step == 0 || $0.offset == points.count - 1 }.map(\.element)
    }

    // MARK: Words

    func tables() -> String {
        report.tables().map { table in
            let heading = table.title.map { "<h2>\(HTML.escape($0))</h2>\n" } ?? "<h2>All numbers</h2>\n"
            return "<section>\n\(heading)\(HTML.table(table))\n</section>"
        }.joined(separator: "\n")
    }

    func assumptions() -> String {
        let items = report.statements.map { "<li>\(HTML.escape($0))</li>" }
        return "<section>\n<h2>What this rests on</h2>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n</section>"
    }
}
