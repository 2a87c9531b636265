/// The Unicode normalisation a tokenizer applies to a text before it cuts it. Raw values are stored in packs: add,
/// never renumber.
public enum Normalizer: UInt32, Sendable, CaseIterable {
    case none = 0
    /// Canonical composition as Hugging Face tokenizers 0.23 does it: with the tables of Unicode 9.0, so that what was
    /// assigned later stays as it is.
    case nfc = 1
    /// Compatibility composition, with the same tables.
    case nfkc = 2
    /// Canonical composition with the tables of Unicode 14.0: Qwen's reference tokenizer takes Python's.
    case nfcUnicode14 = 3

    /// The name that manifests use.
    public var name: String {
        switch self {
        case .none: "none"
        case .nfc: "NFC"
        case .nfkc: "NFKC"
        case .nfcUnicode14: "NFC-14"
        }
    }

    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}
