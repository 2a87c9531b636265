import AssayVocabularies

/// Which vocabulary counts a model's tokens, and how sure that count is.
///
/// ```swift
/// let way = try ModelCatalogue.tokenization(of: "gpt-4o-mini", isAvailable: { $0 == "o200k_base" })
/// way.vocabulary  // "o200k_base"
/// way.method      // .exact
/// ```
public enum ModelCatalogue {
    /// The way to count the tokens of `model`.
    ///
    /// - Parameters:
    ///   - model: a model's name as its vendor or a cloud writes it; dated and fine-tuned names are known by the model
    ///     they belong to.
    ///   - isAvailable: whether the vocabulary of a name can be used: an embedded one, or one that the user has
    ///     imported. Only the names that come into question are asked for.
    public static func tokenization(
        of model: String, isAvailable: (String) -> Bool
    ) throws(ModelCatalogueError) -> ModelTokenization {
        guard let ways = tokenizations(of: model) else {
            throw ModelCatalogueError(
                .unknownModel, model: model, nearest: NearestNames.nearest(to: model, among: names))
        }
        guard let way = ways.first(where: { isAvailable($0.vocabulary) }) else {
            throw ModelCatalogueError(.vocabularyNotImported, model: model, vocabulary: ways.first?.vocabulary)
        }
        return way
    }

    /// The names that the catalogue lists, sorted; the families it knows hold many more.
    public static let names: [String] = (families.flatMap(\.names) + claudeNames).sorted()

    /// The ways to count `model`, the best first, or `nil` where it is unknown.
    static func tokenizations(of model: String) -> [ModelTokenization]? {
        let name = ModelName(model).text
        if name.hasPrefix("claude") { return claude(name) }
        if let family = families.first(where: { $0.names.contains(name) }) { return family.tokenizations }
        // The longest beginning wins: `gpt-4o-` before `gpt-4`.
        let matches = families.lazy.flatMap { family in family.prefixes.map { ($0, family) } }
            .filter { name.hasPrefix($0.0) }
        return matches.max { $0.0.utf8.count < $1.0.utf8.count }?.1.tokenizations
    }

    static let families: [ModelFamily] = openAI + openWeights + unpublished
}

/// Why a model's tokens cannot be counted.
public struct ModelCatalogueError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case unknownModel
        case vocabularyNotImported
    }

    public var code: Code
    /// The name that was asked for.
    public var model: String
    /// Names that look like it, the nearest first.
    public var nearest: [String]
    /// The vocabulary that has to be imported first.
    public var vocabulary: String?

    init(_ code: Code, model: String, nearest: [String] = [], vocabulary: String? = nil) {
        self.code = code
        self.model = model
        self.nearest = nearest
        self.vocabulary = vocabulary
    }

    public var description: String {
        switch code {
        case .unknownModel:
            let hint =
                nearest.isEmpty
                ? "'assay models' finds names; or give a vocabulary (-v; 'assay vocab list' names them)"
                : "did you mean \(nearest.joined(separator: ", "))?"
            return "unknown model '\(model)'; \(hint)"
        case .vocabularyNotImported:
            let name = vocabulary ?? model
            return "model '\(model)' is counted with the vocabulary '\(name)', whose licence does not let it be "
                + "embedded; import its tokenizer file once with 'assay vocab import FILE --name \(name)'"
        }
    }
}
