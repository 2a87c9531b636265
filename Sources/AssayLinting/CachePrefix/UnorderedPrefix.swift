import AssayPrompts

/// Values without an order in what a program sends first: the system message, the instructions and the tools.
struct UnorderedPrefix {
    struct Place: Hashable {
        var tokens: Range<Int>
        var reason: String
    }

    private let flow: HistoryFlow
    private var code: CodeModel { flow.code }

    /// The places at which an order is lost, each once.
    static func find(_ flow: HistoryFlow) -> [Place] {
        let search = UnorderedPrefix(flow: flow)
        var found: Set<Place> = []
        for call in flow.calls.prefix(HistoryFlow.mostCalls) {
            for range in search.prefixes(call) { found.formUnion(search.places(range, call.open, 0)) }
        }
        return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    private static let labels: Set<String> = [
        "system", "instructions", "tools", "functions", "system_instruction", "systemInstruction", "system_prompt",
        "systemPrompt",
    ]

    /// The arguments of a call that stand in front of the conversation.
    private func prefixes(_ call: ModelCall) -> [Range<Int>] {
        let labelled = code.arguments(call.open).compactMap { code.labelled($0, in: call.open) }
        let own = labelled.filter { Self.labels.contains($0.label) }.map(\.value)
        return own + call.value.filter { code.isSymbol($0, "{") }.compactMap { systemContent($0) }
    }

    /// The content of `{"role": "system", "content": …}`.
    private func systemContent(_ open: Int) -> Range<Int>? {
        let entries = code.arguments(open).compactMap { code.labelled($0, in: open) }
        guard let role = entries.first(where: { $0.label == "role" })?.value.first,
            ["system", "developer"].contains(code.string(role) ?? "")
        else { return nil }
        return entries.first { $0.label == "content" }?.value
    }

    /// Calls in `range` whose result has no order, and those behind the names that it reads.
    private func places(_ range: Range<Int>, _ token: Int, _ depth: Int) -> [Place] {
        guard depth < 3, range.count < 2_000 else { return [] }
        var result: [Place] = []
        for index in range where !isMembership(index) {
            if let (reason, close) = unordered(index), !isOrdered(index, close, range) {
                result.append(Place(tokens: index..<close + 1, reason: reason))
                continue
            }
            for path in interpolated(index) + (code.place(at: index).map { [$0.path] } ?? []) {
                result += behind(path, token, depth)
            }
        }
        return result
    }

    /// The names whose values a string writes.
    private func interpolated(_ index: Int) -> [String] {
        guard code.tokens[index].kind == .string else { return [] }
        return code.tokens[index].values.prefix(64).flatMap { value in
            value.utf8.count > 1_000 ? [] : WrittenValues(value, isPython: code.language == .python).names
        }
    }

    /// What a name was given before, and a shuffle of it in place.
    private func behind(_ path: String, _ token: Int, _ depth: Int) -> [Place] {
        let function = code.function(around: token)
        let before = (flow.facts.assignments[path] ?? []).last {
            $0.place.tokens.lowerBound < token && code.contains(code.function(around: $0.place.tokens.lowerBound), function)
        }
        var result = before.map { places($0.value, $0.place.tokens.lowerBound, depth + 1) } ?? []
        for open in flow.facts.calls["shuffle"] ?? []
        where open < token && code.function(around: open) == function
            && code.arguments(open).first.flatMap({ code.place(at: $0.lowerBound)?.path }) == path
        {
            result.append(Place(tokens: open - 1..<(code.partner(open) ?? open) + 1, reason: "shuffled"))
        }
        return result
    }

    /// Why what starts at `index` has no order, and the bracket that closes it.
    private func unordered(_ index: Int) -> (reason: String, close: Int)? {
        if isSet(index), let close = code.partner(index) { return ("a set has no order", close) }
        guard let reason = reason(index), let close = code.partner(index + 1) else { return nil }
        return (reason, close)
    }

    /// `{x for x in y}` and `{"a", "b"}`, not `{x: z for x in y}`.
    private func isSet(_ open: Int) -> Bool {
        guard code.language == .python, code.isSymbol(open, "{"), let close = code.partner(open) else { return false }
        var index = open + 1
        var holdsMany = false
        while index < close {
            // `**` takes in a dictionary.
            if code.isSymbol(index, ":") || code.isSymbol(index, "*") && code.isSymbol(index + 1, "*") { return false }
            if code.name(index) == "for" { return true }
            if code.isSymbol(index, ",") { holdsMany = true }
            // Over what stands in brackets, which may be nested as deep as the file is long.
            index = max(code.partner(index) ?? index, index) + 1
        }
        return holdsMany
    }

    /// Whether something is looked for in what starts at `index`: `x in y`, not `for x in y`. Its order does not matter.
    private func isMembership(_ index: Int) -> Bool {
        guard code.language == .python, code.name(index - 1) == "in" else { return false }
        let bracket = code.bracket(around: index)
        for before in stride(from: index - 2, through: max(index - 12, 0), by: -1) {
            if before == bracket || ["if", "and", "or", "not", "else"].contains(code.name(before)) { return true }
            if code.name(before) == "for", code.bracket(around: before) == bracket { return false }
        }
        return true
    }

    private func reason(_ index: Int) -> String? {
        guard let name = code.name(index), code.isSymbol(index + 1, "(") else { return nil }
        switch name {
        case "set", "frozenset":
            guard code.language == .python, !code.isSymbol(index - 1, ".") else { return nil }
            return "a set has no order"
        case "Set" where code.language == .swift: return "a set has no order"
        case "shuffled": return "shuffled"
        case "sample", "choices": return code.name(index - 2) == "random" ? "drawn at random" : nil
        case "listdir", "scandir", "iterdir", "glob", "rglob":
            return code.language == .python ? "folders are listed in any order" : nil
        case "encode" where code.language == .swift:
            let tokens = code.tokens
            guard tokens.contains(where: { $0.text == "JSONEncoder" }), !tokens.contains(where: { $0.text == "sortedKeys" })
            else { return nil }
            return "an encoder writes keys in any order unless told to sort them"
        default: return nil
        }
    }

    /// Whether a call around what stands from `index` to `close` sorts or only measures.
    private func isOrdered(_ index: Int, _ close: Int, _ range: Range<Int>) -> Bool {
        var bracket = code.bracket(around: index)
        while let open = bracket, open >= range.lowerBound - 1 {
            if let callee = code.callee(open).last, ["sorted", "len", "sort", "min", "max", "sum", "any"].contains(callee) {
                return true
            }
            bracket = code.bracket(around: open)
        }
        guard code.isSymbol(close + 1, ".") else { return false }
        return ["sorted", "sort", "count"].contains(code.name(close + 2) ?? "")
    }
}
