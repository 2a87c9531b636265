/// Conversations that are kept somewhere else than in a list of the function: in tables, stores, files and databases.
extension HistoryCase {
    static let followedUnbounded: [HistoryCase] = [
        HistoryCase(
            "entry of a table under another name", "tutor.py",
            """
            from collections import defaultdict
            pupils = defaultdict(list)
            def teach(pupil, text):
                lesson = pupils[pupil]
                lesson.append({"role": "user", "content": text})
                out = completion(model="gpt-4o-mini", messages=[RULES] + lesson)
                lesson.append({"role": "assistant", "content": out.text})
            """),
        HistoryCase(
            "entry that is put back with more in it", "desk.ts",
            """
            const desks = new Map<string, Message[]>();
            export async function answer(id: string, text: string) {
              const before = desks.get(id) ?? [];
              const messages = [...before, { role: "user", content: text }];
              const reply = await client.messages.create({ model: "claude-haiku-4-5", max_tokens: 500, messages });
              desks.set(id, [...messages, { role: "assistant", content: reply.content }]);
            }
            """),
        HistoryCase(
            "what a framework keeps for each user", "bot.py",
            """
            async def on_text(update, context):
                talk = context.user_data.setdefault("history", [])
                talk.append({"role": "user", "content": update.text})
                out = await client.chat.completions.create(model="gpt-4o-mini", messages=[RULES] + talk)
                talk.append({"role": "assistant", "content": out.text})
            """),
        HistoryCase(
            "rows of a table of messages", "rows.py",
            """
            def load(case):
                rows = db.execute("SELECT role, content FROM messages WHERE case_id = ? ORDER BY id", (case,)).fetchall()
                return [{"role": role, "content": content} for role, content in rows]

            def answer(case, text):
                history = load(case)
                history.append({"role": "user", "content": text})
                return client.chat.completions.create(model="gpt-4o-mini", messages=history)
            """),
        HistoryCase(
            "rows of an object mapper", "rows.ts",
            """
            export async function answer(chatId: string) {
              const rows = await prisma.message.findMany({ where: { chatId }, orderBy: { at: "asc" } });
              return generateText({ model, messages: rows.map((row) => ({ role: row.role, content: row.text })) });
            }
            """),
        HistoryCase(
            "range of a stored list", "store.py",
            """
            def answer(chat, text):
                store.rpush(chat, json.dumps({"role": "user", "content": text}))
                history = [json.loads(item) for item in store.lrange(chat, 0, -1)]
                return client.chat.completions.create(model="gpt-4o-mini", messages=history)
            """),
        HistoryCase(
            "file that is read and written back", "diary.py",
            """
            def answer(path, text):
                messages = json.load(open(path))
                messages.append({"role": "user", "content": text})
                reply = client.chat.completions.create(model="gpt-4o-mini", messages=messages)
                messages.append({"role": "assistant", "content": reply.text})
                json.dump(messages, open(path, "w"))
            """),
        HistoryCase(
            "property of the class", "base.py",
            """
            class Desk:
                @property
                def messages(self):
                    return [{"role": "system", "content": RULES}] + self._said

                def reply(self, text):
                    self._said.append({"role": "user", "content": text})
                    return self.client.chat.completions.create(model=M, messages=self.messages)
            """),
        HistoryCase(
            "function that is nothing but an expression", "Desk.swift",
            """
            final class Desk {
                private var turns: [Turn] = []
                private func payload() -> [Turn] { [Turn(role: .system, text: rules)] + turns }
                func send(_ text: String) async throws {
                    turns.append(Turn(role: .user, text: text))
                    let reply = try await client.chat(messages: payload())
                    turns.append(Turn(role: .assistant, text: reply))
                }
            }
            """),
        HistoryCase(
            "call that an import shows to be a model's", "room.ts",
            """
            import { sendOff } from "../lib/llm";
            const turns: Turn[] = [];
            const note = (role: string, content: string) => {
              turns.push({ role, content });
            };
            export async function say(text: string) {
              note("user", text);
              note("assistant", await sendOff(turns));
            }
            """),
        HistoryCase(
            "state of a store", "store.ts",
            """
            export const useChat = create((set, get) => ({
              messages: [],
              send: async (text) => {
                const messages = [...get().messages, { role: "user", content: text }];
                set({ messages });
                const reply = await streamChat({ messages });
                set({ messages: [...messages, { role: "assistant", content: reply }] });
              },
            }));
            """),
        HistoryCase(
            "new list that holds what was said", "result.py",
            """
            def main():
                history = None
                while True:
                    result = agent.run_sync(input(), message_history=history)
                    history = result.all_messages()
            """),
    ]

    static let followedBounded: [HistoryCase] = [
        HistoryCase(
            "entry whose end is put back", "desk.ts",
            """
            const desks = new Map<string, Message[]>();
            export async function answer(id: string, text: string) {
              const before = desks.get(id) ?? [];
              const messages = [...before, { role: "user", content: text }];
              const reply = await client.messages.create({ model: "claude-haiku-4-5", max_tokens: 500, messages });
              const after = [...messages, { role: "assistant", content: reply.content }];
              desks.set(id, after.slice(-16));
            }
            """),
        HistoryCase(
            "rows with a limit", "rows.py",
            """
            def answer(case, text):
                rows = db.execute("SELECT role, content FROM messages ORDER BY id DESC LIMIT 12").fetchall()
                history = [{"role": role, "content": content} for role, content in rows]
                return client.chat.completions.create(model="gpt-4o-mini", messages=history)
            """),
        HistoryCase(
            "the end of a stored list", "store.py",
            """
            def answer(chat, text):
                history = [json.loads(item) for item in store.lrange(chat, -12, -1)]
                return client.chat.completions.create(model="gpt-4o-mini", messages=history)
            """),
        HistoryCase(
            "field of a request with a length", "api.py",
            """
            class Ask(BaseModel):
                messages: list[Turn] = Field(max_length=24)

            @app.post("/ask")
            async def ask(request: Ask):
                return await client.chat.completions.create(model="gpt-4o", messages=[RULES] + request.messages)
            """),
        HistoryCase(
            "request that is refused when it is too long", "api.py",
            """
            @app.post("/ask")
            async def ask(request: Ask):
                if len(request.messages) > 24:
                    raise HTTPException(413)
                return await client.chat.completions.create(model="gpt-4o", messages=request.messages)
            """),
        HistoryCase(
            "digest that stands in for what was too long", "order.mjs",
            """
            let messages = [RULES];
            async function digest() {
              const text = await tell(messages.map((m) => m.content).join("\\n"));
              messages = [messages[0], { role: "system", content: text }];
            }
            export async function order(body) {
              messages.push({ role: "user", content: body });
              if (messages.length > 30) await digest();
              return groq.chat.completions.create({ model: "llama-3.3-70b-versatile", messages });
            }
            """),
        HistoryCase(
            "cut in front of a user's message", "turns.py",
            """
            def last_turns(messages):
                starts = [i for i, m in enumerate(messages) if m["role"] == "user"]
                return messages[starts[-KEEP]:]

            class Desk:
                def step(self, text):
                    self.messages.append({"role": "user", "content": text})
                    self.messages = last_turns(self.messages)
                    return self.client.chat.completions.create(model=M, messages=self.messages)
            """),
        HistoryCase(
            "loop over the newest that stops at a budget", "Budget.swift",
            """
            final class Desk {
                private var turns: [Turn] = []
                private func fitted() -> [Turn] {
                    var kept: [Turn] = []
                    var total = 0
                    for turn in turns.reversed() {
                        total += turn.tokens
                        if total > budget { break }
                        kept.insert(turn, at: 0)
                    }
                    return kept
                }
                func send(_ text: String) async throws {
                    turns.append(Turn(role: .user, text: text))
                    let reply = try await client.chat(messages: fitted())
                }
            }
            """),
        HistoryCase(
            "emptied behind the call", "review.py",
            """
            class Review:
                def check(self, diff):
                    self.messages.append({"role": "user", "content": diff})
                    reply = self.client.chat.completions.create(model=M, messages=self.messages)
                    self.messages.clear()
                    return reply
            """),
        HistoryCase(
            "conversation that ends after its turns", "interview.py",
            """
            class Interview:
                def ask(self, text):
                    if self.turns >= self.max_turns:
                        return "Thank you."
                    self.turns += 1
                    self.messages.append({"role": "user", "content": text})
                    return self.client.chat.completions.create(model=M, messages=self.messages)
            """),
        HistoryCase(
            "loop that a helper ends", "agent.py",
            """
            def run(task):
                messages = [{"role": "user", "content": task}]
                while True:
                    if has_reached_max_steps(len(messages)):
                        break
                    reply = client.chat.completions.create(model=M, messages=messages)
                    messages.append({"role": "assistant", "content": reply.text})
            """),
        HistoryCase(
            "adapter whose callers may leave the history out", "adapter.py",
            """
            async def complete(prompt, history_messages=[], **options):
                messages = []
                messages.extend(history_messages)
                messages.append({"role": "user", "content": prompt})
                return await client.chat.completions.create(model=M, messages=messages, **options)
            """),
        HistoryCase(
            "what is sent to people", "hall.ts",
            """
            const messages: { user: string; text: string }[] = [];
            server.on("connection", (socket) => {
              socket.on("message", (raw) => {
                messages.push({ user: "guest", text: raw.toString() });
                for (const client of server.clients) client.send(JSON.stringify({ messages }));
              });
            });
            """),
        HistoryCase(
            "list of another kind that a sink takes", "Log.swift",
            """
            final class Log {
                private var messages: [Entry] = []
                func record(_ text: String) {
                    messages.append(Entry(text: text, level: .info))
                    sink.send(messages: messages)
                }
            }
            """),
        HistoryCase(
            "settings that are put together", "params.py",
            """
            class Backend:
                def call(self, prompt, **options):
                    params = self.options or {}
                    params = {**params, **options}
                    inputs = {"prompt": prompt, **params}
                    return model.call("/", inputs)
            """),
    ]
}
