/// Tokens of a text that is only partly known: the fewest, the likely number and the most.
public struct TokenBounds: Sendable, Hashable {
    public var low: Int
    public var point: Int
    public var high: Int

    public init(low: Int, point: Int, high: Int) {
        self.low = low
        self.point = point
        self.high = high
    }

    public init(_ tokens: Int) {
        self.init(low: tokens, point: tokens, high: tokens)
    }

    public static let zero = TokenBounds(0)

    /// Whether the number is known.
    public var isExact: Bool { low == high }

    /// The sum; it stops at `Int.max`.
    public static func + (left: TokenBounds, right: TokenBounds) -> TokenBounds {
        TokenBounds(
            low: left.low.saturatingAdd(right.low), point: left.point.saturatingAdd(right.point),
            high: left.high.saturatingAdd(right.high))
    }

    public static func += (left: inout TokenBounds, right: TokenBounds) { left = left + right }

    /// The text as often as `times` says.
    static func * (left: TokenBounds, times: TokenBounds) -> TokenBounds {
        TokenBounds(
            low: left.low.saturatingMultiply(times.low), point: left.point.saturatingMultiply(times.point),
            high: left.high.saturatingMultiply(times.high))
    }

    /// One of several texts, or nothing where `isOptional`; the point is the mean.
    static func oneOf(_ choices: [TokenBounds], isOptional: Bool) -> TokenBounds {
        let all = isOptional ? choices + [.zero] : choices
        guard let least = all.map(\.low).min(), let most = all.map(\.high).max() else { return .zero }
        let points = all.reduce(0) { $0.saturatingAdd($1.point) }
        return TokenBounds(low: least, point: points / all.count, high: most)
    }

    /// What several ways to fill one text have in common: the fewest, the mean and the most.
    public static func over(_ ways: [TokenBounds]) -> TokenBounds { oneOf(ways, isOptional: false) }
}
