/// A number of tokens with its interval and the way it was obtained: `low <= point <= high`.
public struct TokenCount: Sendable, Hashable {
    /// The least number of tokens to expect.
    public var low: Int
    /// The most likely number of tokens; differences between counts use it.
    public var point: Int
    /// The greatest number of tokens to expect; budgets test it.
    public var high: Int
    public var method: CountMethod

    public init(low: Int, point: Int, high: Int, method: CountMethod) {
        self.low = low
        self.point = point
        self.high = high
        self.method = method
    }

    /// A count without an interval.
    public init(_ tokens: Int, method: CountMethod = .exact) {
        self.init(low: tokens, point: tokens, high: tokens, method: method)
    }

    public static let zero = TokenCount(0)

    /// The sum of two counts, as sure as the less sure of the two. Sums stop at `Int.max`.
    public static func + (left: TokenCount, right: TokenCount) -> TokenCount {
        TokenCount(
            low: left.low.saturatingAdd(right.low), point: left.point.saturatingAdd(right.point),
            high: left.high.saturatingAdd(right.high), method: max(left.method, right.method))
    }

    public static func += (left: inout TokenCount, right: TokenCount) { left = left + right }
}

extension Int {
    /// The sum, or the nearest number that fits.
    func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
