/// The Unicode normalisation a tokenizer applies to a text before it cuts it. Raw values are stored in packs: add,
/// never renumber.
public enum Normalizer: UInt32, Sendable, CaseIterable {
    case none = 0
    /// Canonical composition.
    case nfc = 1
    /// Compatibility composition.
    case nfkc = 2

    /// The name that manifests use.
    public var name: String {
        switch self {
        case .none: "none"
        case .nfc: "NFC"
        case .nfkc: "NFKC"
        }
    }

    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}
