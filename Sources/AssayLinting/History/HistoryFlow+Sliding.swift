import AssayPrompts

/// Which windows move from request to request, and what an entry of a list holds.
extension HistoryFlow {
    /// Whether a part of a list is taken anew for requests to come, and of a list that has grown in between.
    ///
    /// - Parameter target: what the part is assigned to; nil where it stands in the call itself.
    func slides(_ origin: CodeOrigins.Origin, to target: CodePlace?, _ call: ModelCall) -> Bool {
        let token = origin.place.tokens.lowerBound
        let taker = code.function(around: token)
        let grows = !growthTokens(origin.place).isEmpty
        if !grows, isLoopVariable(origin.place.root, at: token) { return false }
        guard let target else { return true }
        let user = code.function(around: call.open)
        // When the program or the object is made.
        if taker != user, taker == 0 || isSetUp(taker) { return false }
        let isGiven = facts.functionOfScope[taker]?.parameters.contains(String(origin.place.root)) ?? false
        guard taker == user, !grows, !isGiven, !origin.place.isMember else { return true }
        return !growsBehind(target, token, call)
    }

    /// Whether a list is taken before a loop in which it is sent and gets longer: all of the loop's requests extend it.
    private func growsBehind(_ target: CodePlace, _ token: Int, _ call: ModelCall) -> Bool {
        let around = code.scopes(around: token)
        let loops = code.scopes(around: call.open).filter { code.scopes[$0].kind == .loop && !around.contains($0) }
        return growthTokens(target).contains { growth in
            loops.contains { code.contains($0, code.scope(growth.lowerBound)) }
        }
    }

    /// Whether each round of a loop has another value of that name: `for chat in chats: … chat.messages[-6:]`.
    private func isLoopVariable(_ root: Substring, at token: Int) -> Bool {
        code.scopes(around: token).prefix { code.scopes[$0].kind != .function }.contains { scope in
            guard code.scopes[scope].kind == .loop else { return false }
            let targets = code.scopes[scope].header.prefix { !["in", "of"].contains(code.name($0) ?? "") }
            return targets.count < code.scopes[scope].header.count
                && targets.contains { code.name($0).map { $0 == root } ?? false }
        }
    }

    /// Whether an entry of a list holds what both sides said; false where it is one message, nil where nothing says.
    func holdsBothSides(_ path: String) -> Bool? {
        let growths = growthTokens(CodePlace(path: path, tokens: 0..<0)).prefix(20)
        return growths.lazy.compactMap { entryHoldsBothSides($0.prefix(200)) }.first
    }

    private func entryHoldsBothSides(_ growth: Range<Int>) -> Bool? {
        let texts = growth.dropFirst().map { code.tokens[$0].text }
        if texts.contains(where: { Self.roleLabels.contains($0) || $0.hasSuffix("Message") || $0.hasSuffix("_message") }) {
            return false
        }
        if isPair(growth) { return true }
        let words = Set(texts.flatMap { IdentifierWords.split($0.prefix(200)) })
        return words.isDisjoint(with: Self.asking) || words.isDisjoint(with: Self.answering) ? nil : true
    }

    /// `append((question, answer))`, `push([question, answer])`.
    private func isPair(_ growth: Range<Int>) -> Bool {
        guard let open = growth.first(where: { code.isSymbol($0, "(") }), code.name(open - 1) != "extend",
            let only = code.arguments(open).first, code.arguments(open).count == 1,
            code.isSymbol(only.lowerBound, "(") || code.isSymbol(only.lowerBound, "["),
            code.partner(only.lowerBound) == only.upperBound - 1
        else { return false }
        let parts = code.arguments(only.lowerBound)
        // `("user", question)` says who speaks.
        return parts.count == 2 && !parts.contains { code.string($0.lowerBound) != nil && $0.count == 1 }
    }

    private static let roleLabels: Set<String> = ["role", "sender", "speaker"]
    private static let asking: Set<String> = ["user", "human", "question", "query", "input", "request", "prompt"]
    private static let answering: Set<String> = ["assistant", "ai", "bot", "answer", "output", "response", "reply"]
}
