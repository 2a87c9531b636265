import AssayPricing

/// What tasks will cost, on models and under policies side by side.
public struct Forecast: Sendable {
    public var request: ForecastRequest
    public var scenarios: [Scenario]

    /// One model under one policy.
    public struct Scenario: Sendable {
        /// `provider/model`.
        public var model: String
        public var policy: HistoryPolicy
        /// What a task uses, in the mean.
        public var tokens: MeanTokens
        /// What a task costs at the instant of the forecast.
        public var task: TaskCost
        /// The input's price in fresh input tokens: cached ones count less, written ones more.
        public var inputEquivalent: ExactDecimal?
        /// Rounded to 12 places; nil without a success rate.
        public var perOutcome: ExactDecimal?
        /// By month, or by price; empty without a volume.
        public var periods: [Period]
        public var total: ExactDecimal?
        public var tasks: ExactDecimal?
        /// What a typical task has cost after each turn (or step, of a task with one turn).
        public var curve: [ExactDecimal]
        /// How it compares with the first policy on the same model.
        public var breakEven: BreakEven?
        public var cache: CacheFacts?
        public var hosting: HostingComparison?
        public var notes: [String]
        /// The prices behind the numbers, of calls as short as possible.
        public var prices: PricedUsage
        /// The prices of the longer calls that cost more, by rising size.
        public var furtherTiers: [TierPrices]
    }

    /// The prices of prompts from a size on.
    public struct TierPrices: Sendable {
        /// Tokens of the shortest prompt.
        public var from: Int
        public var prices: PricedUsage
    }

    /// What a task costs.
    public struct TaskCost: Sendable, Hashable {
        /// Exact where nothing is drawn; otherwise the mean of the samples, rounded to 12 places.
        public var mean: ExactDecimal
        /// Nil where nothing is drawn.
        public var spread: Spread?
    }

    /// How the samples differ.
    public struct Spread: Sendable, Hashable {
        public var samples: Int
        /// The standard error of the mean, rounded to 12 places.
        public var standardError: ExactDecimal
        public var minimum: ExactDecimal
        public var p50: ExactDecimal
        public var p90: ExactDecimal
        public var p99: ExactDecimal
        public var maximum: ExactDecimal
        /// How many samples fall between the minimum and p99, in steps of the same width.
        public var histogram: [Int]
    }

    /// A stretch of time.
    public struct Period: Sendable, Hashable {
        public var from: UTCInstant
        /// The first day after it.
        public var to: UTCInstant
        public var tasks: ExactDecimal
        /// In the mean of the stretch.
        public var perTask: ExactDecimal
        public var cost: ExactDecimal

        public var days: Int { Int((to.seconds - from.seconds) / 86_400) }
    }

    /// When one policy becomes cheaper than another.
    public enum BreakEven: Sendable, Hashable {
        /// The policy itself.
        case baseline
        /// Cheaper from this turn on, as far as was looked.
        case from(turn: Int)
        /// Not within so many turns.
        case notWithin(turns: Int)
        /// Both cost the same all the way.
        case same
    }

    /// What is cached, and whether that pays.
    public struct CacheFacts: Sendable, Hashable {
        public var scope: CacheAssumptions.Scope
        public var rule: CacheRule
        public var lifetime: Int
        public var isLifetimeAssumed: Bool
        /// In millionths: how many tasks find the system prompt in the cache; nil unless it is shared.
        public var sharedHits: Int?
        /// The number of uses within a lifetime from which on writing a prefix and reading it costs less than sending
        /// it anew each time.
        public var paysFrom: Int?
    }

    /// Hardware of one's own beside a model's price.
    public struct HostingComparison: Sendable, Hashable {
        /// What a million tokens, input and output alike, cost on the model.
        public var modelPerMillion: ExactDecimal
        /// The tokens and tasks a month of 720 hours from which on the hardware is cheaper; nil where it never is.
        public var tokensAMonth: Int?
        public var tasksAMonth: Int?
    }
}

/// What a forecast is to be made of.
public struct ForecastRequest: Sendable {
    public var workload = Workload()
    public var policies = [HistoryPolicy.full]
    public var cache = CacheAssumptions()
    public var volume: Volume?
    /// The share of tasks that succeed.
    public var successRate: ExactDecimal?
    public var hosting: SelfHosting?
    public var options = PriceOptions()
    public var instant: UTCInstant
    public var samples = 10_000
    public var seed: UInt64 = 1

    public init(at instant: UTCInstant) { self.instant = instant }

    /// Whether numbers are drawn.
    public var isSampled: Bool { !(workload.isFixed && cache.isFixed) }
    /// Whether a curve goes by steps: of a task with a single turn.
    public var countsSteps: Bool { workload.turns == .one }
}
