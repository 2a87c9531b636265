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
        /// Those that callers may leave out.
        var optional: Set<String> = []
        var returns: [Range<Int>]
    }

    var assignments: [String: [Assignment]] = [:]
    private(set) var growth: [String: [Mutation]] = [:]
    private(set) var shrinking: [String: [Mutation]] = [:]
    /// `del place[…]` and `place[:] = …`: the tokens behind the place.
    private(set) var cuts: [String: [Range<Int>]] = [:]
    /// `delete place`, `del place` and `table.delete(key)`: where a list goes away as a whole.
    private(set) var removals: [String: [Int]] = [:]
    /// By name; functions of one name are kept together.
    private(set) var functions: [String: [Function]] = [:]
    /// By the scope of its body.
    private(set) var functionOfScope: [Int: Function] = [:]
    /// Opening parentheses of calls, by the last name of what is called.
    private(set) var calls: [String: [Int]] = [:]
    /// Calls that hand a place to a function of the file that makes the list longer.
    var handedOver: [String: [Range<Int>]] = [:]

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

    /// What a run was given and what it added.
    private static let wholeResults: Set<String> = ["to_input_list", "all_messages"]

    private static let shrinkMethods: Set<String> = [
        "pop", "popleft", "shift", "splice", "remove", "removeFirst", "removeSubrange", "removeAll", "clear",
        "popFirst",
        "dropFirst", "delete", "trim", "truncate",
    ]

    /// Complexity: O(n) in the tokens.
    init(_ code: CodeModel) {
        for (index, scope) in code.scopes.enumerated() where scope.kind == .function { add(index, scope, code) }
        for index in code.tokens.indices { read(index, code) }
        if code.language == .swift { addImplicitReturns(code) }
        // A function may hand the list on before it grows: two steps are as far as people go in one file.
        for _ in 0..<2 { addHandedOver(code) }
        collectGrowths(code)
    }

    /// Adds what is only seen when names are followed: growth and cuts of a list under another name.
    mutating func add(_ aliases: ListAliases) {
        for (path, ranges) in aliases.growths {
            let all = Set((growths[path] ?? []) + ranges).sorted { $0.lowerBound < $1.lowerBound }
            growths[path] = Array(all.prefix(Self.mostGrowths))
        }
        for (path, ranges) in aliases.cuts { cuts[path, default: []] += ranges }
        for (path, mutations) in aliases.shrinking { shrinking[path, default: []] += mutations.prefix(Self.mostGrowths) }
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
        var optional: Set<String> = []
        if let open = scope.header.first(where: { code.isSymbol($0, "(") }) {
            definitions.insert(open)
            for argument in code.arguments(open) {
                let names = Self.parameterNames(argument, code)
                parameters += names
                let isOptional = argument.contains { code.isSymbol($0, "=") && code.bracket(around: $0) == open }
                if isOptional { optional.formUnion(names) }
            }
        }
        let function = Function(
            scope: index, name: scope.name, parameters: parameters, optional: optional, returns: [])
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

    /// The body of a function of Swift that is nothing but an expression.
    private mutating func addImplicitReturns(_ code: CodeModel) {
        for (scope, function) in functionOfScope where function.returns.isEmpty {
            let body = code.scopes[scope].body
            guard body.count < 200, let start = body.first(where: { !code.isNewline($0) }) else { continue }
            let end = code.expressionEnd(start)
            guard end > start, (end..<max(end, body.upperBound)).allSatisfy({ code.isNewline($0) }),
                !["let", "var", "for", "while", "if", "guard", "switch"].contains(code.name(start) ?? "")
            else { continue }
            functionOfScope[scope]?.returns = [start..<min(end, body.upperBound)]
        }
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
        if code.name(index) == "del" || code.name(index) == "delete", let place = code.place(at: index + 1) {
            let end = place.tokens.upperBound
            if code.isSymbol(end, "[") { cuts[place.path, default: []].append(end..<code.expressionEnd(end)) }
            removals[place.path, default: []].append(index)
            return
        }
        if code.isSymbol(index, "}") || code.isSymbol(index, "]"), code.language == .javaScript {
            addDestructured(index, code)
        }
        if let pair = statePair(index, code) {
            assignments[pair.name, default: []].append(pair.assignment)
            return
        }
        for stored in storedEntries(index, code) { assignments[stored.place.path, default: []].append(stored) }
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
        if code.isSymbol(sign, ":"), isDeclared(place, code), let equals = equalsBehindType(sign + 1, code) {
            sign = equals
        }
        guard code.isSymbol(sign, "="), !code.isSymbol(sign + 1, "="), !code.isSymbol(sign + 1, ">") else { return }
        // In a call's parentheses of Python the sign names an argument.
        if code.language == .python, let open = code.bracket(around: sign), code.isSymbol(open, "(") { return }
        let start = valueStart(of: place, sign, code)
        let value = start..<code.expressionEnd(start)
        guard !value.isEmpty else { return }
        // `list.length = 20` takes what is too much from the end.
        if code.language == .javaScript, place.last == "length" {
            cuts[String(place.path.dropLast(".length".count)), default: []].append(place.tokens.lowerBound..<value.upperBound)
            return
        }
        let isGrowth = grows(place, value, code) || value.contains { Self.wholeResults.contains(code.name($0) ?? "") }
        assignments[place.path, default: []].append(Assignment(place: place, value: value, isGrowth: isGrowth))
    }

    /// `[...place, x]`, `place + [x]`, `place.concat(x)`, `[*place, x]`.
    func grows(_ place: CodePlace, _ value: Range<Int>, _ code: CodeModel) -> Bool {
        for index in value where code.place(at: index)?.path == place.path {
            let end = code.place(at: index)?.tokens.upperBound ?? index
            // `[...place, x].slice(-30)`, `(place + [x])[-30:]`
            if isCutBehind(index, value, code) { continue }
            let isSpread =
                code.isSymbol(index - 1, ".") && code.isSymbol(index - 2, ".")
                || code.isSymbol(index - 1, "*") && !code.isSymbol(index - 2, "*")
            if isSpread || code.isSymbol(end, "+") || code.isSymbol(index - 1, "+") { return true }
            if code.isSymbol(end, "."), code.name(end + 1) == "concat" { return true }
        }
        return false
    }

    /// Where the value of a place starts: behind the sign, or behind as many values as there are places before this one, as
    /// in `old, turns = turns[:-6], turns[-6:]`.
    private func valueStart(of place: CodePlace, _ sign: Int, _ code: CodeModel) -> Int {
        var start = sign + 1
        guard code.language == .python else { return start }
        var index = place.tokens.lowerBound - 1
        while code.isSymbol(index, ",") {
            let end = code.expressionEnd(start)
            guard code.isSymbol(end, ",") else { return sign + 1 }
            start = end + 1
            index -= 1
            while code.name(index) != nil || code.isSymbol(index, ".") { index -= 1 }
        }
        return start
    }

    /// Whether the brackets around a token are followed by what takes a part of them, within the value.
    private func isCutBehind(_ index: Int, _ value: Range<Int>, _ code: CodeModel) -> Bool {
        guard let open = code.bracket(around: index), value.contains(open) else { return false }
        return CodeOrigins.cut(behind: open, code)?.slice.isBounded == true
    }

    private mutating func addMutation(_ place: CodePlace, _ code: CodeModel) {
        var dot = place.tokens.upperBound
        if code.isSymbol(dot, "?") || code.isSymbol(dot, "!") { dot += 1 }
        if let close = bracketsEnd(around: place, code) { dot = close + 1 }
        guard code.isSymbol(dot, "."), let method = code.name(dot + 1), code.isSymbol(dot + 2, "(") else { return }
        let mutation = Mutation(place: place, method: method, open: dot + 2)
        if Self.growthMethods.contains(method) { growth[place.path, default: []].append(mutation) }
        if Self.shrinkMethods.contains(method) { shrinking[place.path, default: []].append(mutation) }
        if Self.removers.contains(method), code.partner(dot + 2) != dot + 3 {
            removals[place.path + ".[]", default: []].append(place.tokens.lowerBound)
        }
    }

    /// Methods that take the entry of a key out of a table.
    private static let removers: Set<String> = ["delete", "pop", "removeValue"]
}
