import AssayPricing

/// What is taken to be cached in a forecast.
public struct CacheAssumptions: Sendable, Hashable {
    public enum Scope: String, Sendable, CaseIterable {
        /// Nothing.
        case none
        /// The system prompt and the context: one breakpoint, behind them.
        case prefix
        /// That and everything else that is sent: a second breakpoint at the end of each request, so that the next one
        /// finds what has not changed.
        case all
    }

    public var scope = Scope.none
    /// ``Meter/Lifetime/usual`` is what the provider does unless asked.
    public var lifetime = Meter.Lifetime.usual
    /// Seconds from one turn to the next; nil where each comes before the cache forgets the last.
    public var gap: Distribution?
    /// The same from one step to the next within a turn.
    public var stepGap: Distribution?
    /// Whether a task may find the system prompt in the cache because another task has just used it.
    public var isShared = false
    /// Thousandths of an hour for which each task keeps its prefix in a cache of its own that is paid by the hour; 0 for
    /// caches that cost nothing to keep. Such a cache forgets nothing while the task lasts.
    public var storedMillihours = 0
    /// In place of the model's own rule.
    public var minimum: Int?
    public var step: Int?

    public init() {}

    var isFixed: Bool { (gap?.isFixed ?? true) && (stepGap?.isFixed ?? true) }
}

/// A model's cache under assumptions.
struct ForecastCache {
    var scope: CacheAssumptions.Scope
    var rule: CacheRule
    var seconds: Int
    var isLifetimeAssumed: Bool
    /// The share of tasks that find the system prompt in the cache, in millionths.
    var sharedHits: Int
    /// Thousandths of an hour that the prefix is paid for.
    var storedMillihours: Int

    init(_ assumptions: CacheAssumptions, model: ModelPrices, at instant: UTCInstant, tasksADay: Double?) {
        let hasPrice = model.standardPrice(.cacheRead, at: instant) != nil
        scope = hasPrice ? assumptions.scope : .none
        let own = model.cacheRule(at: instant) ?? CacheRule(minimum: 0)
        rule = CacheRule(minimum: assumptions.minimum ?? own.minimum, step: assumptions.step ?? own.step)
        (seconds, isLifetimeAssumed) = PrefixCache.seconds(assumptions.lifetime, of: model)
        storedMillihours = scope == .none ? 0 : assumptions.storedMillihours
        if storedMillihours > 0 { (seconds, isLifetimeAssumed) = (storedMillihours * 18 / 5, false) }
        sharedHits = 0
        if assumptions.isShared, scope != .none, let tasksADay, tasksADay > 0 {
            // Tasks come at random moments, independently: see ``Traffic/hitShare(lifetime:)``.
            sharedHits = Int((1_000_000 * (1 - exponential(-tasksADay / 86_400 * Double(seconds)))).rounded())
        }
    }
}

/// What the cache holds of one conversation's prompts.
struct CachedConversation {
    let cache: ForecastCache
    /// How many tokens at the start of the next prompt are there.
    var held: Int

    /// The call with a prompt, of which `prefix` tokens are the same in every call; what it leaves is kept.
    mutating func call(prompt: Int, prefix: Int, output: Int, reasoning: Int) -> ForecastCall {
        let scope = cache.scope == .none ? 0 : cache.scope == .prefix ? prefix : prompt
        let end = cache.scope == .none ? 0 : cache.rule.cachedTokens(ofPrefix: scope)
        let read = min(end, cache.rule.cachedTokens(ofPrefix: min(held, prompt)))
        held = end
        return ForecastCall(prompt: prompt, read: read, write: end - read, output: output, reasoning: reasoning)
    }

    /// A call that reads what is there and leaves nothing behind.
    func lastCall(prompt: Int, output: Int) -> ForecastCall {
        let read = cache.scope == .none ? 0 : cache.rule.cachedTokens(ofPrefix: min(held, prompt))
        return ForecastCall(prompt: prompt, read: read, write: 0, output: output, reasoning: 0)
    }
}
