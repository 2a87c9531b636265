/// Tools that a program sends with its prompts. What their definitions are, only a run says: they are made of functions,
/// of classes and of what other files have. So none are counted, and that is said.
extension PromptFinder {
    private static let toolKeys: Set<String> = ["tools", "functions"]
    /// What stands beside the tools of a request.
    private static let companions: Set<String> = [
        "model", "messages", "input", "prompt", "contents", "system", "instructions", "system_instruction",
        "systemInstruction", "tool_choice", "toolChoice", "tool_config", "toolConfig", "function_call", "max_tokens",
        "maxTokens", "max_output_tokens", "maxOutputTokens",
    ]
    /// What takes tools whatever stands beside them.
    private static let receivers: Set<String> = ["GenerateContentConfig", "GenerativeModel"]
    private static let binders: Set<String> = ["bind_tools", "bindTools", "bind_functions"]
    /// Names of what is handed to a call later: `kwargs["tools"] = …`, `params.tools = …`.
    private static let collections: Set<String> = ["kwargs", "params", "request", "body", "payload", "options", "args"]

    /// Remembers a place that may hand tools to a request.
    mutating func noteTools(at index: Int) {
        // Most tokens end here, by their length; the text of a string is put together anew each time it is asked for.
        guard (5...14).contains(tokens[index].range.count), let sign = reader.symbol(index + 1),
            ":=,})](".utf8.contains(sign),
            let name = reader.name(index) ?? reader.string(index)?.text
        else { return }
        if sign == UInt8(ascii: "(") {
            if Self.binders.contains(name) { tools.append((index, nil)) }
        } else if Self.toolKeys.contains(name) {
            if isCollected(index) {
                tools.append((index, nil))
            } else if let bracket = bracketStarts.last {
                tools.append((index, bracket))
            }
        }
    }

    /// The first place where tools are sent with a prompt. Complexity: O(n log n) in the tokens.
    func firstTools() -> ReadProblem? {
        var seen: Set<Int> = []
        let first = tools.first { index, bracket in
            guard let bracket else { return true }
            return seen.insert(bracket).inserted && sendsTools(bracket)
        }
        return first.map {
            ConfiguredTools.omission(at: tokens[$0.index].range.lowerBound, "the tools that the program sends are")
        }
    }

    private func isCollected(_ index: Int) -> Bool {
        let isSubscript = reader.symbol(index + 1) == UInt8(ascii: "]")
        let sign = isSubscript ? index + 2 : index + 1
        guard reader.symbol(index - 1) == UInt8(ascii: isSubscript ? "[" : "."), reader.symbol(sign) == UInt8(ascii: "="),
            reader.symbol(sign + 1) != UInt8(ascii: "="), let name = reader.name(index - 2)
        else { return false }
        return PromptHeuristic.words(name).contains { Self.collections.contains($0) }
    }

    /// Whether what a bracket holds are tools and what they are sent with.
    private func sendsTools(_ bracket: Int) -> Bool {
        guard !areParameters(bracket) else { return false }
        let parts = parts(of: bracket)
        let caller = reader.symbol(bracket) == UInt8(ascii: "(") ? reader.name(bracket - 1) ?? "" : ""
        let isAgent = PromptHeuristic.words(caller).contains("agent")
        guard let tools = parts.first(where: { Self.toolKeys.contains($0.key) }) else {
            // `create_react_agent(model, tools)`
            return isAgent
        }
        guard !isNothing(tools), !isEmptyList(tools) else { return false }
        let isConfig = reader.symbol(bracket - 1) == UInt8(ascii: ":") && reader.name(bracket - 2) == "config"
        return isAgent || isConfig || Self.receivers.contains(caller) || parts.contains { Self.companions.contains($0.key) }
    }

    private func isEmptyList(_ part: RequestPart) -> Bool {
        part.value.count == 2 && reader.symbol(part.value.lowerBound) == UInt8(ascii: "[")
    }
}
