import AssayPrompts

/// HI006: results of tools that are kept as they are.
public struct ToolOutputVerbatim: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI006", name: "tool-output-verbatim",
        summary: "Results of tools are kept in the history at any length.",
        rationale: """
            One listing of a folder or one page of a log can be longer than the whole conversation, and it is sent again \
            in every later step. Cut results to a length before they are kept, or keep a reference.
            """,
        whenToIgnore: "When the tools themselves limit what they return.",
        severity: .info,
        good: [
            RuleExample(
                """
                messages = [{"role": "user", "content": task}]
                for step in range(20):
                    reply = client.chat.completions.create(model="gpt-5", messages=messages, tools=TOOLS)
                    output = run(reply)[:4000]
                    messages.append({"role": "tool", "tool_call_id": reply.id, "content": output})
                """, file: "agent.py")
        ],
        bad: [
            RuleExample(
                """
                messages = [{"role": "user", "content": task}]
                for step in range(20):
                    reply = client.chat.completions.create(model="gpt-5", messages=messages, tools=TOOLS)
                    ⟦messages.append({"role": "tool", "tool_call_id": reply.id, "content": run(reply)})⟧
                """, file: "agent.py"),
            RuleExample(
                """
                messages = [{"role": "user", "content": task}]
                for step in range(20):
                    reply = client.messages.create(model=M, max_tokens=900, messages=messages, tools=TOOLS)
                    results = []
                    for call in reply.calls:
                        ⟦results.append({"type": "tool_result", "tool_use_id": call.id, "content": run(call)})⟧
                    messages.append({"role": "user", "content": results})
                """, file: "results.py"),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard let flow = document.codeHistory else { return [] }
        return flow.uncappedToolResults().map { tokens in
            RuleFinding(flow.code.span(tokens), "This result of a tool is kept and sent again at any length")
        }
    }
}
