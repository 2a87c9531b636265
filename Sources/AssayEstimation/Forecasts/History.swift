/// The exchanges of a conversation that are still sent, and how a policy thins them out.
struct History {
    private let policy: HistoryPolicy
    /// Tokens of the kept exchanges and of the summary.
    private(set) var tokens = 0
    /// Finished exchanges; those before `first` are gone. Stays empty where nothing is ever dropped.
    private var exchanges: [Int] = []
    private var first = 0

    init(_ policy: HistoryPolicy) { self.policy = policy }

    private var count: Int { exchanges.count - first }

    mutating func append(_ exchange: Int) {
        tokens += exchange
        if policy.dropsExchanges { exchanges.append(exchange) }
    }

    /// What a tool's output is cut to.
    func kept(ofToolOutput tokens: Int) -> Int { policy.toolOutputLimit.map { min($0, tokens) } ?? tokens }

    /// Drops what the policy no longer sends; whether anything went.
    ///
    /// - Returns: the history that a summary has to be written of, with the summary's tokens, where that is due.
    mutating func thin(before prompt: Int) -> (changed: Bool, summarised: (history: Int, summary: Int)?) {
        switch policy.kind {
        case .full: return (false, nil)
        case .window(let limit): return (drop(count - limit), nil)
        case .chunk(let limit, let drop): return (count >= limit ? self.drop(drop) : false, nil)
        case .compact(let threshold, let summary, let keep):
            guard prompt > threshold else { return (false, nil) }
            let before = tokens
            let kept = exchanges[max(first, exchanges.count - keep)...].reduce(0, +)
            // A summary that saves nothing is not written.
            guard before > kept + summary else { return (false, nil) }
            first = max(first, exchanges.count - keep)
            tokens = kept + summary
            return (true, (before, summary))
        }
    }

    private mutating func drop(_ number: Int) -> Bool {
        guard number > 0 else { return false }
        for exchange in exchanges[first..<min(exchanges.count, first + number)] { tokens -= exchange }
        first = min(exchanges.count, first + number)
        return true
    }
}
