import AssayPricing
import Testing

@testable import AssayEstimation

/// Costs that were worked out by hand.
@Suite struct ForecastCaseTests {
    @Test("a conversation and an agent") func runs() throws {
        let chat = try ForecastSample.scenario("gpt-6.1-sol") {
            $0.workload.turns = Distribution(11)
            $0.workload.perTurn = Distribution(100)
        }
        #expect(try chat.tokens.mean(\.input) == 6_600)
        #expect("\(chat.task.mean)" == "0.0132")
        func agent(_ change: (inout ForecastRequest) -> Void) throws -> String {
            try ForecastSample.scenario("gpt-6.1-sol") {
                $0.workload.steps = Distribution(10)
                $0.workload.context = Distribution(20_000)
                change(&$0)
            }.task.mean.description
        }
        #expect(try agent { _ in } == "0.4")
        // Writing has a price, so that all is written: steps are those of caches that are written for nothing.
        #expect(try agent { $0.cache.scope = .prefix } == "0.068")
        // 19,968 tokens are 1,024 and 148 steps of 128; 32 stay fresh in each call.
        // 19,968 x (2.5 + 9 x 0.1) + 10 x 32 x 2, a million each
        #expect(try agent { ($0.cache.scope, $0.cache.step) = (.prefix, 128) } == "0.0685312")
    }

    @Test("calls with a prefix in common", arguments: [(true, "0.21"), (false, "1.04")])
    func prefix(isCached: Bool, cost: String) throws {
        let scenario = try ForecastSample.scenario("sonnet-5-5") {
            $0.workload.turns = Distribution(10)
            $0.workload.system = Distribution(50_000)
            $0.workload.perTurn = Distribution(500)
            $0.workload.answer = Distribution(300)
            $0.policies = [HistoryPolicy(.window(0))]
            $0.cache.scope = isCached ? .prefix : .none
            $0.cache.lifetime = .fiveMinutes
        }
        #expect("\(scenario.task.mean)" == cost)
    }

    @Test("when a cache pays", arguments: [(Meter.Lifetime.fiveMinutes, 2), (.oneHour, 3)])
    func pays(lifetime: Meter.Lifetime, uses: Int) throws {
        let scenario = try ForecastSample.scenario("opus-5-5") {
            $0.workload.system = Distribution(10_000)
            ($0.cache.scope, $0.cache.lifetime) = (.prefix, lifetime)
        }
        #expect(scenario.cache?.paysFrom == uses)
    }

    @Test("below the minimum nothing is cached") func minimum() throws {
        let scenario = try ForecastSample.scenario("claude-opus-4-7") {
            $0.workload.system = Distribution(2_000)
            $0.cache.scope = .prefix
        }
        #expect("\(scenario.task.mean)" == "0.01")
        #expect(scenario.notes.contains { $0.contains("nothing is cached: 2048") })
    }

    /// Replays at 3,000 tokens of system prompt and 1,500 tokens a turn, which join the history after its call.
    @Test(
        "policies under a cache, in equivalents of fresh input",
        arguments: [(40, [199_725, 584_700, 185_775]), (200, [3_391_725, 3_632_700, 1_106_175])])
    func policies(turns: Int, equivalents: [Int]) throws {
        let scenarios = try ForecastSample.scenarios("claude-opus-4-8") {
            $0.workload.turns = Distribution(turns)
            $0.workload.system = Distribution(3_000)
            $0.workload.answer = Distribution(1_500)
            $0.cache.scope = .all
            $0.policies = [.full, HistoryPolicy(.window(10)), HistoryPolicy(.chunk(limit: 20, drop: 10))]
        }
        #expect(scenarios.map { $0.inputEquivalent?.integer } == equivalents)
        #expect(scenarios[0].breakEven == .baseline)
        #expect(scenarios[1].breakEven == .notWithin(turns: 200))
        #expect(scenarios[2].breakEven == .from(turn: 36))
    }

    @Test("a summary is paid for and takes the history's place") func compaction() throws {
        let scenario = try ForecastSample.scenario("gpt-4o") {
            $0.workload.turns = Distribution(4)
            $0.workload.perTurn = Distribution(100)
            $0.workload.answer = Distribution(200)
            $0.policies = [HistoryPolicy(.compact(threshold: 500, summary: 50, keep: 0))]
        }
        // 100, 400, then 700 is too long: 600 to summarise and 50 + 100; then 450.
        #expect(try scenario.tokens.mean(\.input) == ExactDecimal(100 + 400 + 600 + 150 + 450))
        #expect(try scenario.tokens.mean(\.output) == ExactDecimal(4 * 200 + 50))
        #expect(try scenario.tokens.mean(\.calls) == 5)
    }

    @Test("turns further apart than the lifetime write the prefix again", arguments: [(300, 1), (301, 5)])
    func gaps(seconds: Int, writes: Int) throws {
        let scenario = try ForecastSample.scenario("opus-5-5") {
            $0.workload.turns = Distribution(5)
            $0.workload.system = Distribution(4_000)
            $0.policies = [HistoryPolicy(.window(0))]
            ($0.cache.scope, $0.cache.gap) = (.prefix, Distribution(seconds))
        }
        #expect(try scenario.tokens.mean(\.cacheWrite) == ExactDecimal(4_000 * writes))
    }

    @Test("retries are paid in full, a fraction by its weight") func retries() throws {
        func cost(_ retries: String) throws -> String {
            try ForecastSample.scenario("gpt-4o") {
                $0.workload.turns = Distribution(10)
                $0.workload.system = Distribution(1_000)
                $0.policies = [HistoryPolicy(.window(0))]
                $0.workload.retries = try Distribution(retries)
            }.task.mean.description
        }
        #expect(try cost("0") == "0.025")
        #expect(try cost("0.1") == "0.0275")
        #expect(try cost("2") == "0.075")
    }

    @Test("sub-agents and summaries are tried again as other calls are") func retriedEverywhere() throws {
        func scenario(_ retries: String) throws -> Forecast.Scenario {
            try ForecastSample.scenario("gpt-4o") {
                $0.workload.steps = Distribution(4)
                $0.workload.context = Distribution(1_000)
                $0.workload.answer = Distribution(500)
                $0.policies = [HistoryPolicy(.compact(threshold: 1_900, summary: 10, keep: 0))]
                var sub = Workload.SubAgents()
                (sub.count, sub.context, sub.answer) = (Distribution(2), Distribution(300), Distribution(7))
                $0.workload.subAgents = sub
                $0.workload.retries = try Distribution(retries)
                $0.samples = 4_000
            }
        }
        let once = try scenario("0")
        // Four steps, a summary before the third, two sub-agents.
        #expect(try once.tokens.mean(\.calls) == 7)
        let half = try scenario("0.5")
        #expect(try half.tokens.mean(\.calls) == ExactDecimal("10.5"))
        #expect(try half.task.mean == once.task.mean.multiplied(by: ExactDecimal("1.5")))
        let drawn = try scenario("poisson(0.5)")
        #expect(abs(try drawn.mean(\.calls) - 10.5) < 4 * (7 * 0.5 / 4_000).squareRoot() * 1.5)
    }

    @Test("an explicit cache is paid by the hour") func storage() throws {
        func scenario(_ context: Int) throws -> Forecast.Scenario {
            try ForecastSample.scenario("gemini-3.8-flash") {
                $0.workload.context = Distribution(context)
                $0.workload.turns = Distribution(4)
                $0.cache.scope = .prefix
                $0.cache.storedMillihours = 3_000
            }
        }
        // 100,000 x 0.75 to write, x 0.50 x 3 h to keep = $0.15, and three times x 0.075 to read = $0.0075 each
        #expect(try scenario(100_000).task.mean == ExactDecimal("0.2475"))
        #expect(try scenario(100_000).curve.first == ExactDecimal("0.225"))
        // Below the minimum there is no cache to keep.
        #expect(try scenario(1_000).task.mean == ExactDecimal("0.003"))
        #expect(throws: ForecastError.self) {
            try ForecastSample.scenario("opus-5-5") {
                $0.workload.context = Distribution(100_000)
                $0.cache.scope = .prefix
                $0.cache.storedMillihours = 3_000
            }
        }
    }

    @Test("a model that goes before the forecast ends is said to") func retirement() throws {
        func notes(_ span: Volume.Span) throws -> [String] {
            try ForecastSample.scenario("gpt-5") {
                $0.workload.perTurn = Distribution(100)
                var volume = Volume(tasks: 10, per: .day)
                volume.span = span
                $0.volume = volume
            }.notes
        }
        #expect(try notes(.days(5)).isEmpty)
        #expect(try notes(.days(90)).contains { $0.hasPrefix("retires on 2026-12-11") })
    }

    @Test("sub-agents have their own context, and their answers join the history") func subAgents() throws {
        let scenario = try ForecastSample.scenario("gpt-4o") {
            $0.workload.steps = Distribution(2)
            $0.workload.context = Distribution(1_000)
            var sub = Workload.SubAgents()
            (sub.count, sub.steps, sub.context) = (Distribution(3), Distribution(2), Distribution(500))
            (sub.toolOutput, sub.answer) = (Distribution(40), Distribution(10))
            $0.workload.subAgents = sub
        }
        // Each 500 and 550; the second step carries three answers of 10.
        #expect(try scenario.tokens.mean(\.input) == ExactDecimal(1_000 + 3 * (500 + 550) + 1_030))
        #expect(try scenario.tokens.mean(\.output) == 60)
        #expect(try scenario.tokens.mean(\.calls) == 8)
    }

    @Test("sub-agents reason as the task's own calls do") func reasoningSubAgents() throws {
        let scenario = try ForecastSample.scenario("gpt-5") {
            $0.workload.reasoning = Distribution(1_000)
            var sub = Workload.SubAgents()
            (sub.count, sub.steps) = (Distribution(2), Distribution(3))
            $0.workload.subAgents = sub
        }
        #expect(try scenario.tokens.mean(\.reasoning) == 7_000)
        // Reasoning is not sent again: nothing comes in.
        #expect(try scenario.tokens.mean(\.input) == 0)
        // 7,000 at $10 a million.
        #expect("\(scenario.task.mean)" == "0.07")
    }

    @Test("success, and hardware of one's own") func outcomes() throws {
        let scenario = try ForecastSample.scenario("gpt-4o") {
            $0.workload.perTurn = Distribution(1_000_000)
            $0.successRate = try ExactDecimal("0.8")
            $0.hosting = SelfHosting(dollarsAnHour: try ExactDecimal("2.5"), tokensASecond: 1_000)
        }
        #expect("\(scenario.perOutcome ?? 0)" == "3.125")
        #expect("\(scenario.hosting?.modelPerMillion ?? 0)" == "2.5")
        // 720 hours for $1,800, at $2.5 a million.
        #expect(scenario.hosting?.tokensAMonth == 720_000_000)
        #expect(scenario.hosting?.tasksAMonth == 720)
    }
}
