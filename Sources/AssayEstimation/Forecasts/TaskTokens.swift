import AssayPricing

/// What the calls of a task used, added up by the price tier that each call's prompt reaches.
///
/// Within a tier prices are linear, so pricing these sums gives exactly the sum of the prices of the calls.
public struct TaskTokens: Sendable, Hashable {
    /// Sums over calls. 128 bits hold 2^20 calls of 2^60 tokens, each tried 2^20 times, in 2^17 samples.
    public struct Sums: Sendable, Hashable {
        public var calls: Int128 = 0
        /// Input that is neither read from a cache nor written to one.
        public var fresh: Int128 = 0
        public var cacheRead: Int128 = 0
        public var cacheWrite: Int128 = 0
        public var output: Int128 = 0
        public var reasoning: Int128 = 0
        /// What a cache is paid for by the hour: tokens times thousandths of an hour.
        public var cacheStorage: Int128 = 0

        public var input: Int128 { fresh + cacheRead + cacheWrite }

        static func += (left: inout Sums, right: Sums) {
            left.calls += right.calls
            left.fresh += right.fresh
            left.cacheRead += right.cacheRead
            left.cacheWrite += right.cacheWrite
            left.output += right.output
            left.reasoning += right.reasoning
            left.cacheStorage += right.cacheStorage
        }
    }

    /// The prompt sizes at which another tier begins, rising.
    let bounds: [Int]
    /// One a tier.
    private(set) var tiers: [Sums]
    /// The longest prompt.
    public private(set) var longestPrompt = 0

    init(bounds: [Int] = []) {
        self.bounds = bounds
        tiers = Array(repeating: Sums(), count: bounds.count + 1)
    }

    /// All tiers together.
    public var total: Sums { tiers.reduce(into: Sums()) { $0 += $1 } }

    mutating func add(_ call: ForecastCall, times: Int = 1) {
        guard times > 0 else { return }
        let times = Int128(times)
        longestPrompt = max(longestPrompt, call.prompt)
        tiers[bounds.count { call.prompt >= $0 }] += Sums(
            calls: times, fresh: times * Int128(call.prompt - call.read - call.write),
            cacheRead: times * Int128(call.read), cacheWrite: times * Int128(call.write),
            output: times * Int128(call.output), reasoning: times * Int128(call.reasoning))
    }

    /// Adds tokens that a cache keeps for so many thousandths of an hour; their price has no tiers.
    mutating func store(_ tokens: Int, millihours: Int) {
        tiers[0] += Sums(cacheStorage: Int128(tokens) * Int128(millihours))
    }

    mutating func add(_ other: TaskTokens) {
        longestPrompt = max(longestPrompt, other.longestPrompt)
        for tier in tiers.indices { tiers[tier] += other.tiers[tier] }
    }
}

/// One call.
struct ForecastCall {
    /// All input tokens, those read from the cache and those written to it included.
    var prompt: Int
    var read: Int
    var write: Int
    var output: Int
    var reasoning: Int
}

/// A mean of tasks: sums with weights, over a number of samples.
public struct MeanTokens: Sendable, Hashable {
    var parts: [(weight: ExactDecimal, tokens: TaskTokens)]
    var divisor = 1

    public static func == (left: MeanTokens, right: MeanTokens) -> Bool {
        left.divisor == right.divisor && left.parts.elementsEqual(right.parts, by: ==)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(divisor)
        for part in parts { hasher.combine(part.tokens) }
    }

    /// The mean of one of the sums, rounded to 12 places where it is not whole.
    public func mean(_ path: KeyPath<TaskTokens.Sums, Int128>) throws(DecimalError) -> ExactDecimal {
        try mean { (tokens) throws(DecimalError) in
            try ExactDecimal(significand: tokens.total[keyPath: path], exponent: 0)
        }
    }

    /// What they cost at some prices.
    func cost(_ prices: UnitPrices) throws(DecimalError) -> ExactDecimal {
        try mean { (tokens) throws(DecimalError) in try prices.cost(of: tokens) }
    }

    func mean(_ value: (TaskTokens) throws(DecimalError) -> ExactDecimal) throws(DecimalError) -> ExactDecimal {
        var sum = ExactDecimal.zero
        for part in parts { sum = try sum.adding(part.weight.multiplied(by: value(part.tokens))) }
        return divisor == 1 ? sum : try sum.divided(by: divisor)
    }

    var longestPrompt: Int { parts.map(\.tokens.longestPrompt).max() ?? 0 }

    /// All calls that any part has, to know which prices are needed.
    var everything: TaskTokens {
        var all = TaskTokens(bounds: parts.first?.tokens.bounds ?? [])
        for part in parts { all.add(part.tokens) }
        return all
    }
}
