import AssayPricing

/// What one task is: a conversation, an agent's run, or both at once.
///
/// A task has turns. In each a message comes in, and one or more steps follow: a call of the model, its answer, and the
/// tool output the answer leads to. Every call is sent the system prompt, the context, and what a ``HistoryPolicy``
/// leaves of the messages, answers and tool output before it. Reasoning is billed and not sent again.
public struct Workload: Sendable, Hashable {
    public var turns = Distribution.one
    /// Tokens of the message of a turn.
    public var perTurn = Distribution.zero
    /// Calls of a turn.
    public var steps = Distribution.one
    /// Tokens at the start of every call: the system prompt with its tools, the same in all tasks...
    public var system = Distribution.zero
    /// ...and what the task is about, the same in all calls of a task.
    public var context = Distribution.zero
    /// Visible output tokens of a call.
    public var answer = Distribution.zero
    /// Reasoning tokens of a call, also of a sub-agent's.
    public var reasoning = Distribution.zero
    /// Tokens that the tools of a step return.
    public var toolOutput = Distribution.zero
    /// Attempts of a call, also of a sub-agent's and of one that writes a summary, that fail and are paid for beside the
    /// one that succeeds. A fixed number may be a fraction.
    public var retries = Distribution.zero
    public var subAgents: SubAgents?

    public init() {}

    /// Runs of their own, with a cold cache and no history in common, that the first step starts. What each answers
    /// becomes part of the task's history.
    public struct SubAgents: Sendable, Hashable {
        public var count = Distribution.one
        public var steps = Distribution.one
        public var context = Distribution.zero
        public var toolOutput = Distribution.zero
        public var answer = Distribution.zero

        public init() {}
    }

    /// Whether nothing is drawn.
    public var isFixed: Bool { distributions.allSatisfy(\.isFixed) }

    /// The most calls that are added up one by one for a task.
    public static let mostCalls = 1_000_000

    /// The most failed attempts of one call; what is drawn beyond counts as so many.
    static let mostAttempts = 1_000_000

    private var distributions: [Distribution] {
        [turns, perTurn, steps, system, context, answer, reasoning, toolOutput, retries]
            + (subAgents.map { [$0.count, $0.steps, $0.context, $0.toolOutput, $0.answer] } ?? [])
    }

    /// The same with every number at its mean.
    var typical: Workload {
        var result = self
        for path in [
            \Workload.turns, \.perTurn, \.steps, \.system, \.context, \.answer, \.reasoning, \.toolOutput, \.retries,
        ] { result[keyPath: path] = self[keyPath: path].typical }
        if var sub = subAgents {
            for path in [\SubAgents.count, \.steps, \.context, \.toolOutput, \.answer] {
                sub[keyPath: path] = sub[keyPath: path].typical
            }
            result.subAgents = sub
        }
        return result
    }
}
