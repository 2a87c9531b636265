import AssayPricing

/// The turns of a session, or of one of its sub-agents.
public struct Conversation: Sendable {
    public var session: String
    /// The sub-agent; empty for the session itself.
    public var agent: String
    public var turns = 0
    public var firstPrompt = 0
    public var lastPrompt = 0
    public var tokens = TokenCounts()
    public var cost = ExactDecimal.zero
    /// How many of its turns have no price, and are not in its cost.
    public var unpriced = 0
    /// Tokens by which the prompt grew from one turn to the next, and over how many turns.
    public var growth = 0
    public var growingTurns = 0
    /// Input that had been sent in the turn before.
    public var resent = 0
    /// How often the context shrank to less than half: compaction, or a new task.
    public var resets = 0
    public var breaks: [CacheBreak] = []
    /// Whether a clock went back between two turns.
    public var isClockWrong = false

    public var growthPerTurn: Double? { growingTurns > 0 ? Double(growth) / Double(growingTurns) : nil }
    public var resentShare: Double? { tokens.prompt > 0 ? Double(resent) / Double(tokens.prompt) : nil }
    /// What the broken caches cost.
    public var breakCost: ExactDecimal {
        breaks.reduce(.zero) { UsageTotals.sum($0, $1.cost ?? .zero) }
    }
}

/// A turn whose prompt was in the cache and was not read from it.
public struct CacheBreak: Sendable, Hashable {
    /// From 1.
    public var turn: Int
    public var instant: UTCInstant?
    /// Tokens that the turn before had in the cache and that were sent anew.
    public var tokens: Int
    /// What sending them anew cost beyond reading them; nil where there is no price.
    public var cost: ExactDecimal?
    public var cause: Cause

    public enum Cause: Sendable, Hashable {
        /// More time passed than the cache lives.
        case idle(seconds: Int64)
        case otherModel(from: String?, to: String?)
        /// The prompt's beginning changed, or the provider dropped the entry.
        case changedPrefix
    }
}
