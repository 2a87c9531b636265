import AssayPricing

/// Why there is no forecast.
public enum ForecastError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A task, or all samples together, have more calls than can be added up one by one.
    case tooManyCalls
    /// A model charges parts of a call by tier, so that sums over calls have no price.
    case graduated(model: String)
    case pricing(PricingError)

    public var description: String {
        switch self {
        case .tooManyCalls:
            "a forecast adds up calls one by one, at most \(Workload.mostCalls) a task and "
                + "\(Forecaster.mostCalls) in all "
                + "samples; for more of the same use --tasks, for shorter runs --samples"
        case .graduated(let model):
            "\(model) has graduated tiers, of which calls cannot be added up; price a call with 'assay price'"
        case .pricing(let error): error.description
        }
    }
}
