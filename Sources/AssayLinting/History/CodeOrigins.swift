import AssayPrompts

/// Where the value of an expression comes from: the places it reads, and what bounds each.
struct CodeOrigins {
    struct Origin {
        var place: CodePlace
        /// The slice or call that lets only a part through.
        var bound: Range<Int>?
        /// The bound is a window over the newest entries, so that it moves with every entry.
        var isWindow = false
    }

    /// A path that is read at a token.
    struct Reading: Hashable {
        var path: String
        var token: Int
        var bound: Range<Int>?
    }

    let code: CodeModel
    let facts: CodeFacts
    let known: Known

    /// What was read before: functions that return each other's results are asked for in all combinations.
    final class Known {
        struct Key: Hashable {
            var range: Range<Int>
            var depth: Int
        }

        var origins: [Key: [Origin]] = [:]
        /// Whether functions return parts of what they are given.
        var parts: [String: Bool] = [:]
        /// How often something can still be asked for: values that go round in circles are not followed for ever.
        var budget: Int

        init(budget: Int) { self.budget = budget }
    }

    /// More places say nothing more.
    private static let mostOrigins = 400

    init(code: CodeModel, facts: CodeFacts) {
        self.code = code
        self.facts = facts
        known = Known(budget: 5_000 + code.tokens.count / 4)
    }

    /// The places that `range` reads as a whole. Elements, lengths and roles of a list are not the list.
    func read(_ range: Range<Int>, depth: Int = 0) -> [Origin] {
        guard depth < 4, range.count < 4_000 else { return [] }
        let key = Known.Key(range: range, depth: depth)
        if depth == 0 { known.budget -= 1 }
        guard known.budget > 0 else { return [] }
        if let origins = known.origins[key] { return origins }
        var seen: Set<Reading> = []
        let found = readAnew(range, depth).filter {
            seen.insert(Reading(path: $0.place.path, token: $0.place.tokens.lowerBound, bound: $0.bound)).inserted
        }
        let origins = Array(found.prefix(Self.mostOrigins))
        known.origins[key] = origins
        return origins
    }

    private func readAnew(_ range: Range<Int>, _ depth: Int) -> [Origin] {
        var result: [Origin] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if let end = trimmingCall(index) {
                // Everything inside is bounded by the call.
                for inner in index..<min(end, range.upperBound) {
                    if let place = code.place(at: inner) { result.append(Origin(place: place, bound: index..<end)) }
                }
                index = end
                continue
            }
            if let cut = Self.cut(behind: index, code), cut.slice.isBounded, let close = code.partner(index) {
                // A part of what is built there.
                result += readAnew(index + 1..<close, depth).map {
                    Origin(place: $0.place, bound: index..<cut.end, isWindow: cut.slice.isWindow)
                }
                index = cut.end
                continue
            }
            if let end = measure(index) {
                index = end
                continue
            }
            for value in code.tokens[index].values where code.tokens[index].kind == .string {
                result += interpolated(value, at: index)
            }
            guard let place = code.place(at: index), !isLabel(place) else {
                index += 1
                continue
            }
            let (origins, end) = read(place, depth)
            result += origins
            index = max(end, index + 1)
        }
        return result
    }

    /// `messages=` and `messages:` name an argument, not a value.
    private func isLabel(_ place: CodePlace) -> Bool {
        guard place.tokens.count == 1 else { return false }
        let end = place.tokens.upperBound
        if code.isSymbol(end, ":"), !code.isSymbol(place.tokens.lowerBound - 1, "?"),
            let open = code.bracket(around: end), code.language != .python, !code.isSymbol(open, "[")
        {
            return true
        }
        guard code.isSymbol(end, "="), !code.isSymbol(end + 1, "="), let open = code.bracket(around: end) else {
            return false
        }
        return code.isSymbol(open, "(")
    }

    // MARK: Calls

    /// The end of a call whose name says that its result is bounded, at the name `index`.
    private func trimmingCall(_ index: Int) -> Int? {
        guard let name = code.name(index), code.isSymbol(index + 1, "("), let close = code.partner(index + 1) else {
            return nil
        }
        // Slicing methods are judged by their arguments.
        let isMethod = code.isSymbol(index - 1, ".") && Self.slicing.contains(name)
        guard !isMethod, HistoryTrimming.isTrimming(name) && isTrimming(name) || returnsParts(name) else { return nil }
        return close + 1
    }

    /// Whether a function of that name bounds what it is given: if the file defines it, its body has to.
    func isTrimming(_ name: String) -> Bool {
        guard let definitions = facts.functions[name] else { return true }
        return definitions.contains { function in
            let body = code.scopes[function.scope].body
            return body.contains { index in
                if let word = code.name(index) {
                    if Self.cutting.contains(word)
                        || word != name && HistoryTrimming.isTrimming(word) && code.isSymbol(index + 1, "(")
                    {
                        return true
                    }
                }
                return code.isSymbol(index, "[") && slice(index)?.isBounded == true
            }
        }
    }

    private static let cutting: Set<String> = [
        "pop", "popleft", "shift", "splice", "removeFirst", "removeSubrange", "slice", "suffix", "prefix", "del",
        "break",
        "islice", "takeLast", "dropFirst",
    ]
    static let slicing: Set<String> = [
        "slice", "suffix", "prefix", "takeLast", "take", "tail", "last", "dropFirst", "drop", "limit",
    ]

    /// `len(x)`, `count_tokens(x)`, `isinstance(x, …)`: what is known of a list, not the list.
    private func measure(_ index: Int) -> Int? {
        guard let name = code.name(index), code.isSymbol(index + 1, "("), let close = code.partner(index + 1) else {
            return nil
        }
        let words = IdentifierWords.split(name)
        guard
            words.contains(where: {
                ["len", "count", "bool", "isinstance", "any", "all", "num", "id", "type"].contains($0)
            })
        else { return nil }
        return close + 1
    }

    // MARK: Places

    private func read(_ place: CodePlace, _ depth: Int) -> ([Origin], Int) {
        var end = place.tokens.upperBound
        if ["length", "count", "size", "isEmpty", "role", "id"].contains(place.last) { return ([], end) }
        // A property that the class computes.
        if place.isMember, facts.assignments[place.path] == nil, !code.isSymbol(end, "("),
            let computed = facts.functions[String(place.last)], computed.count == 1, computed[0].parameters.isEmpty
        {
            let found = results(of: String(place.last), depth)
            if !found.isEmpty, code.isSymbol(end, "["), slice(end)?.isBounded == true {
                return (found.map { Origin(place: $0.place, bound: place.tokens.lowerBound..<end + 1) }, end)
            }
            if !found.isEmpty { return (found, end) }
        }
        if code.isSymbol(end, "("), place.tokens.count == 1 { return (results(of: String(place.path), depth), end) }
        if code.isSymbol(end, "?") || code.isSymbol(end, "!") { end += 1 }
        if code.isSymbol(end, "["), let close = code.partner(end) {
            guard let slice = slice(end) else { return ([], close + 1) }
            let bound = slice.isBounded ? place.tokens.lowerBound..<close + 1 : nil
            return ([Origin(place: place, bound: bound, isWindow: slice.isWindow)], close + 1)
        }
        if place.tokens.count == 1, code.isSymbol(end, "("), facts.functions[place.path] != nil,
            !Self.plain.contains(place.path)
        {
            // What is handed over is read behind this.
            return (results(of: place.path, depth), end)
        }
        guard code.isSymbol(end, "."), let method = code.name(end + 1), code.isSymbol(end + 2, "("),
            let close = code.partner(end + 2)
        else { return ([Origin(place: place, bound: nil)], end) }
        if Self.slicing.contains(method) {
            let slice = Self.sliceCall(method, end + 2, code)
            let bound = slice.isBounded ? place.tokens.lowerBound..<close + 1 : nil
            return ([Origin(place: place, bound: bound, isWindow: slice.isWindow)], close + 1)
        }
        if ["at", "index", "indexOf", "findIndex", "pop", "shift", "includes", "some", "every"].contains(method) {
            return ([], close + 1)
        }
        // `trimmer.invoke(history)`
        let isTrimmer = ["invoke", "ainvoke", "apply", "run"].contains(method) && HistoryTrimming.isTrimming(place.last)
        if isTrimmer || HistoryTrimming.isTrimming(method) && isTrimming(method) {
            let bound = place.tokens.lowerBound..<close + 1
            let given = (end + 3..<close).compactMap { code.place(at: $0) }
            return (([place] + given).map { Origin(place: $0, bound: bound) }, close + 1)
        }
        if place.path == "self" || place.path == "this" || facts.functions[method] != nil, !Self.plain.contains(method) {
            return (results(of: method, depth), end + 2)
        }
        return ([Origin(place: place, bound: nil)], end + 2)
    }

    private static let plain: Set<String> = [
        "map", "filter", "join", "concat", "copy", "get", "format", "append", "push",
    ]

    /// What a function of the file returns.
    private func results(of name: String, _ depth: Int) -> [Origin] {
        guard let functions = facts.functions[name], functions.count <= 4 else { return [] }
        return functions.flatMap { function in
            (facts.functionOfScope[function.scope]?.returns ?? []).prefix(8).flatMap { read($0, depth: depth + 1) }
        }
    }

    /// Places in a string's interpolated expression: names and members, each with the string's token.
    private func interpolated(_ expression: String, at index: Int) -> [Origin] {
        // A slice, a call of a trimming function or an index takes a part.
        let isPart = expression.contains("[") || expression.contains("(") && HistoryTrimming.isTrimming(expression)
        let path = expression.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        guard !isPart, !path.isEmpty else { return [] }
        var names = [String(path)]
        if expression.dropFirst(path.count).first == "(" {
            names = expression.dropFirst(path.count + 1).split {
                !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
            }
            .prefix(4).map(String.init)
        }
        return names.map { Origin(place: CodePlace(path: $0, tokens: index..<index + 1), bound: nil) }
    }
}
