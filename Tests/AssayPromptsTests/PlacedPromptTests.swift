import Testing

@testable import AssayPrompts

/// Prompts that the code around them names: functions, types, tables.
@Suite struct PlacedPromptTests {
    private func read(_ code: String, _ format: PromptFormat) throws -> PromptDocument {
        let document = try PromptReader.read(Array(code.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        return document
    }

    private static let text = "Write about the sea in ten lines of verse, no more."
    private static let short = "Write about the sea now."

    @Test(arguments: [
        ("def build_prompt(x):\n    return f'Write about {x} in ten lines of good verse.'", ["build_prompt"]),
        ("async def get_instructions(self) -> str:\n    if x:\n        return '\(text)'\n", ["get_instructions"]),
        ("def prompt_for(x):\n    return textwrap.dedent('''\n        \(text)\n        ''').strip()", ["prompt_for"]),
        (
            "class A:\n    def system_prompt(self):\n        return ('Write about ' 'the sea in ten lines of verse.')",
            ["system_prompt"]
        ),
        (
            "class Prompts:\n    greeting = '\(text)'\n    title = 'A title that is rather long for a title'",
            ["Prompts.greeting"]
        ),
        ("PROMPTS = {\n    'sea': '\(text)',\n    'path': 'some path that has many words in it',\n}", ["PROMPTS.sea"]),
        ("PROMPTS = {'en': {'sea': '\(text)'}}", ["PROMPTS.en.sea"]),
        ("write_prompt = lambda x, y=1: f'Write about {x} in ten lines of verse.'", ["write_prompt"]),
        // What only stands beside such names.
        ("def validate_prompt(x):\n    return 'Your prompt must have ten characters at the very least.'", []),
        ("def prompt_user(x):\n    return 'Are you sure that you want to delete all of it?'", []),
        ("def reconcile_prompt(x):\n    return 'Custom system prompt left unchanged for memory mode.'", []),
        ("def app_setup_instructions():\n    return 'Open the settings, choose an account and press the button.'", []),
        ("def build_prompt(x):\n    return 'Error: there is no such template in the folder.'", []),
        ("def build_prompt(x):\n    def helper(y):\n        return '\(text)'\n    return x", []),
        ("def build_prompt(x):\n    return x\n\ndef other():\n    return '\(text)'", []),
        ("class Prompts:\n    def f(self):\n        greeting = '\(text)'", []),
        ("class Prompts:\n    a = 1\n\ngreeting = '\(text)'", []),
        ("class PromptManager:\n    greeting = '\(text)'", []),
        ("PROMPTS = {'sea': Entry(note='\(text)', body='\(text)')}", []),
        ("PROMPTS = {'sea': {'description': '\(text)'}}", []),
    ])
    func python(_ code: String, _ names: [String]) throws {
        #expect(try read(code, .python).units.map(\.name) == names)
    }

    @Test(arguments: [
        ("function buildPrompt(x: string): string { return `\(text)` }", ["buildPrompt"]),
        ("export const makePrompt = async (x: A): Promise<string> => {\n  return `\(text)`;\n}", ["makePrompt"]),
        ("class A { systemPrompt(x) { return `\(text)` } }", ["systemPrompt"]),
        ("const o = { systemPrompt: function (x) { return `\(text)` } }", ["systemPrompt"]),
        ("const system = (x) => `Write about ${x} in ten lines of verse.`;", ["system"]),
        ("const userPrompt = async (x: A): Promise<string> =>\n  `\(text)`;", ["userPrompt"]),
        ("const prompt = x => `Write about ${x} in ten lines of verse.`;", ["prompt"]),
        (
            "const PROMPTS: Record<string, string> = {a: `\(text)`, 'b': \"\(text)\"} as const",
            ["PROMPTS.a", "PROMPTS.b"]
        ),
        ("class Prompts { static readonly a = `\(text)`; }", ["Prompts.a"]),
        ("function buildPrompt(x) { return x.map((y) => { return `\(text)` }) }", []),
        ("function other(x) { return `\(text)` }\nfunction buildPrompt(x) { return x }", []),
        ("const OTHER = {a: `\(text)`}", []),
        ("if (prompt) { return `\(text)` }", []),
        ("const PROMPTS = {a: (x) => { const label = `\(text)` }}", []),
        ("const prompt = (x) => x.y(`Short.`)", []),
    ])
    func javaScript(_ code: String, _ names: [String]) throws {
        #expect(try read(code, .javascript).units.map(\.name) == names)
    }

    @Test(arguments: [
        ("enum Prompts {\n    static let a = \"\"\"\n        \(text)\n        \"\"\"\n}", ["Prompts.a"]),
        ("enum Prompts: String {\n    case a = \"\(text)\"\n}", ["Prompts.a"]),
        ("func systemPrompt(x: Int = 3) -> String {\n    \"\"\"\n    \(text)\n    \"\"\"\n}", ["systemPrompt"]),
        ("func prompt(for x: Int) -> String { return \"\(text)\" }", ["prompt"]),
        ("var userPrompt: String { \"\(text)\" }", ["userPrompt"]),
        ("func other() -> String { \"\(text)\" }", []),
        ("struct A {\n    var prompt: String\n    func other() -> String { \"\(text)\" }\n}", []),
        ("enum Prompts {\n    func f() { let a = \"\(text)\" }\n}", []),
        ("enum Prompts { }\nlet a = \"\(text)\"", []),
    ])
    func swift(_ code: String, _ names: [String]) throws {
        #expect(try read(code, .swift).units.map(\.name) == names)
    }

    @Test(arguments: [
        (
            "P_PROMPT = PromptTemplate(input_variables=['x'], template='Write about {x}, in ten lines.')",
            TemplateSyntax.braces
        ),
        ("P_PROMPT = Template('Write about $x, in ten lines of verse.')", .dollar),
        ("P_PROMPT = Template('Write about {{ x }}, in ten lines of verse.')", .jinja),
        ("P_PROMPT = ChatPromptTemplate.from_template('Write about {x}, in ten lines.').partial(x=1)", .braces),
        ("P_PROMPT = 'Give {name} as {{\"a\": 1}} or {{name}} in one line.'", .braces),
        ("P_PROMPT = 'Give {{ name }} as it is, in one line of verse.'", .jinja),
        ("P_PROMPT = 'Give {name} {% if x %}and {{ x }}{% endif %} in one line.'", .jinja),
    ])
    func syntax(_ code: String, _ syntax: TemplateSyntax) throws {
        let document = try read(code, .python)
        #expect(document.units.map(\.name) == ["P_PROMPT"])
        #expect(document.units.first?.syntax == syntax)
    }

    @Test func doubledBracesAreText() throws {
        let document = try read("P_PROMPT = 'Give {name} as {{\"a\": 1}} in one line.'", .python)
        #expect(document.texts().joined() == "Give  as {\"a\": 1} in one line.")
        #expect(document.texts(.variable).count == 1)
    }

    @Test func positionsOfReturnedTexts() throws {
        let document = try read(
            "def build_prompt(x):\n    return f'''\n  Write of {x} in ten lines of good verse.'''", .python)
        let value = try #require(document.units.first?.segments.first { $0.kind == .variable })
        #expect(document.lineIndex().position(at: value.span.lowerBound) == LineIndex.Position(line: 3, column: 12))
    }

    @Test func messageListsAreNamedBehindTheirCall() throws {
        let document = try read("chat_prompt = ChatPromptTemplate.from_messages([('system', 'Be kind.')])", .python)
        #expect(document.units.map(\.name) == ["chat_prompt"])
    }

    @Test(arguments: [
        "Du bist ein hilfreicher Assistent, der alle Fragen kurz beantwortet.",
        "Sie sind ein erfahrener Jurist und prüfen Verträge für kleine Firmen.",
        "Eres un asistente que responde a todas las preguntas con brevedad.",
        "Vous êtes un assistant qui répond brièvement à toutes les questions.",
        "Tu es une assistante qui répond brièvement à toutes les questions.",
        "Você é um assistente que responde a todas as perguntas em resumo.",
        "Sei un assistente che risponde in breve a tutte le domande poste.",
        "Je bent een assistent die alle vragen kort en bondig beantwoordt.",
        "Ты — помощник, который коротко отвечает на все вопросы людей.",
        "Вы — помощник, который коротко отвечает на все вопросы людей.",
        "あなたは優秀なアシスタントです。すべての質問に短く答えてください。",
        "你是一个乐于助人的助手,请用简短的语言回答用户的所有问题。", "您是一位经验丰富的律师,请仔细审查用户提供的合同内容。",
        "당신은 모든 질문에 짧고 친절하게 대답하는 유용한 도우미입니다. 항상 예의를 지키세요.",
    ])
    func otherLanguages(_ text: String) throws {
        #expect(try read("x = '\(text)'", .python).texts() == [text])
        #expect(try read("r = llm.invoke('\(text)')", .python).texts() == [text])
        #expect(try read("print('\(text)')", .python).texts() == [])
    }

    @Test(arguments: [
        "您是否确定要删除所有文件?此操作无法撤销,请谨慎操作。", "Du bist nicht angemeldet und kannst deshalb nichts an der Seite ändern.",
        "Sei sicuro di voler eliminare tutti i file da questa cartella?",
    ])
    func wordsToUsersAreNoPrompts(_ text: String) throws {
        #expect(try read("x = '\(text)'", .python).texts() == [])
    }
}

extension PlacedPromptTests {
    /// Programs that open scopes and never close them are read in time all the same: in seconds, where work that grows
    /// with the square of the scopes takes far more than the limit. A clock in the test would measure what else the
    /// machine does.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            (PromptFormat.python, "def build_prompt(x):\n "), (.python, "class Prompts:\n p = lambda x, ("),
            (.javascript, "const prompt = (x, ("), (.javascript, "const PROMPTS = { a: (x) => {"),
            (.swift, "enum Prompts { func prompt() -> String {"), (.swift, "var prompt: String { \"a"),
            (.javascript, "const PROMPTS = {a: {x: 'Some text of no more than ten words or so,',"),
        ])
    func unclosedScopes(_ format: PromptFormat, _ piece: String) throws {
        let source = Array(String(repeating: piece, count: 20_000).utf8)
        #expect(try PromptReader.read(source, as: format).source.count == source.count)
    }
}
