import AssayPrompts

extension HistoryFlow {
    /// A part of a list that is sent and that moves with every entry.
    struct Window {
        var place: String
        /// The slice, or what keeps the list short.
        var tokens: Range<Int>
        /// The entries that are kept, where a number says so.
        var entries: Int?
    }

    /// Sliding windows that reach a model, each place once.
    func windows() -> [Window] {
        var result: [Window] = []
        var seen: Set<Int> = []
        for call in calls.prefix(Self.mostCalls) {
            for origin in origins.read(call.value) { add(origin, at: call.value.lowerBound, 0, &result, &seen) }
        }
        return result.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    private func add(
        _ origin: CodeOrigins.Origin, at token: Int, _ depth: Int, _ result: inout [Window], _ seen: inout Set<Int>
    ) {
        if let bound = origin.bound {
            guard origin.isWindow, isConversation(origin.place), seen.insert(bound.lowerBound).inserted else { return }
            result.append(Window(place: origin.place.path, tokens: bound, entries: number(bound)))
            return
        }
        guard depth < 3 else { return }
        for window in dropped(origin.place) where seen.insert(window.tokens.lowerBound).inserted {
            result.append(window)
        }
        let function = code.function(around: token)
        for assignment in facts.assignments[origin.place.path] ?? [] where !assignment.isGrowth {
            let isHere = code.function(around: assignment.place.tokens.lowerBound) == function
            guard isHere || !growthTokens(origin.place).isEmpty else { continue }
            if let limit = assignment.value.first(where: { code.name($0) == "maxlen" }) {
                guard seen.insert(assignment.value.lowerBound).inserted else { continue }
                let entries = code.tokens.indices.contains(limit + 2) ? literal(limit + 2) : nil
                result.append(Window(place: origin.place.path, tokens: assignment.value, entries: entries))
                continue
            }
            if isChunk(assignment) { continue }
            for inner in origins.read(assignment.value) {
                add(inner, at: assignment.value.lowerBound, depth + 1, &result, &seen)
            }
        }
    }

    /// `if len(turns) > 40: turns = turns[-20:]`: cut back to less than the length at which it is cut, so that the next
    /// requests extend what is there.
    private func isChunk(_ assignment: CodeFacts.Assignment) -> Bool {
        let start = assignment.place.tokens.lowerBound
        guard let header = lengthCondition(around: start) else { return false }
        let limits = sizes(header)
        let kept = sizes(assignment.value)
        guard let limit = limits.first, let keep = kept.first else { return !limits.isEmpty }
        if let limit = Int(limit), let keep = Int(keep) { return limit - keep > 2 }
        return limit != keep
    }

    /// Numbers and names of constants in an expression, as they are written.
    private func sizes(_ range: Range<Int>) -> [String] {
        range.compactMap { index in
            if code.tokens[index].kind == .number {
                let text = String(decoding: code.source[code.tokens[index].range], as: UTF8.self)
                return (Int(text) ?? 0) > 2 ? text : nil
            }
            guard let name = code.name(index), name.count > 1 else { return nil }
            let words = IdentifierWords.split(name)
            let isSize = words.contains { ["max", "limit", "keep", "window", "threshold", "size", "turns"].contains($0) }
            return isSize && HistoryName.read(name) == nil || name == name.uppercased() && name != name.lowercased()
                ? name : nil
        }
    }

    /// Entries that are taken from the front, one at a time, while the list is too long.
    private func dropped(_ place: CodePlace) -> [Window] {
        (facts.shrinking[place.path] ?? []).compactMap { mutation in
            guard ["pop", "popleft", "shift", "removeFirst", "popFirst"].contains(mutation.method),
                let close = code.partner(mutation.open), let header = lengthCondition(around: mutation.open)
            else { return nil }
            // The last one is taken where nothing says which.
            if mutation.method == "pop", close == mutation.open + 1 { return nil }
            // As many as there are too many: no single one.
            if mutation.method == "removeFirst", close > mutation.open + 1 { return nil }
            return Window(
                place: place.path, tokens: mutation.place.tokens.lowerBound..<close + 1,
                entries: header.lazy.compactMap { literal($0) }.first)
        }
    }

    private func isConversation(_ place: CodePlace) -> Bool {
        HistoryName.read(place.path) != nil || !growthTokens(place).isEmpty
    }

    /// The only number in a slice.
    private func number(_ range: Range<Int>) -> Int? {
        let numbers = range.compactMap { literal($0) }.filter { $0 > 1 }
        return numbers.count == 1 ? numbers[0] : nil
    }

    private func literal(_ index: Int) -> Int? {
        guard code.tokens[index].kind == .number else { return nil }
        return Int(String(decoding: code.source[code.tokens[index].range], as: UTF8.self))
    }

    // MARK: Tools

    /// Whether results of tools are among the entries of a list.
    func holdsToolResults(_ place: String) -> Bool {
        growthTokens(CodePlace(path: place, tokens: 0..<0)).contains { addsToolResult($0) }
    }

    /// Whether a growth adds a message with the result of a tool.
    func addsToolResult(_ growth: Range<Int>) -> Bool { writesToolResult(growth) || !collected(growth).isEmpty }

    /// Where a list of results grew that is added as one message.
    private func collected(_ growth: Range<Int>) -> [Range<Int>] {
        let function = code.function(around: growth.lowerBound)
        return growth.dropFirst().flatMap { index -> [Range<Int>] in
            guard let place = code.place(at: index), place.tokens.count == 1 else { return [] }
            return (facts.growths[place.path] ?? []).prefix(8).filter {
                $0 != growth && code.function(around: $0.lowerBound) == function && writesToolResult($0)
            }
        }
    }

    private func writesToolResult(_ growth: Range<Int>) -> Bool {
        var isResult = false
        for index in growth {
            let token = code.tokens[index]
            if token.kind == .string, Self.toolRoles.contains(token.text) { isResult = true }
            if token.kind == .name, Self.toolMessages.contains(token.text) { isResult = true }
            // The model's own message that calls the tool.
            if token.kind == .string, token.text == "assistant" { return false }
        }
        return isResult
    }

    private static let toolRoles: Set<String> = ["tool", "tool_result", "function_call_output"]
    private static let toolMessages: Set<String> = [
        "ToolMessage", "FunctionMessage", "ToolResultMessage", "toolResult", "ToolResultBlock", "ToolResultContent",
    ]

    /// Growths that keep the result of a tool without any limit on its length.
    func uncappedToolResults() -> [Range<Int>] {
        var sent: Set<String> = []
        for call in calls.prefix(Self.mostCalls) {
            for origin in origins.read(call.value) where origin.bound == nil && isListName(origin) {
                sent.insert(origin.place.path)
            }
        }
        return sent.sorted().flatMap { place in
            growthTokens(CodePlace(path: place, tokens: 0..<0)).flatMap { growth in
                (writesToolResult(growth) ? [growth] : collected(growth)).filter { !isCapped($0) }
            }
        }.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// A slice or a call that shortens stands in the entry, or in the assignment of a name that it holds.
    private func isCapped(_ growth: Range<Int>) -> Bool {
        if hasCap(growth) { return true }
        let function = code.function(around: growth.lowerBound)
        for index in growth {
            guard let place = code.place(at: index) else { continue }
            for assignment in facts.assignments[place.path] ?? []
            where code.function(around: assignment.place.tokens.lowerBound) == function && hasCap(assignment.value) {
                return true
            }
        }
        return false
    }

    private func hasCap(_ range: Range<Int>) -> Bool {
        range.contains { index in
            if code.isSymbol(index, "["), origins.slice(index)?.isBounded == true { return true }
            guard let name = code.name(index) else { return false }
            return code.isSymbol(index + 1, "(")
                && (["slice", "prefix", "substring", "suffix", "substr"].contains(name)
                    || HistoryTrimming.isTrimming(name))
        }
    }
}
