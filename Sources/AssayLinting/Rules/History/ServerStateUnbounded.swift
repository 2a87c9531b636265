import AssayPrompts

/// HI003: state that the provider keeps, continued without end.
public struct ServerStateUnbounded: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI003", name: "server-state-unbounded",
        summary: "A conversation that the provider keeps is continued without end.",
        rationale: """
            `previous_response_id`, threads and chat sessions save the upload, not the tokens: what is kept is billed \
            again in every turn. Set `truncation` or a thread's `truncation_strategy`, limit a session, start a new \
            chain after a number of turns, or compact. A chain that one function starts and ends is left alone.
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
                """, file: "chat.py"),
            RuleExample(
                """
                def ask(user, text):
                    thread = threads.setdefault(user, client.beta.threads.create().id)
                    return client.beta.threads.runs.create_and_poll(
                        thread_id=thread, assistant_id=HELP,
                        truncation_strategy={"type": "last_messages", "last_messages": 12})
                """, file: "thread.py"),
            RuleExample(
                """
                def draft(brief):
                    thread = client.beta.threads.create()
                    return client.beta.threads.runs.create(thread_id=thread.id, assistant_id=WRITER)
                """, file: "once.py"),
            RuleExample(
                """
                class Chat:
                    def ask(self, question):
                        if self.turns % 20 == 0:
                            self.last = None
                        response = client.responses.create(model="gpt-5", input=question, previous_response_id=self.last)
                        self.last = response.id
                        self.turns += 1
                        return response.output_text
                """, file: "turns.py"),
            RuleExample(
                """
                def review(draft):
                    last = client.responses.create(model="gpt-5", input=draft).id
                    better = client.responses.create(model="gpt-5", input=SHORTER, previous_response_id=last)
                    last = better.id
                    return client.responses.create(model="gpt-5", input=TITLE, previous_response_id=last)
                """, file: "steps.py"),
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
                def ask(question):
                    global last
                    response = client.responses.create(model="gpt-5", input=question, ⟦previous_response_id=last⟧)
                    last = response.id
                    return response.output_text
                """, file: "module.py"),
            RuleExample(
                """
                let last;
                export async function ask(question) {
                    const response = await client.responses.create({
                        model: "gpt-5", input: question, ⟦previous_response_id: last⟧ });
                    last = response.id;
                    return response.output_text;
                }
                """, file: "module.ts"),
            RuleExample(
                """
                def ask(user, question):
                    previous = chains.get(user)
                    response = client.responses.create(model="gpt-5", input=question, ⟦previous_response_id=previous⟧)
                    chains[user] = response.id
                    return response.output_text
                """, file: "users.py"),
            RuleExample(
                """
                chat = model.start_chat()
                while True:
                    print(chat.⟦send_message(input())⟧.text)
                """, file: "gemini.py"),
            RuleExample(
                """
                def ask(user, text):
                    thread = thread_for(user)
                    return client.beta.threads.runs.⟦create(thread_id=thread, assistant_id=HELP)⟧
                """, file: "thread.py"),
            RuleExample(
                """
                session = SQLiteSession("guest-17")
                while True:
                    result = await Runner.run(agent, input(), ⟦session=session⟧)
                """, file: "session.py"),
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
