import AssayPricing

/// Tasks whose cost is known from elsewhere: a bill, a quote, a measurement.
public struct GivenCost: Sendable, Hashable {
    /// What a task costs, from the least to the most.
    public var low: ExactDecimal
    public var high: ExactDecimal
    /// What all tasks cost, stretch by stretch.
    public private(set) var periods: [(period: Forecast.Period, high: ExactDecimal)] = []

    public static func == (left: GivenCost, right: GivenCost) -> Bool {
        left.low == right.low && left.high == right.high && left.periods.elementsEqual(right.periods, by: ==)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(low)
        hasher.combine(high)
    }

    public init(low: ExactDecimal, high: ExactDecimal, volume: Volume?, from start: UTCInstant) throws(DecimalError) {
        (self.low, self.high) = (low, high)
        for stretch in try volume?.stretches(from: start) ?? [] {
            let factor = try volume?.priceFactor(month: stretch.month) ?? .one
            let ends = (try low.multiplied(by: factor), try high.multiplied(by: factor))
            let period = Forecast.Period(
                from: stretch.from, to: stretch.to, tasks: stretch.tasks, perTask: ends.0,
                cost: try ends.0.multiplied(by: stretch.tasks))
            periods.append((period, try ends.1.multiplied(by: stretch.tasks)))
        }
    }

    /// All stretches together; nil without a volume.
    public func total() throws(DecimalError) -> (low: ExactDecimal, high: ExactDecimal)? {
        guard !periods.isEmpty else { return nil }
        var sum = (low: ExactDecimal.zero, high: ExactDecimal.zero)
        for part in periods {
            sum = (try sum.low.adding(part.period.cost), try sum.high.adding(part.high))
        }
        return sum
    }
}
