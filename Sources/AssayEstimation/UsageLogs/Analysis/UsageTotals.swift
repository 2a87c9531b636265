import AssayPricing

/// What some requests used and cost together.
public struct UsageTotals: Sendable {
    /// Requests, where the logs count them.
    public internal(set) var requests = 0
    /// Responses and rows of exports.
    public internal(set) var records = 0
    public internal(set) var tokens = TokenCounts()
    /// The price of all that has one, in US dollars.
    public internal(set) var cost = ExactDecimal.zero
    /// How many records have one.
    public internal(set) var priced = 0
    /// How many records have no price, and how many tokens they have. They are in no cost.
    public internal(set) var unpriced = 0
    public internal(set) var unpricedTokens = 0
    /// What the logs themselves say was charged, and for how many records they say it.
    public internal(set) var charged = ExactDecimal.zero
    public internal(set) var chargedRecords = 0
    /// The requests that are both counted and priced, and what they cost: what a call costs in the mean.
    private(set) var calls = Calls()
    /// The same of what the logs say was charged.
    private(set) var chargedCalls = Calls()
    /// The price on each of the other models that were asked for.
    public internal(set) var onOthers: [ExactDecimal] = []
    public internal(set) var unpricedOnOthers: [Int] = []

    /// Requests and what they cost together.
    struct Calls: Sendable {
        var requests = 0
        var cost = ExactDecimal.zero

        mutating func add(_ requests: Int, _ cost: ExactDecimal) {
            guard requests > 0 else { return }
            self.requests = TokenCounts.sum(self.requests, requests)
            self.cost = UsageTotals.sum(self.cost, cost)
        }
    }

    init(others: Int) {
        onOthers = Array(repeating: .zero, count: others)
        unpricedOnOthers = Array(repeating: 0, count: others)
    }

    mutating func add(_ one: PricedEntry) {
        requests = TokenCounts.sum(requests, one.requests)
        records += 1
        tokens = tokens + one.tokens
        if let cost = one.cost {
            self.cost = UsageTotals.sum(self.cost, cost)
            priced += 1
            calls.add(one.requests, cost)
        } else if !one.isChargeOnly {
            unpriced += 1
            unpricedTokens = TokenCounts.sum(unpricedTokens, one.tokens.total)
        }
        if let charged = one.charged {
            self.charged = UsageTotals.sum(self.charged, charged)
            chargedRecords += 1
            chargedCalls.add(one.requests, charged)
        }
        for (place, cost) in one.onOthers.enumerated() {
            if let cost {
                onOthers[place] = UsageTotals.sum(onOthers[place], cost)
            } else {
                unpricedOnOthers[place] += 1
            }
        }
    }

    /// Amounts of at most 2^60 tokens at any price in the table have room in 38 digits many times over.
    static func sum(_ one: ExactDecimal, _ two: ExactDecimal) -> ExactDecimal { (try? one.adding(two)) ?? one }
}

/// An entry with its price.
struct PricedEntry {
    /// The entry's place in the ledger.
    var place: Int
    var requests: Int
    var tokens: TokenCounts
    /// Nil where it has no price.
    var cost: ExactDecimal?
    var charged: ExactDecimal?
    var isChargeOnly: Bool
    var onOthers: [ExactDecimal?]
}

extension UsageTotals {
    /// Adds what another group has.
    public mutating func add(_ other: UsageTotals) {
        requests = TokenCounts.sum(requests, other.requests)
        records += other.records
        tokens = tokens + other.tokens
        cost = UsageTotals.sum(cost, other.cost)
        priced += other.priced
        unpriced += other.unpriced
        unpricedTokens = TokenCounts.sum(unpricedTokens, other.unpricedTokens)
        charged = UsageTotals.sum(charged, other.charged)
        chargedRecords += other.chargedRecords
        calls.add(other.calls.requests, other.calls.cost)
        chargedCalls.add(other.chargedCalls.requests, other.chargedCalls.cost)
        for place in onOthers.indices where other.onOthers.indices.contains(place) {
            onOthers[place] = UsageTotals.sum(onOthers[place], other.onOthers[place])
            unpricedOnOthers[place] += other.unpricedOnOthers[place]
        }
    }
}
