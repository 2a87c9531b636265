import AssayEstimation
import AssayPricing
import AssayText

extension ForecastReport {
    /// What the numbers rest on, in sentences.
    public var statements: [String] {
        (scenarios.isEmpty ? [] : workloadStatements + cacheStatements + sampleStatements) + volumeStatements
            + moneyStatements + scenarioStatements
    }

    // MARK: The task

    private var workloadStatements: [String] {
        let work = request.workload
        var lines = [shape(work)]
        if work.retries != .zero {
            let isOne = work.retries == .one
            lines.append(
                "\(plural(work.retries, "more attempt")) a call \(isOne ? "is" : "are") paid in full, and "
                    + "\(isOne ? "reads" : "read") from the cache what the first one left; "
                    + "\(isOne ? "its answer is" : "their answers are") not kept.")
        }
        if let sub = work.subAgents {
            lines.append(
                "The first step starts \(plural(sub.count, "sub-agent")) on the same model, each with a cold cache: "
                    + "\(plural(sub.steps, "step")), \(plural(sub.context, "token")) of context, answers of \(sub.answer), "
                    + (work.reasoning == .zero ? "" : "reasoning of \(work.reasoning), ")
                    + "tool output of \(sub.toolOutput); each one's last answer becomes part of the history.")
        }
        lines += request.policies.filter { showsPolicy || $0 != .full }.map { "\($0): \($0.explanation)." }
        if request.policies.contains(where: { if case .compact = $0.kind { true } else { false } }) {
            lines.append(
                "The call that writes a summary reads the whole history, from the cache as far as it is there; "
                    + "the summary is billed as output.")
        }
        return lines
    }

    private func shape(_ work: Workload) -> String {
        var parts: [String] = []
        if work.turns != .one { parts.append(plural(work.turns, "turn")) }
        if work.steps != .one { parts.append(plural(work.steps, "step") + (work.turns != .one ? " a turn" : "")) }
        if parts.isEmpty { parts.append("one call") }
        let start = [(work.system, "of system prompt"), (work.context, "of context")]
        let turn = [
            (work.perTurn, "in a message"), (work.answer, "in an answer"), (work.reasoning, "of reasoning"),
            (work.toolOutput, "of tool output a step"),
        ]
        parts += (start + turn).filter { $0.0 != .zero }.map { "\(plural($0.0, "token")) \($0.1)" }
        let history =
            work.turns == .one && work.steps == .one
            ? "" : "; messages, answers and tool output join the history, reasoning does not"
        return "A task: " + parts.joined(separator: ", ") + history + "."
    }

    // MARK: The cache

    private var cacheStatements: [String] {
        let cache = request.cache
        switch cache.scope {
        case .none: return ["Nothing is taken to be cached; --cache prefix or --cache all says otherwise."]
        case .prefix, .all:
            var lines = [
                cache.scope == .prefix
                    ? "The system prompt and the context are cached, with one breakpoint of the four there may be."
                    : "Everything sent is cached, with two breakpoints of the four there may be: behind the "
                        + "context and at the end of each request."
            ]
            lines.append(start(cache) + " " + gap(cache))
            return lines + scenarioCaches
        }
    }

    private func start(_ cache: CacheAssumptions) -> String {
        cache.isShared
            ? "Tasks come at random moments; one within the lifetime of another finds the system prompt in the cache."
            : "Each task begins with an empty cache."
    }

    private func gap(_ cache: CacheAssumptions) -> String {
        func words(_ gap: Distribution, _ what: String) -> String {
            "\(plural(gap, "second")) from one \(what) to the next"
        }
        if cache.storedMillihours > 0, let hours = try? ExactDecimal(cache.storedMillihours).shifted(by: -3) {
            return "It is a cache that was made explicitly, kept for \(plural(hours, "hour")) and paid by the hour."
        }
        let gaps = [cache.gap.map { words($0, "turn") }, cache.stepGap.map { words($0, "step") }].compactMap { $0 }
        guard !gaps.isEmpty else { return "Calls follow each other before the cache forgets." }
        return "There are " + gaps.joined(separator: ", ") + "; what is not used within its lifetime is written again."
    }

    /// Each model's cache once.
    private var scenarioCaches: [String] {
        var lines: [String] = []
        for scenario in scenarios {
            guard let cache = scenario.cache else { continue }
            var line =
                "\(scenario.model) keeps what is cached for \(ForecastCell.duration(cache.lifetime))"
                + (cache.isLifetimeAssumed ? " (assumed)" : "")
                + (request.cache.storedMillihours > 0 ? "" : " after each use")
                + "; \(plural(cache.rule.minimum, "token is", "tokens are")) the least"
            if cache.rule.step > 1 { line += ", in steps of \(cache.rule.step)" }
            if let pays = cache.paysFrom, request.cache.storedMillihours == 0 {
                line += "; it pays from \(plural(pays, "use")) in that time on"
            }
            if let hits = cache.sharedHits, let share = try? ExactDecimal(hits).shifted(by: -6) {
                line += "; \(ForecastCell.percent(share)) of the tasks find the system prompt there"
            }
            if !lines.contains(line + ".") { lines.append(line + ".") }
        }
        return lines
    }

    // MARK: Chance

    private var sampleStatements: [String] {
        guard request.isSampled else { return [] }
        return [
            "\(plural(request.samples, "task is", "tasks are")) drawn with the seed \(request.seed), the same ones for every model and "
                + "policy; draws are whole numbers, and 0 where a distribution goes below. Each task's cost is exact; "
                + "a task is their mean, "
                + "rounded to 12 places, +- its standard error."
        ]
    }

    // MARK: Volume and money

    private var volumeStatements: [String] {
        guard let volume = request.volume else {
            guard !scenarios.isEmpty || given != nil else { return [] }
            return ["The cost is that of one task; --tasks says how many there are."]
        }
        let users = volume.users == 1 ? "" : "\(volume.users) users with "
        var line =
            "\(users)\(plural(volume.tasks, "task")) a \(volume.period.rawValue)" + (volume.users == 1 ? "" : " each")
        line += ", evenly over the day and the week, from \(request.instant.date)"
        switch volume.span {
        case .days(let days):
            line += " for \(plural(days, "day"))" + (volume.period == .month ? "; a month has 30 days" : "")
        case .months(let months): line += " for \(plural(months, "calendar month"))"
        }
        var lines = [line + (scenarios.isEmpty ? "." : "; each day at the prices the table has for it.")]
        if !volume.growth.isZero {
            lines.append(
                "Tasks grow by \(ForecastCell.percent(volume.growth)) from month to month, rounded to whole ones.")
        }
        if !volume.priceDecline.isZero {
            lines.append(
                "Assumed, and announced by nobody: prices fall by \(ForecastCell.percent(volume.priceDecline)) a "
                    + "year, a twelfth of the way each month (the factor is rounded to 9 places).")
        }
        return lines
    }

    private var moneyStatements: [String] {
        var lines: [String] = []
        if let rate = request.successRate {
            lines.append("\(ForecastCell.percent(rate)) of the tasks succeed; a success pays for the failures too.")
        }
        if let hosting = request.hosting {
            let busy = (try? ExactDecimal(hosting.busy).shifted(by: -3)) ?? .one
            lines.append(
                "The hardware does \(hosting.tokensASecond) tokens a second, input and output alike, at "
                    + "\(ForecastCell.percent(busy)) use, and costs as much when it is idle; a month has 720 "
                    + "hours. What people and operation cost is not in it.")
        }
        guard !scenarios.isEmpty else { return lines }
        let conditions = request.options.conditions.map(\.description)
        lines.append(
            "A task is at the prices of \(request.instant), "
                + (conditions.isEmpty ? "standard" : conditions.joined(separator: ", "))
                + "; " + sources + ".")
        return lines
    }

    private var sources: String {
        var names: [String] = []
        for name in scenarios.flatMap(\.prices.sources) where !names.contains(name) { names.append(name) }
        return names.isEmpty ? "no price was needed" : names.joined(separator: "; ")
    }

    private var scenarioStatements: [String] {
        var lines: [String] = []
        if scenarios.contains(where: { $0.breakEven != nil }) {
            let first = scenarios[0].policy
            lines.append(
                "Cheaper from: the \(unit) of a typical task from which on a policy costs less than \(first), "
                    + "looked for up to \(scenarios.map(\.curve.count).max() ?? 0) \(unit)s.")
        }
        for scenario in scenarios {
            for note in scenario.notes {
                // What holds under every policy is about the model.
                let isGeneral = scenarios.allSatisfy { $0.model != scenario.model || $0.notes.contains(note) }
                let subject = isGeneral ? scenario.model : name(scenario)
                let line = note.hasPrefix(scenario.model) ? note : "\(subject): \(note)"
                if !lines.contains(line) { lines.append(line) }
            }
        }
        return lines
    }

    // MARK: Step by step

    /// How each number came about, for `--explain`.
    public var explanation: [String] {
        scenarios.flatMap { scenario -> [String] in
            var lines = ["\(scenario.model), \(scenario.policy)"]
            let meters: [(String, KeyPath<TaskTokens.Sums, Int128>)] = [
                ("calls", \.calls), ("fresh input", \.fresh), ("cache read", \.cacheRead),
                ("cache write", \.cacheWrite),
                ("output", \.output), ("reasoning", \.reasoning),
            ]
            for (title, path) in meters {
                guard let mean = try? scenario.tokens.mean(path), !mean.isZero else { continue }
                lines.append("  \(title): \(mean)")
            }
            if let hours = Self.tokenHours(scenario), !hours.isZero {
                lines.append("  cache storage: \(plural(hours, "token hour"))")
            }
            lines += priceLines(scenario.prices)
            for tier in scenario.furtherTiers {
                lines += priceLines(tier.prices).map { "\($0), prompts of \(tier.from) tokens and more" }
            }
            lines.append("  a task: $\(scenario.task.mean)")
            lines += scenario.periods.map {
                "  \($0.from.date) to \(ForecastCell.lastDay($0)): \(plural($0.tasks, "task")) x $\($0.perTask) = $\($0.cost)"
            }
            return lines
        }
    }

    /// Where each price of a usage stands.
    private func priceLines(_ prices: PricedUsage) -> [String] {
        prices.lines.map { line in
            let factors = line.factors.map { " x \($0.factor) (\($0.condition))" }.joined()
            let since = line.validity.from.map { ", since \($0)" } ?? ""
            let until = line.validity.to.map { ", until \($0)" } ?? ""
            return "  \(line.meter): $\(line.unitPrice)/\(line.billedAs.kind.unit.quotedText)\(factors)"
                + " [\(line.source.description)\(since)\(until)]"
        }
    }
}
