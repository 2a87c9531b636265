import AssayPricing
import Testing

@testable import AssayEstimation

@Suite struct DistributionTests {
    @Test(arguments: [
        ("20", 20.0), ("0.5", 0.5), ("1e6", 1_000_000), ("10..30", 20), ("uniform(10,30)", 20), ("normal(20,5)", 20),
        ("Normal( 20 , 5 )", 20), ("exponential(60)", 60), ("geometric(0.125)", 8), ("poisson(0.1)", 0.1),
        ("lognormal(100,0)", 100),
    ])
    func isRead(text: String, mean: Double) throws {
        let value = try Distribution(text)
        #expect(value.mean == mean)
        #expect(try Distribution(value.description) == value)
    }

    @Test(arguments: [
        "", "x", "nan", "inf", "-5", "1e400", "..", "10..", "30..10", "1.5..2", "normal(5)", "normal(5,6,7)",
        "normal(5,-1)",
        "geometric(0)", "geometric(2)", "lognormal(5,99)", "poisson(1e9)", "gamma(1,2)", "2e12", "normal(20,5",
        "9999999999999",
    ])
    func isRefused(text: String) {
        #expect(throws: DistributionError.self) { try Distribution(text) }
    }

    @Test func timesHaveUnits() throws {
        let units = ["s": 1, "m": 60, "h": 3_600]
        #expect(try Distribution("10m", units: units).whole == 600)
        #expect(try Distribution("1m..2h", units: units) == .uniform(60, 7_200))
        #expect(try Distribution("exponential(2m)", units: units) == .exponential(mean: 120))
        #expect(try Distribution("90s", units: units).whole == 90)
        #expect(throws: DistributionError.self) { try Distribution("m", units: units) }
    }

    /// Means of 20,000 draws, within five standard errors of what they should be.
    @Test(arguments: [
        "7", "0.25", "10..30", "normal(1000,100)", "lognormal(500,0.5)", "exponential(300)", "geometric(0.1)",
        "poisson(3)",
        "poisson(400)",
    ])
    func drawsHaveTheMean(text: String) throws {
        let distribution = try Distribution(text)
        var sampler = Sampler(distribution)
        var random = SplitMix64(seed: 11, stream: 0)
        let draws = (0..<20_000).map { _ in Double(sampler.draw(&random)) }
        let mean = draws.reduce(0, +) / Double(draws.count)
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count - 1)
        let error = (variance / Double(draws.count)).squareRoot()
        #expect(abs(mean - distribution.mean) <= 5 * error + 1e-9)
        #expect(draws.allSatisfy { $0 >= 0 })
    }

    @Test func aGeometricNumberIsAtLeastOne() throws {
        var sampler = Sampler(try Distribution("geometric(0.9)"))
        var random = SplitMix64(seed: 1, stream: 0)
        #expect((0..<1_000).allSatisfy { _ in sampler.draw(&random) >= 1 })
    }
}

@Suite struct HistoryPolicyTests {
    @Test(arguments: [
        "full", "none", "window:10", "chunk:20/10", "compact:50000/1000", "compact:50000/1000/2", "truncate:2000",
        "window:10+truncate:2000",
    ])
    func isReadAndWritten(text: String) throws {
        #expect(try HistoryPolicy(text).description == text)
    }

    @Test(arguments: [
        "", "ful", "window", "window:", "window:-1", "window:1/2", "window:1.5", "chunk:20", "chunk:10/20", "chunk:0/0",
        "chunk:5/0",
        "compact:100", "compact:100/100", "truncate", "window:1+full", "truncate:1+truncate:2", "+", "full:3",
    ])
    func isRefused(text: String) {
        #expect(throws: HistoryPolicyError.self) { try HistoryPolicy(text) }
    }
}
