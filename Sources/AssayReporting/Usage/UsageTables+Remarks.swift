import AssayEstimation
import AssayPricing
import AssayText

extension UsageTables {
    /// The numbers in words, and what they rest on.
    public func remarks() -> [String] {
        var remarks: [String] = []
        if let span = report.span {
            remarks.append("From \(span.lowerBound) to \(span.upperBound).")
        }
        if let turns = report.turns { remarks.append(words(turns)) }
        if report.total.unpriced > 0 {
            remarks.append(
                "\(plural(FixedPoint.grouped(report.total.unpriced), "record")) with "
                    + "\(plural(FixedPoint.grouped(report.total.unpricedTokens), "token")) without a price; a + behind a cost says that "
                    + "something is missing from it.")
        }
        return remarks + report.notes.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    }

    private func words(_ turns: UsageReport.TurnTotals) -> String {
        let conversations = plural(FixedPoint.grouped(turns.conversations), "conversation")
        var text = "\(plural(FixedPoint.grouped(turns.turns), "turn")) in \(conversations): "
        let growth = FixedPoint.text(turns.growthPerTurn, places: 0)
        text += "the prompt grows by \(plural(growth, "token")) a turn, "
        text += "\(FixedPoint.percent(turns.resentShare)) of the input was sent in the turn before"
        if turns.breaks > 0 {
            text +=
                "; the cache broke \(turns.breaks == 1 ? "once" : "\(turns.breaks) times"), which cost \(UsageMoney.text(turns.breakCost)) extra"
        }
        return text + "."
    }

    /// The groups with plain numbers, for spreadsheets and scripts; the last row is the total.
    public func plainTable() -> ReportTable {
        let titles =
            report.dimensions.map(\.description) + [
                "requests", "records", "input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens",
                "reasoning_tokens", "cost_usd", "unpriced_records", "unpriced_tokens", "charged_usd",
            ] + report.otherModels.flatMap { ["cost_usd on \($0)", "unpriced_records on \($0)"] }
        let total = ["total"] + Array(repeating: "", count: max(0, report.dimensions.count - 1))
        let rows = report.groups.map { $0.keys.map { $0 ?? "" } + plain($0.totals) } + [total + plain(report.total)]
        return ReportTable(title: nil, columns: titles.map { .init(title: $0, isNumber: false) }, rows: rows)
    }

    private func plain(_ totals: UsageTotals) -> [String] {
        let tokens = totals.tokens
        return [
            "\(totals.requests)", "\(totals.records)", "\(tokens.input)", "\(tokens.cacheRead)",
            "\(tokens.cacheWrite)", "\(tokens.output)", "\(tokens.reasoning)", totals.cost.description,
            "\(totals.unpriced)", "\(totals.unpricedTokens)",
            totals.chargedRecords > 0 ? totals.charged.description : "",
        ] + zip(totals.onOthers, totals.unpricedOnOthers).flatMap { [$0.description, "\($1)"] }
    }
}
