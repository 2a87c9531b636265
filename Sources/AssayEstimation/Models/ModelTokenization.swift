/// How a model's tokens are counted: a vocabulary, and what its count means for the model.
public struct ModelTokenization: Sendable, Hashable {
    /// The vocabulary to count with.
    public var vocabulary: String
    /// How sure the count is.
    public var method: CountMethod
    /// What to multiply the count by, where the vocabulary is not the model's own.
    public var calibration: Calibration?
    /// Where the statement comes from, for people.
    public var source: String

    public init(vocabulary: String, method: CountMethod, calibration: Calibration? = nil, source: String) {
        self.vocabulary = vocabulary
        self.method = method
        self.calibration = calibration
        self.source = source
    }

    /// A model whose vocabulary is published and known by name.
    static func exact(_ vocabulary: String, _ source: String) -> Self {
        ModelTokenization(vocabulary: vocabulary, method: .exact, source: source)
    }

    /// A model whose vendor names the vocabulary for a whole family of names.
    static func vendorMapped(_ vocabulary: String, _ source: String) -> Self {
        ModelTokenization(vocabulary: vocabulary, method: .vendorMapped, source: source)
    }

    /// A model of which nothing is published: a modern vocabulary's count, give or take a quarter.
    static func heuristic(on vocabulary: String = "o200k_base", _ source: String) -> Self {
        let quarter = Calibration.Factor(1000, 750...1250)
        return ModelTokenization(
            vocabulary: vocabulary, method: .heuristic,
            calibration: Calibration(latin: quarter, other: quarter, method: .heuristic), source: source)
    }

    /// What a count of `tokens` in ``vocabulary`` means for the model.
    ///
    /// - Parameter scripts: the letters of the same text; only a calibrated estimate looks at them.
    public func count(_ tokens: Int, scripts: ScriptTally) -> TokenCount {
        calibration?.estimate(tokens, scripts: scripts) ?? TokenCount(tokens, method: method)
    }

    /// ``count(_:scripts:)`` before rounding, for sums of many texts.
    func scaled(_ tokens: Int, scripts: ScriptTally) -> ScaledCount {
        calibration?.scaled(tokens, scripts: scripts) ?? ScaledCount(tokens, method: method)
    }
}
