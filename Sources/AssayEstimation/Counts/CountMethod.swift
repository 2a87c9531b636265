/// How a number of tokens was obtained, the surest first.
///
/// The raw values are the names that reports show.
public enum CountMethod: String, Sendable, Hashable, CaseIterable {
    /// Counted with the model's own, published vocabulary.
    case exact
    /// Counted with the published vocabulary, the model's public chat template included.
    case exactWithTemplate = "exact+template"
    /// Counted with the vocabulary that the vendor says the model uses, where the statement covers a family of names
    /// and not this very one.
    case vendorMapped = "vendor-mapped"
    /// Another vocabulary's count times a factor that was fitted on published measurements.
    case calibrated
    /// The text that is known is counted; values and loops that only a request makes known are assumed.
    case assumed
    /// Another vocabulary's count with a wide interval, because nothing was published.
    case heuristic

    /// Whether the number is the model's own and not an estimate.
    public var isCounted: Bool { self < .calibrated }
}

extension CountMethod: Comparable {
    /// Whether `left` is surer than `right`.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .exact: 0
        case .exactWithTemplate: 1
        case .vendorMapped: 2
        case .calibrated: 3
        case .assumed: 4
        case .heuristic: 5
        }
    }
}
