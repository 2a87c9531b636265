import AssayPrompts

extension HistoryFlow {
    /// Growths that write the list itself into a new entry, as text.
    func nestedGrowths() -> [(place: String, tokens: Range<Int>)] {
        var result: [(place: String, tokens: Range<Int>)] = []
        for (path, mutations) in facts.growth where path.count < 200 && isKeptText(path) {
            for mutation in mutations where Self.entryMethods.contains(mutation.method) {
                guard let close = code.partner(mutation.open), close - mutation.open < 2_000 else { continue }
                let entry = mutation.open + 1..<close
                if holdsText(of: path, entry, within: mutation.open, 0) {
                    result.append((path, mutation.place.tokens.lowerBound..<close + 1))
                }
            }
        }
        return result.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    /// A conversation by its name, or a list of lines in a program that sends something to a model.
    private func isKeptText(_ path: String) -> Bool {
        if HistoryName.read(path) != nil { return true }
        guard !calls.isEmpty, let last = path.split(separator: ".").last else { return false }
        return IdentifierWords.split(last).contains { ["log", "lines", "past", "said", "chat", "context"].contains($0) }
    }

    /// Methods that add one entry; `extend` adds many, which is a copy and no nesting.
    private static let entryMethods: Set<String> = [
        "append", "push", "add_message", "addMessage", "add_user_message", "addUserMessage", "append_message",
    ]

    private func holdsText(of path: String, _ range: Range<Int>, within open: Int, _ depth: Int) -> Bool {
        for index in range {
            if code.tokens[index].values.contains(where: { isText(of: path, $0) }), isWritten(index, open) {
                return true
            }
            guard let place = code.place(at: index) else { continue }
            if place.path == path {
                if isFormatted(index, open) { return true }
            } else if depth < 2, isWritten(index, open), isAliased(place, path, depth) {
                return true
            }
        }
        return false
    }

    /// A name whose last assignment in the function is text that holds the list.
    private func isAliased(_ place: CodePlace, _ path: String, _ depth: Int) -> Bool {
        let index = place.tokens.lowerBound
        let function = code.function(around: index)
        let before = (facts.assignments[place.path] ?? []).last {
            $0.place.tokens.lowerBound < index && code.function(around: $0.place.tokens.lowerBound) == function
        }
        guard let before else { return false }
        return holdsText(of: path, before.value, within: before.value.lowerBound - 1, depth + 1)
    }

    /// An interpolated expression that is the list, or formats it.
    private func isText(of path: String, _ expression: String) -> Bool {
        if expression == path { return true }
        guard let open = expression.firstIndex(of: "("), !expression.contains("[") else { return false }
        let callee = expression[..<open].split(separator: ".").last.map(String.init) ?? ""
        let argument = expression[expression.index(after: open)...].prefix { $0 != ")" && $0 != "," }
        return Self.formatters.contains(callee) && argument == path
    }

    /// Whether every call between a token and the growth builds text or a message.
    private func isWritten(_ index: Int, _ open: Int) -> Bool {
        var bracket = code.bracket(around: index)
        while let current = bracket, current > open {
            if code.isSymbol(current, "("), let callee = code.callee(current).last {
                guard Self.formatters.contains(callee) || callee.first?.isUppercase == true else { return false }
            }
            bracket = code.bracket(around: current)
        }
        return true
    }

    /// The list inside `str(…)`, `"\n".join(…)`, `json.dumps(…)`, and not one of its elements.
    private func isFormatted(_ index: Int, _ open: Int) -> Bool {
        guard let place = code.place(at: index), !code.isSymbol(place.tokens.upperBound, "[") else { return false }
        guard let around = code.bracket(around: index), around > open, code.isSymbol(around, "("),
            let callee = code.callee(around).last, Self.formatters.contains(callee)
        else { return false }
        return isWritten(index, open)
    }

    private static let formatters: Set<String> = ["str", "join", "format", "dumps", "stringify", "repr", "String"]
}
