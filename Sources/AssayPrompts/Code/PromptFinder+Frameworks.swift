/// Prompts whose place in a framework's code says that they are prompts, and no name and no opening does.
extension PromptFinder {
    /// Longer names, which are read again for each text under them, mean no good.
    private static let longestName = 128

    // MARK: CrewAI

    /// What CrewAI sends of an agent and of a task; without the other words these are arguments like any.
    private static let crewKeys: [String: Set<String>] = [
        "Agent": ["goal", "backstory"], "Task": ["description", "expected_output"],
    ]

    /// The name of a text of `Agent(role=…, goal=…, backstory=…)` or `Task(description=…, expected_output=…)`:
    /// `researcher.goal`. Nil for what is none. They are units of their own, as in CrewAI's YAML.
    mutating func crewName(_ key: String, _ text: CodeExpression) -> String? {
        guard reader.joinsAdjacent, let caller = callers.last, Self.crewKeys[caller]?.contains(key) == true,
            let bracket = bracketStarts.last, makesCrew(bracket, caller)
        else { return nil }
        guard PromptHeuristic.wordCount(text.text, limit: 4) >= 4, !PromptHeuristic.isOtherText(text.text) else { return nil }
        let name = assignedName(bracket - 1)
        return "\(name.isEmpty || name.utf8.count > Self.longestName ? caller.lowercased() : name).\(key)"
    }

    /// Whether a call has both texts, in a file that names CrewAI. Each call is looked at once, not once for each text.
    private mutating func makesCrew(_ bracket: Int, _ caller: String) -> Bool {
        if let isOne = crewCalls[bracket] { return isOne }
        let keys = Set(elements(bracket).compactMap { reader.symbol($0 + 1) == UInt8(ascii: "=") ? reader.name($0) : nil })
        let isOne = uses["crewai"] != nil && keys.isSuperset(of: Self.crewKeys[caller] ?? [])
        crewCalls[bracket] = isOne
        return isOne
    }

    // MARK: DSPy

    /// `class Name(dspy.Signature): """…"""`: what the class says of itself is the instruction that is sent.
    mutating func noteSignature(at index: Int) {
        guard reader.joinsAdjacent, reader.name(index) == "class", let name = reader.name(index + 1),
            reader.symbol(index + 2) == UInt8(ascii: "("), let colon = endOfSignature(index + 3)
        else { return }
        var start = colon + 1
        while tokens.indices.contains(start), case .newline = tokens[start].kind { start += 1 }
        guard reader.string(start)?.isInterpolated == false, var text = reader.read(start),
            PromptHeuristic.wordCount(text.text, limit: 4) >= 4
        else { return }
        CodeTransform.cleandoc.apply(to: &text.parts)
        add(text, name: name, syntax: nil)
    }

    /// Index of the colon behind `dspy.Signature)`, or behind `Signature)` in a file that names DSPy.
    private mutating func endOfSignature(_ base: Int) -> Int? {
        let isPath = reader.name(base) == "dspy" && reader.symbol(base + 1) == UInt8(ascii: ".")
        let last = isPath ? base + 2 : base
        guard reader.name(last) == "Signature", reader.symbol(last + 1) == UInt8(ascii: ")"),
            reader.symbol(last + 2) == UInt8(ascii: ":"), isPath || uses["dspy"] != nil
        else { return nil }
        return last + 2
    }

    // MARK: Mirascope

    /// Whether a name is one of a decorator: `@name`, `@module.name`.
    func isDecorator(_ index: Int) -> Bool {
        let start = reader.symbol(index - 1) == UInt8(ascii: ".") && reader.name(index - 2) != nil ? index - 2 : index
        return reader.joinsAdjacent && reader.symbol(start - 1) == UInt8(ascii: "@")
    }

    /// The function that a decorator's call is written above; empty where it is not near.
    func decorated(by index: Int) -> String {
        let next = reader.skipBrackets(index + 1)
        for word in next..<min(next + 64, tokens.count) where reader.name(word) == "def" { return reader.name(word + 1) ?? "" }
        return ""
    }

    // MARK: Lists

    /// An element of `SYSTEM_PROMPTS = ["…", "…"]`. A list may hold what people could ask as well, so a text has to open
    /// as prompts do where the name does not say that it is the system's.
    mutating func listed(at index: Int) -> Int? {
        guard brackets.last == UInt8(ascii: "["), let bracket = bracketStarts.last, reader.string(index) != nil else {
            return nil
        }
        var previous = index - 1
        while previous > bracket, case .newline = tokens[previous].kind { previous -= 1 }
        guard previous == bracket || reader.symbol(previous) == UInt8(ascii: ",") else { return nil }
        let name = listName(bracket)
        guard name.utf8.count <= Self.longestName, PromptHeuristic.containerHoldsPrompts(name), let text = reader.read(index)
        else { return nil }
        let isPrompt =
            PromptHeuristic.words(name).contains("system")
            ? PromptHeuristic.isEntry(key: "", text: text.text)
            : PromptHeuristic.wordCount(text.text, limit: 8) >= 8 && PromptHeuristic.opensAsPrompt(text.text)
        guard isPrompt else { return nil }
        add(text, name: name, syntax: text.syntax)
        return text.end
    }

    /// The name that a list is given, its type apart: `NAME = [`, `NAME: list[str] = [`.
    private func listName(_ bracket: Int) -> String {
        guard reader.symbol(bracket - 1) == UInt8(ascii: "=") else { return "" }
        for index in stride(from: bracket - 2, to: max(0, bracket - 12), by: -1) {
            guard let sign = reader.symbol(index) else { continue }
            if sign == UInt8(ascii: ":") { return reader.name(index - 1) ?? "" }
            guard "[]<>.|".utf8.contains(sign) else { break }
        }
        return reader.name(bracket - 2) ?? ""
    }
}
