/// What a request asked for beyond its tokens.
public struct PriceOptions: Sendable, Hashable {
    /// Submitted through the provider's batch interface.
    public var batch = false
    /// The service tier that served it: `flex`, `priority`. `standard` and `default` are the same as none.
    public var tier: String?
    /// `fast`, where a provider sells speed. `standard` is the same as none.
    public var speed: String?
    /// Where an endpoint is: a region's name. `global` is the same as none.
    public var region: String?
    /// Where processing must stay: `us`, `eu`. `global` is the same as none.
    public var residency: String?
    /// The path a router took.
    public var route: String?
    /// The kind of search, where a provider sells several.
    public var search: String?

    public init(
        batch: Bool = false, tier: String? = nil, speed: String? = nil, region: String? = nil, residency: String? = nil,
        route: String? = nil, search: String? = nil
    ) {
        self.batch = batch
        self.tier = tier
        self.speed = speed
        self.region = region
        self.residency = residency
        self.route = route
        self.search = search
    }

    /// The words for "as usual": OpenAI's and Anthropic's tiers, Groq's tier, everywhere, Perplexity's plain search.
    private static let neutral: Set<String> = ["standard", "default", "on_demand", "global", "web", ""]

    /// What differs from a standard request.
    public var conditions: [Condition] {
        let named: [(Condition.Name, String?)] = [
            (.tier, tier), (.speed, speed), (.region, region), (.residency, residency), (.route, route),
            (.search, search),
        ]
        let special = named.compactMap { name, value in value.map { Condition(name, $0) } }
            .filter { !PriceOptions.neutral.contains($0.value) }
        return (batch ? [.batch] : []) + special
    }
}

extension Condition {
    /// Whether a request that asked for `requested` meets this condition. A price for `region=regional` holds in any
    /// region that is not global.
    func isMet(by requested: [Condition]) -> Bool {
        requested.contains { $0 == self || ($0.name == name && name == .region && value == "regional") }
    }
}
