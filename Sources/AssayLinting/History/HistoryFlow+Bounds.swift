import AssayPrompts

extension HistoryFlow {
    /// Whether the list itself is cut back where it is used or where it grows.
    func isTrimmed(_ place: CodePlace, at token: Int) -> Bool {
        let known = listCuts.cuts(place, self)
        // The list itself is read, and every list in the value is bounded: a system message may stand before the tail.
        if known.isLimited || isOfLimitedLists(place) || known.parts.contains(where: { runs($0, place, token) }) { return true }
        let cuts = facts.cuts[place.path] ?? []
        if cuts.contains(where: { runs($0.lowerBound, place, token) }) { return true }
        if (facts.shrinking[place.path] ?? []).contains(where: { shrinks($0) && runs($0.open, place, token) }) {
            return true
        }
        let emptied = (facts.shrinking[place.path] ?? []).filter { ["clear", "removeAll"].contains($0.method) }
        if emptied.contains(where: { startsAnew($0.open, behind: token) }) { return true }
        if (facts.removals[place.path] ?? []).contains(where: { isGone($0, place, token) }) { return true }
        return isReplaced(place, token) || isRefused(place, token) || isTrimmedByCall(place, token)
    }

    /// Whether a place is an entry of a table that makes its lists: `defaultdict(lambda: deque(maxlen=20))`.
    private func isOfLimitedLists(_ place: CodePlace) -> Bool {
        guard place.isEntry else { return false }
        let table = CodePlace(path: String(place.path.dropLast(3)), tokens: place.tokens)
        return listCuts.cuts(table, self).isLimited
    }

    /// `if len(turns) > 30: turns = [summary]`, there or in a function that is called under that condition: a list of
    /// another length stands in for the one that was too long.
    private func isReplaced(_ place: CodePlace, _ token: Int) -> Bool {
        listCuts.cuts(place, self).others.contains { start, isEmpty in
            if isUnderLength(start) { return runs(start, place, token) }
            // `turns = []`; another name may hold all that was said.
            if isEmpty, startsAnew(start, behind: token) { return true }
            let function = code.function(around: start)
            guard function != 0, !isSetUp(function), function != code.function(around: token) else { return false }
            let name = code.scopes[function].name
            let calls = facts.calls[name] ?? []
            if HistoryTrimming.isTrimming(name) { return !calls.isEmpty }
            return isCalledUnderLength(function)
        }
    }

    /// Whether a statement always runs behind a call, in the same function and loop: the next turn starts anew.
    private func startsAnew(_ statement: Int, behind token: Int) -> Bool {
        guard statement > token, !code.isAlternative(statement) else { return false }
        var scope = code.scope(statement)
        // `finally { delete threads[id]; }`
        if code.scopes[scope].name == "finally", let parent = code.scopes[scope].parent { scope = parent }
        return code.contains(scope, code.scope(token))
            && code.function(around: statement) == code.function(around: token) && code.function(around: token) != 0
    }

    /// Whether a list is taken out of its table behind a call, and not to be put back as the newest entry.
    private func isGone(_ removal: Int, _ place: CodePlace, _ token: Int) -> Bool {
        guard startsAnew(removal, behind: token) else { return false }
        let function = code.function(around: removal)
        return !(facts.assignments[place.path] ?? []).contains {
            $0.place.tokens.lowerBound > removal && code.function(around: $0.place.tokens.lowerBound) == function
        }
    }

    /// Whether a token stands under a condition about the length of something.
    private func isUnderLength(_ token: Int) -> Bool { lengthCondition(around: token) != nil }

    /// The condition about a length under which a token stands.
    func lengthCondition(around token: Int) -> Range<Int>? {
        code.scopes(around: token).prefix { code.scopes[$0].kind != .function }.lazy
            .filter { ["if", "elif", "while", "guard"].contains(code.scopes[$0].name) }
            .map { code.scopes[$0].header }.first { measures($0) }
    }

    /// The condition about a length under which a list is cut at a token: around it, behind an early return, or around
    /// a call of its function.
    func cutCondition(_ token: Int) -> Range<Int>? {
        if let header = lengthCondition(around: token) { return header }
        let function = code.function(around: token)
        let scope = code.scope(token)
        let leave = departures[function]?.last {
            $0.header.upperBound <= token && code.contains($0.scope, scope)
        }
        if let leave { return leave.header }
        let name = code.scopes[function].name
        guard function != 0, !name.isEmpty else { return nil }
        return (facts.calls[name] ?? []).prefix(50).lazy.compactMap { lengthCondition(around: $0) }.first
    }

    /// `if len(turns) <= 40: return`: the conditions about a length under which a function is left, each with the scope
    /// whose rest then does not run.
    static func departures(_ code: CodeModel) -> [Int: [(header: Range<Int>, scope: Int)]] {
        var result: [Int: [(header: Range<Int>, scope: Int)]] = [:]
        for index in code.tokens.indices where code.name(index) == "return" || code.name(index) == "continue" {
            let function = code.function(around: index)
            guard result[function]?.count ?? 0 < mostDepartures, let found = departure(index, code),
                measures(found.header, code)
            else { continue }
            result[function, default: []].append(found)
        }
        return result
    }

    /// More of them in one function say nothing more.
    private static let mostDepartures = 64

    private static func departure(_ index: Int, _ code: CodeModel) -> (header: Range<Int>, scope: Int)? {
        let branch = code.scopes[code.scope(index)]
        guard branch.kind == .branch, branch.name == "if" || branch.name == "guard", let parent = branch.parent,
            branch.body.first(where: { !code.isNewline($0) && !code.isSymbol($0, "{") }) == index
        else { return nil }
        return (branch.header, parent)
    }

    /// `if len(request.messages) > 30: raise …`: a list that is too long is not sent.
    private func isRefused(_ place: CodePlace, _ token: Int) -> Bool {
        let function = code.function(around: token)
        return refusals.contains { refusal in
            refusal.place == place.path && code.function(around: refusal.token) == function && refusal.token < token
        }
    }

    /// `deque(maxlen=20)`, `ConversationBufferWindowMemory(k=5)`.
    func isLimitedKind(_ value: Range<Int>) -> Bool {
        value.contains { index in
            guard let name = code.name(index) else { return false }
            if name == "maxlen" || name == "maxLength" || name == "max_messages" { return true }
            guard code.isSymbol(index + 1, "("), name.first?.isUppercase == true else { return false }
            return ["window", "summary", "bounded", "limited", "ring", "circular"].contains { word in
                IdentifierWords.split(name).contains(word)
            }
        }
    }

    /// Removing counts where the length is asked for before.
    private func shrinks(_ mutation: CodeFacts.Mutation) -> Bool {
        if mutation.method == "trim" || mutation.method == "truncate" || mutation.method == "removeSubrange" {
            return true
        }
        // `turns.splice(0, turns.length - 6)` takes nothing where there are fewer.
        if mutation.method == "splice", let count = code.arguments(mutation.open).dropFirst().first,
            count.contains(where: { code.name($0) == "length" }), count.contains(where: { code.isSymbol($0, "-") })
        {
            return true
        }
        for scope in code.scopes(around: mutation.open) {
            let kind = code.scopes[scope].kind
            // `if (turns.length > 20) this.trim()`
            if kind == .function { return isCalledUnderLength(scope) }
            if kind == .branch || kind == .loop, measures(code.scopes[scope].header) { return true }
        }
        return false
    }

    private func isCalledUnderLength(_ function: Int) -> Bool {
        let name = code.scopes[function].name
        return !name.isEmpty && (facts.calls[name] ?? []).prefix(50).contains { isUnderLength($0) }
    }

    /// Whether a condition compares a length or a number of tokens.
    private func measures(_ header: Range<Int>) -> Bool { Self.measures(header, code) }

    private static func measures(_ header: Range<Int>, _ code: CodeModel) -> Bool {
        guard header.contains(where: { code.isSymbol($0, "<") || code.isSymbol($0, ">") }) else { return false }
        return header.contains { index in
            IdentifierWords.split(code.name(index) ?? "").contains { word in
                ["len", "length", "count", "size", "tokens", "token", "total"].contains(word)
            }
        }
    }

    /// Whether a cut at `cut` takes part in the turn that sends the list at `token`: it stands in a function that uses
    /// or grows the list, or in one that the file calls.
    private func runs(_ cut: Int, _ place: CodePlace, _ token: Int) -> Bool {
        guard isReached(cut) else { return false }
        let function = code.function(around: cut)
        let user = code.function(around: token)
        // A cut in a branch or behind the call bounds the next turn all the same.
        if function == user || function == 0 { return true }
        if growthTokens(place).contains(where: { code.function(around: $0.lowerBound) == function }) { return true }
        return isCalled(function)
    }

    /// Whether the conditions around a cut are about length: a cut that only runs under another one bounds nothing.
    private func isReached(_ cut: Int) -> Bool {
        for scope in code.scopes(around: cut) {
            if code.scopes[scope].kind == .function { return true }
            guard code.scopes[scope].kind == .branch,
                ["if", "elif", "guard", "switch", "case"].contains(code.scopes[scope].name)
            else { continue }
            let header = code.scopes[scope].header
            let isAboutLength =
                measures(header)
                || header.contains { index in
                    guard let name = code.name(index) else { return false }
                    return HistoryTrimming.isTrimming(name)
                        || IdentifierWords.split(name).contains { Self.lengthWords.contains($0) }
                }
            if !isAboutLength { return false }
        }
        return true
    }

    private static let lengthWords: Set<String> = [
        "max", "maximum", "overflow", "exceed", "exceeds", "exceeded", "long", "full", "token", "tokens", "length",
        "len",
        "count", "size", "context", "history", "messages",
    ]

    private func isCalled(_ function: Int) -> Bool {
        let name = code.scopes[function].name
        guard !name.isEmpty else { return true }
        return (facts.calls[name] ?? []).contains {
            code.function(around: $0) != function && code.name($0 - 2) != "def"
        }
    }

    /// `self._trim_history()` or `compact(messages)` as a statement, in a function that sends or grows the list.
    private func isTrimmedByCall(_ place: CodePlace, _ token: Int) -> Bool {
        let users = Set(
            [code.function(around: token)] + growthTokens(place).map { code.function(around: $0.lowerBound) })
        for (name, open) in trimmingCalls where users.contains(code.function(around: open)) {
            let arguments = open..<(code.partner(open) ?? open) + 1
            let mentions = arguments.contains { code.place(at: $0)?.path == place.path }
            let isAboutHistory = IdentifierWords.split(name).contains {
                ["history", "messages", "context", "memory", "conversation", "chat"].contains($0)
            }
            if code.callee(open).dropLast().joined(separator: ".") == place.path, isStatement(open) { return true }
            let isMember = code.callee(open).first == "self" || code.callee(open).first == "this"
            if isStatement(open), mentions || isAboutHistory && isMember { return true }
        }
        return false
    }

    /// Whether the result of the call at `open` is thrown away.
    private func isStatement(_ open: Int) -> Bool {
        var start = open - 1
        while start > 0, code.name(start) != nil || code.isSymbol(start, ".") || code.isSymbol(start, "?") {
            start -= 1
        }
        return code.isNewline(start) || code.isSymbol(start, ";") || code.isSymbol(start, "{")
            || code.isSymbol(start, "}") || start == 0
            // `if (list.length > 40) trim(list);`
            || code.scopes[code.scope(open)].body.lowerBound == start + 1
    }

    /// Conditions on the length of a list whose branch does nothing but leave.
    static func refusals(_ code: CodeModel) -> [(place: String, token: Int)] {
        code.scopes.flatMap { scope -> [(place: String, token: Int)] in
            guard scope.kind == .branch, scope.name == "if" || scope.name == "guard", scope.header.count < 60,
                scope.body.prefix(12).contains(where: {
                    ["raise", "throw", "return", "abort", "exit"].contains(code.name($0) ?? "")
                }),
                scope.header.contains(where: { code.isSymbol($0, scope.name == "guard" ? "<" : ">") }),
                !scope.header.contains(where: { code.tokens[$0].kind == .number && code.span($0..<$0 + 1).count == 1 })
            else { return [] }
            return scope.header.compactMap { index in
                guard let place = code.place(at: index), HistoryName.read(place.path) != nil || place.last == "length"
                else { return nil }
                let path = place.last == "length" ? place.path.dropLast(7) : place.path[...]
                return (String(path), scope.body.lowerBound)
            }
        }
    }
}
