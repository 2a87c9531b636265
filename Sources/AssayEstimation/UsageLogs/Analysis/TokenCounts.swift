import AssayPricing

/// Tokens by what they are charged as; the parts don't overlap.
public struct TokenCounts: Sendable, Hashable {
    /// Fresh input of any modality.
    public var input = 0
    public var cacheRead = 0
    public var cacheWrite = 0
    /// Visible output of any modality.
    public var output = 0
    public var reasoning = 0

    public init() {}

    init(_ usage: Usage) {
        for (meter, quantity) in usage.quantities where meter.isToken {
            let count = quantity.integer ?? 0
            switch meter.kind {
            case .cacheRead: cacheRead = TokenCounts.sum(cacheRead, count)
            case .cacheWrite: cacheWrite = TokenCounts.sum(cacheWrite, count)
            case .reasoning: reasoning = TokenCounts.sum(reasoning, count)
            default:
                if meter.direction == .output {
                    output = TokenCounts.sum(output, count)
                } else {
                    input = TokenCounts.sum(input, count)
                }
            }
        }
    }

    /// All tokens that were sent, cached or not.
    public var prompt: Int { TokenCounts.sum(TokenCounts.sum(input, cacheRead), cacheWrite) }
    public var total: Int { TokenCounts.sum(prompt, TokenCounts.sum(output, reasoning)) }
    /// Which part of what was sent was read from a cache; nil where nothing was sent.
    public var hitRate: Double? { prompt > 0 ? Double(cacheRead) / Double(prompt) : nil }

    static func + (left: TokenCounts, right: TokenCounts) -> TokenCounts {
        var result = TokenCounts()
        result.input = sum(left.input, right.input)
        result.cacheRead = sum(left.cacheRead, right.cacheRead)
        result.cacheWrite = sum(left.cacheWrite, right.cacheWrite)
        result.output = sum(left.output, right.output)
        result.reasoning = sum(left.reasoning, right.reasoning)
        return result
    }

    /// Sums that don't fit stay at the largest number; hostile logs must not end the program.
    static func sum(_ one: Int, _ two: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(two)
        return overflow ? Int.max : sum
    }
}
