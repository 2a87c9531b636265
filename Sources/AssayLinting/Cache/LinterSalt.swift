extension Linter {
    /// A hash of everything that findings depend on beside the files: rules, options, vocabulary, models.
    public var salt: ContentHash {
        var text = tokenizer.vocabulary.name
        for rule in rules { text += "\n\(rule.id) \(rule.severity.rawValue) \(rule.options.signature)" }
        if context.hasTeams { text += "\nteams" }
        if context.requestTokens != nil { text += "\nrequests" }
        for model in context.models { text += "\n\(model)" }
        return ContentHash(text)
    }
}

extension RuleOptions {
    /// All values, in order.
    var signature: String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    }
}
