/// The price of one meter: an amount for the quoted quantity, perhaps changing with the size of the prompt.
public struct Rate: Sendable, Hashable {
    /// Where an amount comes from.
    public enum Amount: Sendable, Hashable {
        case fixed(ExactDecimal)
        /// Another meter's amount in the same entry times a factor, tiers included: a cache write at 1.25 x input.
        case derived(from: Meter, factor: ExactDecimal)
    }

    /// Another amount from a prompt size on.
    public struct Tier: Sendable, Hashable {
        /// Prompt tokens, cached ones included.
        public let threshold: Int
        /// Whether a prompt of exactly `threshold` tokens is in this tier: `>=` rather than `>`.
        public let includesThreshold: Bool
        public let amount: ExactDecimal

        public init(threshold: Int, includesThreshold: Bool, amount: ExactDecimal) {
            self.threshold = threshold
            self.includesThreshold = includesThreshold
            self.amount = amount
        }

        func applies(to promptTokens: ExactDecimal) -> Bool {
            let bound = ExactDecimal(threshold)
            return includesThreshold ? promptTokens >= bound : promptTokens > bound
        }

        /// The condition as price files write it: `>200000`.
        public var condition: String { (includesThreshold ? ">=" : ">") + String(threshold) }
    }

    /// What a tier does to a request that reaches it.
    public enum TierMode: Sendable, Hashable {
        /// The whole request is charged at the tier's amount. Every provider in the table does this.
        case cliff
        /// Only the tokens beyond the threshold are.
        case graduated
    }

    /// What is free before charging starts. The table tells it; pricing one request cannot know what is left of it.
    public struct FreeQuota: Sendable, Hashable {
        public let count: Int
        /// `day` or `month`.
        public let period: String
        /// A name shared by the models that draw on the same quota; empty when it is the model's own.
        public let group: String

        public init(count: Int, period: String, group: String) {
            self.count = count
            self.period = period
            self.group = group
        }
    }

    public var amount: Amount
    /// By rising threshold.
    public var tiers: [Tier]
    public var mode: TierMode
    public var freeQuota: FreeQuota?

    public init(_ amount: Amount, tiers: [Tier] = [], mode: TierMode = .cliff, freeQuota: FreeQuota? = nil) {
        self.amount = amount
        self.tiers = tiers.sorted { $0.threshold < $1.threshold }
        self.mode = mode
        self.freeQuota = freeQuota
    }

    public init(_ amount: ExactDecimal) { self.init(.fixed(amount)) }

    /// The amount of a fixed rate without its tiers; nil for a derived one.
    public var base: ExactDecimal? {
        if case .fixed(let amount) = amount { amount } else { nil }
    }
}
