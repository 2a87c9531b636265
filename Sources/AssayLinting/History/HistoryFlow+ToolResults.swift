import AssayPrompts

extension HistoryFlow {
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
