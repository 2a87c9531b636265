import AssayPricing

/// Times as logs write them.
enum LogTime {
    /// Dates and times of RFC 3339, also without an offset, which programs write that mean UTC; and numbers of seconds,
    /// milliseconds, microseconds or nanoseconds since 1970.
    static func instant(_ text: String) -> UTCInstant? {
        if let instant = UTCInstant(text) ?? UTCInstant(text + "Z") { return instant }
        for zone in [" UTC", " +0000 UTC", " +0000"] where text.hasSuffix(zone) {
            return UTCInstant(text.dropLast(zone.count) + "Z")
        }
        guard let number = try? ExactDecimal(text), !number.isNegative else { return nil }
        var seconds = number
        // Seconds have ten digits from 2001 to 2286.
        for _ in 0..<3 where seconds >= 100_000_000_000 {
            guard let shorter = try? seconds.shifted(by: -3) else { return nil }
            seconds = shorter
        }
        guard let whole = try? seconds.wholeQuotient(by: .one), seconds < 100_000_000_000 else { return nil }
        return UTCInstant(seconds: Int64(whole))
    }
}
