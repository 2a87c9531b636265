import AssayEstimation
import AssayPricing

/// The tables and remarks of a usage report, for text and Markdown.
public struct UsageTables {
    public let report: UsageReport
    /// So many groups and conversations are shown; the rest is one row.
    public var limit = 30

    public init(_ report: UsageReport) { self.report = report }

    /// The main table first, then whatever the logs have something to say about.
    public func tables() -> [ReportTable] {
        var tables = [groups()]
        if let conversations = conversations() { tables.append(conversations) }
        if let breaks = breaks() { tables.append(breaks) }
        if !report.jumps.isEmpty { tables.append(jumps()) }
        if !report.reasoning.isEmpty { tables.append(reasoning()) }
        if !report.budget.isEmpty { tables.append(budget()) }
        if !report.unpriced.isEmpty { tables.append(unpriced()) }
        return tables
    }

    // MARK: Groups

    private var hasCharges: Bool { report.total.chargedRecords > 0 }

    private func groups() -> ReportTable {
        var columns = report.dimensions.map { ReportTable.Column.name($0.description) }
        columns += [
            .number("requests"), .number("input"), .number("cache read"), .number("cache write"), .number("output"),
            .number("reasoning"), .number("hit rate"), .number("cost"),
        ]
        if hasCharges { columns.append(.number("log says")) }
        columns += report.otherModels.map { .number("on \($0)") }
        var rows = report.groups.prefix(limit).map { group in
            group.keys.map { $0 ?? "(none)" } + cells(group.totals)
        }
        if report.groups.count > limit {
            var rest = report.groups[limit].totals
            for group in report.groups[(limit + 1)...] { rest.add(group.totals) }
            rows.append(label("\(report.groups.count - limit) more") + cells(rest))
        }
        rows.append(label("total") + cells(report.total))
        return ReportTable(title: nil, columns: columns, rows: Array(rows))
    }

    private func label(_ text: String) -> [String] {
        [text] + Array(repeating: "", count: max(0, report.dimensions.count - 1))
    }

    private func cells(_ totals: UsageTotals) -> [String] {
        let tokens = totals.tokens
        var cells = [totals.requests > 0 ? FixedPoint.grouped(totals.requests) : "-"]
        let records = totals.priced + totals.unpriced
        cells += [tokens.input, tokens.cacheRead, tokens.cacheWrite, tokens.output, tokens.reasoning]
            .map(FixedPoint.grouped)
        cells.append(FixedPoint.percent(tokens.hitRate))
        cells.append(records > 0 ? cost(totals.cost, missing: totals.unpriced, of: records) : "-")
        if hasCharges { cells.append(totals.chargedRecords > 0 ? UsageMoney.text(totals.charged) : "-") }
        for (place, amount) in totals.onOthers.enumerated() {
            cells.append(records > 0 ? cost(amount, missing: totals.unpricedOnOthers[place], of: records) : "-")
        }
        return cells
    }

    /// What has no price is never shown as costing nothing: a plus says that something is missing.
    private func cost(_ amount: ExactDecimal, missing: Int, of records: Int) -> String {
        if missing == 0 { return UsageMoney.text(amount) }
        return missing >= records ? "unpriced" : UsageMoney.text(amount) + "+"
    }

    // MARK: Conversations

    private func conversations() -> ReportTable? {
        guard !report.conversations.isEmpty else { return nil }
        let rows = report.conversations.prefix(10).map { one in
            [
                one.session + (one.agent.isEmpty ? "" : " / \(one.agent)"), "\(one.turns)",
                FixedPoint.grouped(one.firstPrompt), FixedPoint.grouped(one.lastPrompt),
                FixedPoint.text(one.growthPerTurn, places: 0), FixedPoint.percent(one.resentShare),
                FixedPoint.percent(one.tokens.hitRate), "\(one.breaks.count)",
                cost(one.cost, missing: one.unpriced, of: one.turns),
            ]
        }
        let all = report.conversations.count
        return ReportTable(
            title: all > 10 ? "The 10 dearest of \(all) conversations" : "Conversations",
            columns: [
                .name("session"), .number("turns"), .number("first prompt"), .number("last"), .number("growth a turn"),
                .number("resent"), .number("hit rate"), .number("cache breaks"), .number("cost"),
            ], rows: Array(rows))
    }

    private func breaks() -> ReportTable? {
        let all = report.conversations.flatMap { conversation in conversation.breaks.map { (conversation, $0) } }
        guard !all.isEmpty else { return nil }
        let dearest = all.sorted { ($0.1.cost ?? .zero) > ($1.1.cost ?? .zero) }
        let rows = dearest.prefix(10).map { conversation, broken in
            [
                conversation.session + (conversation.agent.isEmpty ? "" : " / \(conversation.agent)"),
                "\(broken.turn)", broken.instant?.description ?? "-", FixedPoint.grouped(broken.tokens),
                broken.cost.map(UsageMoney.text) ?? "unpriced", UsageTables.words(broken.cause),
            ]
        }
        return ReportTable(
            title: all.count > 10
                ? "The 10 dearest of \(all.count) turns at which the cache broke"
                : "Turns at which the cache broke",
            columns: [
                .name("session"), .number("turn"), .name("at"), .number("tokens sent anew"), .number("extra cost"),
                .name("cause"),
            ], rows: Array(rows))
    }

    static func words(_ cause: CacheBreak.Cause) -> String {
        switch cause {
        case .idle(let seconds): "idle for \(seconds / 60) min, longer than the cache lives"
        case .otherModel(let from, let to): "the model changed from \(from ?? "-") to \(to ?? "-")"
        case .changedPrefix: "the beginning of the prompt changed, or the entry was dropped"
        }
    }

    // MARK: Findings

    private func jumps() -> ReportTable {
        ReportTable(
            title: "Days more than 50% over their trend",
            columns: [.name("day"), .number("cost"), .number("trend"), .number("over")],
            rows: report.jumps.map { jump in
                [
                    jump.day.description, "$" + FixedPoint.text(jump.cost, places: 2),
                    "$" + FixedPoint.text(jump.expected, places: 2),
                    "+" + FixedPoint.percent(jump.ratio - 1, places: 0),
                ]
            })
    }

    private func reasoning() -> ReportTable {
        ReportTable(
            title: "Reasoning that nobody asked for",
            columns: [
                .name("model"), .number("responses"), .number("reasoning tokens"), .number("cost"), .name("since"),
                .name("how it shows"),
            ],
            rows: report.reasoning.map { finding in
                [
                    finding.model ?? "(none)", FixedPoint.grouped(finding.responses),
                    FixedPoint.grouped(finding.tokens), finding.cost.map(UsageMoney.text) ?? "unpriced",
                    finding.since?.description ?? "-",
                    finding.kind == .notAskedFor
                        ? "the requests did not ask for it" : "none in the \(finding.before) responses before",
                ]
            })
    }

    private func budget() -> ReportTable {
        ReportTable(
            title: report.budget.contains { !$0.isEstimate } ? "Budget" : "Estimate",
            columns: [
                .name("period"), .name("against"), .number("spent"), .number("limit"), .number("used"),
                .number("at this rate"), .name("verdict"),
            ],
            rows: report.budget.map { period in
                let limit = Double(period.limit.description) ?? 0
                let amount = Double(period.spent.description) ?? 0
                return [
                    period.subject.map { "\($0), \(period.name)" } ?? period.name,
                    period.isEstimate ? "estimate" : "budget",
                    spent(period),
                    UsageMoney.text(period.limit),
                    limit > 0 && !period.isUnpriced ? FixedPoint.percent(amount / limit, places: 0) : "-",
                    period.projected.map(UsageMoney.text) ?? "-", UsageTables.verdict(period),
                ]
            })
    }

    private func spent(_ period: BudgetPeriod) -> String {
        if period.isUnpriced { return "unpriced" }
        return UsageMoney.text(period.spent) + (period.unpriced > 0 ? "+" : "")
    }

    static func verdict(_ period: BudgetPeriod) -> String {
        if period.isExceeded { return "exceeded" }
        if period.isUnpriced { return "unknown" }
        return period.projected.map { $0 > period.limit } == true ? "within, exceeded at this rate" : "within"
    }

    private func unpriced() -> ReportTable {
        ReportTable(
            title: "Not priced, and in no cost above",
            columns: [.name("model"), .number("records"), .number("tokens"), .name("why")],
            rows: report.unpriced.prefix(limit).map {
                [$0.model ?? "(none)", FixedPoint.grouped($0.records), FixedPoint.grouped($0.tokens), $0.reason]
            })
    }
}

/// Money as usage reports show it.
enum UsageMoney {
    /// Cents from a hundred dollars on, more digits below, so that small amounts don't vanish.
    static func text(_ amount: ExactDecimal) -> String {
        let places = amount >= 100 ? 2 : amount >= 1 ? 4 : 6
        let rounded = (try? amount.divided(by: 1, places: places)) ?? amount
        return "$" + rounded.text(minimumPlaces: 2)
    }
}
