import AssayPricing

/// An amount of money with its interval, in US dollars: what the low end, the point and the high end of a count cost.
public struct CostRange: Sendable, Hashable {
    public var low: ExactDecimal
    public var point: ExactDecimal
    public var high: ExactDecimal

    public init(low: ExactDecimal, point: ExactDecimal, high: ExactDecimal) {
        self.low = low
        self.point = point
        self.high = high
    }

    public static let zero = CostRange(low: .zero, point: .zero, high: .zero)

    /// Whether the interval is more than its point.
    public var isExact: Bool { low == high }

    /// The sum of two amounts, end by end.
    public func adding(_ other: CostRange) throws(DecimalError) -> CostRange {
        CostRange(
            low: try low.adding(other.low), point: try point.adding(other.point), high: try high.adding(other.high))
    }

    /// The amount divided by a number, rounded to 12 places.
    public func divided(by divisor: Int) throws(DecimalError) -> CostRange {
        CostRange(
            low: try low.divided(by: divisor), point: try point.divided(by: divisor),
            high: try high.divided(by: divisor))
    }

    /// The amount times a number, such as that of the calls.
    public func multiplied(by factor: ExactDecimal) throws(DecimalError) -> CostRange {
        CostRange(
            low: try low.multiplied(by: factor), point: try point.multiplied(by: factor),
            high: try high.multiplied(by: factor))
    }
}
