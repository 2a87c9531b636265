import AssayPrompts

extension CodeFacts {
    /// `const { messages } = value` and `const [messages, setMessages] = value` assign each name.
    mutating func addDestructured(_ close: Int, _ code: CodeModel) {
        var sign = close + 1
        // `const { messages }: { messages: Message[] } = value`
        if code.isSymbol(sign, ":"), let equals = equalsBehindType(sign + 1, code) { sign = equals }
        guard code.isSymbol(sign, "="), !code.isSymbol(sign + 1, "="), !code.isSymbol(sign + 1, ">"),
            let open = code.partner(close), close - open < 200, let keyword = code.name(open - 1),
            ["const", "let", "var"].contains(keyword)
        else { return }
        let value = sign + 1..<code.expressionEnd(sign + 1)
        for argument in code.arguments(open) {
            guard let last = argument.last(where: { code.name($0) != nil }), let name = code.name(last) else {
                continue
            }
            let place = CodePlace(path: name, tokens: last..<last + 1)
            assignments[name, default: []].append(Assignment(place: place, value: value, isGrowth: false))
        }
    }

    /// `setMessages(value)` assigns the state `messages`.
    func statePair(_ index: Int, _ code: CodeModel) -> (name: String, assignment: Assignment)? {
        guard code.language == .javaScript, let setter = code.name(index), setter.hasPrefix("set"), setter.count > 3,
            code.isSymbol(index + 1, "("), !code.isSymbol(index - 1, ".")
        else { return nil }
        let name = setter.dropFirst(3).prefix(1).lowercased() + setter.dropFirst(4)
        guard let value = code.arguments(index + 1).first else { return nil }
        let isGrowth = value.contains {
            code.isSymbol($0, ".") && code.isSymbol($0 + 1, ".") && code.isSymbol($0 + 2, ".")
        }
        let place = CodePlace(path: name, tokens: index..<index + 1)
        return (name, Assignment(place: place, value: value, isGrowth: isGrowth, isDeferred: true))
    }

    /// `chats.set(id, value)` assigns an entry, `set({ messages: value })` and `setState(…)` the state of a store.
    func storedEntries(_ index: Int, _ code: CodeModel) -> [Assignment] {
        guard code.language == .javaScript, let method = code.name(index), code.isSymbol(index + 1, "(") else { return [] }
        let given = code.arguments(index + 1)
        if method == "set", given.count == 2, code.isSymbol(index - 1, "."), code.name(index - 2) != nil {
            var start = index - 2
            while code.isSymbol(start - 1, "."), code.name(start - 2) != nil { start -= 2 }
            guard let map = code.place(at: start), map.tokens.upperBound == index - 1 else { return [] }
            let place = CodePlace(path: map.path + ".[]", tokens: start..<index)
            return [Assignment(place: place, value: given[1], isGrowth: grows(place, given[1], code))]
        }
        let prefix = method == "setState" ? "this.state" : CodePlace.storeState
        guard method == "setState" || method == "set" && !code.isSymbol(index - 1, "."),
            let object = given.first.flatMap({ firstBrace($0, code) })
        else { return [] }
        return code.arguments(object).compactMap { argument in
            guard let (label, value) = code.labelled(argument, in: object) else { return nil }
            let place = CodePlace(path: prefix + "." + label, tokens: index..<index + 1)
            let isGrowth = grows(place, value, code)
            return Assignment(place: place, value: value, isGrowth: isGrowth, isDeferred: true)
        }
    }

    /// The object that is given, or that a function returns: `{ … }`, `(state) => ({ … })`.
    private func firstBrace(_ range: Range<Int>, _ code: CodeModel) -> Int? {
        range.prefix(12).first { code.isSymbol($0, "{") }
    }
}
