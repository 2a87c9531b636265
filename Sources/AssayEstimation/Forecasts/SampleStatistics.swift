import AssayPricing

extension Forecast.Spread {
    /// - Parameters:
    ///   - costs: one a sample, at least two.
    ///   - mean: their mean.
    /// - Complexity: O(n log n).
    init(_ costs: [ExactDecimal], mean: ExactDecimal) throws(DecimalError) {
        let values = costs.map(\.approximation)
        let order = costs.indices.sorted { values[$0] < values[$1] }
        // The nearest rank: the smallest sample that so many per cent do not exceed.
        func percentile(_ percent: Int) -> ExactDecimal {
            costs[order[max(0, (costs.count * percent + 99) / 100 - 1)]]
        }
        samples = costs.count
        let center = mean.approximation
        let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
        let deviation = costs.count > 1 ? (squares / Double(costs.count - 1)).squareRoot() : 0
        standardError = try ExactDecimal(rounding: deviation / Double(costs.count).squareRoot())
        (minimum, maximum) = (costs[order[0]], costs[order[costs.count - 1]])
        (p50, p90, p99) = (percentile(50), percentile(90), percentile(99))
        histogram = Self.histogram(values, from: minimum.approximation, to: p99.approximation)
    }

    private static func histogram(_ values: [Double], from low: Double, to high: Double) -> [Int] {
        guard high > low else { return [values.count] }
        var bins = [Int](repeating: 0, count: 30)
        for value in values where value <= high {
            bins[min(bins.count - 1, Int((value - low) / (high - low) * Double(bins.count)))] += 1
        }
        return bins
    }
}

extension ExactDecimal {
    /// A double as a decimal with 12 places. For what is a statistic, not an amount.
    init(rounding value: Double) throws(DecimalError) {
        guard value.isFinite, abs(value) < 1e24 else { throw DecimalError.outOfRange }
        try self.init(significand: Int128((value * 1e12).rounded()), exponent: -12)
    }

    /// The quotient of two decimals, rounded half to even to so many places.
    public func ratio(to divisor: ExactDecimal, places: Int = 12) throws(DecimalError) -> ExactDecimal {
        guard let whole = Int(exactly: divisor.significand) else { throw DecimalError.outOfRange }
        return try shifted(by: -divisor.exponent).divided(by: whole, places: places)
    }
}
