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

    /// A program with names in small letters, and inside of a function: what its names stand for is the same.
    private func variants(_ source: String, opening: String, closing: String = "") -> [String] {
        let small = source.replacing("RULES", with: "style_rules")
        let end = source.contains("\r\n") ? "\r\n" : "\n"
        let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "    \($0)" }
        return [source, small, ([opening] + lines + [closing]).joined(separator: end)]
    }

    private static let rest = "\"Answer the question of the user.\""

    @Test(arguments: [
        "RULES = 'Be kind.'\nPROMPT = RULES + \(rest)",
        "PROMPT = RULES + \(rest)\nRULES = 'Be kind.'", "_KIND = 'kind.'\nRULES = 'Be ' + _KIND\nPROMPT = RULES + \(rest)",
        "RULES: Final[str] = 'Be ' 'kind.'  # always\nPROMPT = RULES + \(rest)",
        "RULES = ('Be '\n  'kind.')\ndef f(x):\n    PROMPT = RULES + \(rest)",
        "RULES = '  Be kind. '.strip()\nPROMPT = RULES + \(rest)",
        "RULES = dedent('''\\\n    Be kind.''')\nPROMPT = RULES + \(rest)",
        "KIND = 'kind'\nRULES = 'Be ' + KIND + f'{DOT}'\nDOT = '.'\nPROMPT = RULES + \(rest)",
        "RULES = 'Be kind.'\nother.RULES = 'Be brief.'\nPROMPT = RULES + \(rest)",
        "RULES = 'Be ' \\\r\n  'kind.'\r\nPROMPT = (\r\n  RULES\r\n  + \(rest)\r\n)",
        "RULES = 'Be kind.'\nlog(RULES, level=1)\ndef ask(q, rules=RULES): pass\nPROMPT = RULES + \(rest)",
        "RULES = 'Be kind.'\nif 'x' in RULES: f(RULES)\nfor x in RULES: pass\nPROMPT = RULES + \(rest)",
        "RULES = 'Be kind.'\nclass A:\n    def f(self):\n        self.RULES = RULES\nPROMPT = RULES + \(rest)",
        "RULES = 'Be kind.'\nask(1, RULES=RULES)\nx = dict(a=(b for b in c), RULES='Be brief.')\nPROMPT = RULES + \(rest)",
        "RULES = 'Be kind.'\nlog(RULES)\nif RULES == x or RULES <= y: pass\nPROMPT = RULES + \(rest)",
    ])
    func constant(source: String) throws {
        for source in variants(source, opening: "def run(question):") {
            #expect(try sent(source) == "[Be kind.]Answer the question of the user.", "\(source)")
        }
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
        "RULES = 'Be kind.'\nif (RULES := f()): pass\n", "RULES = 'Be kind.'\nf(x, a=(RULES := 'Be brief.'))\n",
        "RULES = 'Be kind.'\nasync def f(a, RULES='Be brief.', *b): pass\n",
        "RULES = 'Be kind.'\ng = (lambda a, RULES='Be brief.': RULES)\n",
        "RULES = 'Be kind.'\ndef f():\n    global RULES\n",
        "RULES = 'Be kind.'\n(RULES, x) = f()\n",
        "RULES = 'Be kind.'\nRULES, s.x = f()\n",
        "RULES = 'Be kind.'\nfor i, (k, RULES) in f(): pass\n",
        "RULES = 'Be kind.'\nmatch x:\n    case [kind, RULES]: pass\n",
        "RULES = 'Be kind.'\nwith f() as (a, RULES): pass\n",
        "RULES = 'Be kind.'\nif x: RULES = f()\n",
        "RULES = 'Be kind.'\nRULES: Annotated[str, 'doc'] = load()\n",
        "RULES = 'Be kind.'\ndef f[T](RULES: T): pass\n",
        "RULES = 'Be kind.'\nfrom x import (a,\n  RULES)\n",
        "RULES = 'Be kind.'\nfrom x import *\n", "from x import *\nif y:\n    RULES = 'Be kind.'\n",
        "RULES = 'Be kind.'\na = RULES, b = f()\n", "RULES = 'Be kind.'\ndef f(*, a=[x for x in y], RULES): pass\n",
        "RULES = 'Be kind.'\nmatch x:\n    case P(a=RULES): pass\n",
        // It is of a function, or of a class.
        "def f():\n    RULES = 'Be kind.'\n", "def f():\n    RULES = 'Be kind.'\n    def g():\n        return RULES\n",
        "class A:\n    RULES = 'Be kind.'\n",
        "RULES = 'Be kind.'\nif x:\n    pass\nelse: RULES = 'Be brief.'\n",
        "RULES = 'Be kind.'\ntry: RULES = load()\nfinally: pass\n",
        "def f():\n    RULES, x = g()\nRULES = 'Be kind.'\n",
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
        "RULES = dedent('Be kind. ' * 50)\n",
        "RULES = dedent('Be kind.' if kind else 'Be brief.')\n",
        "RULES = str('Be kind.' if kind else 'Be brief.')\n",
        "RULES = i18n.str('rules.kind')\n",
        "KIND = 'kind\\n'\nRULES = f' Be {KIND} '.strip()\n",
        "RULES = f'Be {kind}.'\n",
        "RULES = 'Be ' + kind\n",
        "RULES = 'Be {kind}.'\n", "RULES = 'Be %(kind)s.'\n", "RULES = 'Be $kind.'\n", "RULES = 'Be {{kind}}.'\n",
        "RULES = 'Be ' + OTHER\nOTHER = 'kind' + RULES\n",
        "f(RULES='Be kind.')\n",
        "rules = 'Be kind.'\n",
    ])
    func noConstant(start: String) throws {
        for source in variants(start + "PROMPT = RULES + \(Self.rest)", opening: "def run(question):") {
            let name = source.contains("style_rules") ? "style_rules" : "RULES"
            #expect(try sent(source) == "<\(name)>Answer the question of the user.", "\(source)")
        }
    }

    /// Places that make another text of what stands in the constant.
    @Test(arguments: [
        "PROMPT = f'{RULES!r} Answer the question of the user.'", "PROMPT = f'{RULES:.3} Answer the question of the user.'",
        "PROMPT = 'Answer the question of the user. ' + RULES * 20",
        "PROMPT = 'Answer the question of the user. ' + RULES % x",
        "PROMPT = 'Answer the question of the user. ' + RULES[1:]",
        "PROMPT = f'{RULES} Answer the question of the user.'.replace('kind', 'brief')",
        "PROMPT = (RULES + 'Answer the question of the user.').upper()",
        "PROMPT = ('Answer the question of the user.' + RULES) * 3",
        "ask(prompt='Answer the question of the user.' + RULES # x\n * 3)",
        "prompt = [{'role': 'system', 'content': RULES} if x else a, {'role': 'user', 'content': 'Hello, you.'}]",
        "prompt = [('system', RULES) if x else a, ('user', 'Hello, you.')]",
        "prompt = [SystemMessage(RULES).upper(), HumanMessage('Hello, you.')]",
        "PROMPT = dedent(f'Answer the question of the user. {RULES}')",
        "PROMPT = (RULES + 'Answer the question of the user.').strip()",
        "PROMPT = Template(RULES + 'Answer the {{ question }} of the user.')",
        "PROMPT = (RULES + 'Answer the {question} of the user.').format(question=1)",
    ])
    func changedWhereItIsRead(prompt: String) throws {
        #expect(try !sent("RULES = ' Be {0: 1} kind.\\n '\n" + prompt).contains("[ Be"))
    }

    /// An arm of a choice sends it.
    @Test(arguments: [
        "PROMPT = 'Answer the question of the user. ' + RULES if x else ''",
        "ask(prompt='Answer the question of the user.' + RULES\n if x else '')",
        "prompt = [{'role': 'system', 'content': RULES if x else 'Answer the question of the user.'}]",
    ])
    func chosenWhereItIsRead(prompt: String) throws {
        #expect(try sent("RULES = ' Be {0: 1} kind.\\n '\n" + prompt).contains("[ Be"), "\(prompt)")
    }

    @Test(arguments: [
        ("const RULES = 'Be kind.';\n", true), ("export const RULES: string = `Be kind.`\n", true),
        ("const RULES = 'Be '\n  + 'kind.'\nlet x = 1\n", true), ("const RULES = 'Be kind.' as const;\n", true),
        ("const RULES = 'Be kind.';\nif (RULES.length > 3) { f(RULES) }\n", true),
        ("let RULES = 'Be kind.';\nRULES = RULES.trim();\n", false),
        ("const RULES = 'Be kind.';\nfunction f(RULES) { return RULES }\n", false),
        ("const RULES = 'Be kind.';\nconst f = (a, RULES) => a;\n", false),
        ("const RULES = 'Be kind.';\nconst f = RULES => RULES;\n", false),
        ("const RULES = 'Be kind.';\nclass A { f(RULES) { return 1 } }\n", false),
        ("const RULES = 'Be kind.';\nclass A { f(RULES)\n { return 1 } }\n", false),
        ("const RULES = 'Be kind.';\nfunction f() { const { a, RULES }: P = b; }\n", false),
        ("const RULES = 'Be kind.';\nfor (const [a, RULES] of b) f(a)\n", false),
        ("import {\n  RULES,\n} from 'x'\nif (strict) { const RULES = 'Be kind.' }\n", false),
        ("if (strict) { var RULES = 'Be kind.' }\n", false),
        ("const RULES = 'Be kind.';\nconst f = (...RULES) => RULES;\n", false),
        ("const RULES = 'Be kind.';\nfunction f(a, ...RULES) {}\n", false),
        ("const RULES = 'Be kind.';\nclass A { f(RULES: string): Promise<Map<string, Array<Record<string, X>>>> {} }\n", false),
        ("const RULES = 'Be kind.';\nconst f = (RULES: string): 'a' | 'b' => 'a';\n", false),
        ("const RULES: Rules = 'Be kind.';\n", false),
        ("const RULES = 'Be kind.'\n  in x ? 'a' : 'b';\n", false),
        ("const RULES = x ? 'Be kind.' : 'Be brief.';\n", false),
        ("const RULES = 'Be kind.'\n  .toUpperCase();\n", false),
        ("const RULES = String.raw`Be kind.`;\n", false),
        ("const RULES = 'Be kind.' || x;\n", false),
        ("let RULES = 'Be kind.';\nRULES ||= x;\n", false),
        ("function f() { const RULES = 'Be kind.'; }\n", false),
        ("var RULES = 'Be kind.';\n", false), ("RULES = 'Be kind.';\n", false),
    ])
    func javaScript(start: String, isConstant: Bool) throws {
        let source = start + "const prompt = `${RULES}Answer the ${question} of the user.`"
        for source in variants(source, opening: "function run(question) {", closing: "}") {
            let name = source.contains("style_rules") ? "style_rules" : "RULES"
            let sent = try sent(source, as: .javascript)
            #expect(sent == (isConstant ? "[Be kind.]" : "<\(name)>") + "Answer the <question> of the user.", "\(source)")
        }
    }

    @Test(arguments: [
        ("let RULES = \"Be kind.\"\n", true), ("private let RULES: String = \"Be kind.\"\nfunc f() {}\n", true),
        ("var RULES = \"Be kind.\"\n", false), ("@AppStorage(\"x\") var RULES = \"Be kind.\"\n", false),
        ("let RULES = \"Be kind.\"\nfunc f(_ RULES: String) {}\n", false),
        ("let RULES = \"Be kind.\"\nif let RULES { f() }\n", false),
        ("let RULES = \"Be kind.\"\nif case let .some(RULES) = x { f() }\n", false),
        ("let RULES = \"Be kind.\"\nfunc f() { let (RULES, x) = load() }\n", false),
        ("let RULES = \"Be kind.\"\nfor (i, RULES) in all {}\n", false),
        ("let RULES: String? = \"Be kind.\"\n", false),
        ("let RULES = \"Be kind.\"\nx.map { RULES in RULES.a }\n", false),
        ("let RULES = \"Be kind.\"\nx.map { [weak self] (a, RULES: String) -> String in a }\n", false),
        ("let RULES = \"Be kind.\"\nstruct A { init(RULES: String) throws(E) {} }\n", false),
        ("enum A { static let RULES = \"Be kind.\" }\n", false),
        ("let RULES = \"Be kind.\"\n  .uppercased()\n", false),
    ])
    func swift(start: String, isConstant: Bool) throws {
        let source = start + "let prompt = \"\\(RULES)Answer the \\(question) of the user.\""
        for source in variants(source, opening: "func run(question: String) {", closing: "}") {
            let name = source.contains("style_rules") ? "style_rules" : "RULES"
            let sent = try sent(source, as: .swift)
            #expect(sent == (isConstant ? "[Be kind.]" : "<\(name)>") + "Answer the <question> of the user.", "\(source)")
        }
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

    /// A constant that is a prompt itself is sent with the prompts that read it, unless something else reads it too.
    @Test(arguments: [
        ("PROMPT = RULES_PROMPT + \(rest)", true), ("PROMPT = f'{RULES_PROMPT} Answer the question of the user.'", true),
        ("ask([{'role': 'system', 'content': RULES_PROMPT}, {'role': 'user', 'content': question}])", true),
        ("ask(system=RULES_PROMPT, messages=[{'role': 'user', 'content': 'Who are you, and why?'}])", true),
        ("ask(RULES_PROMPT=1, prompt=RULES_PROMPT + \(rest))\nx.RULES_PROMPT = 1", true),
        ("PROMPT = RULES_PROMPT + \(rest)\nask(f'{RULES_PROMPT} {question}')", false),
        ("PROMPT = RULES_PROMPT + \(rest)\nask(f'{RULES_PROMPT.strip()} {question}')", false),
        ("PROMPT = RULES_PROMPT + \(rest)\nask(RULES_PROMPT)", false), ("ask(RULES_PROMPT)", false), ("", false),
    ])
    func prompts(reading: String, isSentWithIt: Bool) throws {
        let source = "RULES_PROMPT = 'You are a kind helper of many people.'\n" + reading
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        #expect(document.units.first?.name == "RULES_PROMPT")
        #expect(document.units.map(\.facts.isFragment) == [isSentWithIt] + document.units.dropFirst().map { _ in false })
    }

    @Test func messagesOfNamesAlone() throws {
        let source = """
            def ask(question):
                rules = "Be kind to everyone."
                return send([{"role": "system", "content": rules}, {"role": "user", "content": question}])

            def other(question):
                return send([{"role": "user", "content": question}])
            """
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        #expect(document.units.map { $0.messages.map(\.role) } == [[.system, .user]])
        // A word, or a role that is none, makes no message.
        for list in ["[('user', USER)]", "[{'role': 'user', 'content': USER}]", "[{'role': 'admin', 'content': RULES}]"] {
            let words = "USER = 'User'\nRULES = 'Be kind to everyone.'\nCHOICES = \(list)"
            #expect(try PromptReader.read(Array(words.utf8), as: .python).units.isEmpty, "\(list)")
        }
    }

    /// What only some of the file binds, and what stands for itself alone in a part of it.
    @Test(arguments: [
        ("RULES = 'Be kind.'\nclass A:\n    RULES: str = 'Be brief.'\n", PromptFormat.python),
        ("RULES = 'Be kind.'\nclass A:\n    RULES: str | None = None\n", .python),
        ("RULES = 'Be kind.'\nlog(f'{(RULES := load())}')\n", .python),
        ("const RULES = 'Be kind.';\nlog(`${(RULES = load())}`);\n", .javascript),
        ("function f() { if (x) {\n const RULES = 'Be kind.';\n log(RULES);\n }\n", .javascript),
        ("func f() { if x {\n let RULES = \"Be kind.\"\n log(RULES)\n }\n", .swift),
        ("let RULES = \"Be kind.\"\nstruct A { let RULES: String = \"Be brief.\"\n", .swift),
    ])
    func boundElsewhere(start: String, format: PromptFormat) throws {
        let word = format == .python ? "" : format == .swift ? "let " : "const "
        let source = start + "\(word)prompt = RULES + \"Answer the question of the user.\""
        #expect(try sent(source, as: format) == "<RULES>Answer the question of the user.")
    }

    /// However long a constant is and however often it is read, it is looked at once.
    @Test(.timeLimit(.minutes(1))) func readOften() throws {
        let sum = Array(repeating: "RULES", count: 5_000).joined(separator: " + ")
        for end in [").format(q=1)", ").strip()"] {
            let source = "RULES = '\(String(repeating: "a", count: 100_000))'\nPROMPT = (\(sum) + ' Answer: {q}'" + end
            _ = try PromptReader.read(Array(source.utf8), as: .python)
        }
    }

    /// However many prompts read a constant, each has it.
    @Test func manyReaders() throws {
        let source =
            "RULES = '\(String(repeating: "Be kind. ", count: 2_000))'\n"
            + (0..<200).map { "PROMPT_\($0) = f'{RULES} Answer the question of the user.'\n" }.joined()
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        #expect(document.units.count == 200)
        #expect(document.units.allSatisfy { $0.segments.first?.constant?.count == 18_000 })
    }

    @Test func ofConstantsAlone() throws {
        let start = "ROLE = 'You are a helper.'\nRULES = 'Be kind to all.'\n"
        #expect(try sent(start + "PROMPT = f'{ROLE}\\n{RULES}'") == "[You are a helper.]\n[Be kind to all.]")
        let unknown = try PromptReader.read(Array("PROMPT = f'{ROLE}\\n{RULES}'".utf8), as: .python)
        #expect(unknown.units.isEmpty)
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
        let uses =
            "RULES = '\(String(repeating: "word ", count: 20_000))'\nPROMPT = f'''Answer the question: "
            + String(repeating: "{RULES}", count: 20_000) + "'''"
        let second = try PromptReader.read(Array(uses.utf8), as: .python)
        let bytes = second.units.last?.segments.reduce(0) { $0 + ($1.constant?.count ?? 0) } ?? 0
        #expect(bytes > 8 << 20 && bytes < 64 << 20)
        // Nothing but the constant, so that it is looked at to tell whether this is a prompt: 2 GB if it were all of it.
        _ = try PromptReader.read(Array(uses.replacing("Answer the question: ", with: "").utf8), as: .python)
        let lists = String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)
        _ = try PromptReader.read(Array((lists + "\n" + "PROMPT = RULES + \(Self.rest)").utf8), as: .python)
        let messages = String(repeating: "[{'role':'system','content':", count: 20_000) + String(repeating: "}]", count: 20_000)
        _ = try PromptReader.read(Array(("x = " + messages + "\n" + "PROMPT = RULES + \(Self.rest)").utf8), as: .python)
        let types = String(repeating: "struct A{", count: 30_000) + String(repeating: "let A=1;", count: 30_000)
        _ = try PromptReader.read(Array((types + "\nlet prompt = A + \(Self.rest)").utf8), as: .swift)
        let nested = String(repeating: "def a(", count: 100_000) + String(repeating: ")", count: 100_000)
        _ = try PromptReader.read(Array((nested + "\n" + "PROMPT = RULES + \(Self.rest)").utf8), as: .python)
    }
}
