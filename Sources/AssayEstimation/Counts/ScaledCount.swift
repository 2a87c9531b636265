/// A number of tokens in millionths, so that sums of estimates are rounded once and not text by text.
///
/// A hundred thousand messages of one token each would else be off by as many roundings. Sums stop at `Int.max`
/// millionths.
struct ScaledCount: Sendable, Hashable {
    private(set) var low: Int
    private(set) var point: Int
    private(set) var high: Int
    private(set) var method: CountMethod

    static let unit = 1_000_000
    static let zero = ScaledCount(0)

    /// A number of tokens without an interval; a negative one takes from what it is added to.
    init(_ tokens: Int, method: CountMethod = .exact) {
        self.init(low: tokens, point: tokens, high: tokens, method: method)
    }

    /// A number of tokens with its interval.
    init(low: Int, point: Int, high: Int, method: CountMethod) {
        self.init(
            millionths: (
                low.saturatingMultiply(Self.unit), point.saturatingMultiply(Self.unit),
                high.saturatingMultiply(Self.unit)
            ), method: method)
    }

    init(_ count: TokenCount) {
        self.init(low: count.low, point: count.point, high: count.high, method: count.method)
    }

    init(millionths: (low: Int, point: Int, high: Int), method: CountMethod) {
        low = min(millionths.low, millionths.point)
        point = millionths.point
        high = max(millionths.high, millionths.point)
        self.method = method
    }

    /// The same number, no surer than `method`.
    func atMost(_ method: CountMethod) -> ScaledCount {
        var result = self
        result.method = max(self.method, method)
        return result
    }

    static func + (left: Self, right: Self) -> Self {
        ScaledCount(
            millionths: (
                left.low.saturatingAdd(right.low), left.point.saturatingAdd(right.point),
                left.high.saturatingAdd(right.high)
            ), method: max(left.method, right.method))
    }

    static func += (left: inout Self, right: Self) { left = left + right }

    /// Each end less that of another count; what is less than nothing takes from what it is added to.
    static func - (left: Self, right: Self) -> Self {
        ScaledCount(
            millionths: (
                left.low.saturatingAdd(-right.low), left.point.saturatingAdd(-right.point),
                left.high.saturatingAdd(-right.high)
            ), method: max(left.method, right.method))
    }

    /// Whole tokens: the low end rounded down, the point to the nearest (halves up), the high end up; none below zero.
    var tokens: TokenCount {
        let unit = Self.unit
        let low = max(0, self.low) / unit
        let point = max(0, self.point).saturatingAdd(unit / 2) / unit
        let high = max(0, self.high).saturatingAdd(unit - 1) / unit
        return TokenCount(low: min(low, point), point: point, high: max(point, high), method: method)
    }
}

extension Int {
    /// The product, or the nearest number that fits.
    func saturatingMultiply(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
    }
}
