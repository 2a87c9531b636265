import AssayPrompts
import AssayText

extension HistoryFlow {
    /// Requests that continue what the provider keeps, in an endless loop or from one call of a function to the next.
    func serverChains() -> [Range<Int>] {
        var result: [Range<Int>] = []
        for index in code.tokens.indices where Self.chainLabels.contains(code.tokens[index].text) {
            guard let open = code.bracket(around: index), !code.isSymbol(open, "["),
                let (_, value) = code.labelled(index..<code.expressionEnd(index), in: open), isChained(value, index),
                !boundsItself(ModelCall(value: value, open: open))
            else { continue }
            result.append(index..<value.upperBound)
        }
        return (result + chatSessions() + sessionRuns() + threadRuns()).sorted { $0.lowerBound < $1.lowerBound }
    }

    private static let chainLabels: Set<String> = ["previous_response_id", "previousResponseId"]

    /// The id is that of the turn before: it is set again in the loop, or kept where it outlives the call.
    private func isChained(_ value: Range<Int>, _ token: Int) -> Bool {
        guard let place = value.lazy.compactMap({ code.place(at: $0) }).first else { return false }
        if place.isMember { return !startsAnew(place.path, code.function(around: token)) }
        let isParameter = facts.functionOfScope[code.function(around: token)]?.parameters.contains(place.path) ?? false
        if isParameter || outlivesCall(place, token) { return true }
        return code.scopes(around: token).contains { code.scopes[$0].kind == .loop && !loops.isBounded($0) }
    }

    /// `previous_response_id=last` and, behind that, `last = response.id`, in a function that does not set it before: a variable
    /// or an entry that is there for the next call, too. It may be read into another name first.
    private func outlivesCall(_ place: CodePlace, _ token: Int) -> Bool {
        let function = code.function(around: token)
        guard function != 0 else { return false }
        var kept = place
        if let read = assignments(place.path, function).last(where: { $0.place.tokens.lowerBound < token }) {
            guard let source = read.value.first.flatMap({ code.place(at: $0) }), source.path != place.path else { return false }
            kept = source
        }
        let set = assignments(kept.path, function).map(\.place.tokens.lowerBound)
        return set.contains { $0 > token } && !set.contains { $0 < token } && !startsAnew(kept.path, function)
    }

    /// What a function sets a path to, not the functions around it or in it.
    private func assignments(_ path: String, _ function: Int) -> [CodeFacts.Assignment] {
        (facts.assignments[path] ?? []).filter { code.function(around: $0.place.tokens.lowerBound) == function }
    }

    /// Whether a function sets a path to nothing at times: `if turns > 20: self.last = None`.
    private func startsAnew(_ path: String, _ function: Int) -> Bool {
        assignments(path, function).contains {
            $0.value.count == 1 && ["None", "null", "undefined", "nil"].contains(code.name($0.value.lowerBound) ?? "")
        }
    }

    /// `chat = model.start_chat()` and `chat.send_message(…)` in an endless loop or in another function.
    private func chatSessions() -> [Range<Int>] {
        let starters =
            ["start_chat", "startChat"].flatMap { facts.calls[$0] ?? [] }
            + (facts.calls["create"] ?? []).filter { code.callee($0).dropLast().last == "chats" }
        guard !starters.isEmpty else { return [] }
        return ["send_message", "sendMessage", "send_message_async", "sendMessageStream", "send_message_stream"]
            .flatMap { facts.calls[$0] ?? [] }
            .filter { open in
                if isInEndlessLoop(open) { return true }
                // A chat that the function itself starts, if through another name, ends with it.
                return isHeldElsewhere(open)
                    && starters.allSatisfy {
                        code.function(around: $0) != code.function(around: open)
                    }
            }
            .map { $0 - 1..<(code.partner($0) ?? $0) + 1 }
            .sorted { $0.lowerBound < $1.lowerBound }
    }

    private func isInEndlessLoop(_ token: Int) -> Bool {
        code.scopes(around: token).contains { code.scopes[$0].kind == .loop && !loops.isBounded($0) }
    }

    /// Whether what a method is called on was not made in the function that calls it.
    private func isHeldElsewhere(_ open: Int) -> Bool {
        guard let root = code.callee(open).first else { return false }
        return isHeldElsewhere(root, open)
    }

    private func isHeldElsewhere(_ name: String, _ token: Int) -> Bool {
        let function = code.function(around: token)
        let assigned = (facts.assignments[name] ?? []).filter {
            code.function(around: $0.place.tokens.lowerBound) == function
        }
        // Read from a table of what was made before, or made here.
        return assigned.allSatisfy { assignment in
            !assignment.value.contains { code.isSymbol($0, "(") }
                || assignment.value.contains { index in
                    code.place(at: index).map { $0.path.contains(text: "[]") } ?? false || isLoader(index)
                }
        }
    }

    /// `thread_for(user)`, `load_session(id)`: what is kept for someone.
    private func isLoader(_ index: Int) -> Bool {
        guard let name = code.name(index), code.isSymbol(index + 1, "(") else { return false }
        let words = IdentifierWords.split(name)
        return words.contains { ["for", "load", "get", "find", "lookup", "fetch", "restore"].contains($0) }
    }

    /// `Runner.run(agent, text, session=session)` in an endless loop or with a session that was there before.
    private func sessionRuns() -> [Range<Int>] {
        let limits: Set<String> = ["SessionSettings", "session_input_callback", "OpenAIResponsesCompactionSession"]
        guard !code.tokens.contains(where: { limits.contains($0.text) }) else { return [] }
        return ["run", "run_sync", "run_streamed"].flatMap { facts.calls[$0] ?? [] }.compactMap { open in
            guard code.callee(open).dropLast().last == "Runner" else { return nil }
            let session = code.arguments(open).lazy.compactMap { code.labelled($0, in: open) }
                .first { $0.label == "session" }
            guard let value = session?.value, let place = code.place(at: value.lowerBound) else { return nil }
            return isInEndlessLoop(open) || isHeldElsewhere(String(place.root), open)
                ? value.lowerBound - 2..<value.upperBound : nil
        }
    }

    /// Runs of a thread that is there for the next message too, without a strategy for what is too old.
    private func threadRuns() -> [Range<Int>] {
        ["create", "create_and_poll", "createAndPoll", "stream", "createAndStream"].flatMap { facts.calls[$0] ?? [] }
            .compactMap { open in
                let callee = code.callee(open)
                guard callee.dropLast().last == "runs", callee.contains("threads"), let close = code.partner(open),
                    !(open..<close).contains(where: {
                        ["truncation_strategy", "truncationStrategy"].contains(code.tokens[$0].text)
                    }),
                    let thread = thread(open)
                else { return nil }
                return thread.isMember || isInEndlessLoop(open) || isHeldElsewhere(String(thread.root), open)
                    ? open - 1..<close + 1 : nil
            }
    }

    private func thread(_ open: Int) -> CodePlace? {
        let given = code.arguments(open)
        let labelled = given.lazy.compactMap { code.labelled($0, in: open) }.first { $0.label == "thread_id" }
        guard let value = labelled?.value ?? given.first else { return nil }
        return value.lazy.compactMap { code.place(at: $0) }.first
    }
}
