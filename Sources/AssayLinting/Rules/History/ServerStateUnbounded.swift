import AssayPrompts

/// HI003: state that the provider keeps, continued without end.
public struct ServerStateUnbounded: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI003", name: "server-state-unbounded",
        summary: "A conversation that the provider keeps is continued without end.",
        rationale: """
            `previous_response_id` and chat sessions save the upload, not the tokens: what the provider keeps is billed \
            again in every turn. Set `truncation`, start a new chain after a number of turns, or compact.
            """,
        whenToIgnore: "When conversations are short by nature.",
        severity: .info,
        good: [
            RuleExample(
                """
                while True:
                    response = client.responses.create(
                        model="gpt-5", input=input(), previous_response_id=last, truncation="auto")
                    last = response.id
                """, file: "chat.py")
        ],
        bad: [
            RuleExample(
                """
                last = None
                while True:
                    response = client.responses.create(model="gpt-5", input=input(), ⟦previous_response_id=last⟧)
                    last = response.id
                """, file: "chat.py"),
            RuleExample(
                """
                chat = model.start_chat()
                while True:
                    print(chat.⟦send_message(input())⟧.text)
                """, file: "gemini.py"),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard let flow = document.codeHistory else { return [] }
        return flow.serverChains().map { tokens in
            RuleFinding(
                flow.code.span(tokens),
                "What the provider keeps is billed again in every turn, and nothing ends the chain")
        }
    }
}
