/// How many tokens of a model without a published vocabulary one token of a reference vocabulary stands for.
///
/// Factors are whole thousandths, so that an estimate comes out the same on every machine.
public struct Calibration: Sendable, Hashable {
    /// For Latin script and code.
    public var latin: Factor
    /// For Cyrillic, Arabic, Devanagari, Chinese and every other script.
    public var other: Factor
    /// How sure an estimate is whose text is mostly Latin script or code.
    public var method: CountMethod
    /// How sure it is for a text in other scripts; `heuristic`, unless the factor was fitted on such texts.
    public var otherMethod: CountMethod

    public init(
        latin: Factor, other: Factor, method: CountMethod = .calibrated, otherMethod: CountMethod = .heuristic
    ) {
        self.latin = latin
        self.other = other
        self.method = method
        self.otherMethod = otherMethod
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
    /// rounding.
    public func estimate(_ tokens: Int, scripts: ScriptTally) -> TokenCount {
        scaled(tokens, scripts: scripts).tokens
    }

    /// ``estimate(_:scripts:)`` before rounding, for sums of many texts.
    func scaled(_ tokens: Int, scripts: ScriptTally) -> ScaledCount {
        let share = scripts.otherShare
        func scaled(_ part: KeyPath<Factor, Int>) -> Int {
            // A factor in thousandths times a share in thousandths is in millionths.
            let factor = latin[keyPath: part].saturatingMultiply(1000 - share)
                .saturatingAdd(other[keyPath: part].saturatingMultiply(share))
            return tokens.saturatingMultiply(factor)
        }
        return ScaledCount(
            millionths: (scaled(\.low), scaled(\.point), scaled(\.high)),
            method: share > 500 ? max(method, otherMethod) : method)
    }
}
