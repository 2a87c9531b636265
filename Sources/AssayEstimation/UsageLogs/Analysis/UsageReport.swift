import AssayPricing

/// What some logs say, added up.
public struct UsageReport: Sendable {
    /// What the groups are of.
    public var dimensions: [UsageDimension]
    /// The models of ``UsageTotals/onOthers``.
    public var otherModels: [String]
    public var groups: [Group] = []
    /// Always the sum of the groups.
    public var total: UsageTotals
    /// What the requests span; nil where none has a date.
    public var span: ClosedRange<UTCInstant>?
    /// Conversations of two turns or more, the dearest first.
    public var conversations: [Conversation] = []
    /// All conversations together; nil where there are none.
    public var turns: TurnTotals?
    public var unpriced: [Unpriced] = []
    public var jumps: [DayJump] = []
    public var reasoning: [ReasoningFinding] = []
    public var budget: [BudgetPeriod] = []
    public var notes: [String] = []

    public struct Group: Sendable {
        /// One value a dimension; nil where the log does not say.
        public var keys: [String?]
        public var totals: UsageTotals
    }

    /// Requests that could not be priced.
    public struct Unpriced: Sendable, Hashable {
        public var model: String?
        public var reason: String
        public var records: Int
        public var tokens: Int
    }

    /// Growth and caching over all conversations.
    public struct TurnTotals: Sendable {
        public var conversations = 0
        public var turns = 0
        /// Tokens by which the prompt grew from turn to turn, and over how many turns that is.
        public var growth = 0
        public var growingTurns = 0
        public var prompt = 0
        public var resent = 0
        public var breaks = 0
        public var breakCost = ExactDecimal.zero

        /// By how many tokens the prompt grows a turn.
        public var growthPerTurn: Double? { growingTurns > 0 ? Double(growth) / Double(growingTurns) : nil }
        /// Which part of the input had been sent in the turn before.
        public var resentShare: Double? { prompt > 0 ? Double(resent) / Double(prompt) : nil }
    }
}

/// A day that cost much more than the days before it let expect.
public struct DayJump: Sendable, Hashable {
    public var day: CivilDate
    public var cost: Double
    /// The trend of up to 14 days before.
    public var expected: Double
    public var ratio: Double { cost / expected }
}

/// Reasoning tokens that nobody asked for.
public struct ReasoningFinding: Sendable, Hashable {
    public enum Kind: String, Sendable {
        /// The requests are in the log and did not ask for reasoning.
        case notAskedFor
        /// The model's responses had no reasoning before.
        case began
    }

    public var kind: Kind
    public var model: String?
    public var since: UTCInstant?
    public var responses: Int
    /// How many responses of the model had none before.
    public var before: Int
    public var tokens: Int
    /// What the reasoning cost; nil where it has no price.
    public var cost: ExactDecimal?
}

/// What was spent in a month, a day or altogether, beside the budget or the estimate for it.
public struct BudgetPeriod: Sendable, Hashable {
    /// `2026-11`, `2026-11-21` or `total`.
    public var name: String
    /// Whose budget it is, such as `team search`; nil where it is for everything.
    public var subject: String?
    public var spent: ExactDecimal
    public var limit: ExactDecimal
    /// What the period would come to at the rate of its days so far; nil where it is over or has no length.
    public var projected: ExactDecimal?
    public var isEstimate: Bool
    /// How many records of the period have no price, and are not in what was spent.
    public var unpriced = 0
    /// Whether nothing of the period has a price.
    public var isUnpriced = false
    public var isExceeded: Bool { spent > limit }
}
