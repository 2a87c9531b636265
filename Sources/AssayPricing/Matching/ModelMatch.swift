/// A model found by name, and how.
public struct ModelMatch: Sendable, Hashable {
    public var model: ModelPrices
    public var method: Method
    /// Other providers that know the same name, as `provider/model`.
    public var alternatives: [String]

    /// How a name led to a model, the surest first.
    public enum Method: String, Sendable, CaseIterable {
        /// The model's identifier or an alias of it.
        case exact
        /// The same name with other separators.
        case spelling
        /// A pattern of the table, such as a dated snapshot's.
        case pattern
        /// The name without a routing prefix, or without a snapshot's date or version.
        case shortened
        /// The name without its family: `opus-5-5`.
        case family
    }
}

/// Why a name leads to no model.
public enum ModelNameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name is empty, or nothing but spaces.
    case empty
    /// Nothing has this name; the nearest names.
    case unknown(name: String, nearest: [String])
    /// Several models have it; their full names.
    case ambiguous(name: String, candidates: [String])
    case unknownProvider(name: String, nearest: [String])
    case table(PriceFileError)

    public var description: String {
        switch self {
        case .empty: "the name of the model is empty"
        case .unknown(let name, let nearest):
            "no model is called '\(name)'" + ModelNameError.suggestion(nearest)
        case .ambiguous(let name, let candidates):
            "'\(name)' is \(candidates.count) models; say which: "
                + candidates.prefix(12).joined(separator: ", ") + (candidates.count > 12 ? ", ..." : "")
        case .unknownProvider(let name, let nearest):
            "no provider is called '\(name)'" + ModelNameError.suggestion(nearest)
        case .table(let error): error.description
        }
    }

    private static func suggestion(_ names: [String]) -> String {
        switch names.count {
        case 0: "; 'assay models' lists them"
        case 1: "; the nearest name is \(names[0])"
        default: "; the nearest names are " + names.joined(separator: ", ")
        }
    }
}
