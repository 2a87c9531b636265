import AssayPricing
import Testing

@testable import AssayEstimation

/// What must hold whatever the numbers are.
@Suite struct ForecastLawTests {
    private static let policies = ["full", "none", "window:3", "chunk:6/3", "compact:4000/200", "compact:3000/100/2"]

    @Test(
        "without a cache the input is a closed formula", arguments: [0, 1, 2, 11, 40, 500],
        [(0, 100, 0), (3_000, 0, 1_500), (7, 13, 29)])
    func closedForm(turns: Int, sizes: (system: Int, message: Int, answer: Int)) throws {
        let scenario = try ForecastSample.scenario("gpt-4o") {
            $0.workload.turns = Distribution(turns)
            $0.workload.system = Distribution(sizes.system)
            $0.workload.perTurn = Distribution(sizes.message)
            $0.workload.answer = Distribution(sizes.answer)
        }
        let input =
            turns * sizes.system + sizes.message * turns * (turns + 1) / 2 + sizes.answer * turns * (turns - 1) / 2
        #expect(try scenario.tokens.mean(\.input) == ExactDecimal(input))
        #expect(try scenario.tokens.mean(\.output) == ExactDecimal(turns * sizes.answer))
        // $2.50 and $10 a million.
        let cost = try ExactDecimal(input).multiplied(by: ExactDecimal("2.5"))
            .adding(ExactDecimal(turns * sizes.answer * 10)).shifted(by: -6)
        #expect(scenario.task.mean == cost)
    }

    @Test("a longer task never costs less", arguments: policies, CacheAssumptions.Scope.allCases)
    func growth(policy: String, scope: CacheAssumptions.Scope) throws {
        var last = ExactDecimal(-1)
        for turns in 0..<40 {
            let scenario = try ForecastSample.scenario("opus-5-5") {
                $0.workload.turns = Distribution(turns)
                $0.workload.system = Distribution(700)
                $0.workload.perTurn = Distribution(90)
                $0.workload.answer = Distribution(210)
                $0.policies = [try HistoryPolicy(policy)]
                $0.cache.scope = scope
            }
            #expect(scenario.task.mean > last)
            last = scenario.task.mean
        }
    }

    @Test("no policy sends more than sending everything", arguments: policies)
    func policiesSave(policy: String) throws {
        let scenarios = try ForecastSample.scenarios("gpt-5") {
            $0.workload.turns = Distribution(50)
            $0.workload.perTurn = Distribution(120)
            $0.workload.answer = Distribution(180)
            $0.policies = [.full, try HistoryPolicy(policy)]
        }
        let all = try scenarios.map { try $0.mean(\.input) }
        #expect(all.last! <= all[0])
    }

    @Test(
        "a limit that is never reached changes nothing",
        arguments: ["window:50", "chunk:51/10", "compact:1e6/100", "truncate:1000"])
    func limitsBeyond(policy: String) throws {
        let scenarios = try ForecastSample.scenarios("opus-5-5") {
            $0.workload.steps = Distribution(50)
            $0.workload.context = Distribution(2_000)
            $0.workload.answer = Distribution(100)
            $0.workload.toolOutput = Distribution(1_000)
            $0.cache.scope = .all
            $0.policies = [.full, try HistoryPolicy(policy)]
        }
        #expect(scenarios[0].task.mean == scenarios.last!.task.mean)
        if scenarios.count > 1 { #expect(scenarios[1].breakEven == .same || policy != "truncate:1000") }
    }

    @Test("what is read, written and fresh is the whole input; a cache changes no counts", arguments: policies)
    func cacheKeepsCounts(policy: String) throws {
        let scopes = try CacheAssumptions.Scope.allCases.map { scope in
            try ForecastSample.scenario("gpt-6.1-sol") {
                $0.workload.turns = Distribution(30)
                $0.workload.system = Distribution(1_500)
                $0.workload.perTurn = Distribution(77)
                $0.workload.answer = Distribution(333)
                $0.policies = [try HistoryPolicy(policy)]
                $0.cache.scope = scope
            }
        }
        let inputs = try scopes.map { try $0.tokens.mean(\.input) }
        #expect(Set(inputs).count == 1)
        for scenario in scopes {
            let sums = scenario.tokens.everything.total
            #expect(sums.fresh >= 0 && sums.cacheRead >= 0 && sums.cacheWrite >= 0)
        }
        #expect(scopes[0].tokens.everything.total.cacheRead == 0)
        #expect(scopes[1].tokens.everything.total.cacheRead > 0)
    }

    /// The same conversation in a few plain lines, each call priced on its own.
    private func oracle(
        _ model: ModelPrices, _ instant: UTCInstant, turns: Int, system: Int, message: Int, answer: Int, isCached: Bool
    ) throws -> ExactDecimal {
        var total = ExactDecimal.zero
        var prompt = system
        var cached = 0
        for _ in 0..<turns {
            prompt += message
            let held = model.cache?.cachedTokens(ofPrefix: prompt) ?? prompt
            let usage =
                isCached
                ? try Usage([.cacheRead: cached, .cacheWrite: held - cached, .input: prompt - held, .output: answer])
                : try Usage([.input: prompt, .output: answer])
            total = try total.adding(Pricer.price(usage, of: model, at: instant).total)
            cached = held
            prompt += answer
        }
        return total
    }

    @Test(
        "sums by tier are the sums of the calls, across tiers",
        arguments: ["claude-sonnet-4-5", "gpt-6.1-sol", "gemini-2.5-pro", "haiku-5-5", "grok-4.7"], [false, true])
    func tiers(name: String, isCached: Bool) throws {
        let time = "2026-02-01"
        let model = try ForecastSample.model(name, at: name.contains("4-5") ? time : ForecastSample.day)
        let instant = try #require(UTCInstant(name.contains("4-5") ? time : ForecastSample.day))
        var request = ForecastRequest(at: instant)
        request.workload.turns = Distribution(30)
        request.workload.system = Distribution(5_003)
        request.workload.perTurn = Distribution(10_001)
        request.workload.answer = Distribution(1_007)
        request.cache.scope = isCached ? .all : .none
        let scenario = try #require(try Forecaster(request).scenarios(of: model).first)
        let sum = try oracle(
            model, instant, turns: 30, system: 5_003, message: 10_001, answer: 1_007, isCached: isCached)
        #expect(scenario.task.mean == sum)
        #expect(model.tierBounds.isEmpty == false)
    }

    @Test("too many calls are refused and not counted for ever") func limits() throws {
        #expect(throws: ForecastError.tooManyCalls) {
            try ForecastSample.scenario("gpt-4o") { $0.workload.turns = Distribution(1_000_000_000_000) }
        }
        #expect(throws: ForecastError.tooManyCalls) {
            try ForecastSample.scenario("gpt-4o") {
                $0.workload.turns = Distribution(1_000)
                $0.workload.steps = Distribution(Distribution.largest)
            }
        }
        #expect(throws: ForecastError.tooManyCalls) {
            try ForecastSample.scenario("gpt-4o") {
                $0.workload.subAgents = .init()
                $0.workload.subAgents?.count = Distribution(Distribution.largest)
            }
        }
    }

    @Test("the largest numbers add up without trapping") func largest() throws {
        let scenario = try ForecastSample.scenario("gpt-4o") {
            $0.workload.turns = Distribution(20_000)
            for path in [\Workload.perTurn, \.answer, \.reasoning, \.toolOutput, \.system, \.context] {
                $0.workload[keyPath: path] = Distribution(Distribution.largest)
            }
        }
        #expect(scenario.notes.contains { $0.contains("does not fit") })
    }
}
