import AssayPricing
import AssayText

/// Makes the forecast of one model under one policy.
struct ScenarioMaker {
    let request: ForecastRequest
    let model: ModelPrices
    let policy: HistoryPolicy
    let cache: ForecastCache
    let bounds: [Int]
    let lifetime: Meter.Lifetime
    /// The most input tokens of a call; more does not fit.
    let limit: Int

    init(_ request: ForecastRequest, _ model: ModelPrices, _ policy: HistoryPolicy) {
        (self.request, self.model, self.policy) = (request, model, policy)
        cache = ForecastCache(
            request.cache, model: model, at: request.instant, tasksADay: request.volume?.tasksADay)
        bounds = model.tierBounds
        lifetime = request.cache.lifetime
        limit = model.maximumInput ?? model.contextWindow ?? .max
    }

    func scenario() throws -> Forecast.Scenario {
        let sampled = request.isSampled ? try samples() : nil
        let fixed = sampled == nil ? try fixedTask() : nil
        let tokens = sampled?.mean ?? fixed?.mean ?? MeanTokens(parts: [])
        let prices = try unitPrices(request.instant, tokens.everything)
        let periods = try periods(tokens)
        let total = try periods.isEmpty ? nil : periods.reduce(ExactDecimal.zero) { try $0.adding($1.cost) }
        let mean = try tokens.cost(prices)
        let tasks = try periods.isEmpty ? nil : periods.reduce(ExactDecimal.zero) { try $0.adding($1.tasks) }
        return Forecast.Scenario(
            model: model.qualifiedName, policy: policy, tokens: tokens,
            task: Forecast.TaskCost(mean: mean, spread: try sampled.map { try spread($0.samples, prices, mean) }),
            inputEquivalent: try inputEquivalent(tokens, prices),
            perOutcome: try request.successRate.map { try mean.ratio(to: $0) }, periods: periods, total: total,
            tasks: tasks, curve: try curve(), breakEven: nil, cache: try cacheFacts(),
            hosting: try hosting(tokens, mean),
            notes: notes(tokens, fixed?.firstBeyond, sampled, prices) + retirement(periods.last?.to),
            prices: prices.sample, furtherTiers: prices.further)
    }

    func unitPrices(_ instant: UTCInstant, _ tokens: TaskTokens) throws(PricingError) -> UnitPrices {
        try UnitPrices(model, at: instant, options: request.options, lifetime: lifetime, for: tokens)
    }

    // MARK: Tokens

    private func simulator(_ workload: Workload, drawsRetries: Bool, budget: Int) -> TaskSimulator {
        TaskSimulator(
            workload, policy, cache, request.cache, bounds: bounds, drawsRetries: drawsRetries, budget: budget)
    }

    /// A task in which nothing is drawn: with retries and shared caches by their weights, not by chance.
    private func fixedTask() throws -> (mean: MeanTokens, firstBeyond: Int?) {
        var simulator = simulator(request.workload, drawsRetries: false, budget: Workload.mostCalls)
        var random = SplitMix64(seed: request.seed, stream: 0)
        let retries: ExactDecimal = if case .fixed(let count) = request.workload.retries { count } else { .zero }
        let hits = try ExactDecimal(cache.sharedHits).shifted(by: -6)
        var mean = MeanTokens(parts: [])
        var firstBeyond: Int?
        let ways = [(false, try ExactDecimal.one.subtracting(hits)), (true, hits)]
        for (isWarm, weight) in ways where !weight.isZero {
            simulator.budget = Workload.mostCalls
            let task = try simulator.run(&random, isWarm: isWarm, limit: limit)
            mean.parts.append((weight, task.tokens))
            if !retries.isZero { mean.parts.append((try weight.multiplied(by: retries), task.retried)) }
            firstBeyond = firstBeyond ?? task.firstBeyond
        }
        return (mean, firstBeyond)
    }

    /// Tasks that differ by chance. A sample is the same task under every policy and on every model.
    private func samples() throws -> (mean: MeanTokens, samples: [TaskTokens]) {
        var simulator = simulator(request.workload, drawsRetries: true, budget: Forecaster.mostCalls)
        var samples: [TaskTokens] = []
        samples.reserveCapacity(request.samples)
        var sum = TaskTokens(bounds: bounds)
        for sample in 0..<request.samples {
            var random = SplitMix64(seed: request.seed, stream: UInt64(sample))
            let task = try simulator.run(&random, isWarm: nil)
            sum.add(task.tokens)
            samples.append(task.tokens)
        }
        return (MeanTokens(parts: [(.one, sum)], divisor: request.samples), samples)
    }

    private func spread(
        _ samples: [TaskTokens], _ prices: UnitPrices, _ mean: ExactDecimal
    ) throws(DecimalError) -> Forecast.Spread {
        var costs: [ExactDecimal] = []
        costs.reserveCapacity(samples.count)
        for sample in samples { costs.append(try prices.cost(of: sample)) }
        return try Forecast.Spread(costs, mean: mean)
    }

    private func inputEquivalent(_ tokens: MeanTokens, _ prices: UnitPrices) throws(DecimalError) -> ExactDecimal? {
        guard let price = prices.freshPerMillion, !price.isZero else { return nil }
        let cost = try tokens.mean { (part) throws(DecimalError) in try prices.inputCost(of: part) }
        return try cost.shifted(by: 6).ratio(to: price)
    }

    // MARK: Course

    /// How far curves go: as far as the task, and with policies to compare far enough to see them part.
    private static let horizon = 200...2_000

    private func curve() throws -> [ExactDecimal] {
        var workload = request.workload.typical
        let path: WritableKeyPath<Workload, Distribution> = request.countsSteps ? \.steps : \.turns
        guard let own = workload[keyPath: path].whole, own > 1 else { return [] }
        let turns = request.policies.count > 1 ? max(own, Self.horizon.lowerBound) : own
        workload[keyPath: path] = Distribution(min(turns, Self.horizon.upperBound))
        var assumptions = request.cache
        (assumptions.gap, assumptions.stepGap) = (assumptions.gap?.typical, assumptions.stepGap?.typical)
        var simulator = TaskSimulator(
            workload, policy, cache, assumptions, bounds: bounds, drawsRetries: false, budget: Workload.mostCalls)
        let retries: ExactDecimal = if case .fixed(let count) = workload.retries { count } else { .zero }
        var course: [MeanTokens] = []
        var random = SplitMix64(seed: request.seed, stream: 0)
        _ = try simulator.run(&random, isWarm: false) { task in
            course.append(MeanTokens(parts: [(.one, task.tokens), (retries, task.retried)]))
        }
        guard let last = course.last else { return [] }
        let prices = try unitPrices(request.instant, last.everything)
        return try course.map { try $0.cost(prices) }
    }

    // MARK: Volume

    private func periods(_ tokens: MeanTokens) throws -> [Forecast.Period] {
        guard let volume = request.volume else { return [] }
        let timeline = PriceTimeline(model)
        var known: [UTCInstant: ExactDecimal] = [:]
        func cost(_ instant: UTCInstant) throws -> ExactDecimal {
            if let cost = known[instant] { return cost }
            let cost = try tokens.cost(unitPrices(instant, tokens.everything))
            known[instant] = cost
            return cost
        }
        func period(_ from: UTCInstant, _ to: UTCInstant, _ tasks: ExactDecimal, month: Int) throws -> Forecast.Period {
            let shares = timeline.spans(from: from, to: to).flatMap { timeline.shares(from: $0.from, to: $0.to) }
            var sum = ExactDecimal.zero
            for share in shares { sum = try sum.adding(cost(share.instant).multiplied(by: share.seconds)) }
            let seconds = Int(to.seconds - from.seconds)
            let factor = try volume.priceFactor(month: month)
            let mean = try shares.count == 1 ? cost(shares[0].instant) : sum.divided(by: seconds)
            let perTask = try mean.multiplied(by: factor)
            // Divided last, so that a rounded mean is not multiplied; where digits do not suffice for that, first.
            let exact = try? sum.multiplied(by: factor).multiplied(by: tasks).divided(by: seconds)
            return Forecast.Period(
                from: from, to: to, tasks: tasks, perTask: perTask,
                cost: try shares.count > 1 ? exact ?? perTask.multiplied(by: tasks) : perTask.multiplied(by: tasks))
        }
        let stretches = try volume.stretches(from: request.instant)
        if case .months = volume.span {
            return try stretches.map { try period($0.from, $0.to, $0.tasks, month: $0.month) }
        }
        return try stretches.flatMap { stretch in
            let whole = Int(stretch.to.seconds - stretch.from.seconds)
            return try timeline.spans(from: stretch.from, to: stretch.to).map { from, to in
                let tasks = try stretch.tasks.multiplied(by: Int(to.seconds - from.seconds)).divided(by: whole)
                return try period(from, to, tasks, month: 0)
            }
        }
    }

    // MARK: Facts

    private func cacheFacts() throws -> Forecast.CacheFacts? {
        guard cache.scope != .none else { return nil }
        func one(_ read: Int, _ write: Int) -> TaskTokens {
            var tokens = TaskTokens()
            tokens.add(ForecastCall(prompt: 1_000_000, read: read, write: write, output: 0, reasoning: 0))
            return tokens
        }
        let (fresh, read, write) = (one(0, 0), one(1_000_000, 0), one(0, 1_000_000))
        var all = fresh
        all.add(read)
        all.add(write)
        let prices = try unitPrices(request.instant, all)
        return Forecast.CacheFacts(
            scope: cache.scope, rule: cache.rule, lifetime: cache.seconds, isLifetimeAssumed: cache.isLifetimeAssumed,
            sharedHits: request.cache.isShared ? cache.sharedHits : nil,
            paysFrom: try PrefixCache.paysFrom(
                write: prices.cost(of: write), read: prices.cost(of: read), uncached: prices.cost(of: fresh)))
    }

    private func hosting(_ tokens: MeanTokens, _ cost: ExactDecimal) throws -> Forecast.HostingComparison? {
        guard let hosting = request.hosting else { return nil }
        let count = try tokens.mean(\.input).adding(tokens.mean(\.output)).adding(tokens.mean(\.reasoning))
        guard !count.isZero else { return nil }
        let perMillion = try cost.shifted(by: 6).ratio(to: count.divided(by: 1, places: 6))
        let needed = try hosting.breakEven(dollarsAMillion: perMillion)
        let tasks = try needed.map { tokens -> Int in
            // The last task is a whole one.
            let whole = try ExactDecimal(tokens).wholeQuotient(by: count)
            return try count.multiplied(by: whole) < ExactDecimal(tokens) ? whole + 1 : whole
        }
        return Forecast.HostingComparison(modelPerMillion: perMillion, tokensAMonth: needed, tasksAMonth: tasks)
    }

    // MARK: Notes

    private func notes(
        _ tokens: MeanTokens, _ firstBeyond: Int?, _ sampled: (mean: MeanTokens, samples: [TaskTokens])?,
        _ prices: UnitPrices
    ) -> [String] {
        var notes: [String] = []
        if let firstBeyond {
            notes.append("call \(firstBeyond) does not fit: the model takes \(limit) tokens, and refuses more")
        } else if let samples = sampled?.samples {
            let beyond = samples.count { $0.longestPrompt > limit }
            if beyond > 0 {
                notes.append(
                    "\(beyond) of \(plural(samples.count, "task")) \(beyond == 1 ? "has" : "have") a call that does not fit: the model takes \(limit) tokens"
                )
            }
        }
        if let most = model.maximumOutput, request.workload.answer.mean > Double(most) {
            notes.append("an answer is longer than the \(most) tokens the model writes")
        }
        notes += cacheNotes(tokens)
        return notes + prices.sample.notes + Set(prices.sample.lines.compactMap(\.note)).sorted()
    }

    /// That the model will be gone before the last task; of one that is already, the prices say it.
    private func retirement(_ end: UTCInstant?) -> [String] {
        guard let end, let retires = model.retires, retires < end, retires > request.instant else { return [] }
        return ["retires on \(retires.date): what comes after is priced as if it did not"]
    }

    private func cacheNotes(_ tokens: MeanTokens) -> [String] {
        guard request.cache.scope != .none else { return [] }
        if cache.scope == .none { return ["there is no price for cached input: nothing is taken to be cached"] }
        var notes: [String] = []
        let sums = tokens.everything.total
        if sums.cacheRead == 0, sums.cacheWrite == 0 {
            notes.append("nothing is cached: \(plural(cache.rule.minimum, "token is", "tokens are")) the least that is")
        } else if cache.rule.step > 1 {
            notes.append(
                "only \(plural(cache.rule.minimum, "token")) and whole steps of \(cache.rule.step) beyond are cached; "
                    + "--cache-step 1 takes all")
        }
        if model.cache == nil, request.cache.minimum == nil {
            notes.append("no source says how long a prefix must be to be cached; any length is taken to do")
        }
        return notes
    }
}
