import AssayPricing
import AssayText

/// An amount of money for a time: a budget, or an estimate to compare with.
public struct UsageBudget: Sendable, Hashable {
    public enum Period: String, Sendable, CaseIterable {
        case call, day, month
        /// All that is in the logs.
        case total
    }

    public var amount: ExactDecimal
    public var period: Period
    public var isEstimate: Bool
    /// Whose money it is; nil for all that is in the logs.
    public var group: Group?

    /// Requests that belong together.
    public struct Group: Sendable, Hashable {
        /// The team, or a field or tag of the log.
        public var dimension: UsageDimension
        /// The team's name, in whatever case; nil for whatever has the field or tag.
        public var value: String?

        public init(_ dimension: UsageDimension, _ value: String?) {
            self.dimension = dimension
            self.value = value
        }

        /// `team search`, or `label beta`
        var name: String { value.map { "\(dimension) \($0)" } ?? "label \(dimension)" }

        /// Whether a request with these labels is one of the group.
        func contains(_ labels: [UsageDimension: String]) -> Bool {
            guard let label = labels[dimension] else { return false }
            return value.map { $0.lowercased() == label.lowercased() } ?? true
        }
    }

    public init(_ amount: ExactDecimal, _ period: Period, isEstimate: Bool = false, of group: Group? = nil) {
        self.amount = amount
        self.period = period
        self.isEstimate = isEstimate
        self.group = group
    }

    /// Reads `500/month`, `$20/day`, `0.02/call` or `1000`, which is for everything in the logs.
    public init?(_ text: String, isEstimate: Bool = false) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let number = parts[0].first == "$" ? parts[0].dropFirst() : parts[0]
        guard parts.count <= 2, let amount = try? ExactDecimal(number), !amount.isNegative else { return nil }
        guard parts.count == 2 else {
            (self.amount, period, self.isEstimate) = (amount, .total, isEstimate)
            return
        }
        guard let period = Period(rawValue: String(parts[1])), period != .total else { return nil }
        (self.amount, self.period, self.isEstimate) = (amount, period, isEstimate)
    }

    /// The periods of the log with what was spent in each.
    ///
    /// - Parameter days: what each day cost.
    func periods(_ days: [DayCost], total: UsageTotals) -> [BudgetPeriod] {
        switch period {
        case .total:
            let isCharged = total.priced == 0 && total.chargedRecords > 0
            return isCharged
                ? [one("total", total.charged)]
                : [one("total", total.cost, priced: total.priced, unpriced: total.unpriced)]
        case .call: return call(total).map { [one("a call", $0)] } ?? []
        case .day: return days.map { one($0.day.description, $0.cost, priced: $0.priced, unpriced: $0.unpriced) }
        case .month: return months(days)
        }
    }

    /// What a request cost in the mean of those with a price: one without would count as free.
    private func call(_ total: UsageTotals) -> ExactDecimal? {
        if total.priced > 0 {
            return total.calls.requests > 0 ? try? total.calls.cost.divided(by: total.calls.requests) : nil
        }
        if total.chargedCalls.requests > 0 {
            return try? total.chargedCalls.cost.divided(by: total.chargedCalls.requests)
        }
        // Exports tell requests and charges in different rows.
        return total.requests > 0 && total.chargedRecords > 0 ? try? total.charged.divided(by: total.requests) : nil
    }

    private func one(_ name: String, _ spent: ExactDecimal, priced: Int = 1, unpriced: Int = 0) -> BudgetPeriod {
        BudgetPeriod(
            name: name, subject: group?.name, spent: spent, limit: amount, isEstimate: isEstimate, unpriced: unpriced,
            isUnpriced: priced == 0 && unpriced > 0)
    }

    private func months(_ all: [DayCost]) -> [BudgetPeriod] {
        var sums: [(name: String, sum: DayCost)] = []
        for day in all {
            let name = String(day.day.description.prefix(7))
            guard let last = sums.last, last.name == name else {
                sums.append((name, day))
                continue
            }
            sums[sums.count - 1].sum = last.sum.adding(day)
        }
        var months = sums.map { one($0.name, $0.sum.cost, priced: $0.sum.priced, unpriced: $0.sum.unpriced) }
        // Only the last month can still be going on. Days without any price tell nothing of its rate.
        let days = all.filter { $0.priced > 0 }
        if let last = days.last?.day, let month = months.last, last.description.hasPrefix(month.name) {
            let first = days.first { String($0.day.description.prefix(7)) == month.name }?.day.day ?? 1
            months[months.count - 1].projected = projection(month.spent, from: months.count == 1 ? first : 1, to: last)
        }
        return months
    }

    /// The month at the rate of its days from the first with usage on.
    private func projection(_ spent: ExactDecimal, from first: Int, to last: CivilDate) -> ExactDecimal? {
        let length = (28...31).last { CivilDate(year: last.year, month: last.month, day: $0) != nil } ?? 30
        guard last.day < length, last.day >= first else { return nil }
        let days = last.day - first + 1
        return try? spent.multiplied(by: length).divided(by: days, places: 6)
    }
}

/// What a day cost.
struct DayCost {
    var day: CivilDate
    var cost = ExactDecimal.zero
    /// How many of its records have a price, and how many have none.
    var priced = 0
    var unpriced = 0

    /// Both together, as of the first day.
    func adding(_ other: DayCost) -> DayCost {
        DayCost(
            day: day, cost: UsageTotals.sum(cost, other.cost), priced: priced + other.priced,
            unpriced: unpriced + other.unpriced)
    }

    /// `$2.50 of 3 records without a date`, where these are the records without one; nil where there are none.
    var undatedWords: String? {
        let count = priced + unpriced
        guard count > 0 else { return nil }
        let records = "\(plural(count, "record")) without a date"
        guard priced > 0 else { return "\(records) and without a price" }
        let rounded = (try? cost.divided(by: 1, places: 6)) ?? cost
        return "$\(rounded.text(minimumPlaces: 2))\(unpriced > 0 ? "+" : "") of \(records)"
    }
}
