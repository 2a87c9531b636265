import Testing

@testable import AssayPricing

/// The day on which the table was made, at noon UTC: a Saturday.
let checkDay = "2026-11-21T12:00Z"

/// The price of a usage of a model of the embedded table.
func priced(
    _ name: String, _ usage: [Meter: Int], at time: String = checkDay, _ options: PriceOptions = PriceOptions()
) throws -> PricedUsage {
    let instant = try #require(UTCInstant(time))
    let match = try ModelFinder(.embedded, at: instant).find(name)
    return try Pricer.price(Usage(usage), of: match.model, at: instant, options: options)
}

/// The total in dollars, as text.
func total(
    _ name: String, _ usage: [Meter: Int], at time: String = checkDay, _ options: PriceOptions = PriceOptions()
) throws -> String {
    try priced(name, usage, at: time, options).total.description
}

/// Numbers that depend on a seed only (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
