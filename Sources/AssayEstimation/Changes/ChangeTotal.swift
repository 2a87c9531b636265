import AssayPricing

/// What all changes come to on one model.
public struct ChangeTotal: Sendable {
    /// `provider/model`.
    public var model: String
    public var units = 0
    /// Whether any of the counts is an estimate.
    public var isEstimated = false
    public var tokensBefore = 0
    public var tokensAfter = 0
    public var perCallBefore = CostRange.zero
    public var perCallAfter = CostRange.zero
    /// Nil without traffic by the day or month.
    public var perMonthBefore: CostRange?
    public var perMonthAfter: CostRange?
    /// What calls cost more a month because less of them is cached; nil without traffic by the day or month.
    public var cacheLoss: ExactDecimal?

    /// The totals of changes, in the order in which models appear. A unit that could not be estimated is in none.
    public static func of(_ changes: [UnitChange]) throws(DecimalError) -> [ChangeTotal] {
        var totals: [ChangeTotal] = []
        for change in changes.flatMap(\.models) where change.before != nil || change.after != nil {
            if !totals.contains(where: { $0.model == change.model }) { totals.append(ChangeTotal(model: change.model)) }
            guard let index = totals.firstIndex(where: { $0.model == change.model }) else { continue }
            try totals[index].add(change)
        }
        return totals
    }

    private mutating func add(_ change: ModelChange) throws(DecimalError) {
        units += 1
        for count in [change.before, change.after].compactMap({ $0?.input }) {
            isEstimated = isEstimated || !count.method.isCounted || count.low != count.high
        }
        tokensBefore = Self.sum(tokensBefore, change.before?.input.point ?? 0)
        tokensAfter = Self.sum(tokensAfter, change.after?.input.point ?? 0)
        perCallBefore = try perCallBefore.adding(change.before?.perCall ?? .zero)
        perCallAfter = try perCallAfter.adding(change.after?.perCall ?? .zero)
        guard change.before?.perMonth != nil || change.after?.perMonth != nil else { return }
        perMonthBefore = try (perMonthBefore ?? .zero).adding(change.before?.perMonth ?? .zero)
        perMonthAfter = try (perMonthAfter ?? .zero).adding(change.after?.perMonth ?? .zero)
        if let loss = change.cache?.perMonth { cacheLoss = try (cacheLoss ?? .zero).adding(loss) }
    }

    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
