import AssayPricing
import AssayPrompts
import AssayText

/// A model that changes are priced on.
public struct ChangeModel {
    /// Estimates one request, as ``CostEstimator`` does it.
    public typealias Estimate = (PromptUnit, PromptDocument) throws(CostError) -> CostEstimate

    public var prices: ModelPrices
    public var instant: UTCInstant
    public var assumptions: CostAssumptions
    let estimate: Estimate

    /// - Parameter estimate: the cost of a unit under the same assumptions.
    public init(
        _ prices: ModelPrices, at instant: UTCInstant, assumptions: CostAssumptions, estimate: @escaping Estimate
    ) {
        self.prices = prices
        self.instant = instant
        self.assumptions = assumptions
        self.estimate = estimate
    }

    /// The tokens of a part of a unit from its start on, as a cache counts them; what starts the reply is not in it.
    func prefix(_ unit: PromptUnit, in document: PromptDocument) throws(CostError) -> TokenCount {
        guard !unit.messages.isEmpty, let request = try estimate(unit, document).request else { return .zero }
        return request.total - request.priming
    }

    /// What so many tokens of a unit cost of which the first are the same in every call.
    func cached(_ input: TokenCount, prefix: TokenCount, of unit: PromptUnit) throws(CostError) -> CostEstimate {
        var assumptions = assumptions
        assumptions.prefix = .automatic
        return try CostEstimator(model: prices, at: instant, assumptions: assumptions)
            .serving(unit, inCommon: StaticPrefix(of: unit).unit)
            .estimate(input, prefix: (prefix, "the part that calls have in common"))
    }

    /// What so many tokens cost if the cache held the first of them, whatever the least is that it takes.
    func cost(_ input: TokenCount, cached: Int, of unit: PromptUnit) throws(CostError) -> CostEstimate {
        var (assumptions, prices) = (assumptions, prices)
        assumptions.prefix = .automatic
        prices.cache = nil
        return try CostEstimator(model: prices, at: instant, assumptions: assumptions)
            .serving(unit, inCommon: StaticPrefix(of: unit).unit)
            .estimate(input, prefix: (TokenCount(cached), "what was cached before"))
    }

    /// The tier of the price of a prompt with so many tokens; nil at the base price.
    func tier(of tokens: Int) -> String? {
        guard let usage = try? Usage([.input: tokens]),
            let price = try? Pricer.price(usage, of: prices, at: instant, options: assumptions.options)
        else { return nil }
        return price.lines.last { $0.meter == .input }?.tier
    }

    /// What the cache takes of a prefix.
    var cacheRule: CacheRule? { prices.cacheRule(at: instant) }

    /// Whether the cache gives back the beginning of what it holds. Claude's is read at breakpoints only; the others
    /// match from the start, in the steps of the price table.
    /// https://docs.claude.com/en/docs/build-with-claude/prompt-caching
    var readsPartially: Bool { !prices.id.lowercased().contains(text: "claude") }

    /// The most input tokens of a request.
    var limit: Int? { prices.maximumInput ?? prices.contextWindow }
}
