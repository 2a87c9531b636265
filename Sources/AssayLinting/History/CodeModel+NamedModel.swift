extension CodeModel {
    /// The model that the program names for its requests; nil where it names none, or several.
    ///
    /// - Complexity: O(n) in the tokens.
    var namedModel: String? {
        var found: String?
        for index in tokens.indices {
            guard let label = name(index) ?? string(index), Self.modelLabels.contains(label.lowercased()),
                isSymbol(index + 1, "=") || isSymbol(index + 1, ":"), let value = string(index + 2), !value.isEmpty
            else { continue }
            if let found, found != value { return nil }
            found = value
        }
        return found
    }

    private static let modelLabels: Set<String> = ["model", "modelid", "model_id", "model_name", "modelname"]
}
