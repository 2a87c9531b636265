import AssayPrompts

/// HI002: a list that grows per turn reaches the model whole.
public struct UnboundedHistoryCode: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI002", name: "unbounded-history-code",
        summary: "A list that grows with every turn is sent to a model whole.",
        rationale: """
            Each request pays for every turn before it, so the cost of a conversation grows with the square of its \
            length until the context window is full. The rule follows what is handed to a model (messages=, input=, \
            contents=, and the calls of the usual libraries) back to a list that grows: in an endless loop around the \
            call, in a member of an object, a session or an entry of a table, in a variable that outlives the \
            function, in a file or a database that is read without a limit, or in a history that comes in from outside.

            A bound counts where it limits the value that is sent: a slice of it, an assignment of a slice, a deque \
            with a length, popping while it is too long, a function that trims or summarises it, a limit of the query, \
            a length that the request's type declares, a step of a graph that removes the older messages, a stated \
            number of turns. A slice elsewhere, or the word truncate, is no bound. Cheapest is to compact at a threshold \
            or in chunks, not to slide by one (HI005).
            """,
        whenToIgnore: "When conversations are short by nature, or the bound is in another file.",
        severity: .warning,
        good: [
            RuleExample(
                """
                messages = [{"role": "system", "content": "You are a helpful assistant."}]
                while True:
                    messages.append({"role": "user", "content": input()})
                    if len(messages) > 40:
                        messages = messages[:1] + messages[-20:]
                    reply = client.chat.completions.create(model="gpt-5", messages=messages)
                    messages.append({"role": "assistant", "content": reply.choices[0].message.content})
                """, file: "chat.py"),
            RuleExample(
                """
                def answer(question):
                    messages = [{"role": "system", "content": "You are a helpful assistant."}]
                    messages.append({"role": "user", "content": question})
                    return client.chat.completions.create(model="gpt-5", messages=messages)
                """, file: "answer.py"),
            RuleExample(
                """
                async function step(agent) {
                  const messages = [{ role: "system", content: "You are a helpful assistant." }];
                  for (let turn = 0; turn < 8; turn++) {
                    const reply = await client.messages.create({ model, max_tokens: 500, messages });
                    messages.push({ role: "assistant", content: reply.content });
                  }
                }
                """, file: "agent.ts"),
            RuleExample(
                """
                def answer(chat, text):
                    rows = db.execute("SELECT role, content FROM messages ORDER BY id DESC LIMIT 20").fetchall()
                    history = [{"role": role, "content": content} for role, content in reversed(rows)]
                    return client.chat.completions.create(model="gpt-5", messages=history)
                """, file: "limited.py"),
        ],
        bad: [
            RuleExample(
                """
                messages = [{"role": "system", "content": "You are a helpful assistant."}]
                while True:
                    messages.append({"role": "user", "content": input()})
                    reply = client.chat.completions.create(model="gpt-5", messages=⟦messages⟧)
                    print(reply.choices[0].message.content[:200])
                    messages.append({"role": "assistant", "content": reply.choices[0].message.content})
                """, file: "chat.py"),
            RuleExample(
                """
                const chats = new Map<string, Message[]>();

                export async function answer(id: string, text: string) {
                  const messages = [...(chats.get(id) ?? []), { role: "user", content: text }];
                  const reply = await client.messages.create({
                    model: "claude-sonnet-4-5", max_tokens: 1000, messages: ⟦messages⟧,
                  });
                  chats.set(id, [...messages, { role: "assistant", content: reply.content }]);
                }
                """, file: "chats.ts"),
            RuleExample(
                """
                class Chat {
                  private history: Message[] = [];

                  async send(text: string) {
                    this.history.push({ role: "user", content: text });
                    const reply = await this.client.messages.create({
                      model: this.model, max_tokens: 1000, messages: ⟦this.history⟧,
                    });
                    this.history.push({ role: "assistant", content: reply.content });
                    return reply;
                  }
                }
                """, file: "chat.ts"),
            RuleExample(
                """
                final class Conversation {
                    private var messages: [Message] = []

                    func send(_ text: String) async throws -> String {
                        messages.append(Message(role: .user, content: text))
                        let reply = try await client.chats(query: ChatQuery(messages: ⟦messages⟧, model: .gpt5))
                        messages.append(reply.message)
                        return reply.text
                    }
                }
                """, file: "Conversation.swift"),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard let flow = document.codeHistory, !TestFile.isTest(document.path) else { return [] }
        let memories = flow.unboundedMemories().map { memory in
            let name = flow.code.name(memory.lowerBound) ?? "This memory"
            return RuleFinding(
                flow.code.span(memory), "`\(name)` keeps every turn and sends all of them: nothing bounds it")
        }
        return memories + unread(flow)
            + flow.leaks().map { leak in
                let span = flow.code.span(leak.sent)
                let related = leak.growth.map { [RelatedSpan(flow.code.span($0), "grows here")] } ?? []
                return RuleFinding(
                    span, "`\(CodePlace.written(leak.place))` grows with every turn and is sent whole: nothing bounds it",
                    related: related
                )
            }
    }

    /// What is said of a program with more calls of models than are followed.
    private func unread(_ flow: HistoryFlow) -> [RuleFinding] {
        guard flow.calls.count > HistoryFlow.mostCalls else { return [] }
        let message =
            "Of the \(flow.calls.count) calls of models in this file, those from here on are not looked at: "
            + "the rules on history follow the first \(HistoryFlow.mostCalls)"
        return [RuleFinding(flow.code.span(flow.calls[HistoryFlow.mostCalls].value), message, severity: .info)]
    }
}
