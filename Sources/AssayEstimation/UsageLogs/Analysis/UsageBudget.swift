import AssayPricing

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
    func periods(_ days: [(day: CivilDate, cost: ExactDecimal)], total: UsageTotals) -> [BudgetPeriod] {
        let spent = total.priced > 0 ? total.cost : total.charged
        switch period {
        case .total: return [one("total", spent)]
        case .call:
            guard total.requests > 0, let each = try? spent.divided(by: total.requests) else { return [] }
            return [one("a call", each)]
        case .day: return days.map { one($0.day.description, $0.cost) }
        case .month: return months(days)
        }
    }

    private func one(_ name: String, _ spent: ExactDecimal) -> BudgetPeriod {
        BudgetPeriod(name: name, subject: group?.name, spent: spent, limit: amount, isEstimate: isEstimate)
    }

    private func months(_ days: [(day: CivilDate, cost: ExactDecimal)]) -> [BudgetPeriod] {
        var months: [BudgetPeriod] = []
        for (day, cost) in days {
            let name = String(day.description.prefix(7))
            if months.last?.name != name { months.append(one(name, .zero)) }
            months[months.count - 1].spent = UsageTotals.sum(months[months.count - 1].spent, cost)
        }
        // Only the last month can still be going on.
        if let last = days.last?.day, let month = months.last {
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
