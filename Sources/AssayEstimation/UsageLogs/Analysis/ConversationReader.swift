import AssayPricing

/// Follows the prompt through the turns of one conversation.
struct ConversationReader {
    /// What one turn sent and got.
    struct Turn {
        var instant: UTCInstant?
        var model: String?
        var tokens: TokenCounts
        var keepsAnHour: Bool
        var cost: ExactDecimal?
    }

    private(set) var conversation: Conversation
    /// Whether turns are known to follow each other; those of unnamed sub-agents may be of several.
    private let isOneContext: Bool
    private var last: Turn?
    private var lastOfModel: [String?: Turn] = [:]

    init(session: String, agent: String) {
        conversation = Conversation(session: session, agent: agent)
        isOneContext = agent != "side"
    }

    /// Less than this no provider caches.
    private static let leastCached = 1_024

    /// - Parameter extraCost: what sending so many tokens anew cost beyond reading them from the cache.
    mutating func add(_ turn: Turn, extraCost: (Int) -> ExactDecimal?) {
        conversation.turns += 1
        let prompt = turn.tokens.prompt
        if conversation.turns == 1 { conversation.firstPrompt = prompt }
        conversation.lastPrompt = prompt
        conversation.tokens = conversation.tokens + turn.tokens
        if turn.cost == nil { conversation.unpriced += 1 }
        conversation.cost = UsageTotals.sum(conversation.cost, turn.cost ?? .zero)
        if let one = last?.instant, let two = turn.instant, two < one { conversation.isClockWrong = true }
        // A helper call on another model has a context of its own; a change of the model goes on with the same one.
        let before = lastOfModel[turn.model] ?? (last.map { prompt >= $0.tokens.prompt / 2 } == true ? last : nil)
        if let before, isOneContext { compare(turn, with: before, extraCost: extraCost) }
        last = turn
        lastOfModel[turn.model] = turn
    }

    private mutating func compare(_ turn: Turn, with before: Turn, extraCost: (Int) -> ExactDecimal?) {
        let (prompt, sent) = (turn.tokens.prompt, before.tokens.prompt)
        guard prompt >= sent / 2 else {
            conversation.resets += 1
            conversation.resent = TokenCounts.sum(conversation.resent, turn.tokens.cacheRead)
            return
        }
        conversation.resent = TokenCounts.sum(conversation.resent, min(prompt, sent))
        conversation.growth += prompt - sent
        conversation.growingTurns += 1
        let cached = min(TokenCounts.sum(before.tokens.cacheRead, before.tokens.cacheWrite), prompt)
        guard cached >= ConversationReader.leastCached, turn.tokens.cacheRead < cached / 2 else { return }
        let lost = cached - turn.tokens.cacheRead
        conversation.breaks.append(
            CacheBreak(
                turn: conversation.turns, instant: turn.instant, tokens: lost, cost: extraCost(lost),
                cause: cause(turn, before)))
    }

    private func cause(_ turn: Turn, _ before: Turn) -> CacheBreak.Cause {
        if turn.model != before.model { return .otherModel(from: before.model, to: turn.model) }
        if let one = before.instant, let two = turn.instant {
            let idle = two.seconds - one.seconds
            if idle > (before.keepsAnHour ? 3_600 : 300) { return .idle(seconds: idle) }
        }
        return .changedPrefix
    }
}
