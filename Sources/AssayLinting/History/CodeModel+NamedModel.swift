extension CodeModel {
    /// The model that the program names for its requests; nil where it names none, or several.
    ///
    /// - Complexity: O(n) in the tokens.
    var namedModel: String? {
        var found: String?
        for index in tokens.indices {
            guard let label = name(index) ?? string(index), Self.modelLabels.contains(label.lowercased()),
                isSymbol(index + 1, "=") || isSymbol(index + 1, ":"), let value = modelName(index + 2), !value.isEmpty
            else { continue }
            if let found, found != value { return nil }
            found = value
        }
        return found
    }

    /// A name that is written there, or handed to a provider: `openai("gpt-4o")`, `openai.chat("gpt-4o")`.
    private func modelName(_ start: Int) -> String? {
        if let value = string(start) { return value }
        var index = start
        while name(index) != nil, isSymbol(index + 1, "."), index < start + 8 { index += 2 }
        guard let callee = name(index), isSymbol(index + 1, "("), let value = string(index + 2),
            isSymbol(index + 3, ")") || isSymbol(index + 3, ","),
            Self.lookups.isDisjoint(with: IdentifierWords.split(callee))
        else { return nil }
        return value
    }

    /// What such a call is given is the name of a setting, not of a model: `getenv("MODEL")`.
    private static let lookups: Set<String> = ["env", "getenv", "environ", "get", "config", "setting", "settings", "secret"]

    private static let modelLabels: Set<String> = ["model", "modelid", "model_id", "model_name", "modelname"]
}
