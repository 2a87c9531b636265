import AssayPrompts

/// Follows the lists that a program hands to a model back to where they grow.
struct HistoryFlow {
    /// A list that grows with every turn and is sent whole.
    struct Leak {
        var place: String
        /// What is sent.
        var sent: Range<Int>
        /// Where the list grows; nil where it comes in from outside.
        var growth: Range<Int>?
    }

    enum Verdict {
        case unbounded(growth: Range<Int>?)
        case bounded
        case unknown
    }

    let code: CodeModel
    let facts: CodeFacts
    let origins: CodeOrigins
    let loops: CodeLoops
    let calls: [ModelCall]
    let listCuts = ListCuts()
    let fillings = Fillings()
    /// Branches that leave the function when a list is too long.
    let refusals: [(place: String, token: Int)]
    /// By function: conditions about a length under which it is left.
    let departures: [Int: [(header: Range<Int>, scope: Int)]]
    /// Parentheses of calls that trim by their name and are not defined in the file, read once for all lists.
    let trimmingCalls: [(name: String, open: Int)]

    init?(_ document: PromptDocument) {
        guard document.source.count <= Self.mostBytes, let code = CodeModel(document) else { return nil }
        self.code = code
        var facts = CodeFacts(code)
        facts.add(ListAliases(code: code, facts: facts, origins: CodeOrigins(code: code, facts: facts)))
        self.facts = facts
        trimmingCalls = facts.calls.lazy
            .filter { HistoryTrimming.isTrimming($0.key) && facts.functions[$0.key] == nil }
            .flatMap { name, opens in opens.map { (name: name, open: $0) } }
        refusals = Self.refusals(code)
        departures = Self.departures(code)
        origins = CodeOrigins(code: code, facts: facts)
        loops = CodeLoops(code: code)
        calls = ModelCallFinder.find(code, facts)
    }

    /// More calls than that are generated code.
    static let mostCalls = 500
    /// Bigger files are bundles that a tool wrote.
    private static let mostBytes = 4_000_000

    /// The lists that are sent unbounded, one finding a list and function.
    func leaks() -> [Leak] {
        guard !hasProcessors else { return [] }
        var result: [Leak] = []
        var seen: Set<String> = []
        for call in calls.prefix(Self.mostCalls) where !boundsItself(call) && !isCompaction(call) {
            for origin in origins.read(call.value) where origin.bound == nil {
                let key = "\(code.function(around: call.open)) \(origin.place.path)"
                guard !seen.contains(key) else { continue }
                if case .unbounded(let growth) = verdict(origin.place, at: site(origin, call.value)) {
                    let looksSent = call.isPositional ? growth.map(addsRoles) ?? false : growth.map(addsMessages) ?? true
                    guard isListName(origin) || looksSent else { continue }
                    guard !call.isLikely || growth.map(addsRoles) ?? false else { continue }
                    seen.insert(key)
                    let isInside = call.value.contains(origin.place.tokens.lowerBound)
                    let sent = isInside ? origin.place.tokens : call.value
                    result.append(Leak(place: origin.place.path, sent: sent, growth: growth))
                    break
                }
            }
        }
        return result
    }

    /// `truncation="auto"`: the provider drops what is too old.
    func boundsItself(_ call: ModelCall) -> Bool {
        if isBehindTrimmer(call) { return true }
        return code.arguments(call.open).contains { argument in
            guard let label = code.labelled(argument, in: call.open)?.label else { return false }
            return ["truncation", "context_management", "max_history", "transforms"].contains(label)
        }
    }

    /// `chain = trimmer | prompt | model` and `chain.invoke(history)`.
    private func isBehindTrimmer(_ call: ModelCall) -> Bool {
        let path = code.callee(call.open).dropLast().joined(separator: ".")
        return (facts.assignments[path] ?? []).contains { assignment in
            assignment.value.contains { code.isSymbol($0, "|") }
                && assignment.value.contains { code.name($0).map { HistoryTrimming.isTrimming($0) } ?? false }
        }
    }

    /// An agent that is given what shortens its history: `Agent(model, history_processors=[keep_recent])`.
    private var hasProcessors: Bool {
        code.tokens.contains { ["history_processors", "conversation_manager", "historyProcessors"].contains($0.text) }
    }

    /// A call that summarises the conversation is the bound itself.
    private func isCompaction(_ call: ModelCall) -> Bool {
        let function = code.function(around: call.open)
        let type = code.type(around: function).map { code.scopes[$0].name } ?? ""
        return (IdentifierWords.split(code.scopes[function].name) + IdentifierWords.split(type)).contains {
            $0.hasPrefix("summar") || $0.hasPrefix("compact") || $0.hasPrefix("condens")
        }
    }

    /// Whether what is added says who speaks.
    private func addsRoles(_ growth: Range<Int>) -> Bool {
        growth.contains { index in
            let text = code.tokens[index].text
            return ["role", "user", "assistant", "sender", "speaker"].contains(text)
                || text.hasSuffix("Message")
                    && ["Human", "AI", "User", "Assistant"].contains { text.hasPrefix($0) }
        }
    }

    /// Names of what is sent where only the position says that it is.
    func isListName(_ origin: CodeOrigins.Origin) -> Bool {
        if HistoryName.read(origin.place.path) != nil { return true }
        return IdentifierWords.split(origin.place.last).contains {
            ["prompt", "prompts", "context", "input", "inputs", "contents", "log", "message"].contains($0)
        }
    }

    /// Whether what is added looks like a message: it has a role or content, or is an object called so.
    private func addsMessages(_ growth: Range<Int>) -> Bool {
        growth.contains { index in
            let text = code.tokens[index].text
            guard !text.isEmpty else { return false }
            return ["role", "content", "user", "assistant", "parts"].contains(text)
                || IdentifierWords.split(text).contains {
                    $0 == "message" || $0 == "content" || $0 == "response" || $0 == "reply"
                }
        }
    }

    // MARK: Verdicts

    /// Where a place is read: in the expression, or in a function whose result the expression is.
    private func site(_ origin: CodeOrigins.Origin, _ expression: Range<Int>) -> Int {
        let token = origin.place.tokens.lowerBound
        return expression.contains(token) ? expression.lowerBound : token
    }

    /// Whether the value of `place` at a token grows from turn to turn.
    func verdict(_ place: CodePlace, at token: Int, _ visited: Set<String> = []) -> Verdict {
        guard visited.count < 6, !visited.contains(place.path) else { return .unknown }
        let visited = visited.union([place.path])
        let function = code.function(around: token)
        if isTrimmed(place, at: token) { return .bounded }
        if let outside = comesFromOutside(place, function) { return outside }
        let local = localAssignments(place, token, function)
        if let last = local.dominating {
            let verdict = self.verdict(of: last, visited)
            if case .bounded = verdict { return .bounded }
            if case .unbounded = verdict { return verdict }
        }
        for assignment in local.later {
            if case .unbounded(let growth) = verdict(of: assignment, visited) { return .unbounded(growth: growth) }
        }
        return growthVerdict(place, token, function, local.dominating, visited)
    }

    private func verdict(of assignment: CodeFacts.Assignment, _ visited: Set<String>) -> Verdict {
        if let stored = storedVerdict(assignment) { return stored }
        if holdsPartsAlone(assignment.value) { return .bounded }
        if isStored(assignment) { return isStoreTrimmed(assignment) ? .bounded : .unbounded(growth: nil) }
        let found = origins.read(assignment.value).filter { $0.place.path != assignment.place.path }
        var isBounded = false
        var asked: Set<CodeOrigins.Reading> = []
        for origin in found {
            if origin.bound != nil {
                isBounded = isBounded || HistoryName.read(origin.place.path) != nil
                continue
            }
            let token = site(origin, assignment.value)
            guard asked.insert(.init(path: origin.place.path, token: token)).inserted else { continue }
            switch verdict(origin.place, at: token, visited) {
            case .unbounded(let growth): return .unbounded(growth: growth)
            case .bounded: isBounded = true
            case .unknown: break
            }
        }
        return isBounded ? .bounded : .unknown
    }

    /// `[...(chats[id] ?? []).slice(-20), turn]`: of each list in it a part.
    private func holdsPartsAlone(_ value: Range<Int>) -> Bool {
        let lists = origins.read(value).filter { $0.place.isEntry || HistoryName.read($0.place.path) != nil }
        return !lists.isEmpty && lists.allSatisfy { $0.bound != nil }
    }

    // MARK: Growth

    /// Tokens at which the list gets longer.
    func growthTokens(_ place: CodePlace) -> [Range<Int>] { facts.growths[place.path] ?? [] }

    private func growthVerdict(
        _ place: CodePlace, _ token: Int, _ function: Int, _ dominating: CodeFacts.Assignment?, _ visited: Set<String>
    ) -> Verdict {
        for growth in growthTokens(place) {
            let grower = code.function(around: growth.lowerBound)
            if grower == function {
                if growsInLoop(growth, token, dominating) { return .unbounded(growth: growth) }
                if case .unbounded(let inner) = addedVerdict(growth, token, visited) {
                    return .unbounded(growth: inner ?? growth)
                }
            }
            if outlives(place, function, grower, dominating), !isSetUp(grower), !isPerRun(place, [function, grower]),
                !loops.isCounted(code.type(around: function) ?? function)
            {
                return .unbounded(growth: growth)
            }
        }
        return .unknown
    }

    /// Whether an endless loop holds both the growth and the call, and does not start the list anew.
    private func growsInLoop(_ growth: Range<Int>, _ token: Int, _ dominating: CodeFacts.Assignment?) -> Bool {
        let function = code.function(around: token)
        let around = Set(code.scopes(around: token))
        for scope in code.scopes(around: growth.lowerBound) {
            guard code.contains(function, scope) else { break }
            guard code.scopes[scope].kind == .loop, around.contains(scope), !loops.isBounded(scope) else { continue }
            if let dominating, code.contains(scope, code.scope(dominating.place.tokens.lowerBound)) { continue }
            return true
        }
        return false
    }

    /// What a list is given in one step: `messages.extend(history)`, `for turn in history: messages.append(turn)`.
    private func addedVerdict(_ growth: Range<Int>, _ token: Int, _ visited: Set<String>) -> Verdict {
        guard growth.lowerBound < token else { return .unknown }
        for origin in origins.read(growth.dropFirst(1).lowerBound..<growth.upperBound) where origin.bound == nil {
            if case .unbounded(let inner) = verdict(origin.place, at: growth.lowerBound, visited) {
                return .unbounded(growth: inner)
            }
        }
        for scope in code.scopes(around: growth.lowerBound) where code.scopes[scope].kind == .loop {
            guard !code.contains(scope, code.scope(token)), !loops.breaksByCounter(scope) else { continue }
            for origin in origins.read(code.scopes[scope].header) where origin.bound == nil {
                if case .unbounded(let inner) = verdict(origin.place, at: growth.lowerBound, visited) {
                    return .unbounded(growth: inner ?? growth)
                }
            }
        }
        return .unknown
    }
}
