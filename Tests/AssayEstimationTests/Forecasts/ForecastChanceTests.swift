import AssayPricing
import Testing

@testable import AssayEstimation

@Suite struct ForecastChanceTests {
    private func drawn(_ turns: String, _ message: String, seed: UInt64 = 1) throws -> Forecast.Scenario {
        try ForecastSample.scenario("gpt-4o") {
            $0.workload.turns = try Distribution(turns)
            $0.workload.perTurn = try Distribution(message)
            $0.workload.system = Distribution(200)
            ($0.samples, $0.seed) = (2_000, seed)
        }
    }

    /// The mean of n(n+1)/2 is 55 for ten turns, 1/p^2 for a geometric number of them.
    @Test(
        "the mean of the samples is within its error of the closed form",
        arguments: [
            ("10", "10..30", 10.0, 55.0), ("geometric(0.2)", "40", 5, 25), ("geometric(0.25)", "normal(500,50)", 4, 16),
        ])
    func mean(turns: String, message: String, calls: Double, sums: Double) throws {
        let scenario = try drawn(turns, message)
        let expected = (200 * calls + (try Distribution(message).mean) * sums) * 2.5e-6
        let spread = try #require(scenario.task.spread)
        #expect(abs(scenario.task.mean.approximation - expected) < 4 * spread.standardError.approximation)
        #expect(spread.standardError.approximation < expected / 10)
        #expect(spread.minimum <= spread.p50 && spread.p50 <= spread.p90)
        #expect(spread.p90 <= spread.p99 && spread.p99 <= spread.maximum)
    }

    @Test("the same seed gives the same numbers, another one others") func seeds() throws {
        let (one, two) = (try drawn("1..20", "10..30"), try drawn("1..20", "10..30"))
        #expect(one.task == two.task)
        #expect(one.task != (try drawn("1..20", "10..30", seed: 2)).task)
    }

    @Test("every policy and model sees the same tasks") func commonNumbers() throws {
        let scenarios = try ForecastSample.scenarios("opus-5-5") {
            $0.workload.turns = try Distribution("1..20")
            $0.workload.answer = try Distribution("lognormal(300,0.7)")
            $0.workload.retries = try Distribution("poisson(0.2)")
            $0.policies = [.full, HistoryPolicy(.window(2))]
            ($0.samples, $0.cache.scope, $0.cache.gap) = (500, .all, .exponential(mean: 300))
        }
        #expect(try scenarios[0].tokens.mean(\.output) == scenarios[1].tokens.mean(\.output))
        #expect(try scenarios[0].tokens.mean(\.calls) == scenarios[1].tokens.mean(\.calls))
    }

    @Test("gaps drawn with a mean find the cache as often as they should") func gaps() throws {
        let scenario = try ForecastSample.scenario("opus-5-5") {
            $0.workload.turns = Distribution(21)
            $0.workload.system = Distribution(1_000)
            $0.policies = [HistoryPolicy(.window(0))]
            ($0.samples, $0.cache.scope, $0.cache.gap) = (2_000, .prefix, .exponential(mean: 300))
        }
        // 1 + 20 e^-1 writes; rounding gaps to seconds moves the share by less than 0.2 per cent.
        let writes = try scenario.mean(\.cacheWrite) / 1_000
        #expect(abs(writes - (1 + 20 * exponential(-1))) < 0.3)
    }

    @Test("percentiles are the nearest ranks") func percentiles() throws {
        let costs = (1...100).reversed().map { ExactDecimal($0) }
        let spread = try Forecast.Spread(costs, mean: try ExactDecimal("50.5"))
        #expect([spread.minimum, spread.p50, spread.p90, spread.p99, spread.maximum] == [1, 50, 90, 99, 100])
        // The deviation of 1 to 100 is 29.01149...; a tenth of it.
        #expect(abs(spread.standardError.approximation - 2.901149) < 1e-6)
        #expect(spread.histogram.reduce(0, +) == 99)
    }
}
