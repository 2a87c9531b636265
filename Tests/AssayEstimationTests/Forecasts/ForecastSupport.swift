import AssayPricing
import Testing

@testable import AssayEstimation

/// Shorthands for forecasts in tests.
enum ForecastSample {
    static let day = "2026-11-21"

    static func model(_ name: String, at time: String = day) throws -> ModelPrices {
        let instant = try #require(UTCInstant(time))
        return try ModelFinder(.embedded, at: instant).find(name).model
    }

    static func request(
        at time: String = day, _ change: (inout ForecastRequest) throws -> Void
    ) throws -> ForecastRequest {
        var request = ForecastRequest(at: try #require(UTCInstant(time)))
        try change(&request)
        return request
    }

    /// The scenarios of one model, a policy each.
    static func scenarios(
        _ name: String, at time: String = day, _ change: (inout ForecastRequest) throws -> Void
    ) throws -> [Forecast.Scenario] {
        try Forecaster(try request(at: time, change)).scenarios(of: try model(name, at: time))
    }

    static func scenario(
        _ name: String, at time: String = day, _ change: (inout ForecastRequest) throws -> Void
    ) throws -> Forecast.Scenario {
        try #require(try scenarios(name, at: time, change).first)
    }
}

extension Forecast.Scenario {
    func mean(_ path: KeyPath<TaskTokens.Sums, Int128>) throws -> Double { try tokens.mean(path).approximation }
}
