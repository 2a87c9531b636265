import AssayEstimation
import AssayPricing

extension Traffic.Period {
    /// The amount and the period of `1000/day` or `50000/month`; nil where the period is none.
    ///
    /// - Parameter usual: the period where none is written.
    static func split(_ text: String, usual: Self) -> (amount: String, period: Self)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let periods: [String: Self] = ["day": .day, "d": .day, "month": .month, "mo": .month]
        if parts.count == 1 { return (parts[0], usual) }
        guard parts.count == 2, let period = periods[parts[1].lowercased()] else { return nil }
        return (parts[0], period)
    }
}

extension Meter.Lifetime {
    /// What `--cache-ttl` says.
    static func option(_ text: String) throws(Failure) -> Self {
        guard let lifetime = Self(text) else { throw Failure("--cache-ttl is 5m, 30m, 1h or 12h, not '\(text)'") }
        return lifetime
    }
}
