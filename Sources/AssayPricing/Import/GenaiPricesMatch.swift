import AssayText

/// Turns the match rules of `genai-prices` into aliases and patterns.
enum GenaiPricesMatch {
    static func add(_ clause: PythonLiteral, to model: inout ModelPrices) throws(PriceSourceError) {
        switch clause.callName {
        case "ClauseOr":
            for part in clause["or_"]?.elements ?? [] { try add(part, to: &model) }
        case "ClauseEquals":
            if let name = clause["equals"]?.string { addAlias(name, to: &model) }
        case "ClauseRegex":
            let pattern = clause["regex"]?.string ?? ""
            guard let globs = globs(pattern) else {
                throw PriceSourceError(
                    source: GenaiPricesReader.sourceName,
                    reason:
                        "\(model.qualifiedName) is matched by the regular expression \(pattern), which has no pattern")
            }
            for glob in globs {
                if glob.contains("#") || glob.contains("*") {
                    model.patterns.append(NamePattern(glob))
                } else {
                    addAlias(glob, to: &model)
                }
            }
        case "ClauseAnd":
            try addConjunction(clause["and_"]?.elements ?? [], to: &model)
        default:
            if let glob = glob(clause) { model.patterns.append(NamePattern(glob)) }
        }
    }

    /// The conjunctions in use are one wildcard and "but not text-to-speech".
    private static func addConjunction(
        _ clauses: [PythonLiteral], to model: inout ModelPrices
    ) throws(PriceSourceError) {
        let globs = clauses.compactMap(glob)
        let isSpeechExcluded = clauses.contains { $0["regex"]?.string == #"^(?!.*-[tT][tT][sS](?:$|-))"# }
        guard clauses.count == 2, globs.count == 1, isSpeechExcluded else {
            throw PriceSourceError(
                source: GenaiPricesReader.sourceName,
                reason: "\(model.qualifiedName) is matched by a conjunction that has no pattern")
        }
        model.patterns.append(NamePattern(globs[0], except: ["*-tts", "*-tts-*"]))
    }

    private static func addAlias(_ name: String, to model: inout ModelPrices) {
        guard name.lowercased() != model.id.lowercased(), !model.aliases.contains(where: { $0.name == name }) else {
            return
        }
        model.aliases.append(ModelPrices.Alias(name))
    }

    private static func glob(_ clause: PythonLiteral) -> String? {
        if let text = clause["starts_with"]?.string { return text + "*" }
        if let text = clause["ends_with"]?.string { return "*" + text }
        if let text = clause["contains"]?.string { return "*" + text + "*" }
        return nil
    }

    /// The wildcard patterns that say the same as a regular expression, for the expressions that have such: text with
    /// digits, an optional part, a choice of two separators.
    static func globs(_ expression: String) -> [String]? {
        guard expression.hasPrefix("^") else { return nil }
        var text = String(expression.dropFirst())
        // A closed expression ends in $; an open one goes on with anything.
        if text.hasSuffix("$") { text.removeLast() } else { text += "*" }
        for (part, replacement) in [
            (#"\d{8}"#, "########"), (#"\d{4}"#, "####"), (#"\d{2}"#, "##"), (#"\d"#, "#"), (#"\."#, "."),
            (#"\["#, "["), (#"\]"#, "]"),
        ] {
            text = text.replacing(text: part, with: replacement)
        }
        var variants = [text]
        for (part, choices) in [
            ("[-@]", ["-", "@"]), ("(typesafe/)?", ["", "typesafe/"]), ("(-########)?", ["", "-########"]),
        ] {
            variants = variants.flatMap { variant in
                variant.contains(text: part) ? choices.map { variant.replacing(text: part, with: $0) } : [variant]
            }
        }
        let isPlain = variants.allSatisfy { variant in !variant.contains { "\\(){}?+|^$".contains($0) } }
        return isPlain ? variants : nil
    }
}
