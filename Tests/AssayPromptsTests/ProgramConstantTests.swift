import Testing

@testable import AssayPrompts

/// What a name in a prompt stands for, where the program says so once and for all.
@Suite struct ProgramConstantTests {
    /// What the prompt called `PROMPT` or `prompt` sends: constants as `[text]`, other values as `<expression>`.
    private func sent(_ source: String, as format: PromptFormat = .python) throws -> String {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        let unit = try #require(document.units.first { $0.name.lowercased() == "prompt" }, "\(source)")
        return unit.segments.map { segment in
            if let constant = segment.constant { return "[\(String(decoding: constant, as: UTF8.self))]" }
            return segment.kind == .variable ? "<\(segment.expression)>" : document.text(of: segment).string
        }.joined()
    }

    private static let rest = "\"Answer the question of the user.\""

    @Test(arguments: [
        "RULES = 'Be kind.'\nPROMPT = RULES + \(rest)",
        "PROMPT = RULES + \(rest)\nRULES = 'Be kind.'",
        "RULES: Final[str] = 'Be ' 'kind.'  # always\nPROMPT = RULES + \(rest)",
        "RULES = ('Be '\n  'kind.')\ndef f(x):\n    PROMPT = RULES + \(rest)",
        "RULES = '  Be kind. '.strip()\nPROMPT = RULES + \(rest)",
        "RULES = dedent('''\\\n    Be kind.''')\nPROMPT = RULES + \(rest)",
        "KIND = 'kind'\nRULES = 'Be ' + KIND + f'{DOT}'\nDOT = '.'\nPROMPT = RULES + \(rest)",
        "def f():\n    RULES = 'Be kind.'\n    PROMPT = RULES + \(rest)",
        "RULES = 'Be kind.'\nlog(RULES)\nif RULES == x or RULES <= y: pass\nPROMPT = RULES + \(rest)",
    ])
    func constant(source: String) throws {
        #expect(try sent(source) == "[Be kind.]Answer the question of the user.")
    }

    @Test func insideALiteral() throws {
        let source = "RULES = 'Be kind.'\nPROMPT = f'{RULES}\\nAnswer {question} of the user now. {RULES.lower()}'"
        #expect(try sent(source) == "[Be kind.]\nAnswer <question> of the user now. <RULES.lower()>")
    }

    @Test(arguments: [
        // Another value may stand there.
        "RULES = 'Be kind.'\nRULES = 'Be brief.'\n",
        "RULES = 'Be kind.'\nRULES += 'Be brief.'\n",
        "if german:\n    RULES = 'Sei nett.'\nelse:\n    RULES = 'Be kind.'\n",
        "RULES = 'Be kind.'\nfor RULES in all: pass\n",
        "RULES = 'Be kind.'\nfor i, RULES in all: pass\n",
        "RULES = 'Be kind.'\nRULES, x = f()\n",
        "RULES = 'Be kind.'\nx, RULES = f()\n",
        "RULES = 'Be kind.'\n[RULES, x] = f()\n",
        "RULES = 'Be kind.'\nfrom rules import RULES\n",
        "RULES = 'Be kind.'\nwith open(x) as RULES: pass\n",
        "RULES = 'Be kind.'\ndef f(x, RULES): pass\n",
        "RULES = 'Be kind.'\ndef f(x=(1, 2), *, RULES=None): pass\n",
        "RULES = 'Be kind.'\ng = lambda RULES: RULES\n",
        "RULES = 'Be kind.'\nif (RULES := f()): pass\n",
        "RULES = 'Be kind.'\nother.RULES = 'Be brief.'\n",
        "RULES = 'Be kind.'\ndef f():\n    global RULES\n",
        // It is of another function, or of a class.
        "def f():\n    RULES = 'Be kind.'\n",
        // What it is, only a run says.
        "RULES = 'Be kind.' if x else 'Be brief.'\n",
        "RULES = 'Be kind.' * 2\n",
        "RULES = 'Be kind.'[1:]\n",
        "RULES = 'Be kind.', 'Be brief.'\n",
        "RULES = load() or 'Be kind.'\n",
        "RULES = 'Be kind.'.upper()\n",
        "RULES = ', '.join(rules)\n",
        "RULES = 'Be %s.' % kind\n",
        "RULES = 'Be {}.'.format(kind)\n",
        "RULES = indent('Be kind.', '  ')\n",
        "RULES = f'Be {kind}.'\n",
        "RULES = 'Be ' + kind\n",
        "RULES = 'Be {kind}.'\n",
        "RULES = 'Be ' + OTHER\nOTHER = 'kind' + RULES\n",
        "f(RULES='Be kind.')\n",
        "rules = 'Be kind.'\n",
    ])
    func noConstant(start: String) throws {
        #expect(try sent(start + "PROMPT = RULES + \(Self.rest)") == "<RULES>Answer the question of the user.")
    }

    @Test(arguments: [
        ("const rules = 'Be kind.';\n", true), ("export const rules: string = `Be kind.`\n", true),
        ("const rules = 'Be '\n  + 'kind.'\nlet x = 1\n", true),
        ("let rules = 'Be kind.';\nrules = rules.trim();\n", false),
        ("const rules = 'Be kind.';\nfunction f(rules) { return rules }\n", false),
        ("const rules = 'Be kind.';\nconst f = (a, rules) => a;\n", false),
        ("const rules = 'Be kind.';\nconst f = rules => rules;\n", false),
        ("const rules = 'Be kind.';\nclass A { f(rules) { return 1 } }\n", false),
        ("const rules = 'Be kind.';\nfunction f() { const { a, rules } = b; }\n", false),
        ("const rules = x ? 'Be kind.' : 'Be brief.';\n", false),
        ("const rules = 'Be kind.'\n  .toUpperCase();\n", false),
        ("const rules = 'Be kind.' as const;\n", false),
        ("const rules = 'Be kind.' || x;\n", false),
        ("let rules = 'Be kind.';\nrules ||= x;\n", false),
        ("function f() { const rules = 'Be kind.'; }\n", false),
        ("rules = 'Be kind.';\n", false),
    ])
    func javaScript(start: String, isConstant: Bool) throws {
        let source = start + "const prompt = `${rules}Answer the ${question} of the user.`"
        #expect(
            try sent(source, as: .javascript) == (isConstant ? "[Be kind.]" : "<rules>")
                + "Answer the <question> of the user.")
    }

    @Test(arguments: [
        ("let rules = \"Be kind.\"\n", true), ("let rules: String = \"Be kind.\"\nfunc f() {}\n", true),
        ("var rules = \"Be kind.\"\nfunc f() { rules = \"\" }\n", false),
        ("let rules = \"Be kind.\"\nfunc f(_ rules: String) {}\n", false),
        ("let rules = \"Be kind.\"\nif let rules { f() }\n", false),
        ("let rules = \"Be kind.\"\nx.map { rules in rules.a }\n", false),
        ("let rules = \"Be kind.\"\nfor rules in all {}\n", false),
        ("let rules = \"Be kind.\"\n  .uppercased()\n", false),
    ])
    func swift(start: String, isConstant: Bool) throws {
        let source = start + "let prompt = \"\\(rules)Answer the \\(question) of the user.\""
        #expect(
            try sent(source, as: .swift) == (isConstant ? "[Be kind.]" : "<rules>")
                + "Answer the <question> of the user.")
    }

    @Test(arguments: [
        "[{'role': 'system', 'content': RULES}, {'role': 'user', 'content': 'Hello, who are you?'}]",
        "[('system', RULES), ('user', 'Hello, who are you?')]",
        "[SystemMessage(content=RULES), HumanMessage(content='Hello, who are you?')]",
        "[SystemMessage(RULES), HumanMessage('Hello, who are you?')]",
    ])
    func messages(list: String) throws {
        let source = "RULES = 'Be kind.'\nprompt = \(list)"
        #expect(try sent(source) == "[Be kind.]Hello, who are you?")
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        #expect(document.units.last?.messages.map(\.role) == [.system, .user])
    }

    /// A constant that is a prompt itself is sent with those that read it, and by itself where anything else reads it.
    @Test(arguments: [
        ("PROMPT = RULES_PROMPT + \(rest)", true),
        ("PROMPT = f'{RULES_PROMPT} Answer the question.'", true),
        ("PROMPT = RULES_PROMPT + \(rest)\nsend(RULES_PROMPT)", false),
        ("PROMPT = f'{RULES_PROMPT} Answer the question.'\nsend(RULES_PROMPT)", false),
        ("PROMPT = RULES_PROMPT.upper() + \(rest)", false),
        ("", false),
    ])
    func fragment(rest: String, isFragment: Bool) throws {
        let source = "RULES_PROMPT = 'You are a kind helper of many people.'\n" + rest
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        #expect(document.units.first?.name == "RULES_PROMPT")
        #expect(document.units.map(\.facts.isFragment) == [isFragment] + Array(repeating: false, count: rest.isEmpty ? 0 : 1))
    }

    /// Names of names of names, brackets in brackets: neither memory nor time grows without bound.
    @Test func hostile() throws {
        var source = "A0 = '\(String(repeating: "word ", count: 200))'\n"
        for level in 1...60 {
            source += "A\(level) = 'a' + " + Array(repeating: "A\(level - 1)", count: 8).joined(separator: " + ") + "\n"
        }
        source += "PROMPT = A7 + 'Answer the question of the user.'\n"
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        #expect(document.units.last?.segments.first?.constant == nil)
        let uses = "RULES = '\(String(repeating: "word ", count: 20_000))'\nPROMPT = f'''Answer the question: "
            + String(repeating: "{RULES}", count: 20_000) + "'''"
        let second = try PromptReader.read(Array(uses.utf8), as: .python)
        let bytes = second.units.last?.segments.reduce(0) { $0 + ($1.constant?.count ?? 0) } ?? 0
        #expect(bytes > 100_000 && bytes < 32 * uses.utf8.count)
        let nested = String(repeating: "def a(", count: 100_000) + String(repeating: ")", count: 100_000)
        _ = try PromptReader.read(Array((nested + "\n" + "PROMPT = RULES + \(Self.rest)").utf8), as: .python)
    }
}
