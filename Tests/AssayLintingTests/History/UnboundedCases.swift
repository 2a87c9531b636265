extension HistoryCase {
    /// Programs whose requests get longer with every turn.
    static let unbounded: [HistoryCase] =
        followedUnbounded + uncut + uncutTables + typedTables + python + shaped + decoys + handedOver + javaScript + swift

    private static let python = [
        HistoryCase(
            "streamlit session state", "app.py",
            """
            import streamlit as st
            if "messages" not in st.session_state:
                st.session_state.messages = []
            if prompt := st.chat_input("What is up?"):
                st.session_state.messages.append({"role": "user", "content": prompt})
                stream = client.chat.completions.create(
                    model=st.session_state["openai_model"],
                    messages=[{"role": m["role"], "content": m["content"]} for m in st.session_state.messages],
                    stream=True,
                )
                st.session_state.messages.append({"role": "assistant", "content": stream})
            """),
        HistoryCase(
            "object that keeps its messages", "bot.py",
            """
            class Bot:
                def __init__(self, system=""):
                    self.messages = []
                    if system:
                        self.messages.append({"role": "system", "content": system})

                def __call__(self, message):
                    self.messages.append({"role": "user", "content": message})
                    result = self.execute()
                    self.messages.append({"role": "assistant", "content": result})
                    return result

                def execute(self):
                    completion = openai.ChatCompletion.create(model="gpt-4", messages=self.messages)
                    return completion.choices[0].message.content
            """),
        HistoryCase(
            "gradio handler", "demo.py",
            """
            def predict(message, history):
                history_openai_format = []
                for human, assistant in history:
                    history_openai_format.append({"role": "user", "content": human})
                    history_openai_format.append({"role": "assistant", "content": assistant})
                history_openai_format.append({"role": "user", "content": message})
                response = client.chat.completions.create(
                    model="gpt-4o", messages=history_openai_format, temperature=1.0, stream=True)
                yield response
            """),
        HistoryCase(
            "module list and handler", "discord_bot.py",
            """
            conversation = [{"role": "system", "content": "You are a pirate."}]

            @client.event
            async def on_message(message):
                conversation.append({"role": "user", "content": message.content})
                response = await openai_client.chat.completions.create(model="gpt-4o-mini", messages=conversation)
                conversation.append({"role": "assistant", "content": response.choices[0].message.content})
                await message.channel.send(response.choices[0].message.content)
            """),
        HistoryCase(
            "conversations by user", "telegram_bot.py",
            """
            user_histories = {}

            def reply(update, context):
                history = user_histories.setdefault(update.user_id, [])
                history.append({"role": "user", "content": update.message.text})
                completion = client.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=history)
                history.append({"role": "assistant", "content": completion.content})
            """),
        HistoryCase(
            "chainlit session", "cl_app.py",
            """
            @cl.on_message
            async def on_message(message: cl.Message):
                message_history = cl.user_session.get("message_history")
                message_history.append({"role": "user", "content": message.content})
                stream = await client.chat.completions.create(messages=message_history, stream=True, **settings)
                message_history.append({"role": "assistant", "content": "..."})
            """),
        HistoryCase(
            "text that grows", "completion.py",
            """
            history = ""
            while True:
                question = input("> ")
                history += f"Human: {question}\\nAI:"
                answer = openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=history, max_tokens=100)
                history += answer.choices[0].text
            """),
        HistoryCase(
            "agent loop with tools", "agent.py",
            """
            def run_agent(task):
                messages = [{"role": "user", "content": task}]
                while True:
                    response = client.messages.create(model=MODEL, max_tokens=4096, tools=TOOLS, messages=messages)
                    messages.append({"role": "assistant", "content": response.content})
                    if response.stop_reason != "tool_use":
                        return response
                    results = [run_tool(block) for block in response.content if block.type == "tool_use"]
                    messages.append({"role": "user", "content": results})
            """),
        HistoryCase(
            "wrapper", "cli.py",
            """
            def ask(messages):
                return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message

            def main():
                log = [{"role": "system", "content": "Be brief."}]
                while True:
                    log.append({"role": "user", "content": input()})
                    log.append(ask(log))
            """),
        HistoryCase(
            "langchain messages", "lc.py",
            """
            chat_history = []
            while True:
                query = input("You: ")
                if query == "exit":
                    break
                chat_history.append(HumanMessage(content=query))
                result = model.invoke(chat_history)
                chat_history.append(AIMessage(content=result.content))
            """),
        HistoryCase(
            "graph state", "graph.py",
            """
            class State(TypedDict):
                messages: Annotated[list, add_messages]

            def chatbot(state: State):
                return {"messages": [llm.invoke(state["messages"])]}
            """),
        HistoryCase(
            "a slice of something else", "decoy.py",
            """
            class Chat:
                def __init__(self):
                    self.history = []

                def send(self, text):
                    self.history.append({"role": "user", "content": text})
                    recent = self.history[-5:]
                    print("recent:", recent)
                    logger.info(truncate(text))
                    response = self.client.chat.completions.create(model=self.model, messages=self.history)
                    self.history.append({"role": "assistant", "content": response.choices[0].message.content[:2000]})
            """),
        HistoryCase(
            "payload over http", "http.py",
            """
            class Session:
                def __init__(self):
                    self.messages = []

                def ask(self, text):
                    self.messages.append({"role": "user", "content": text})
                    payload = {"model": self.model, "messages": self.messages, "temperature": 0.2}
                    answer = requests.post(self.url, json=payload).json()
                    self.messages.append(answer["choices"][0]["message"])
            """),
        HistoryCase(
            "gemini contents", "gemini.py",
            """
            contents = []
            while True:
                contents.append(types.Content(role="user", parts=[types.Part(text=input())]))
                response = client.models.generate_content(model="gemini-2.5-flash", contents=contents)
                contents.append(response.candidates[0].content)
            """),
        HistoryCase(
            "responses input", "responses.py",
            """
            context = [{"role": "user", "content": "hi"}]
            while True:
                response = client.responses.create(model="gpt-5", input=context)
                context += response.output
                context.append({"role": "user", "content": input()})
            """),
        HistoryCase(
            "flask session", "web.py",
            """
            @app.route("/chat", methods=["POST"])
            def chat():
                messages = session.get("messages", [])
                messages.append({"role": "user", "content": request.json["message"]})
                completion = client.chat.completions.create(model="gpt-4o", messages=messages)
                messages.append({"role": "assistant", "content": completion.choices[0].message.content})
                session["messages"] = messages
            """),
        HistoryCase(
            "system message and the whole history", "sys.py",
            """
            class Agent:
                def respond(self, text):
                    self.chat_history.append({"role": "user", "content": text})
                    messages = [{"role": "system", "content": self.system_prompt}] + self.chat_history
                    response = litellm.completion(model=self.model, messages=messages)
                    self.chat_history.append(response.choices[0].message)
            """),
        HistoryCase(
            "history in the text of the prompt", "prompt.py",
            """
            class Assistant:
                def chat(self, question):
                    history_text = "\\n".join(self.history)
                    prompt = f"{SYSTEM}\\n{history_text}\\nUser: {question}"
                    answer = self.llm.invoke(prompt)
                    self.history.append(f"User: {question}")
                    self.history.append(f"AI: {answer}")
            """),
    ]

    private static let decoys = [
        HistoryCase(
            "a cut that only runs when debugging", "debug.py",
            """
            class Chat:
                def send(self, text):
                    self.history.append({"role": "user", "content": text})
                    if self.debug:
                        self.history = self.history[-5:]
                    return self.client.chat.completions.create(model=self.model, messages=self.history)
            """),
        HistoryCase(
            "a copy without its first message", "copy.py",
            """
            class Chat:
                def send(self, text):
                    self.history.append({"role": "user", "content": text})
                    rest = self.history[1:]
                    return self.client.messages.create(model=M, max_tokens=9, system=S, messages=rest)
            """),
        HistoryCase(
            "a slice that is a copy", "slice.ts",
            """
            class Chat {
              history = [];
              async send(text) {
                this.history.push({ role: "user", content: text });
                const messages = this.history.slice();
                return await this.client.chat.completions.create({ model: "gpt-4o", messages });
              }
            }
            """),
        HistoryCase(
            "each message is cut, not the list", "each.py",
            """
            class Chat:
                def send(self, text):
                    self.history.append({"role": "user", "content": text[:500]})
                    messages = [{"role": m["role"], "content": m["content"][:500]} for m in self.history]
                    return self.client.chat.completions.create(model=self.model, messages=messages)
            """),
        HistoryCase(
            "a function called trim that trims nothing", "trim.py",
            """
            def trim(messages):
                return [m for m in messages if m["content"]]

            class Chat:
                def send(self, text):
                    self.history.append({"role": "user", "content": text})
                    return self.client.chat.completions.create(model=self.model, messages=trim(self.history))
            """),
        HistoryCase(
            "the limit of the answer", "limit.py",
            """
            history = []
            while True:
                history.append({"role": "user", "content": input()})
                reply = client.chat.completions.create(model="gpt-4", messages=history, max_tokens=MAX_TOKENS)
                history.append({"role": "assistant", "content": reply.choices[0].message.content})
            """),
    ]

    private static let shaped = [
        HistoryCase(
            "the client's messages, filtered and mapped", "route.ts",
            """
            export async function POST(req: NextRequest) {
              const { messages, persona } = await req.json();
              let sent = messages
                .filter((m: any) => m.content.trim() !== "")
                .map((m: any) => ({ role: m.role as "user" | "assistant", content: m.content.trim() }));
              if (sent.length === 0) {
                sent = [{ role: "user", content: "Hello" }, ...sent];
              }
              const stream = await anthropic.messages.stream({
                model: "claude-sonnet-4-5", max_tokens: 1000, system: persona, messages: sent,
              });
              return new Response(stream.toReadableStream());
            }
            """),
        HistoryCase(
            "a list of the function around", "blocks.py",
            """
            def translate(blocks, model):
                log = [{"role": "system", "content": "Translate into Finnish."}]

                def one(text):
                    log.append({"role": "user", "content": text})
                    result = stream_response(model=model, messages=log, timeout=30, max_tokens=4095)
                    if result is None:
                        log.pop()
                        return
                    log.append({"role": "assistant", "content": result})

                for block in blocks:
                    one(block)
            """),
        HistoryCase(
            "a wrapper that adds the system message", "voice.py",
            """
            async def ask(turns):
                body = {"model": MODEL, "messages": [{"role": "system", "content": SYSTEM}] + turns}
                async with session.post(URL, json=body) as response:
                    return (await response.json())["choices"][0]["message"]["content"]

            async def call(socket):
                turns = []
                async for event in socket.iter_text():
                    turns.append({"role": "user", "content": event})
                    answer = await ask(turns)
                    turns.append({"role": "assistant", "content": answer})
            """),
        HistoryCase(
            "optional members of Swift", "Store.swift",
            """
            class Store {
                var conversation: [Turn] = []
                func reply(to text: String) {
                    self.conversation.append(Turn(role: "user", content: text))
                    client.complete(messages: self.conversation, model: model) { [weak self] answer in
                        self?.conversation.append(Turn(role: "assistant", content: answer))
                    }
                }
            }
            """),
    ]

    private static let handedOver = [
        HistoryCase(
            "a list that is handed down", "crew.py",
            """
            def chat_loop(llm, messages):
                while True:
                    handle(input("User: "), llm, messages)

            def handle(text, llm, messages):
                messages.append({"role": "user", "content": text})
                answer = llm.call(messages=messages)
                messages.append({"role": "assistant", "content": answer})
            """),
        HistoryCase(
            "history of a state", "agent_step.py",
            """
            class Agent:
                def step(self, state):
                    messages = [system_message]
                    for event in state.history.get_events():
                        messages.append(self.to_message(event))
                    return self.llm.completion(messages=self.llm.format_messages(messages), stop=STOP)
            """),
        HistoryCase(
            "input list of the last result", "sdk.py",
            """
            async def main():
                inputs = []
                while True:
                    inputs.append({"role": "user", "content": input()})
                    result = await Runner.run(agent, inputs)
                    inputs = result.to_input_list()
            """),
    ]

    private static let javaScript = [
        HistoryCase(
            "a typed request body", "route.ts",
            """
            export async function POST(req: Request) {
              const { messages }: { messages: UIMessage[] } = await req.json();
              const result = streamText({ model, messages: convertToModelMessages(messages) });
              return result.toUIMessageStreamResponse();
            }
            """),
        HistoryCase(
            "route that hands on the client's messages", "route.ts",
            """
            export async function POST(req: Request) {
              const { messages } = await req.json();
              const result = streamText({ model: openai("gpt-4o"), messages });
              return result.toDataStreamResponse();
            }
            """),
        HistoryCase(
            "readline loop", "chat.mjs",
            """
            const messages = [{ role: "system", content: "You are terse." }];
            while (true) {
              const text = await rl.question("> ");
              messages.push({ role: "user", content: text });
              const completion = await openai.chat.completions.create({ model: "gpt-4o", messages });
              messages.push(completion.choices[0].message);
            }
            """),
        HistoryCase(
            "event handler over a module list", "bot.js",
            """
            let conversation = [];
            client.on("messageCreate", async (message) => {
              conversation.push({ role: "user", content: message.content });
              const result = await openai.createChatCompletion({ model: "gpt-3.5-turbo", messages: conversation });
              conversation.push(result.data.choices[0].message);
            });
            """),
        HistoryCase(
            "react state", "Chat.tsx",
            """
            export function Chat() {
              const [messages, setMessages] = useState<Message[]>([]);
              const send = async (text: string) => {
                const next = [...messages, { role: "user", content: text }];
                setMessages(next);
                const response = await openai.chat.completions.create({ model: "gpt-4o", messages: next });
                setMessages([...next, response.choices[0].message]);
              };
            }
            """),
        HistoryCase(
            "class with spread", "session.ts",
            """
            export class Session {
              private history: ChatMessage[] = [];
              async ask(question: string): Promise<string> {
                this.history.push({ role: "user", content: question });
                const response = await this.client.chat.completions.create({
                  model: this.model,
                  messages: [{ role: "system", content: this.system }, ...this.history],
                });
                this.history.push(response.choices[0].message);
                return response.choices[0].message.content;
              }
            }
            """),
        HistoryCase(
            "fetch with a request body", "fetch.js",
            """
            const history = [];
            async function ask(text) {
              history.push({ role: "user", content: text });
              const response = await fetch("https://api.openai.com/v1/chat/completions", {
                method: "POST",
                body: JSON.stringify({ model: "gpt-4o-mini", messages: history.map((m) => ({ ...m })) }),
              });
              history.push((await response.json()).choices[0].message);
            }
            """),
        HistoryCase(
            "conversations in a map", "sessions.ts",
            """
            const conversations = new Map<string, Message[]>();
            app.post("/chat", async (req, res) => {
              const messages = conversations.get(req.body.id) ?? [];
              messages.push({ role: "user", content: req.body.text });
              const reply = await anthropic.messages.create({ model: "claude-haiku-4-5", max_tokens: 300, messages });
              messages.push({ role: "assistant", content: reply.content });
              conversations.set(req.body.id, messages);
            });
            """),
    ]

    private static let swift = [
        HistoryCase(
            "view model", "ChatViewModel.swift",
            """
            @MainActor final class ChatViewModel: ObservableObject {
                @Published var messages: [ChatMessage] = []
                func send(_ text: String) async {
                    messages.append(ChatMessage(role: .user, content: text))
                    let query = ChatQuery(messages: messages.map { $0.asParameter }, model: .gpt4_o)
                    let result = try? await openAI.chats(query: query)
                    messages.append(ChatMessage(result))
                }
            }
            """),
        HistoryCase(
            "request body", "Client.swift",
            """
            actor Client {
                var history = [[String: String]]()
                func ask(_ text: String) async throws -> String {
                    history.append(["role": "user", "content": text])
                    let body: [String: Any] = ["model": "gpt-4o", "messages": history, "stream": false]
                    let answer = try await post(body)
                    history.append(["role": "assistant", "content": answer])
                    return answer
                }
            }
            """),
    ]
}
