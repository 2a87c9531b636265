import AssayPrompts

/// HI007: a cut that can leave a tool's result without its call.
public struct TrimSplitsToolPair: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI007", name: "trim-splits-tool-pair",
        summary: "A slice by number of messages can part a tool's call from its result.",
        rationale: """
            A request whose first message is the result of a tool that nobody called is refused by most providers, so the \
            conversation breaks at the turn where the cut falls between the two. Cut at a message of the user, or drop \
            calls and results together.
            """,
        whenToIgnore: "When results of tools are no messages of their own.",
        severity: .warning,
        good: [
            RuleExample(
                """
                class Agent:
                    def step(self, text):
                        self.messages.append({"role": "user", "content": text})
                        reply = self.client.chat.completions.create(model=M, messages=self.messages[-20:])
                        self.messages.append({"role": "assistant", "content": reply})
                """, file: "chat.py")
        ],
        bad: [
            RuleExample(
                """
                class Agent:
                    def step(self, text):
                        self.messages.append({"role": "user", "content": text})
                        reply = self.client.chat.completions.create(model=M, tools=T, messages=⟦self.messages[-20:]⟧)
                        self.messages.append(reply.message)
                        self.messages.append({"role": "tool", "tool_call_id": reply.id, "content": run(reply)[:999]})
                """, file: "agent.py")
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard let flow = document.codeHistory, !mendsPairs(flow) else { return [] }
        return flow.windows().filter { flow.holdsToolResults($0.place) }.map { window in
            RuleFinding(
                flow.code.span(window.tokens),
                "This cut of `\(CodePlace.written(window.place))` can keep a tool's result and drop its call")
        }
    }

    /// The file speaks of orphans or pairs: it sees to them.
    private func mendsPairs(_ flow: HistoryFlow) -> Bool {
        flow.facts.calls.keys.contains { name in
            IdentifierWords.split(name).contains {
                ["orphan", "orphans", "orphaned", "pair", "pairs", "paired"].contains($0)
            }
        }
    }
}
