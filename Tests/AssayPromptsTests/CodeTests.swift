import Testing

@testable import AssayPrompts

/// Which strings of a program are prompts, and what they hold.
@Suite struct CodeTests {
    private func read(_ code: String, _ format: PromptFormat) throws -> PromptDocument {
        let document = try PromptReader.read(Array(code.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        return document
    }

    @Test(arguments: [
        "SYSTEM_PROMPT = 'Answer every question in one short line.'",
        "systemMessage = 'Answer every question in one short line.'",
        "x = 'You are a helpful bot who answers in rhyme.'",
        "agent = Agent(instructions='Plan the trip, then book the cheapest train.')",
        "def f():\n    return 'Summarize the following text in two lines: ' + text",
        "prompt: str = (\n    'Write a poem about '\n    f'{topic} in English, please.'\n)",
        "t = PromptTemplate.from_template('Tell me a joke about {subject}, a short one')",
        "d = {'system': 'Answer every question in one short line.'}",
        // What a prompt is about may stand before that word.
        "SQL_PROMPT = 'Write one query for the question over the tables that follow, and nothing else at all.'",
        "API_URL_PROMPT_TEMPLATE = 'You are given the documentation of an API: {docs}'",
        "TEXT_TO_SQL_TMPL = 'Given an input question, write a query in {dialect}. Question: {question} SQL:'",
        // Texts that a function gets without a name.
        "r = llm.invoke('You are a poet. Answer in rhymes only: ' + text)",
        "team.add(Agent('poet', 'You are an expert writer of short rhymes for children.'))",
    ])
    func findsPythonPrompts(_ code: String) throws {
        #expect(try read(code, .python).units.count == 1)
    }

    @Test(arguments: [
        "PROMPT_FILE = 'a file name with many words in it'",
        "\"\"\"You are a docstring and you are not sent to anyone.\"\"\"",
        "def f():\n    \"\"\"Your task is to document this function properly.\"\"\"",
        "print('You are about to delete all of your files, really?')",
        "raise ValueError('You are a caller who has not read the documentation')",
        "# SYSTEM_PROMPT = 'Answer every question in one short line.'",
        "prompt = 'Continue? [y/N] '",
        "PROMPT_URL = 'https://example.org/a/very/long/path'",
        "label = 'This is a rather long label for a text field'",
        "prompt = b'bytes are not a prompt at all, are they'",
        "x: 'You are a forward reference in an annotation of a type'",
        "dtype = [('', 'You are a field of a record array, and nothing else')]",
        "prompt = 'SELECT * FROM prompts WHERE id = 1 AND name = 2'",
        "url_prompt = 'Please enter the URL of your server: '", "prompt_url_help = 'Where the prompts of a team are kept'",
        "raise QuotaError('You are a user who has no requests left in this month')",
        "click.secho('You are a user who has no requests left in this month')",
        "f('You are now logged in and can use all of the functions')",
        "x = ('You are a')",
    ])
    func leavesOtherPythonStrings(_ code: String) throws {
        #expect(try read(code, .python).texts() == [])
    }

    @Test(arguments: [
        ("const prompt = `Write a poem about ${topic} now, please.`", ["Write a poem about ", " now, please."]),
        (
            "foo({ systemPrompt: 'It\\'s \\u{1F600} time to answer all questions.' })",
            ["It's 😀 time to answer all questions."]
        ),
        (
            "const r = a / b; const prompt = 'Divide \"a\" by b and explain / why.'",
            ["Divide \"a\" by b and explain / why."]
        ),
        (
            "const re = /'/; const prompt = 'Find the quotes in this text, please.'",
            ["Find the quotes in this text, please."]
        ),
        ("/* const prompt = 'Answer every question in one line.' */", []),
        ("const html = '<div>You are a guest on this page today</div>'", []),
        ("throw new Error('You are a bad caller of this good function, sorry')", []),
    ])
    func readsJavaScript(_ code: String, _ texts: [String]) throws {
        #expect(try read(code, .javascript).texts() == texts)
    }

    @Test(arguments: [
        ("let prompt = \"Write a \\(kind) poem about the sea now.\"", ["Write a ", " poem about the sea now."]),
        ("let prompt = #\"Use \\n literally, and \\#(x) as a value.\"#", ["Use \\n literally, and ", " as a value."]),
        (
            "let instructions = \"\"\"\n    Answer in\n      two lines, please.\n    \"\"\"",
            ["Answer in\n  two lines, please."]
        ),
        (
            "let prompt = \"\"\"\n  Say it \\(\n  loud\n    ? 1 : 2) times, and once more.\n  Then stop.\n  \"\"\"",
            ["Say it ", " times, and once more.\nThen stop."]
        ),
        ("/// You are a comment that is long enough to look like one\nlet x = 1", []),
        ("fatalError(\"You are a developer who forgot to set the key here\")", []),
    ])
    func readsSwift(_ code: String, _ texts: [String]) throws {
        #expect(try read(code, .swift).texts() == texts)
    }

    @Test func readsMessageLists() throws {
        let code = """
            messages = [
                {"role": "system", "content": "Be brief."},
                *history,
                {"role": "user", "content": [{"type": "text", "text": f"Q: {q}"}]},
                {"role": "assistant", "content": reply},
            ]
            chat = ChatPromptTemplate.from_messages([
                ("system", "You are {persona}."), MessagesPlaceholder("chat_history"), ("human", "{input}"),
            ])
            """
        let document = try read(code, .python)
        #expect(
            document.units.map { $0.messages.map(\.role.name) } == [
                ["system", "*history", "user", "assistant"],
                ["system", "MessagesPlaceholder(\"chat_history\")", "user"],
            ])
        let placeholders = document.units[1].segments.filter { $0.kind == .variable }.flatMap(\.references)
        #expect(placeholders == ["persona", "chat_history", "input"])
    }

    @Test func countsReadsOfAConstant() throws {
        let code =
            "A_PROMPT = 'Answer every question in one short line.'\nB_PROMPT = 'Answer no question in any line at all.'\nrun(A_PROMPT)\n"
        #expect(try read(code, .python).units.map(\.facts.readsInFile) == [1, 0])
    }

    @Test func joinsLiteralsAndMapsEach() throws {
        let code = "PROMPT = ('Say \\'a\\' and '\n          \"then b, if you would.\")"
        let document = try read(code, .python)
        #expect(document.texts() == ["Say 'a' and ", "then b, if you would."])
        let index = document.lineIndex()
        #expect(document.units[0].segments.map { index.position(at: $0.span.lowerBound).line } == [1, 2])
    }

    @Test(
        "a byte order mark is no part of the first name",
        arguments: [
            ("RULES = 'Be kind to everyone.'\nPROMPT = RULES + ' Answer the question {q} in short.'\n", PromptFormat.python),
            ("RULES = 'Be kind to everyone.'\nconst PROMPT = RULES + ' Answer the question of all.'\n", .javascript),
            ("PROMPT = 'Answer the question of all of the people.'\n", .python),
            ("let prompt = \"Answer the question of all of the people.\"\n", .swift),
        ])
    func byteOrderMarks(_ code: String, _ format: PromptFormat) throws {
        let plain = try read(code, format), marked = try read("\u{FEFF}" + code, format)
        #expect(marked.units.map(\.name) == plain.units.map(\.name))
        #expect(marked.units.map(\.span) == plain.units.map { $0.span.lowerBound + 3..<$0.span.upperBound + 3 })
        #expect(marked.units.flatMap(\.segments).map(\.constant) == plain.units.flatMap(\.segments).map(\.constant))
    }
}
