import Testing

@testable import AssayPrompts

/// The models that programs name for their prompts.
@Suite struct ProgramModelTests {
    /// The model of each prompt that is sent; `-` where the program does not say.
    private func models(_ source: String, as format: PromptFormat) throws -> [String] {
        let units = try PromptReader.read(Array(source.utf8), as: format).units.filter { !$0.facts.isFragment }
        #expect(units.allSatisfy { $0.facts.isModelOfProgram == ($0.facts.model != nil) })
        return units.map { $0.facts.model ?? "-" }
    }

    private static let list = #"[{"role": "system", "content": "You are a careful reviewer of code."}]"#

    @Test(
        "of Python",
        arguments: [
            (#"create(model="gpt-4o", messages=LIST)"#, "gpt-4o"), (#"create(messages=LIST, model='gpt-4o')"#, "gpt-4o"),
            (#"create(**{"model": "gpt-4o", "messages": LIST})"#, "gpt-4o"),
            ("MODEL = \"gpt-4o\"\ncreate(model=MODEL, messages=LIST)", "gpt-4o"),
            ("def ask(q, model: str = \"gpt-4o\"):\n    return create(model=model, messages=LIST)", "-"),
            ("model = ChatOpenAI(model=\"gpt-4o\")\nprompt = LIST\nchain = prompt | model", "gpt-4o"),
            (
                "class A:\n    def __init__(self):\n        self.model = \"gpt-4o\"\n    def ask(self):\n        create(model=self.model, messages=LIST)",
                "-"
            ),
            ("llm = ChatAnthropic(model_name=\"claude-opus-4-6\")\nprompt = LIST\nllm.invoke(prompt)", "claude-opus-4-6"),
            ("model = genai.GenerativeModel(\"gemini-2.5-pro\")\nmessages = LIST", "gemini-2.5-pro"),
            ("messages = LIST\ncreate(model=\"gpt-4o\", messages=messages)", "gpt-4o"),
            ("embeddings.create(model=\"small\", input=q)\ncreate(model=\"gpt-4o\", messages=LIST)", "gpt-4o"),
            ("e = OpenAIEmbeddings(model=\"small\")\nmessages = LIST", "-"),
            ("x = Speech(model=\"whisper-1\")\nmessages = LIST", "-"),
            ("create(model=os.getenv(\"MODEL\"), messages=LIST)\nother(model=\"gpt-4o\")", "-"),
            (
                "model = os.environ.get(\"MODEL\", \"gpt-4o\")\ncreate(model=model, messages=LIST)\nlog = {\"model\": \"gpt-5\", \"n\": 1}",
                "-"
            ),
            ("for model in names:\n    create(model=model, messages=LIST)\njudge(model=\"gpt-5\")", "-"),
            ("create(model=MODELS[kind], messages=LIST)\nother(model=\"gpt-4o\")", "-"),
            ("messages = LIST\nlog({\"model\": \"gpt-4o\"})\ncreate(model=name(), messages=messages)", "-"),
            ("messages = LIST\nlog = {\"model\": \"gpt-4o\", \"n\": 1}", "-"),
            ("messages = LIST\nbody = {\"model\": \"gpt-4o\", \"messages\": messages}", "gpt-4o"),
            (
                "class A:\n    model: str = \"gpt-4o\"\n    def ask(self):\n        create(model=self.model, messages=LIST)",
                "-"
            ),
            (
                "class A:\n    def __init__(self, model=\"gpt-4o\"):\n        self.model = model\n    def ask(self):\n        "
                    + "create(model=self.model, messages=LIST)", "-"
            ),
            (
                "class A:\n    def __init__(self, model):\n        self.model = model\n    def ask(self):\n        create(model=self.model, messages=LIST)\nb(model=\"gpt-4o\")",
                "-"
            ),
            ("def ask(model: str):\n    create(model=model, messages=LIST)\nb(model=\"gpt-4o\")", "-"),
            ("def a(model=\"x1\"): pass\ndef b(model=\"x2\"):\n    create(model=model, messages=LIST)", "-"),
            ("title(model=\"gpt-4o\")\ndef ask(q, engine):\n    create(model=engine, messages=LIST)", "-"),
            ("for m in ALL:\n    create(model=m, messages=LIST)\ntitle(model=\"gpt-4o\")", "-"),
            ("create(messages=LIST, **options)\nother(model=\"gpt-4o\")", "-"),
            ("llm = ChatOpenAI()\ngrader = ChatOpenAI(model=\"gpt-4o\")\nprompt = LIST", "-"),
            ("llm = ChatOpenAI(model=os.environ[\"M\"])\ngrader = ChatOpenAI(model=\"gpt-4o\")\nprompt = LIST", "-"),
            ("body = {\"model\": \"gpt-4o\", \"messages\": LIST}\nbody[\"model\"] = pick()", "-"),
            ("body = {\"model\": \"gpt-4o\", \"messages\": LIST}\nbody.update(model=\"gpt-5\")", "-"),
            ("body = {\"model\": \"gpt-4o\", \"messages\": LIST}\nsend({**body, \"model\": \"gpt-5\"})", "-"),
            ("body = {\"model\": \"gpt-4o\", \"messages\": LIST}\nbody.setdefault(\"model\", pick())", "-"),
            ("body = {\"model\": \"gpt-4o\", \"messages\": LIST}\nsend(body)", "gpt-4o"),
            ("ollama.chat(model=\"llama3.1:8b\", messages=LIST)", "-"),
            ("c = OpenAI(base_url=\"http://localhost:11434/v1\")\nc.create(model=\"gpt-oss:20b\", messages=LIST)", "-"),
            ("create(model=settings.model, messages=LIST)\nother(model=\"gpt-4o\")", "-"),
            ("create(model=\"gpt-4o\" if fast else name, messages=LIST)", "-"),
            ("create(model=f\"gpt-{v}\", messages=LIST)", "-"),
            ("create(model=\"a model\", messages=LIST)", "-"), ("messages = LIST\na(model=\"gpt-4o\")\nb(model=\"gpt-5\")", "-"),
            ("if model == \"gpt-4o\": pass\nmessages = LIST", "-"),
            ("MODEL = \"a\"\nMODEL = \"b\"\ncreate(model=MODEL, messages=LIST)", "-"),
            ("messages = LIST", "-"),
        ])
    func python(_ program: String, _ model: String) throws {
        #expect(try models(program.replacing("LIST", with: Self.list) + "\n", as: .python) == [model])
    }

    @Test(
        "of JavaScript and Swift",
        arguments: [
            ("await create({ model: 'gpt-4o', messages: LIST });", "gpt-4o"),
            ("const model = 'gpt-4o';\nawait create({ model, messages: LIST });", "gpt-4o"),
            (
                "interface R { model: string; messages: M[] }\nconst messages = LIST;\ncall({ model: 'gpt-4o', messages });",
                "gpt-4o"
            ),
            ("const f = ({ model, messages = LIST }) => create({ model, messages });", "-"),
            ("const MODEL = 'gpt-4o';\nawait create({ model: MODEL, messages: LIST });", "gpt-4o"),
            ("await generateText({ model: openai('gpt-4o'), messages: LIST });", "gpt-4o"),
            ("await generateText({ model: openai.chat('gpt-4o', { a: 1 }), messages: LIST });", "gpt-4o"),
            ("await generateText({ model: env('MODEL'), messages: LIST });", "-"),
            ("await generateText({ model: models.languageModel('fast'), messages: LIST });", "-"),
            ("title({ model: 'gpt-4o' });\nawait create({ ...options, messages: LIST });", "-"),
            ("const llm = new ChatOpenAI({ modelName: \"gpt-4o\" });\nconst messages = LIST;", "gpt-4o"),
            ("const model = new ChatOpenAI({ model: \"gpt-4o\" });\nconst messages = LIST;", "gpt-4o"),
            ("const m = g.getGenerativeModel({ model: \"gemini-2.5-pro\" });\nconst messages = LIST;", "gemini-2.5-pro"),
            ("await images.generate({ model: 'paint', prompt: p });\nconst messages = LIST;", "-"),
        ])
    func javaScript(_ program: String, _ model: String) throws {
        #expect(try models(program.replacing("LIST", with: Self.list), as: .javascript) == [model])
    }

    @Test("of Swift") func swift() throws {
        let program = #"let query = Query(messages: [.system("You are a careful reviewer.")], model: "gpt-4o")"#
        #expect(try models(program, as: .swift) == ["gpt-4o"])
        #expect(try models(program.replacing("\"gpt-4o\"", with: ".gpt4_o"), as: .swift) == ["-"])
    }

    @Test("each call has its own, and a function the only one in it") func several() throws {
        let program = """
            def one(q):
                return create(model="gpt-4o", messages=LIST)
            def two(q):
                messages = LIST
                return create(model="gpt-5", messages=messages)
            def three(q):
                messages = LIST
                a(model="gpt-4o")
                return b(model="gpt-5", messages=messages)
            PROMPT = "You are a helper who answers in one sentence."
            """
        let found = try models(program.replacing("LIST", with: Self.list), as: .python)
        #expect(found == ["gpt-4o", "gpt-5", "-", "-"])
    }

    @Test("a thousand calls in each other are read in linear time", arguments: [1_000, 4_000]) func nested(depth: Int) throws {
        let open = String(repeating: #"create(model="gpt-4o", messages=[{"role": "user", "content": "#, count: depth)
        let source = open + "\"You are a helper.\"" + String(repeating: "}])", count: depth)
        #expect(try models(source, as: .python).allSatisfy { $0 == "gpt-4o" })
    }
}
