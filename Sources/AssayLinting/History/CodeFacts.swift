import AssayPrompts

/// What a program does to its variables: one pass over the tokens.
struct CodeFacts {
    /// `place = value`.
    struct Assignment {
        var place: CodePlace
        var value: Range<Int>
        /// `+=`, or a value that holds the place itself beside more.
        var isGrowth: Bool
        /// Sets a state that the next rendering reads, not the variable of this one.
        var isDeferred = false
    }

    /// `place.method(arguments)`.
    struct Mutation {
        var place: CodePlace
        var method: String
        /// Its opening parenthesis.
        var open: Int
    }

    struct Function {
        var scope: Int
        var name: String
        /// Names of the parameters, `self` left out.
        var parameters: [String]
        var returns: [Range<Int>]
    }

    private(set) var assignments: [String: [Assignment]] = [:]
    private(set) var growth: [String: [Mutation]] = [:]
    private(set) var shrinking: [String: [Mutation]] = [:]
    /// `del place[…]` and `place[:] = …`: the tokens behind the place.
    private(set) var cuts: [String: [Range<Int>]] = [:]
    /// By name; functions of one name are kept together.
    private(set) var functions: [String: [Function]] = [:]
    /// By the scope of its body.
    private(set) var functionOfScope: [Int: Function] = [:]
    /// Opening parentheses of calls, by the last name of what is called.
    private(set) var calls: [String: [Int]] = [:]
    /// Calls that hand a place to a function of the file that makes the list longer.
    private(set) var handedOver: [String: [Range<Int>]] = [:]

    /// Parentheses of functions' own parameters, which are no calls.
    private var definitions: Set<Int> = []

    static let mostNamesakes = 8

    /// Places at which each list gets longer, in order.
    private(set) var growths: [String: [Range<Int>]] = [:]
    /// More of them say nothing more.
    private static let mostGrowths = 300

    static let growthMethods: Set<String> = [
        "append", "extend", "push", "unshift", "insert", "add", "addAll", "addMessage", "add_message", "add_messages",
        "addMessages", "add_user_message", "add_ai_message", "add_assistant_message", "addUserMessage", "addAIMessage",
        "append_message", "appendMessage", "appendleft",
    ]

    private static let shrinkMethods: Set<String> = [
        "pop", "popleft", "shift", "splice", "remove", "removeFirst", "removeSubrange", "removeAll", "clear",
        "popFirst",
        "dropFirst", "delete", "trim", "truncate",
    ]

    /// Complexity: O(n) in the tokens.
    init(_ code: CodeModel) {
        for (index, scope) in code.scopes.enumerated() where scope.kind == .function { add(index, scope, code) }
        for index in code.tokens.indices { read(index, code) }
        // A function may hand the list on before it grows: two steps are as far as people go in one file.
        for _ in 0..<2 { addHandedOver(code) }
        collectGrowths(code)
    }

    private mutating func collectGrowths(_ code: CodeModel) {
        for (path, mutations) in growth {
            growths[path, default: []] += mutations.map { mutation in
                mutation.place.tokens.lowerBound..<(code.partner(mutation.open) ?? mutation.open) + 1
            }
        }
        for (path, assignments) in assignments {
            let added = assignments.filter(\.isGrowth).map { $0.place.tokens.lowerBound..<$0.value.upperBound }
            if !added.isEmpty { growths[path, default: []] += added }
        }
        for (path, ranges) in handedOver { growths[path, default: []] += ranges }
        growths = growths.mapValues { Array($0.sorted { $0.lowerBound < $1.lowerBound }.prefix(Self.mostGrowths)) }
    }

    // MARK: Functions

    private mutating func add(_ index: Int, _ scope: CodeModel.Scope, _ code: CodeModel) {
        var parameters: [String] = []
        if let open = scope.header.first(where: { code.isSymbol($0, "(") }) {
            definitions.insert(open)
            for argument in code.arguments(open) {
                parameters += Self.parameterNames(argument, code)
            }
        }
        let function = Function(scope: index, name: scope.name, parameters: parameters, returns: [])
        functions[scope.name, default: []].append(function)
        functionOfScope[index] = function
    }

    /// `name`, `name: Type = value`, `_ name: Type`, `label name: Type`, `{ a, b }`.
    private static func parameterNames(_ argument: Range<Int>, _ code: CodeModel) -> [String] {
        if code.isSymbol(argument.lowerBound, "{"), let close = code.partner(argument.lowerBound) {
            return (argument.lowerBound + 1..<close).compactMap { code.name($0) }
        }
        var names: [String] = []
        for index in argument {
            guard let name = code.name(index) else { break }
            names.append(name)
        }
        guard let last = names.last, last != "self", last != "cls" else { return [] }
        return [last]
    }

    // MARK: Statements

    private mutating func read(_ index: Int, _ code: CodeModel) {
        if code.isSymbol(index, "(") {
            if !definitions.contains(index), let name = code.callee(index).last {
                calls[name, default: []].append(index)
            }
            return
        }
        if code.name(index) == "return" {
            let function = code.function(around: index)
            let range = index + 1..<code.expressionEnd(index + 1)
            guard var known = functionOfScope[function], !range.isEmpty else { return }
            known.returns.append(range)
            functionOfScope[function] = known
            return
        }
        if code.name(index) == "del", let place = code.place(at: index + 1), code.isSymbol(place.tokens.upperBound, "[")
        {
            cuts[place.path, default: []].append(place.tokens.upperBound..<code.expressionEnd(place.tokens.upperBound))
            return
        }
        if code.isSymbol(index, "}") || code.isSymbol(index, "]"), code.language == .javaScript {
            addDestructured(index, code)
        }
        if let pair = statePair(index, code) {
            assignments[pair.name, default: []].append(pair.assignment)
            return
        }
        guard let place = code.place(at: index) else { return }
        addAssignment(place, code)
        addMutation(place, code)
    }

    private mutating func addAssignment(_ place: CodePlace, _ code: CodeModel) {
        var sign = place.tokens.upperBound
        if code.isSymbol(sign, "["), let close = code.partner(sign), code.isSymbol(close + 1, "="),
            !code.isSymbol(close + 2, "="), (sign + 1..<close).contains(where: { code.isSymbol($0, ":") })
        {
            cuts[place.path, default: []].append(sign..<code.expressionEnd(close + 2))
            return
        }
        if code.isSymbol(sign, "+"), code.isSymbol(sign + 1, "=") {
            let value = sign + 2..<code.expressionEnd(sign + 2)
            assignments[place.path, default: []].append(Assignment(place: place, value: value, isGrowth: true))
            return
        }
        if code.isSymbol(sign, ":"), let equals = equalsBehindType(sign + 1, code) { sign = equals }
        guard code.isSymbol(sign, "="), !code.isSymbol(sign + 1, "="), !code.isSymbol(sign + 1, ">") else { return }
        // In a call's parentheses of Python the sign names an argument.
        if code.language == .python, let open = code.bracket(around: sign), code.isSymbol(open, "(") { return }
        let value = sign + 1..<code.expressionEnd(sign + 1)
        guard !value.isEmpty else { return }
        let isGrowth = grows(place, value, code) || value.contains { code.name($0) == "to_input_list" }
        assignments[place.path, default: []].append(Assignment(place: place, value: value, isGrowth: isGrowth))
    }

    /// `[...place, x]`, `place + [x]`, `place.concat(x)`, `[*place, x]`.
    private func grows(_ place: CodePlace, _ value: Range<Int>, _ code: CodeModel) -> Bool {
        for index in value where code.place(at: index)?.path == place.path {
            let end = code.place(at: index)?.tokens.upperBound ?? index
            let isSpread =
                code.isSymbol(index - 1, ".") && code.isSymbol(index - 2, ".") || code.isSymbol(index - 1, "*")
            if isSpread || code.isSymbol(end, "+") || code.isSymbol(index - 1, "+") { return true }
            if code.isSymbol(end, "."), code.name(end + 1) == "concat" { return true }
        }
        return false
    }

    private func equalsBehindType(_ start: Int, _ code: CodeModel) -> Int? {
        var index = start
        while index < min(start + 24, code.tokens.count) {
            if code.isSymbol(index, "=") { return index }
            if code.isNewline(index) || code.isSymbol(index, ",") || code.isSymbol(index, ")")
                || code.isSymbol(index, "}")
                || code.string(index) != nil
            {
                return nil
            }
            if ["[", "<", "(", "{"].contains(where: { code.isSymbol(index, $0) }), let end = code.partner(index)
            {
                index = end
            }
            index += 1
        }
        return nil
    }

    private mutating func addMutation(_ place: CodePlace, _ code: CodeModel) {
        var dot = place.tokens.upperBound
        if code.isSymbol(dot, "?") || code.isSymbol(dot, "!") { dot += 1 }
        guard code.isSymbol(dot, "."), let method = code.name(dot + 1), code.isSymbol(dot + 2, "(") else { return }
        let mutation = Mutation(place: place, method: method, open: dot + 2)
        if Self.growthMethods.contains(method) { growth[place.path, default: []].append(mutation) }
        if Self.shrinkMethods.contains(method) { shrinking[place.path, default: []].append(mutation) }
    }

    // MARK: Lists that are handed over

    private mutating func addHandedOver(_ code: CodeModel) {
        var found: [String: [Range<Int>]] = [:]
        // A name that many functions share says nothing about which of them is called.
        let growing = growingNames(code)
        for function in functions.values.lazy.filter({ $0.count <= Self.mostNamesakes }).joined()
        where !function.name.isEmpty {
            for (position, parameter) in function.parameters.enumerated()
            where growing.contains(ScopedName(name: parameter, scope: function.scope)) {
                for open in (calls[function.name] ?? []).prefix(100) where code.function(around: open) != function.scope
                {
                    guard let place = argument(position, parameter, open, code), let close = code.partner(open) else {
                        continue
                    }
                    found[place, default: []].append(open..<close + 1)
                }
            }
        }
        for (place, ranges) in found {
            handedOver[place] = Set((handedOver[place] ?? []) + ranges).sorted { $0.lowerBound < $1.lowerBound }
        }
    }

    private struct ScopedName: Hashable {
        var name: String
        var scope: Int
    }

    /// The names that get longer, each with the function in which they do.
    private func growingNames(_ code: CodeModel) -> Set<ScopedName> {
        var names: Set<ScopedName> = []
        for (name, mutations) in growth {
            for mutation in mutations {
                names.insert(ScopedName(name: name, scope: code.function(around: mutation.open)))
            }
        }
        for (name, ranges) in handedOver {
            for range in ranges { names.insert(ScopedName(name: name, scope: code.function(around: range.lowerBound))) }
        }
        return names
    }

    private func argument(_ position: Int, _ parameter: String, _ open: Int, _ code: CodeModel) -> String? {
        let arguments = code.arguments(open)
        for argument in arguments {
            guard let (label, value) = code.labelled(argument, in: open), label == parameter else { continue }
            return code.place(at: value.lowerBound)?.path
        }
        guard position < arguments.count, code.labelled(arguments[position], in: open) == nil else { return nil }
        guard let place = code.place(at: arguments[position].lowerBound), place.tokens == arguments[position] else {
            return nil
        }
        return place.path
    }

    // MARK: JavaScript

    /// `const { messages } = value` and `const [messages, setMessages] = value` assign each name.
    private mutating func addDestructured(_ close: Int, _ code: CodeModel) {
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
    private func statePair(_ index: Int, _ code: CodeModel) -> (name: String, assignment: Assignment)? {
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
}
