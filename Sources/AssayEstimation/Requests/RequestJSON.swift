import AssayJSON
import AssayPrompts

/// A request as JSON, for what the positioned model does not keep.
struct RequestJSON {
    /// The request itself, without what batch files and logs wrap it in.
    let root: JSONValue

    /// - Returns: nil where the unit was not read from a JSON request.
    init?(_ unit: PromptUnit, in document: PromptDocument) {
        guard document.format.isRequest else { return nil }
        let options = JSONDocument.Options(loneSurrogates: .replace, maximumDepth: 200)
        guard let root = try? JSONDocument(document.source, in: unit.span, options: options).root else { return nil }
        let wrapped = ["body", "params", "request"].lazy.compactMap { root.member($0) }.first { $0.kind == .object }
        self.root = wrapped ?? root
    }

    /// The list of messages, by any provider's name.
    var messages: JSONValue? {
        for key in ["messages", "contents", "input"] {
            if let list = root.member(key), list.kind == .array { return list }
        }
        return root.kind == .array ? root : nil
    }

    /// Whether its instructions are a member of the request and not one of its messages.
    var keepsInstructionsApart: Bool {
        ["system", "instructions", "systemInstruction", "system_instruction"].contains { root.member($0) != nil }
    }

    /// How many calls of tools and results of them each message has.
    var uses: [(calls: Int, results: Int)] {
        messages?.elements.filter { $0.kind == .object }.map(Self.uses) ?? []
    }

    private static func uses(_ message: JSONValue) -> (calls: Int, results: Int) {
        var calls = message["tool_calls"]?.count ?? 0
        if message["function_call"]?.kind == .object { calls += 1 }
        var results = ["tool", "function"].contains(message["role"]?.string) ? 1 : 0
        // An item of the Responses input is a block by itself.
        for block in [message] + blocks(message) {
            let type = block.member("type")?.string ?? ""
            if type == "tool_use" || type.hasSuffix("_call") || block.member("functionCall") != nil {
                calls += 1
            } else if type == "tool_result" || type.hasSuffix("_output") || block.member("functionResponse") != nil {
                results += 1
            }
        }
        return (calls, results)
    }

    private static func blocks(_ message: JSONValue) -> [JSONValue] {
        let content = message["content"] ?? message["parts"]
        return content?.kind == .array ? Array(content!.elements) : []
    }
}
