import AssayPrompts

/// What a program writes into the placeholders of its templates.
extension HistoryFlow {
    /// Whether all that the program gives a placeholder is bounded; false where it gives nothing.
    ///
    /// - Complexity: O(n) in the arguments of the calls that fill templates, of which a limited number is read.
    func fillsBounded(_ name: String) -> Bool {
        if let known = fillings.known[name] { return known }
        guard fillings.known.count < Self.mostNames else { return false }
        let values = filled(name)
        let isBounded = !values.isEmpty && values.allSatisfy { self.isBounded($0) }
        fillings.known[name] = isBounded
        return isBounded
    }

    /// What is known of each placeholder.
    final class Fillings {
        var known: [String: Bool] = [:]
    }

    /// More names, or calls of one kind, are in no program that a person wrote.
    private static let mostNames = 64
    private static let mostFillings = 50
    private static let filling = [
        "format", "format_map", "format_messages", "format_prompt", "formatMessages", "formatPrompt", "partial", "render",
        "substitute", "safe_substitute", "invoke", "ainvoke", "stream", "astream", "predict", "apredict", "run", "arun",
        "call", "acall",
    ]
    private static let replacing = ["replace", "replaceAll", "replacingOccurrences"]

    /// `PROMPT.format(history=…)`, `chain.invoke({"history": …})`, `PROMPT.replace("{history}", …)`.
    private func filled(_ name: String) -> [Range<Int>] {
        let named = Self.filling.flatMap { (facts.calls[$0] ?? []).prefix(Self.mostFillings) }.flatMap { open in
            let arguments = code.arguments(open)
            let objects = arguments.map(\.lowerBound).filter { code.isSymbol($0, "{") || code.isSymbol($0, "[") }
            return ([open] + objects).flatMap { given(name, in: $0) }
        }
        let replaced = Self.replacing.flatMap { (facts.calls[$0] ?? []).prefix(Self.mostFillings) }
            .compactMap { open -> Range<Int>? in
                let arguments = code.arguments(open)
                guard arguments.count == 2, let mark = arguments[0].last.flatMap({ code.string($0) }),
                    mark.drop(while: { !$0.isLetter }).prefix(while: { $0.isLetter || $0.isNumber || $0 == "_" })
                        == name[...]
                else { return nil }
                return arguments[1]
            }
        return named + replaced
    }

    /// The values that the bracket at `open` gives a name.
    private func given(_ name: String, in open: Int) -> [Range<Int>] {
        code.arguments(open).prefix(64).compactMap { argument in
            code.labelled(argument, in: open).flatMap { $0.label == name ? $0.value : nil }
        }
    }

    /// Whether a value holds a list that is bounded, and none that is not.
    private func isBounded(_ value: Range<Int>) -> Bool {
        var isBounded = false
        for origin in origins.read(value) {
            if origin.bound != nil || growsCounted(origin.place, at: value.lowerBound) {
                isBounded = true
                continue
            }
            switch verdict(origin.place, at: value.lowerBound) {
            case .bounded: isBounded = true
            case .unbounded: return false
            case .unknown:
                if HistoryName.read(origin.place.path)?.certainty == .certain { return false }
            }
        }
        return isBounded
    }

    /// Whether a list is started in the function that reads it, and gets longer in loops of a stated number of turns alone.
    private func growsCounted(_ place: CodePlace, at token: Int) -> Bool {
        let function = code.function(around: token)
        let growths = growthTokens(place)
        guard function != 0, !growths.isEmpty,
            (facts.assignments[place.path] ?? []).contains(where: {
                !$0.isGrowth && isFresh($0) && code.function(around: $0.place.tokens.lowerBound) == function
            })
        else { return false }
        return growths.allSatisfy { growth in
            guard code.function(around: growth.lowerBound) == function else { return false }
            let around = code.scopes(around: growth.lowerBound).prefix { code.scopes[$0].kind != .function }
                .filter { code.scopes[$0].kind == .loop }
            return !around.isEmpty && around.allSatisfy { loops.isBounded($0) }
        }
    }
}
