extension HistoryCase {
    /// Programs whose requests stay bounded, or that hold no conversation.
    static let bounded: [HistoryCase] =
        followedBounded + cut + cutTables + typedTablesBounded + python + shaped + javaScript + swift

    private static let python = [
        HistoryCase(
            "a function that bounds what it is handed", "handed.py",
            """
            history = []

            def trim_history(history):
                return history[-100:]

            def answer(prompt, history):
                user = {"role": "user", "content": prompt}
                return client.chat.completions.create(model="gpt-4.1-nano", messages=trim_history(history) + [user])

            while True:
                prompt = input()
                reply = answer(prompt, history)
                history.append({"role": "user", "content": prompt})
                history.append({"role": "assistant", "content": reply})
            """),
        HistoryCase(
            "slice of what is sent", "slice.py",
            """
            class Chat:
                def send(self, text):
                    self.history.append({"role": "user", "content": text})
                    response = self.client.chat.completions.create(model=self.model, messages=self.history[-10:])
                    self.history.append(response.choices[0].message)
            """),
        HistoryCase(
            "alias of a slice", "alias.py",
            """
            class Chat:
                def send(self, text):
                    self.history.append({"role": "user", "content": text})
                    recent = self.history[-10:]
                    messages = [{"role": "system", "content": SYSTEM}] + recent
                    response = self.client.chat.completions.create(model=self.model, messages=messages)
                    self.history.append(response.choices[0].message)
            """),
        HistoryCase(
            "cut in a helper", "helper.py",
            """
            class Chat:
                def add(self, role, content):
                    self.messages.append({"role": role, "content": content})
                    self._shrink()

                def _shrink(self):
                    if len(self.messages) > self.limit:
                        self.messages = self.messages[-self.limit:]

                def ask(self, text):
                    self.add("user", text)
                    return self.client.chat.completions.create(model=self.model, messages=self.messages)
            """),
        HistoryCase(
            "deque", "ring.py",
            """
            class Chat:
                def __init__(self):
                    self.messages = deque(maxlen=20)

                def ask(self, text):
                    self.messages.append({"role": "user", "content": text})
                    return self.client.chat.completions.create(model=self.model, messages=list(self.messages))
            """),
        HistoryCase(
            "pop while too long", "pop.py",
            """
            messages = []
            while True:
                messages.append({"role": "user", "content": input()})
                while count_tokens(messages) > 3000:
                    messages.pop(0)
                reply = client.chat.completions.create(model="gpt-4", messages=messages)
                messages.append(reply.choices[0].message)
            """),
        HistoryCase(
            "stated number of steps", "steps.py",
            """
            def run(task):
                messages = [{"role": "user", "content": task}]
                for step in range(MAX_STEPS):
                    reply = client.chat.completions.create(model="gpt-4", messages=messages, tools=TOOLS)
                    messages.append(reply.choices[0].message)
            """),
        HistoryCase(
            "counted steps", "counted.py",
            """
            def run(task):
                messages = [{"role": "user", "content": task}]
                steps = 0
                while True:
                    steps += 1
                    if steps > MAX_STEPS:
                        raise RuntimeError("too many steps")
                    reply = client.chat.completions.create(model="gpt-4", messages=messages, tools=TOOLS)
                    messages.append(reply.choices[0].message)
            """),
        HistoryCase(
            "one call", "once.py",
            """
            def classify(text):
                messages = [{"role": "system", "content": SYSTEM}]
                for example in EXAMPLES:
                    messages.append({"role": "user", "content": example.text})
                    messages.append({"role": "assistant", "content": example.label})
                messages.append({"role": "user", "content": text})
                return client.chat.completions.create(model="gpt-4", messages=messages)
            """),
        HistoryCase(
            "wrapper without a conversation", "wrapper.py",
            """
            def complete(messages, model="gpt-4o", **kwargs):
                for attempt in range(3):
                    try:
                        return client.chat.completions.create(model=model, messages=messages, **kwargs)
                    except RateLimitError:
                        time.sleep(2)
            """),
        HistoryCase(
            "started anew for each item", "batch.py",
            """
            results = []
            while not queue.empty():
                item = queue.get()
                messages = [{"role": "system", "content": SYSTEM}]
                messages.append({"role": "user", "content": item})
                results.append(client.chat.completions.create(model="gpt-4o", messages=messages))
            """),
        HistoryCase(
            "langchain trimming", "trim.py",
            """
            def chatbot(state: MessagesState):
                recent = trim_messages(state["messages"], max_tokens=2000, strategy="last", token_counter=llm)
                return {"messages": [llm.invoke(recent)]}
            """),
        HistoryCase(
            "compaction", "compact.py",
            """
            class Agent:
                def step(self, text):
                    self.messages.append({"role": "user", "content": text})
                    if self.token_count() > self.limit:
                        self.messages = self.compact(self.messages)
                    reply = self.client.messages.create(model=self.model, max_tokens=1000, messages=self.messages)
                    self.messages.append({"role": "assistant", "content": reply.content})

                def compact(self, messages):
                    summary = self.summarize(messages[:-4])
                    return [{"role": "user", "content": summary}] + messages[-4:]
            """),
        HistoryCase(
            "provider truncates", "truncation.py",
            """
            items = []
            while True:
                items.append({"role": "user", "content": input()})
                response = client.responses.create(model="gpt-5", input=items, truncation="auto")
                items += response.output
            """),
        HistoryCase(
            "delete the oldest", "delete.py",
            """
            history = []
            def on_text(text):
                history.append({"role": "user", "content": text})
                if len(history) > 20:
                    del history[:2]
                return client.chat.completions.create(model="gpt-4o", messages=history)
            """),
        HistoryCase(
            "embeddings", "embed.py",
            """
            texts = []
            while True:
                texts.append(input())
                vectors = client.embeddings.create(model="text-embedding-3-small", input=texts)
            """),
        HistoryCase(
            "results that are not sent", "results.py",
            """
            class Judge:
                def grade(self, answer):
                    reply = self.client.chat.completions.create(
                        model=self.model, messages=[{"role": "user", "content": PROMPT.format(answer=answer)}])
                    self.history.append(reply)
                    return reply
            """),
    ]

    private static let javaScript = [
        HistoryCase(
            "slice of the newest", "slice.ts",
            """
            class Chat {
              history = [];
              async send(text) {
                this.history.push({ role: "user", content: text });
                const reply = await this.client.chat.completions.create({ model, messages: this.history.slice(-12) });
                this.history.push(reply.choices[0].message);
              }
            }
            """),
        HistoryCase(
            "shift when too long", "shift.js",
            """
            const history = [];
            bot.on("message", async (text) => {
              history.push({ role: "user", content: text });
              if (history.length > 10) history.shift();
              const reply = await openai.chat.completions.create({ model: "gpt-4o", messages: history });
              history.push(reply.choices[0].message);
            });
            """),
        HistoryCase(
            "cut of the client's messages", "route.ts",
            """
            export async function POST(req: Request) {
              const { messages } = await req.json();
              const result = streamText({ model: openai("gpt-4o"), messages: messages.slice(-20) });
              return result.toDataStreamResponse();
            }
            """),
        HistoryCase(
            "one request", "once.ts",
            """
            export async function translate(text: string) {
              const messages = [{ role: "system", content: SYSTEM }];
              messages.push({ role: "user", content: text });
              const reply = await openai.chat.completions.create({ model: "gpt-4o", messages });
              return reply.choices[0].message.content;
            }
            """),
        HistoryCase(
            "messages on the screen", "Toast.tsx",
            """
            export function Toasts() {
              const [messages, setMessages] = useState([]);
              const add = (text) => setMessages([...messages, text]);
              return <List messages={messages} onAdd={add} />;
            }
            """),
    ]

    private static let shaped = [
        HistoryCase(
            "a slice in the loop that copies", "route.ts",
            """
            export async function POST(req: Request) {
              const { message, history } = await req.json();
              const sent = [{ role: "system", content: SYSTEM }];
              for (const turn of history.slice(-10)) {
                sent.push({ role: turn.role, content: turn.content });
              }
              sent.push({ role: "user", content: message });
              return await client.chat.completions.create({ model, messages: sent });
            }
            """),
        HistoryCase(
            "a form that asks once", "Form.tsx",
            """
            export default function Form() {
              const [result, setResult] = useState("");
              const submit = async (event) => {
                const messages = [];
                if (system) {
                  messages.push({ role: "system", content: system });
                }
                messages.push({ role: "user", content: input.trim() });
                const response = await fetch(URL, {
                  method: "POST", body: JSON.stringify({ model: "deepseek-chat", messages, temperature }),
                });
                setResult(await response.text());
              };
            }
            """),
        HistoryCase(
            "counted turns of a request", "loop.py",
            """
            async def run(request, max_iterations=10):
                log = [{"role": "user", "content": request.objective}]
                iteration = 0
                while iteration < max_iterations:
                    iteration += 1
                    reply = await complete(model=MODEL, messages=log, temperature=0)
                    log.append({"role": "assistant", "content": reply})
            """),
    ]

    private static let swift = [
        HistoryCase(
            "suffix", "Chat.swift",
            """
            final class Chat {
                var messages: [Message] = []
                func send(_ text: String) async throws {
                    messages.append(Message(role: .user, content: text))
                    let query = ChatQuery(messages: Array(messages.suffix(20)), model: .gpt4_o)
                    messages.append(try await openAI.chats(query: query).message)
                }
            }
            """),
        HistoryCase(
            "remove the oldest", "Ring.swift",
            """
            final class Chat {
                var messages: [Message] = []
                func send(_ text: String) async throws {
                    messages.append(Message(role: .user, content: text))
                    if messages.count > 40 { messages.removeFirst(messages.count - 40) }
                    let query = ChatQuery(messages: messages, model: .gpt4_o)
                    messages.append(try await openAI.chats(query: query).message)
                }
            }
            """),
    ]
}
