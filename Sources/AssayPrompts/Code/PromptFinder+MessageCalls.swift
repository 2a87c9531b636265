/// Messages that calls make, in lists of them.
extension PromptFinder {
    /// A name with a bracket behind it: `ChatMessage(`, `openai.Message(`, and of Swift `.init(`.
    private struct Call {
        /// The last name of the path.
        var name: String
        /// Whether the type is left out: `.init(`, `.system(`.
        var isImplicit: Bool
        /// The index of its bracket.
        var open: Int
    }

    /// `ChatMessage(role="system", content="…")`, `.init(role: .system, content: "…")`, `AIMessage("…")`,
    /// `.user(.init(content: .string(question)))`.
    func messageCall(_ start: Int, _ end: Int) -> Element? {
        guard let call = call(at: start), call.open < end else { return nil }
        let arguments = arguments(of: call.open)
        guard let role = role(of: call, arguments) else { return nil }
        let named = arguments.first { $0.label == "content" || $0.label == "text" }
        guard let given = named ?? arguments.first(where: { $0.label.isEmpty && arguments.count == 1 }) else {
            return .value(range(start, end), role: role, content: nil, name: nil)
        }
        var behind = reader.skipNewlines(reader.skipBrackets(call.open))
        // Swift's `init?`.
        if reader.symbol(behind) == UInt8(ascii: "!") { behind = reader.skipNewlines(behind + 1) }
        let (index, open) = unwrapped(given.value, in: object(call.open) ?? call.open)
        // Behind it may stand `if … else` or a method.
        guard behind >= end else { return .value(range(start, end), role: role, content: nil, name: nil) }
        if let content = content(index) { return .message(role: role, content: content) }
        let close = reader.skipBrackets(open) - 1
        guard index < close else { return .value(range(start, end), role: role, content: nil, name: nil) }
        return .value(
            range(start, end), role: role, content: range(index, elementEnd(index, close)), name: soleName(index))
    }

    private func call(at start: Int) -> Call? {
        let isImplicit = reader.symbol(start) == UInt8(ascii: ".")
        var index = isImplicit ? start + 1 : start
        guard var name = reader.name(index) else { return nil }
        while reader.symbol(index + 1) == UInt8(ascii: "."), let next = reader.name(index + 2) {
            (name, index) = (next, index + 2)
        }
        guard reader.symbol(index + 1) == UInt8(ascii: "(") else { return nil }
        return Call(name: name, isImplicit: isImplicit, open: index + 1)
    }

    /// Where the object begins that all of a call's arguments are in: `({ content: "…" })`.
    private func object(_ open: Int) -> Int? {
        let first = reader.skipNewlines(open + 1)
        return reader.symbol(first) == UInt8(ascii: "{") ? first : nil
    }

    /// The arguments of a call, without a label where they have none.
    private func arguments(of open: Int) -> [(label: String, value: Int)] {
        if let object = object(open) { return members(object).map { ($0.key, reader.skipNewlines($0.value)) } }
        return elements(open).map { index in
            guard let label = reader.name(index), let sign = reader.symbol(index + 1),
                sign == UInt8(ascii: ":") || sign == UInt8(ascii: "="), reader.symbol(index + 2) != UInt8(ascii: "=")
            else { return ("", index) }
            return (label, reader.skipNewlines(index + 2))
        }
    }

    /// The role that a call's argument names, or the call itself.
    private func role(of call: Call, _ arguments: [(label: String, value: Int)]) -> String? {
        guard let given = arguments.first(where: { $0.label == "role" })?.value else {
            if call.isImplicit { return Self.tupleRoles.contains(call.name) ? call.name : nil }
            return Self.messageClasses[call.name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if let text = reader.string(given)?.text { return Self.namedRoles.contains(text) ? text : nil }
        // `.system`, `MessageRole.SYSTEM`; a name alone may stand for any.
        var index = given
        var isMember = reader.symbol(index) == UInt8(ascii: ".")
        if isMember { index += 1 }
        while reader.name(index) != nil, reader.symbol(index + 1) == UInt8(ascii: "."), reader.name(index + 2) != nil {
            (index, isMember) = (index + 2, true)
        }
        guard isMember, let name = reader.name(index)?.lowercased(), Self.namedRoles.contains(name) else { return nil }
        return name
    }

    private static let namedRoles = tupleRoles.union(["model", "tool", "function"])

    /// Where the text stands that `.init(content: …)`, `.string(…)` and the like of Swift are made of, and the bracket that it
    /// stands in.
    private func unwrapped(_ index: Int, in open: Int) -> (index: Int, open: Int) {
        var (index, open) = (index, open)
        // So many deep no library has them.
        for _ in 0..<4 {
            guard let call = call(at: index), call.isImplicit else { break }
            let arguments = arguments(of: call.open)
            let isText = ["init", "string", "text", "textContent"].contains(call.name)
            let inner =
                arguments.first { $0.label == "content" || $0.label == "text" }
                ?? arguments.first { $0.label.isEmpty && isText && arguments.count == 1 }
            guard let inner else { break }
            (index, open) = (inner.value, call.open)
        }
        return (index, open)
    }

    /// Whether a list is one of cases such as `[.user("bob"), .system("root")]`, whose texts are names.
    func areCases(_ first: Int, _ elements: [Element]) -> Bool {
        guard reader.symbol(first) == UInt8(ascii: "."), reader.name(first + 1) != "init" else { return false }
        return elements.allSatisfy { element in
            guard case .message(_, let content) = element else { return true }
            return PromptHeuristic.wordCount(content.text, limit: 3) < 3
        }
    }
}
