import AssayPricing

/// Makes forecasts.
///
/// ```swift
/// var request = ForecastRequest(at: instant)
/// request.workload.turns = Distribution(11)
/// request.workload.perTurn = Distribution(100)
/// let scenarios = try Forecaster(request).scenarios(of: match.model)
/// scenarios[0].task.mean   // dollars a task
/// ```
///
/// - Complexity: O(calls of a task x samples x policies).
public struct Forecaster: Sendable {
    /// The most calls of all samples of a scenario.
    public static let mostCalls = 20_000_000
    /// The most samples; each is kept to find percentiles.
    public static let mostSamples = 100_000

    let request: ForecastRequest

    public init(_ request: ForecastRequest) { self.request = request }

    /// The forecasts for a model, one a policy.
    public func scenarios(of model: ModelPrices) throws(ForecastError) -> [Forecast.Scenario] {
        if model.isGraduated { throw .graduated(model: model.qualifiedName) }
        do {
            var scenarios: [Forecast.Scenario] = []
            for policy in request.policies {
                scenarios.append(try ScenarioMaker(request, model, policy).scenario())
            }
            compare(&scenarios)
            return scenarios
        } catch let error as ForecastError {
            throw error
        } catch let error as PricingError {
            throw .pricing(error)
        } catch {
            throw .pricing(.decimal((error as? DecimalError) ?? .outOfRange))
        }
    }

    /// Finds when each policy becomes cheaper than the first.
    private func compare(_ scenarios: inout [Forecast.Scenario]) {
        guard scenarios.count > 1, let base = scenarios.first?.curve, base.count > 1 else { return }
        scenarios[0].breakEven = .baseline
        for index in scenarios.indices.dropFirst() {
            scenarios[index].breakEven = Self.breakEven(of: scenarios[index].curve, against: base)
        }
    }

    /// The turn from which on costs are lower, to the end of both curves.
    static func breakEven(of curve: [ExactDecimal], against base: [ExactDecimal]) -> Forecast.BreakEven {
        let turns = min(curve.count, base.count)
        if zip(curve, base).allSatisfy({ $0 == $1 }) { return .same }
        let last = (0..<turns).last { curve[$0] >= base[$0] }
        guard let last else { return .from(turn: 1) }
        return last == turns - 1 ? .notWithin(turns: turns) : .from(turn: last + 2)
    }
}
