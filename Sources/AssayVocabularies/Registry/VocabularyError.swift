/// Why there is no vocabulary for a name.
public struct VocabularyError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// No vocabulary goes by this name.
        case unknownName
        /// There is one, but it cannot be read or is damaged.
        case unusable
        /// It cannot be stored under this name, or at all.
        case cannotStore
    }

    public var code: Code
    /// The name as it was given.
    public var name: String
    /// The nearest names that there are, for ``Code/unknownName``.
    public var nearest: [String] = []
    /// What is wrong, for the other codes.
    public var detail: String

    init(_ code: Code, name: String, detail: String) {
        self.code = code
        self.name = name
        self.detail = detail
    }

    /// The error for a name that none of `names` is.
    public static func unknown(_ name: String, among names: [String]) -> VocabularyError {
        var error = VocabularyError(.unknownName, name: name, detail: "")
        error.nearest = NearestNames.nearest(to: name, among: names)
        return error
    }

    public var description: String {
        switch code {
        case .unknownName:
            if KnownVocabulary.named(name) != nil {
                return "the vocabulary '\(name)' is not imported yet, and its licence does not let it be embedded; "
                    + "import its tokenizer file once with 'assay vocab import FILE --name \(name)'"
            }
            let hint =
                nearest.isEmpty
                ? "see the list of them (assay vocab list)"
                : "did you mean \(nearest.joined(separator: ", "))?"
            return "there is no vocabulary '\(name)'; \(hint)"
        case .unusable, .cannotStore:
            return "vocabulary \(name): \(detail)"
        }
    }
}
