import AssayPricing

/// Goes through tasks call by call.
///
/// - Complexity: O(calls) time and, under policies that drop exchanges, memory.
struct TaskSimulator {
    private let workload: Workload
    private let policy: HistoryPolicy
    private let cache: ForecastCache
    private let bounds: [Int]
    private var samplers: Samplers
    /// Retries that a fixed fraction stands for are added up on their own, to be weighed exactly.
    let drawsRetries: Bool

    /// How many calls may still be made.
    var budget: Int

    /// - Parameter drawsRetries: whether retries are drawn; otherwise each call is added once to the retried ones.
    init(
        _ workload: Workload, _ policy: HistoryPolicy, _ cache: ForecastCache, _ assumptions: CacheAssumptions,
        bounds: [Int], drawsRetries: Bool, budget: Int
    ) {
        self.workload = workload
        self.policy = policy
        self.cache = cache
        self.bounds = bounds
        self.drawsRetries = drawsRetries
        self.budget = budget
        samplers = Samplers(workload, assumptions)
    }

    /// What a task uses.
    struct Result {
        var tokens: TaskTokens
        /// One more attempt of every call.
        var retried: TaskTokens
        /// The number of the first call that is longer than a limit.
        var firstBeyond: Int?
    }

    /// One task.
    ///
    /// - Parameters:
    ///   - isWarm: whether the cache holds the system prompt whenever it holds nothing else; nil draws it.
    ///   - limit: the most tokens that fit a call.
    ///   - observe: is told what was used so far, after every turn, or every step of the only turn.
    mutating func run(
        _ random: inout SplitMix64, isWarm: Bool?, limit: Int = .max, observe: ((Result) throws -> Void)? = nil
    ) throws -> Result {
        var result = Result(tokens: TaskTokens(bounds: bounds), retried: TaskTokens(bounds: bounds))
        var task = Task(
            system: samplers.system.draw(&random), context: samplers.context.draw(&random), policy: policy, cache: cache
        )
        task.wait(0, warm: warm(isWarm, &random))
        result.tokens.store(task.stored, millihours: cache.storedMillihours)
        let turns = samplers.turns.draw(&random)
        let isStepwise = workload.turns == .one
        for turn in 0..<turns {
            if turn > 0, let seconds = samplers.gap?.draw(&random) {
                task.wait(seconds, warm: warm(isWarm, &random))
            }
            task.message += samplers.perTurn.draw(&random)
            let steps = samplers.steps.draw(&random)
            try spend(max(1, steps))
            for step in 0..<steps {
                if step > 0, let seconds = samplers.stepGap?.draw(&random) {
                    task.wait(seconds, warm: warm(isWarm, &random))
                }
                makeCall(&task, &result, limit, &random)
                if turn == 0, step == 0, workload.subAgents != nil { try runSubAgents(&task, &result, &random) }
                if isStepwise { try observe?(result) }
            }
            if !isStepwise { try observe?(result) }
        }
        return result
    }

    private mutating func spend(_ calls: Int) throws(ForecastError) {
        guard budget >= calls else { throw .tooManyCalls }
        budget -= calls
    }

    private func warm(_ isWarm: Bool?, _ random: inout SplitMix64) -> Bool {
        guard cache.sharedHits > 0 else { return false }
        return isWarm ?? (random.next(below: 1_000_000) < cache.sharedHits)
    }

    private mutating func makeCall(
        _ task: inout Task, _ result: inout Result, _ limit: Int, _ random: inout SplitMix64
    ) {
        let (answer, reasoning) = (samplers.answer.draw(&random), samplers.reasoning.draw(&random))
        let tool = samplers.toolOutput.draw(&random)
        let attempts = drawsRetries ? samplers.retries.draw(&random) : 0
        if let summary = task.thin() {
            // Drawn once for both calls: a policy that writes summaries gets the same draws as one that does not.
            add(summary, again: summary, attempts, &result)
        }
        let call = task.call(answer: answer, reasoning: reasoning)
        // The first attempt has left in the cache what the next one reads.
        add(call, again: task.call(answer: answer, reasoning: reasoning), attempts, &result)
        if result.firstBeyond == nil, call.prompt > limit {
            result.firstBeyond = Int(clamping: result.tokens.total.calls)
        }
        task.finish(answer: answer, toolOutput: tool)
    }

    /// Adds a call with its failed attempts, each of which is like `again`.
    private func add(_ call: ForecastCall, again: ForecastCall, _ attempts: Int, _ result: inout Result) {
        result.tokens.add(call)
        if drawsRetries {
            result.tokens.add(again, times: min(attempts, Workload.mostAttempts))
        } else if workload.retries != .zero {
            result.retried.add(again)
        }
    }

    private mutating func runSubAgents(
        _ task: inout Task, _ result: inout Result, _ random: inout SplitMix64
    ) throws(ForecastError) {
        guard var sub = samplers.subAgents else { return }
        for _ in 0..<sub.count.draw(&random) {
            try spend(1)
            var agent = Task(system: 0, context: sub.context.draw(&random), policy: policy, cache: cache)
            var answer = 0
            let steps = sub.steps.draw(&random)
            try spend(steps)
            for _ in 0..<steps {
                answer = sub.answer.draw(&random)
                let reasoning = samplers.reasoning.draw(&random)
                let tool = sub.toolOutput.draw(&random)
                let attempts = drawsRetries ? samplers.retries.draw(&random) : 0
                if let summary = agent.thin() { add(summary, again: summary, attempts, &result) }
                let call = agent.call(answer: answer, reasoning: reasoning)
                add(call, again: agent.call(answer: answer, reasoning: reasoning), attempts, &result)
                agent.finish(answer: answer, toolOutput: tool)
            }
            task.receive(answer)
        }
        samplers.subAgents = sub
    }
}

/// A workload's distributions, ready to be drawn from.
private struct Samplers {
    var turns, perTurn, steps, system, context, answer, reasoning, toolOutput, retries: Sampler
    var gap, stepGap: Sampler?
    var subAgents: SubAgents?

    struct SubAgents {
        var count, steps, context, toolOutput, answer: Sampler
    }

    init(_ workload: Workload, _ cache: CacheAssumptions) {
        turns = Sampler(workload.turns)
        perTurn = Sampler(workload.perTurn)
        steps = Sampler(workload.steps)
        system = Sampler(workload.system)
        context = Sampler(workload.context)
        answer = Sampler(workload.answer)
        reasoning = Sampler(workload.reasoning)
        toolOutput = Sampler(workload.toolOutput)
        retries = Sampler(workload.retries)
        gap = cache.gap.map(Sampler.init)
        stepGap = cache.stepGap.map(Sampler.init)
        subAgents = workload.subAgents.map { sub in
            SubAgents(
                count: Sampler(sub.count), steps: Sampler(sub.steps), context: Sampler(sub.context),
                toolOutput: Sampler(sub.toolOutput), answer: Sampler(sub.answer))
        }
    }
}

/// One task on its way.
private struct Task {
    private let system: Int
    private let prefix: Int
    private var history: History
    private var cached: CachedConversation
    /// Tokens of the message that has not been answered yet.
    var message = 0

    init(system: Int, context: Int, policy: HistoryPolicy, cache: ForecastCache) {
        self.system = system
        prefix = system + context
        history = History(policy)
        cached = CachedConversation(cache: cache, held: 0)
    }

    private var prompt: Int { prefix + history.tokens + message }

    /// What a cache that is paid by the hour holds.
    var stored: Int { cached.cache.rule.cachedTokens(ofPrefix: prefix) }

    /// Lets time pass; what is not used within its lifetime is gone. With `warm` others have used the system prompt.
    mutating func wait(_ seconds: Int, warm: Bool) {
        if seconds > cached.cache.seconds { cached.held = 0 }
        if warm { cached.held = max(cached.held, system) }
    }

    /// Applies the policy; the call that writes a summary, where one is due.
    mutating func thin() -> ForecastCall? {
        let (changed, summarised) = history.thin(before: prompt)
        guard changed else { return nil }
        let call = summarised.map { cached.lastCall(prompt: prefix + $0.history, output: $0.summary) }
        // What stood behind the dropped part is no longer at the start.
        cached.held = min(cached.held, prefix)
        return call
    }

    mutating func call(answer: Int, reasoning: Int) -> ForecastCall {
        cached.call(prompt: prompt, prefix: prefix, output: answer, reasoning: reasoning)
    }

    mutating func finish(answer: Int, toolOutput: Int) {
        history.append(message + answer + history.kept(ofToolOutput: toolOutput))
        message = 0
    }

    /// A sub-agent's answer, to be sent with the next call.
    mutating func receive(_ answer: Int) { message += answer }
}
