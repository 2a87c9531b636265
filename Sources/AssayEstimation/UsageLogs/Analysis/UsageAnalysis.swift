import AssayPricing
import AssayText

/// Prices what a ledger holds and adds it up.
public struct UsageAnalysis {
    public var prices: PriceTable
    /// The date of the prices of requests that have none.
    public var now: UTCInstant
    /// Groups by these together.
    public var dimensions: [UsageDimension] = [.model]
    /// Models to price everything on as well.
    public var otherModels: [ModelPrices] = []
    /// Only requests from the first instant on and before the second.
    public var since: UTCInstant?
    public var until: UTCInstant?
    public var budgets: [UsageBudget] = []

    /// The labels that have to be read from the logs: those to group by, and those that budgets are of.
    public var labels: [UsageDimension] {
        var labels = dimensions
        for dimension in budgets.compactMap(\.group?.dimension) where !labels.contains(dimension) {
            labels.append(dimension)
        }
        return labels
    }

    public init(prices: PriceTable, now: UTCInstant) {
        (self.prices, self.now) = (prices, now)
    }

    /// - Complexity: O(n log n) in the number of responses.
    public func report(on ledger: UsageLedger) -> UsageReport {
        var run = UsageAnalysisRun(self, ledger)
        return run.make()
    }
}

/// One run over a ledger.
struct UsageAnalysisRun {
    let analysis: UsageAnalysis
    let ledger: UsageLedger
    var pricer: UsagePricer
    var others: [UsagePricer]
    var entries: [PricedEntry] = []
    var report: UsageReport
    private var missing: [UsageReport.Unpriced] = []
    private var missingPlaces: [String: Int] = [:]
    private var undated = 0
    private var leftOut = 0

    init(_ analysis: UsageAnalysis, _ ledger: UsageLedger) {
        (self.analysis, self.ledger) = (analysis, ledger)
        pricer = UsagePricer(table: analysis.prices, now: analysis.now)
        others = analysis.otherModels.map {
            UsagePricer(table: analysis.prices, now: analysis.now, standIn: $0)
        }
        report = UsageReport(
            dimensions: analysis.dimensions, otherModels: analysis.otherModels.map(\.qualifiedName),
            total: UsageTotals(others: analysis.otherModels.count))
    }

    mutating func make() -> UsageReport {
        entries.reserveCapacity(ledger.entries.count)
        for place in ledger.entries.indices where isWanted(ledger.entries[place]) { add(place) }
        report.groups = groups()
        report.unpriced = missing.sorted { ($0.tokens, $1.reason) > ($1.tokens, $0.reason) }
        let days = days(of: entries)
        report.jumps = DayTrend.jumps(days.filter { $0.priced > 0 }.map { ($0.day, Double($0.cost.description) ?? 0) })
        report.budget = analysis.budgets.flatMap { budget in
            budget.group.map { periods(budget, of: $0) } ?? budget.periods(days, total: report.total)
        }
        readConversations()
        report.reasoning = reasoning()
        addNotes()
        return report
    }

    private mutating func isWanted(_ entry: UsageLedger.Entry) -> Bool {
        guard analysis.since != nil || analysis.until != nil else { return true }
        guard let instant = entry.instant else {
            leftOut += 1
            return false
        }
        return analysis.since.map { instant >= $0 } ?? true && analysis.until.map { instant < $0 } ?? true
    }

    // MARK: Pricing

    func request(_ entry: UsageLedger.Entry) -> UsagePricer.Request {
        UsagePricer.Request(
            usage: entry.usage.usage(ledger.otherUsages), instant: entry.instant, model: ledger.models[entry.model],
            provider: ledger.providers[entry.provider], options: ledger.options[entry.options],
            isRollup: entry.flags.contains(.isRollup), requests: entry.requests,
            promptsLongerThan: Int(entry.promptsLongerThan))
    }

    private mutating func add(_ place: Int) {
        let entry = ledger.entries[place]
        let request = request(entry)
        let isChargeOnly = entry.flags.contains(.isChargeOnly)
        var one = PricedEntry(
            place: place, requests: entry.requests, tokens: TokenCounts(request.usage), cost: nil,
            charged: entry.charged < 0 ? nil : ledger.charges[Int(entry.charged)], isChargeOnly: isChargeOnly,
            onOthers: [])
        if entry.flags.contains(.isFree) {
            one.cost = .zero
        } else if !isChargeOnly {
            switch pricer.price(request) {
            case .amount(let amount): one.cost = amount
            case .missing(let reason): note(reason, request.model, one.tokens.total)
            }
        }
        for other in others.indices {
            if isChargeOnly || entry.flags.contains(.isFree) {
                one.onOthers.append(.zero)
            } else if case .amount(let amount) = others[other].price(request) {
                one.onOthers.append(amount)
            } else {
                one.onOthers.append(nil)
            }
        }
        if entry.instant == nil { undated += 1 }
        report.total.add(one)
        if let instant = entry.instant {
            let span = report.span ?? instant...instant
            report.span = min(span.lowerBound, instant)...max(span.upperBound, instant)
        }
        entries.append(one)
    }

    private mutating func note(_ reason: String, _ model: String?, _ tokens: Int) {
        let key = "\(model ?? "")\n\(reason)"
        if missingPlaces[key] == nil {
            missingPlaces[key] = missing.count
            missing.append(UsageReport.Unpriced(model: model, reason: reason, records: 0, tokens: 0))
        }
        guard let place = missingPlaces[key] else { return }
        missing[place].records += 1
        missing[place].tokens = TokenCounts.sum(missing[place].tokens, tokens)
    }

    // MARK: Adding up

    private func groups() -> [UsageReport.Group] {
        var groups: [[String?]: UsageTotals] = [:]
        for one in entries {
            let keys = analysis.dimensions.map { key($0, ledger.entries[one.place]) }
            groups[keys, default: UsageTotals(others: others.count)].add(one)
        }
        let isByDay = analysis.dimensions.first == .day
        return groups.map { UsageReport.Group(keys: $0, totals: $1) }.sorted { one, two in
            let keys = one.keys.map { $0 ?? "" }.lexicographicallyPrecedes(two.keys.map { $0 ?? "" })
            if isByDay { return keys }
            if one.totals.cost != two.totals.cost { return one.totals.cost > two.totals.cost }
            if one.totals.tokens.total != two.totals.tokens.total {
                return one.totals.tokens.total > two.totals.tokens.total
            }
            return keys
        }
    }

    private func key(_ dimension: UsageDimension, _ entry: UsageLedger.Entry) -> String? {
        switch dimension {
        case .model: ledger.models[entry.model]
        case .day: entry.instant?.date.description
        case .session: ledger.sessions[entry.session].isEmpty ? nil : ledger.sessions[entry.session]
        default: ledger.labels[entry.labels][dimension]
        }
    }

    /// What each day cost, rising. Where the logs tell money only, what they say was charged.
    private func days(of entries: [PricedEntry]) -> [DayCost] {
        var days: [Int64: DayCost] = [:]
        for one in entries {
            guard let instant = ledger.entries[one.place].instant else { continue }
            let day = instant.seconds - Int64(instant.secondOfDay)
            add(one, to: &days[day, default: DayCost(day: UTCInstant(seconds: day).date)])
        }
        return days.sorted { $0.key < $1.key }.map(\.value).filter { $0.priced + $0.unpriced > 0 }
    }

    private func add(_ one: PricedEntry, to day: inout DayCost) {
        let isCharged = report.total.priced == 0 && report.total.chargedRecords > 0
        if let cost = isCharged ? one.charged : one.cost {
            day.cost = UsageTotals.sum(day.cost, cost)
            day.priced += 1
        } else if !isCharged, !one.isChargeOnly {
            day.unpriced += 1
        }
    }

    /// What a part of the requests spent, beside its budget.
    private func periods(_ budget: UsageBudget, of group: UsageBudget.Group) -> [BudgetPeriod] {
        let own = self.entries(of: group)
        var total = UsageTotals(others: others.count)
        for one in own { total.add(one) }
        return budget.periods(days(of: own), total: total)
    }

    private func entries(of group: UsageBudget.Group?) -> [PricedEntry] {
        guard let group else { return entries }
        return entries.filter { group.contains(ledger.labels[ledger.entries[$0.place].labels]) }
    }

    /// What is not in the rows of budgets, since nothing says on which day it was, or what it cost.
    private func budgetNotes() -> [String] {
        var notes: [String] = []
        for budget in analysis.budgets {
            let what = budget.isEstimate ? "the estimate" : "the budget"
            let subject = what + (budget.group.map { " of \($0.name)" } ?? "")
            let own = entries(of: budget.group)
            var note: String?
            switch budget.period {
            case .day, .month:
                var lacking = DayCost(day: analysis.now.date)
                for one in own where ledger.entries[one.place].instant == nil { add(one, to: &lacking) }
                note = lacking.undatedWords.map { "\(subject) a \(budget.period) lacks \($0)" }
            case .call:
                let unpriced = own.count { $0.cost == nil && !$0.isChargeOnly }
                guard unpriced > 0, unpriced < own.count else { continue }
                note = "\(subject) a call is compared with the mean of the requests with a price"
            case .total: continue
            }
            if let note, !notes.contains(note) { notes.append(note) }
        }
        return notes
    }

    private mutating func addNotes() {
        report.notes += pricer.notes.sorted() + others.flatMap { $0.notes.sorted() }
        for group in analysis.budgets.compactMap(\.group)
        where !report.budget.contains(where: { $0.subject == group.name }) {
            report.notes.append("no request in the logs with a date is of \(group.name), which has a budget")
        }
        report.notes += budgetNotes()
        if undated > 0 {
            report.notes.append(
                "\(plural(undated, "record")) without a date: priced at the prices of \(analysis.now.date)")
        }
        if leftOut > 0 {
            report.notes.append("\(plural(leftOut, "record")) without a date: left out, since a time was asked for")
        }
        if ledger.repeats > 0 {
            report.notes.append("\(plural(ledger.repeats, "line")) repeated a response and counted once")
        }
        if ledger.collisions > 0 {
            report.notes.append(
                "\(plural(ledger.collisions, "identifier")) meant different responses, which are counted apart")
        }
        if !report.otherModels.isEmpty {
            report.notes.append(
                "costs on another model are of the tokens in the log; another vocabulary makes more or fewer of the "
                    + "same text")
        }
        let free = entries.filter { ledger.entries[$0.place].flags.contains(.isFree) }.count
        if free > 0 {
            report.notes.append("\(plural(free, "response")) came from the proxy's own cache and cost nothing")
        }
    }
}
