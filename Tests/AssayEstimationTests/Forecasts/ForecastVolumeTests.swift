import AssayPricing
import Testing

@testable import AssayEstimation

@Suite struct ForecastVolumeTests {
    private func gemini(
        _ time: String, _ span: Volume.Span, _ change: (inout Volume) throws -> Void = { _ in }
    ) throws -> Forecast.Scenario {
        try ForecastSample.scenario("gemini-3.8-flash", at: time) {
            $0.workload.perTurn = Distribution(10_000)
            $0.workload.answer = Distribution(1_000)
            var volume = Volume(tasks: 1_000, per: .day)
            volume.span = span
            try change(&volume)
            $0.volume = volume
        }
    }

    @Test("a price that changes on the way") func dated() throws {
        let scenario = try gemini("2026-12-20T15:00Z", .days(22))
        #expect(scenario.periods.map { "\($0.days) \($0.tasks) \($0.cost)" } == ["12 12000 135", "10 10000 225"])
        #expect("\(scenario.total ?? 0)" == "360")
        // One month: 12 days at one price, 19 at the other.
        let month = try gemini("2026-12-20", .months(1))
        #expect("\(month.total ?? 0)" == "562.5")
    }

    @Test("months of the calendar, growth and an assumed decline") func months() throws {
        let scenario = try gemini("2027-01-31", .months(3)) {
            $0.growth = try ExactDecimal("0.1")
            $0.priceDecline = try ExactDecimal("0.36")
        }
        #expect(scenario.periods.map(\.from.date.description) == ["2027-01-31", "2027-02-28", "2027-03-31"])
        #expect(scenario.periods.map(\.days) == [28, 31, 30])
        #expect(scenario.periods.map(\.tasks) == [28_000, 34_100, 36_300])
        // 0.0225 x 0.64^(1/12) and x 0.64^(1/6)
        #expect(abs(scenario.periods[1].perTask.approximation - 0.0225 * 0.963492) < 1e-7)
        #expect(abs(scenario.periods[2].perTask.approximation - 0.0225 * 0.928318) < 1e-7)
    }

    @Test("users, and tasks a month") func users() throws {
        let scenario = try gemini("2026-11-21", .days(30)) {
            ($0.users, $0.period, $0.tasks) = (50, .month, 20)
        }
        #expect(scenario.tasks == 1_000)
        #expect("\(scenario.total ?? 0)" == "11.25")
    }

    @Test("prices by the hour are weighed by the hours") func hours() throws {
        let name = "deepseek-v4-pro"
        let model = try ForecastSample.model(name)
        // A week of minutes, each priced on its own.
        let start = try #require(UTCInstant("2026-11-23"))
        let usage = try Usage([.input: 1_000, .output: 100])
        var sum = ExactDecimal.zero
        for minute in stride(from: 0, to: 7 * 1_440, by: 10) {
            let instant = UTCInstant(seconds: start.seconds + Int64(minute * 60))
            sum = try sum.adding(Pricer.price(usage, of: model, at: instant).total)
        }
        let scenario = try ForecastSample.scenario(name, at: "2026-11-23") {
            $0.workload.perTurn = Distribution(1_000)
            $0.workload.answer = Distribution(100)
            var volume = Volume(tasks: 1, per: .day)
            volume.span = .days(7)
            $0.volume = volume
        }
        #expect(scenario.periods.first?.perTask == (try sum.divided(by: 7 * 144)))
        #expect(scenario.periods.first?.perTask != scenario.task.mean)
    }

    @Test("a shared prefix is found as often as tasks come within its lifetime") func shared() throws {
        let scenario = try ForecastSample.scenario("opus-5-5") {
            $0.workload.system = Distribution(10_000)
            ($0.cache.scope, $0.cache.isShared) = (.prefix, true)
            $0.volume = Volume(tasks: 288, per: .day)
        }
        // A task every 300 seconds, and a lifetime as long: 1 - 1/e.
        #expect(scenario.cache?.sharedHits == 632_121)
        #expect("\(try scenario.tokens.mean(\.cacheRead))" == "6321.21")
        #expect("\(try scenario.tokens.mean(\.cacheWrite))" == "3678.79")
    }

    @Test("a known cost of a task") func given() throws {
        let given = try GivenCost(
            low: try ExactDecimal("0.015"), high: try ExactDecimal("0.075"),
            volume: Volume(tasks: 900_000, per: .month),
            from: try #require(UTCInstant("2026-11-21")))
        let total = try #require(try given.total())
        #expect(total.low == 13_500 && total.high == 67_500)
    }
}
