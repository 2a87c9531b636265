/// How many tokens of a model without a published vocabulary one token of a reference vocabulary stands for.
///
/// Factors are whole thousandths, so that an estimate comes out the same on every machine.
public struct Calibration: Sendable, Hashable {
    /// For Latin script and code.
    public var latin: Factor
    /// For Cyrillic, Arabic, Devanagari, Chinese and every other script.
    public var other: Factor
    /// How sure an estimate is whose text is mostly Latin script or code; a text in other scripts is `heuristic`.
    public var method: CountMethod

    public init(latin: Factor, other: Factor, method: CountMethod = .calibrated) {
        self.latin = latin
        self.other = other
        self.method = method
    }

    /// A factor with its band, in thousandths.
    public struct Factor: Sendable, Hashable {
        public var low: Int
        public var point: Int
        public var high: Int

        public init(_ point: Int, _ band: ClosedRange<Int>) {
            self.low = band.lowerBound
            self.point = point
            self.high = band.upperBound
        }
    }

    /// The estimate for a text that is `tokens` long in the reference vocabulary and whose letters are `scripts`.
    ///
    /// The factor is the mean of the two, each weighed by its share of the text's letters. The point is rounded to the
    /// nearest whole number (halves up), the low end down and the high end up, so the interval never shrinks by
    /// rounding. A mostly non-Latin text is `heuristic`: nothing was published for it.
    public func estimate(_ tokens: Int, scripts: ScriptTally) -> TokenCount {
        let share = scripts.otherShare
        func scaled(_ part: KeyPath<Factor, Int>, _ rounding: Int) -> Int {
            let factor = latin[keyPath: part] * (1000 - share) + other[keyPath: part] * share
            let product = tokens.multipliedFullWidth(by: factor)
            let (sum, carry) = product.low.addingReportingOverflow(UInt(rounding))
            let (quotient, overflow) = divide((product.high + (carry ? 1 : 0), sum))
            return overflow ? .max : quotient
        }
        return TokenCount(
            low: scaled(\.low, 0), point: scaled(\.point, 500_000), high: scaled(\.high, 999_999),
            method: share > 500 ? .heuristic : method)
    }

    /// A double-width number of millionths as whole units, unless they are more than an `Int` holds.
    private func divide(_ value: (high: Int, low: UInt)) -> (quotient: Int, overflow: Bool) {
        guard value.high < 500_000 else { return (0, true) }
        return (1_000_000.dividingFullWidth((value.high, value.low)).quotient, false)
    }
}
