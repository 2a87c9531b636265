import AssayEstimation
import AssayPricing

/// Forecasts of several models and policies, ready to be written in any format.
public struct ForecastReport: Sendable {
    public var request: ForecastRequest
    public var scenarios: [Forecast.Scenario]
    /// Tasks whose cost was given.
    public var given: GivenCost?

    public init(_ request: ForecastRequest, scenarios: [Forecast.Scenario], given: GivenCost? = nil) {
        self.request = request
        self.scenarios = scenarios
        self.given = given
    }

    /// Whether policies have to be told apart.
    var showsPolicy: Bool { request.policies != [.full] }

    /// A scenario's name in tables and legends.
    func name(_ scenario: Forecast.Scenario) -> String {
        let models = Set(scenarios.map(\.model))
        if !showsPolicy { return scenario.model }
        return models.count == 1 ? "\(scenario.policy)" : "\(scenario.model), \(scenario.policy)"
    }

    /// `step` or `turn`.
    var unit: String { request.countsSteps ? "step" : "turn" }

    /// What a task costs on the cheapest scenario.
    var lowest: ExactDecimal? { scenarios.map(\.task.mean).filter { !$0.isZero }.min() }
}

/// Money and counts as people read them.
enum ForecastCell {
    /// Cents from a hundred dollars on, and so many places below that no digit that matters is lost.
    static func money(_ amount: ExactDecimal) -> String {
        let places = amount >= 100 ? 2 : amount >= 1 ? 4 : 8
        let rounded = (try? amount.divided(by: 1, places: places)) ?? amount
        return "$" + rounded.text(minimumPlaces: 2)
    }

    /// A mean of counts: whole where it is, to a tenth otherwise.
    static func count(_ value: ExactDecimal?) -> String {
        guard let value else { return "-" }
        return "\((try? value.divided(by: 1, places: 1)) ?? value)"
    }

    static func count(_ tokens: MeanTokens, _ path: KeyPath<TaskTokens.Sums, Int128>) -> String {
        count(try? tokens.mean(path))
    }

    /// The last day of a time.
    static func lastDay(_ period: Forecast.Period) -> String {
        UTCInstant(seconds: period.to.seconds - 1).date.description
    }

    /// A share as per cent.
    static func percent(_ share: ExactDecimal) -> String { "\((try? share.shifted(by: 2)) ?? share)%" }

    static func duration(_ seconds: Int) -> String {
        seconds < 3_600 ? "\(seconds / 60) minutes" : seconds == 3_600 ? "an hour" : "\(seconds / 3_600) hours"
    }
}
