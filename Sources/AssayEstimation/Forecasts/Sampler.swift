import AssayPricing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A distribution made ready to be drawn from.
struct Sampler: Sendable {
    private let distribution: Distribution
    /// The whole part of a fixed number, and what is left of it.
    private let whole: Int
    private let fraction: Double

    init(_ distribution: Distribution) {
        self.distribution = distribution
        let mean = distribution.isFixed ? min(distribution.mean, Double(Distribution.largest)) : 0
        whole = Int(mean.rounded(.down))
        fraction = mean - mean.rounded(.down)
    }

    /// A whole number from 0 to ``Distribution/largest``. A fixed number with a fraction is the next one with that
    /// probability.
    mutating func draw(_ random: inout SplitMix64) -> Int {
        switch distribution {
        case .fixed: fraction > 0 && random.unit() < fraction ? whole + 1 : whole
        case .uniform(let low, let high): low + random.next(below: high - low + 1)
        case .normal(let mean, let deviation): Self.clip(mean + deviation * random.normal())
        case .lognormal(let median, let sigma): Self.clip(median * exponential(sigma * random.normal()))
        case .exponential(let mean): Self.clip(-mean * log(random.unit()))
        case .geometric(let probability):
            probability >= 1 ? 1 : 1 + Self.clip((log(random.unit()) / log1p(-probability)).rounded(.down))
        case .poisson(let mean): Self.poisson(mean, &random)
        }
    }

    private static func clip(_ value: Double) -> Int {
        value > 0 ? Int(min(value, Double(Distribution.largest)).rounded()) : 0
    }

    /// Counts exponential gaps for small means; beyond that the normal distribution is as good.
    private static func poisson(_ mean: Double, _ random: inout SplitMix64) -> Int {
        guard mean < 50 else { return clip(mean + mean.squareRoot() * random.normal()) }
        var count = 0
        var product = random.unit()
        let limit = exponential(-mean)
        while product > limit {
            count += 1
            product *= random.unit()
        }
        return count
    }
}

extension SplitMix64 {
    /// A number between 0 and 1, neither of them.
    mutating func unit() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// A number of the standard normal distribution (G. E. P. Box and M. E. Muller, "A Note on the Generation of Random
    /// Normal Deviates", 1958). The second number of the pair is not kept, so that every draw takes as much randomness.
    mutating func normal() -> Double {
        (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit())
    }
}
