import AssayPricing
import AssayTokenization

/// What calls of one prompt cost on one model, and how that came about.
public struct CostEstimate: Sendable, Hashable {
    /// `provider/model`.
    public var model: String
    /// The instant of the prices.
    public var instant: UTCInstant
    /// All input tokens of a call.
    public var input: TokenCount
    /// Where the input tokens come from; nil where only their number was given.
    public var request: RequestCount?
    /// Output and reasoning tokens, as assumed.
    public var output: Int
    public var reasoning: Int
    /// One call: where a cache is assumed, the mean of calls that find the prefix in it and calls that do not.
    public var perCall: CostRange
    /// The price of a call at the point of the count, meter by meter; with a cache, of one that finds the prefix.
    public var price: PricedUsage
    /// With a cache, the price of a call that writes the prefix.
    public var writePrice: PricedUsage?
    public var cache: PrefixCache?
    public var traffic: Traffic?
    /// All calls of the declared traffic.
    public var total: CostRange?
    /// A month of them; nil for a burst.
    public var perMonth: CostRange?
    /// What was assumed, left out, or is not obvious.
    public var notes: [String]

    /// How the number of input tokens was obtained.
    public var method: CountMethod { input.method }

    /// What a part of the input costs at the price of fresh input that the whole reached; nil where a cache changes
    /// what it costs, or where there is no fresh input.
    ///
    /// - Parameter modality: what the part is; without a price of its own it is charged as text.
    public func amount(ofPart tokens: Int, _ modality: Meter.Modality = .text) -> ExactDecimal? {
        let lines = price.lines
        guard cache == nil,
            let line = lines.first(where: { $0.meter == Meter(.input, .base, modality) })
                ?? lines.first(where: { $0.meter == .input }),
            var amount = try? line.unitPrice.multiplied(by: tokens).shifted(by: -6)
        else { return nil }
        for factor in line.factors {
            guard let product = try? amount.multiplied(by: factor.factor) else { return nil }
            amount = product
        }
        return amount
    }
}

/// Why the cost of a prompt cannot be estimated.
public enum CostError: Error, Sendable, Hashable, CustomStringConvertible {
    case counting(TokenizationError)
    case template(ChatTemplateError)
    case pricing(PricingError)

    public var description: String {
        switch self {
        case .counting(let error): error.description
        case .template(let error): error.description
        case .pricing(let error): error.description
        }
    }
}
