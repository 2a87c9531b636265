/// What is assumed of text that only a request makes known: values that no fixture gives, and how often loops run.
public struct OpenTextAssumptions: Sendable, Hashable {
    /// Tokens that one value takes.
    public var tokensPerValue: ClosedRange<Int>
    /// Rounds that one loop runs.
    public var rounds: ClosedRange<Int>

    /// - Note: The middles of the ranges make the point of a count.
    public init(tokensPerValue: ClosedRange<Int> = 0...100, rounds: ClosedRange<Int> = 0...5) {
        self.tokensPerValue = tokensPerValue
        self.rounds = rounds
    }

    var value: TokenBounds { Self.bounds(tokensPerValue) }
    var loop: TokenBounds { Self.bounds(rounds) }

    private static func bounds(_ range: ClosedRange<Int>) -> TokenBounds {
        let (low, high) = (max(0, range.lowerBound), max(0, range.upperBound))
        return TokenBounds(low: low, point: low + (high - low) / 2, high: high)
    }
}
