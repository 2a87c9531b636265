import AssayPricing

/// A number that is always the same, or another one each time.
///
/// Draws are rounded to whole numbers and never below zero: what a distribution has below zero counts as zero.
public enum Distribution: Sendable, Hashable {
    case fixed(ExactDecimal)
    /// Every whole number from the least to the most alike.
    case uniform(Int, Int)
    case normal(mean: Double, deviation: Double)
    /// The logarithm is normal with the deviation `sigma`; half of the values are below the median.
    case lognormal(median: Double, sigma: Double)
    case exponential(mean: Double)
    /// The number of attempts up to the first success, 1 and up.
    case geometric(probability: Double)
    /// How many of many rare things happen, 0 and up.
    case poisson(mean: Double)

    public static let zero = Distribution.fixed(.zero)
    public static let one = Distribution.fixed(.one)

    /// The largest number that may be written: 2^40 is a hundred thousand times the longest context there is.
    public static let largest = 1 << 40

    public init(_ value: Int) { self = .fixed(ExactDecimal(value)) }

    public var isFixed: Bool { if case .fixed = self { true } else { false } }

    /// The number where it is fixed and whole.
    public var whole: Int? { if case .fixed(let value) = self { value.integer } else { nil } }

    /// The mean before draws are rounded and cut at zero.
    public var mean: Double {
        switch self {
        case .fixed(let value): value.approximation
        case .uniform(let low, let high): (Double(low) + Double(high)) / 2
        case .normal(let mean, _): mean
        case .lognormal(let median, let sigma): median * AssayEstimation.exponential(sigma * sigma / 2)
        case .exponential(let mean): mean
        case .geometric(let probability): 1 / probability
        case .poisson(let mean): mean
        }
    }

    /// The mean as a fixed whole number, for what is asked about the course of one typical task.
    public var typical: Distribution {
        if case .fixed = self { return self }
        return Distribution(Int(max(0, min(mean, Double(Self.largest))).rounded()))
    }
}

extension Distribution: CustomStringConvertible {
    public var description: String {
        switch self {
        case .fixed(let value): "\(value)"
        case .uniform(let low, let high): "\(low)..\(high)"
        case .normal(let mean, let deviation): "normal(\(plain(mean)),\(plain(deviation)))"
        case .lognormal(let median, let sigma): "lognormal(\(plain(median)),\(plain(sigma)))"
        case .exponential(let mean): "exponential(\(plain(mean)))"
        case .geometric(let probability): "geometric(\(plain(probability)))"
        case .poisson(let mean): "poisson(\(plain(mean)))"
        }
    }

    /// Without the `.0` of whole numbers.
    private func plain(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}

extension ExactDecimal {
    /// The nearest double, for statistics and plots and never for money.
    public var approximation: Double { Double(description) ?? 0 }
}
