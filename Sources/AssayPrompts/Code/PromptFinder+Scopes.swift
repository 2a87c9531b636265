extension PromptFinder {
    // MARK: Texts that the code around them names

    /// What a function returns whose name says that it gives a prompt.
    mutating func result(at index: Int) -> Int? {
        guard let function = scopes.function, PromptHeuristic.functionGivesPrompt(function),
            let text = reader.read(index), PromptHeuristic.isReturnedPrompt(text)
        else { return nil }
        add(text, name: function, syntax: text.syntax)
        return text.end
    }

    /// Swift's functions of one expression return it without saying so.
    mutating func soleExpression(at index: Int) -> Int? {
        guard let scope = scopes.functionStarting(at: index), !reader.joinsAdjacent,
            let text = reader.read(index), reader.skipNewlines(text.end) == scope.tokens.upperBound
        else { return nil }
        return result(at: index)
    }

    /// The name of an entry of a type or table that holds prompts: both names, `Prompts.greeting`. Nil for entries that
    /// are none.
    func entryName(_ key: String, _ text: CodeExpression) -> String? {
        guard !key.isEmpty, !isInCall, PromptHeuristic.isEntry(key: key, text: text.text) else { return nil }
        let containers = scopes.containers
        guard let first = containers.firstIndex(where: PromptHeuristic.containerHoldsPrompts),
            !containers[first...].contains(where: PromptHeuristic.isFact)
        else { return nil }
        return (containers[first...] + [key]).joined(separator: ".")
    }

    /// Whether the innermost bracket is a call's: its labels are no entries of what is around it.
    private var isInCall: Bool { brackets.last == UInt8(ascii: "(") }
}

extension CodeExpressionReader {
    /// Where the text of a function without a name begins: behind `(x) =>` and `lambda x:`.
    func bodyOfFunction(_ index: Int) -> Int? {
        joinsAdjacent ? bodyOfLambda(index) : bodyOfArrow(skipNewlines(index))
    }

    private func bodyOfLambda(_ index: Int) -> Int? {
        guard name(index) == "lambda" else { return nil }
        var next = index + 1
        while next < min(tokens.count, index + 64) {
            guard let byte = symbol(next) else {
                if case .newline = tokens[next].kind { return nil }
                next += 1
                continue
            }
            if byte == UInt8(ascii: ":") { return next + 1 }
            if ")]}".utf8.contains(byte) { return nil }
            guard let behind = "([{".utf8.contains(byte) ? skipArguments(next) : next + 1 else { return nil }
            next = behind
        }
        return nil
    }

    /// Index behind the bracket that closes the one at `start`, which holds no more than a function's arguments.
    private func skipArguments(_ start: Int) -> Int? {
        var depth = 0
        for index in start..<min(tokens.count, start + 400) {
            guard let byte = symbol(index) else { continue }
            if "([{".utf8.contains(byte) { depth += 1 }
            if ")]}".utf8.contains(byte) { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return nil
    }

    private func bodyOfArrow(_ index: Int) -> Int? {
        var next = name(index) == "async" ? index + 1 : index
        if symbol(next) == UInt8(ascii: "(") {
            guard let behind = skipArguments(next) else { return nil }
            next = behind
            // The type of the result.
            if symbol(next) == UInt8(ascii: ":") {
                next += 1
                while name(next) != nil || "<>|[].".utf8.contains(symbol(next) ?? 0) { next += 1 }
            }
        } else if name(next) != nil {
            next += 1
        }
        guard symbol(next) == UInt8(ascii: "="), symbol(next + 1) == UInt8(ascii: ">") else { return nil }
        return next + 2
    }
}
