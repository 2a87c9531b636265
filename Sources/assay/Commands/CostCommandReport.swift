import AssayEstimation
import AssayPricing
import AssayReporting
import AssayText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The costs of some prompts on some models, in every format.
struct CostReport {
    let result: CostRun.Result
    let assumptions: CostAssumptions
    let instant: UTCInstant
    let isExplained: Bool

    func write(_ format: OutputFormat, to output: OutputWriter) throws(Failure) {
        do {
            // Behind errors alone only JSON is written, with the errors in it.
            if result.rows.isEmpty, !result.failures.isEmpty, format != .json { return }
            let totals = try CostTotal.of(result.rows)
            switch format {
            case .text: writeText(totals, to: output)
            case .markdown: writeMarkdown(totals, to: output)
            case .csv: writeCSV(to: output)
            case .json: writeJSON(totals, to: output)
            }
        } catch {
            throw Failure("\(error)")
        }
    }

    // MARK: Tables

    /// Which columns there is something to show in.
    private let showsCache: Bool

    init(result: CostRun.Result, assumptions: CostAssumptions, instant: UTCInstant, isExplained: Bool) {
        self.result = result
        self.assumptions = assumptions
        self.instant = instant
        self.isExplained = isExplained
        showsCache = result.rows.contains { $0.estimates.contains { $0.cache != nil } }
    }

    private var titles: [String] {
        var titles = ["model", "input"]
        if showsCache { titles.append("cached") }
        titles.append("per call")
        if let traffic = assumptions.traffic {
            titles.append(CostReport.title(traffic))
            if traffic.period == .day { titles.append("a month") }
        }
        return titles + ["prompt"]
    }

    static func title(_ traffic: Traffic) -> String {
        switch traffic.period {
        case .day: "\(traffic.calls) a day"
        case .month: "\(traffic.calls) a month"
        case .burst: plural(traffic.calls, "call")
        }
    }

    private func cells(_ estimate: CostEstimate, _ row: CostRow) -> [String] {
        var cells = [estimate.model, CostCell.tokens(estimate.input)]
        if showsCache { cells.append(estimate.cache.map { CostCell.tokens($0.cached) } ?? "-") }
        return cells + money(estimate.perCall, estimate.total, estimate.perMonth) + [CostReport.name(row)]
    }

    private func cells(_ total: CostTotal) -> [String] {
        [total.model, CostCell.tokens(total.input)] + (showsCache ? [""] : [])
            + money(total.perCall, total.total, total.perMonth) + ["total of \(plural(total.prompts, "prompt"))"]
    }

    private func money(_ perCall: CostRange, _ total: CostRange?, _ perMonth: CostRange?) -> [String] {
        var cells = [CostCell.money(perCall)]
        if let traffic = assumptions.traffic {
            cells.append(total.map(CostCell.money) ?? "-")
            if traffic.period == .day { cells.append(perMonth.map(CostCell.money) ?? "-") }
        }
        return cells
    }

    static func name(_ row: CostRow) -> String {
        row.unit.isEmpty ? row.path.display : "\(row.path.display): \(row.unit)"
    }

    private func table(_ totals: [CostTotal]) -> [[String]] {
        let rows = result.rows.flatMap { row in row.estimates.map { cells($0, row) } }
        return rows + (result.rows.count > 1 ? totals.map(cells) : [])
    }

    private func writeText(_ totals: [CostTotal], to output: OutputWriter) {
        guard !result.rows.isEmpty else { return }
        let columns = titles.enumerated().map { index, title in
            index == 0 || index == titles.count - 1
                ? TextTable.Column.name(title) : TextTable.Column.number(title)
        }
        var table = TextTable(columns)
        for row in self.table(totals) { table.add(row) }
        table.write(to: output, usesColour: Terminal.usesColour(STDOUT_FILENO))
        output.write("\n")
        for line in statements { output.write(line.harmless() + "\n") }
        guard isExplained else { return }
        for row in result.rows {
            for estimate in row.estimates {
                output.write("\n\(CostReport.name(row).harmless()) on \(estimate.model)\n")
                // About a single prompt everything has been said above.
                let notes = result.rows.count > 1 ? CostStatements.notes(estimate) : []
                for line in CostExplanation.lines(estimate) + notes { output.write("  \(line.harmless())\n") }
            }
        }
    }

    private func writeMarkdown(_ totals: [CostTotal], to output: OutputWriter) {
        guard !result.rows.isEmpty else { return }
        var table = MarkdownTable(header: [titles[titles.count - 1]] + titles.dropLast())
        for row in self.table(totals) { table.add([row[row.count - 1]] + row.dropLast()) }
        table.write(to: output, leftAligned: 2)
        output.write("\n")
        for line in statements { output.write("- \(Markdown.escape(line))\n") }
    }

    /// What was assumed, and what is not obvious.
    var statements: [String] {
        CostStatements.assumptions(assumptions, instant: instant, result.rows.flatMap(\.estimates))
            + CostStatements.notes(result.rows) + result.caveats
    }

    // MARK: CSV

    /// One row a prompt and model, amounts exact, without totals that would be added up with them.
    private func writeCSV(to output: OutputWriter) {
        CSV.write(
            [
                "path", "prompt", "line", "model", "method", "input", "input low", "input high", "cached", "output",
                "reasoning", "per call", "per call low", "per call high", "calls", "period", "total", "per month",
            ], to: output)
        for row in result.rows {
            for one in row.estimates {
                CSV.write(
                    [
                        row.path.text, row.unit, "\(row.line)", one.model, one.method.rawValue, "\(one.input.point)",
                        "\(one.input.low)", "\(one.input.high)", one.cache.map { "\($0.cached.point)" } ?? "",
                        "\(one.output)", "\(one.reasoning)", one.perCall.point.description,
                        one.perCall.low.description, one.perCall.high.description,
                        one.traffic.map { "\($0.calls)" } ?? "", one.traffic?.period.rawValue ?? "",
                        one.total?.point.description ?? "", one.perMonth?.point.description ?? "",
                    ], to: output)
            }
        }
    }
}
