import ArgumentParser
import AssayEstimation
import AssayPricing

/// A number of a forecast as it was written; read when its option's name is at hand.
struct ForecastNumber: ExpressibleByArgument {
    private let text: String

    init(argument: String) { text = argument }

    private static let durations = ["s": 1, "m": 60, "h": 3_600]

    /// The distribution.
    ///
    /// - Parameter allowsFraction: whether a fixed number may have digits after the point.
    func value(of option: String, allowsFraction: Bool = false) throws(Failure) -> Distribution {
        let value: Distribution
        do {
            value = try Distribution(text)
        } catch {
            throw Failure("\(option) is '\(text)'; \(error)")
        }
        guard allowsFraction || !value.isFixed || value.whole != nil else {
            throw Failure("\(option) is '\(text)'; write a whole number, or a distribution such as 10..30")
        }
        return value
    }

    /// The distribution of a time in seconds.
    func seconds(of option: String) throws(Failure) -> Distribution {
        do {
            let value = try Distribution(text, units: Self.durations)
            guard !value.isFixed || value.whole != nil else {
                throw Failure("\(option) is '\(text)'; write whole seconds, 90, 90s, 10m or 1h")
            }
            return value
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("\(option) is '\(text)'; \(error)")
        }
    }
}

/// What a task is.
struct ForecastWorkOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Turns of a conversation; 1 unless told.", valueName: "n"))
    var turns: ForecastNumber?

    @Option(parsing: .unconditional, help: ArgumentHelp("Tokens of each turn's message.", valueName: "n"))
    var perTurn: ForecastNumber?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Calls of each turn, of an agent; 1 unless told.", valueName: "n"))
    var steps: ForecastNumber?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Tokens of the system prompt and its tools, the same in all tasks.", valueName: "n"))
    var system: ForecastNumber?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Tokens at the start of every call that are the same within a task.", valueName: "n"))
    var context: ForecastNumber?

    @Option(parsing: .unconditional, help: ArgumentHelp("Visible output tokens of a call.", valueName: "n"))
    var answer: ForecastNumber?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Reasoning tokens of a call: billed, and not sent again.", valueName: "n"))
    var reasoning: ForecastNumber?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Tokens that a step's tools return, which join the history.", valueName: "n"))
    var toolOutput: ForecastNumber?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Failed attempts beside each call that succeeds, such as 0.1.", valueName: "n"))
    var retries: ForecastNumber?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Sub-agents that the first step of a task starts.", valueName: "n"))
    var subAgents: ForecastNumber?

    @Option(parsing: .unconditional, help: ArgumentHelp("Calls of each sub-agent; 1 unless told.", valueName: "n"))
    var subSteps: ForecastNumber?

    @Option(parsing: .unconditional, help: ArgumentHelp("Context of each sub-agent, in tokens.", valueName: "n"))
    var subContext: ForecastNumber?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Tool output of a step of each sub-agent.", valueName: "n"))
    var subToolOutput: ForecastNumber?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Output of a call of each sub-agent; --answer unless told.", valueName: "n"))
    var subAnswer: ForecastNumber?

    func workload() throws(Failure) -> Workload {
        var work = Workload()
        work.turns = try turns?.value(of: "--turns") ?? .one
        work.perTurn = try perTurn?.value(of: "--per-turn") ?? .zero
        work.steps = try steps?.value(of: "--steps") ?? .one
        work.system = try system?.value(of: "--system") ?? .zero
        work.context = try context?.value(of: "--context") ?? .zero
        work.answer = try answer?.value(of: "--answer") ?? .zero
        work.reasoning = try reasoning?.value(of: "--reasoning") ?? .zero
        work.toolOutput = try toolOutput?.value(of: "--tool-output") ?? .zero
        work.retries = try retries?.value(of: "--retries", allowsFraction: true) ?? .zero
        if work.retries.mean > 1_000 {
            throw Failure(
                "--retries is \(work.retries); 1000 is the most, in the mean: it is the failed attempts beside each "
                    + "call that succeeds")
        }
        work.subAgents = try subAgents(of: work)
        return work
    }

    private func subAgents(of work: Workload) throws(Failure) -> Workload.SubAgents? {
        guard let subAgents else {
            guard subSteps == nil, subContext == nil, subToolOutput == nil, subAnswer == nil else {
                throw Failure("--sub-steps and the like are about sub-agents; say how many there are with --sub-agents")
            }
            return nil
        }
        var sub = Workload.SubAgents()
        sub.count = try subAgents.value(of: "--sub-agents")
        sub.steps = try subSteps?.value(of: "--sub-steps") ?? .one
        sub.context = try subContext?.value(of: "--sub-context") ?? .zero
        sub.toolOutput = try subToolOutput?.value(of: "--sub-tool-output") ?? .zero
        sub.answer = try subAnswer?.value(of: "--sub-answer") ?? work.answer
        return sub
    }
}

/// What becomes of the history, and what is cached.
struct ForecastCacheOptions: ParsableArguments {
    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp(
            "What becomes of the history; can be given several times, and the first is what the others are "
                + "compared with.",
            valueName: "policy"))
    var policyTexts: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            What is cached: nothing, the system prompt and the context, or everything up to the end of each request.
            """, valueName: "none|prefix|all"))
    var cache = CacheAssumptions.Scope.none

    @Option(
        help: ArgumentHelp(
            "How long the cache keeps it after each use; without it the provider's usual time.",
            valueName: "5m|30m|1h|12h"))
    var cacheTtl: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The time from one turn to the next: 90, 10m, or 'exponential(2m)'.", valueName: "time"))
    var gap: ForecastNumber?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The time from one step of a turn to the next.", valueName: "time"))
    var stepGap: ForecastNumber?

    @Flag(
        help: """
            Tasks share the cached system prompt: with --tasks as the arrival rate, some find it there from another.
            """)
    var sharedPrefix = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Each task makes a cache of its own, as Gemini's explicit ones, and pays for keeping it so many hours.",
            valueName: "n"))
    var cacheHours: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The least that is cached, in place of the model's own.", valueName: "n"))
    var cacheMinimum: Quantity?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The steps in which more is cached, in place of the model's own.", valueName: "n"))
    var cacheStep: Quantity?

    func policies() throws(Failure) -> [HistoryPolicy] {
        var policies: [HistoryPolicy] = []
        for text in policyTexts {
            do {
                let policy = try HistoryPolicy(text)
                if !policies.contains(policy) { policies.append(policy) }
            } catch {
                throw Failure("--policy: \(error)")
            }
        }
        return policies.isEmpty ? [.full] : policies
    }

    /// The hours of `--cache-hours`, in thousandths.
    private func millihours(_ text: String) throws(Failure) -> Int {
        guard cache == .prefix, cacheTtl == nil, gap == nil, stepGap == nil, !sharedPrefix else {
            throw Failure(
                "--cache-hours is about a task's own cache of its system prompt and context, which forgets nothing: give "
                    + "--cache prefix, and neither --cache-ttl nor a gap nor --shared-prefix")
        }
        guard let hours = try? ExactDecimal(text), let millihours = try? hours.shifted(by: 3).integer,
            (1...8_760_000).contains(millihours)
        else {
            throw Failure(
                "--cache-hours is '\(text)'; write hours such as 3 or 0.25, above 0 and up to 8760, with at most three "
                    + "digits behind the point")
        }
        return millihours
    }

    func assumptions() throws(Failure) -> CacheAssumptions {
        var result = CacheAssumptions()
        result.scope = cache
        if let cacheTtl { result.lifetime = try .option(cacheTtl) }
        result.gap = try gap?.seconds(of: "--gap")
        result.stepGap = try stepGap?.seconds(of: "--step-gap")
        result.isShared = sharedPrefix
        result.minimum = try cacheMinimum?.value(of: "--cache-minimum")
        result.step = try cacheStep?.value(of: "--cache-step", atLeast: 1)
        let isOptioned = cacheTtl != nil || gap != nil || stepGap != nil || sharedPrefix || cacheMinimum != nil
        if let cacheHours { result.storedMillihours = try millihours(cacheHours) }
        if cache == .none, isOptioned || cacheStep != nil {
            throw Failure(
                "--cache-ttl, --gap, --step-gap, --shared-prefix, --cache-minimum and --cache-step are about a cache; "
                    + "say what is cached with --cache prefix or --cache all")
        }
        return result
    }
}

extension CacheAssumptions.Scope: NamedChoice {}
