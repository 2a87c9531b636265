import AssayPrompts
import Testing

/// What notes call a value that is not known.
@Suite struct ValueNameTests {
    @Test(arguments: [
        ("name", "name"), ("user.name", "user.name"), ("name | upper", "name"), ("docs.join('\\n')", "docs"),
        ("'\\n'.join(docs)", "docs"), ("\"\\n\".join(d.text for d in docs)", "docs"), ("[x for x in parts]", "parts"),
        ("question.strip()", "question"), ("str(question)", "question"), ("build(text=question, n=3)", "question"),
        ("json.dumps(settings)", "settings"), ("JSON.stringify(data)", "data"), ("await load(path)", "path"),
        ("f\"{name}\" + other", "other"), ("q if q else other", "q"), ("vip ? long : short", "vip"),
        ("now()", "now"), ("load().text", "load"), ("self.docs", "self.docs"), ("a == b", "a"), ("{ key: value }", "value"),
        ("greeting(for: user)", "user"), ("docs.map { $0.text }.joined(separator: \"\")", "docs"),
        ("render((d: Doc) => d.text, docs)", "docs"), ("render(({ a, b }) => a, docs)", "docs"), ("this.#name", "this.#name"),
        ("f'{x}'", "f'{x}'"), ("(lambda x=name: x)()", "name"), ("random.choice(names)", "names"),
        ("math.floor(score / 2)", "score"), ("Math.round(price * 100)", "price"),
        ("Date.now()", "Date.now"), ("np.mean(scores)", "scores"), ("typing.cast(str, name)", "name"),
        ("NAMES.join(', ')", "NAMES"),
        ("self.get_docs()", "self.get_docs"), ("this.load()", "this.load"), ("self.format(docs)", "docs"),
        ("self.docs.join(' ')", "self.docs"), ("map(lambda d: d.text, docs)", "docs"), ("map(lambda d, i=0: d, docs)", "docs"),
        ("map((d, i) => d.text, docs)", "docs"), ("pick(d => d.text, docs)", "docs"), ("new Date().toISOString()", "Date"),
        ("now() | upper", "now"), ("now() or default", "default"), ("os.environ['KEY']", "os.environ"),
        ("random.random()", "random.random"), ("f() || b", "b"), ("a || b", "a"), ("f(a) || b", "a"), ("", ""),
        ("'text'", "'text'"), (".", "."),
    ])
    func names(_ expression: String, _ name: String) {
        let references = ["now()": ["now"], "load().text": ["load", "text"]][expression] ?? []
        let segment = Segment(kind: .variable, span: 0..<0, expression: expression, references: references)
        #expect(segment.valueName == name)
    }

    @Test(
        "of a message the value is its content",
        arguments: [
            (
                "a.py",
                "messages = [{'role': 'system', 'content': 'You are kind to all of them.'}, {'role': 'user', 'content': question}]"
            ),
            (
                "a.ts",
                "const messages = [{role: 'system', content: 'You are kind to all of them.'}, {role: 'user', content: question}];"
            ),
            (
                "a.ts",
                "const messages = [{role: 'system', content: 'You are kind to all of them.'}, {content: question.join('\\n'), role: 'user'}];"
            ),
            ("a.py", "messages = [('system', 'You are kind to all of them.'), ('user', question)]"),
            ("a.py", "messages = [SystemMessage('You are kind to all of them.'), HumanMessage(content='\\n'.join(question))]"),
        ])
    func contents(_ file: String, _ program: String) throws {
        let document = try PromptReader.read(Array((program + "\n").utf8), name: file)
        let unit = try #require(document.units.first)
        #expect(unit.segments.filter(\.isOpenValue).map(\.valueName) == ["question"])
        #expect(unit.messages.map(\.role) == [.system, .user])
    }

    @Test("a message that is made elsewhere is called as it is written") func wholeMessages() throws {
        let program = "messages = [{'role': 'system', 'content': 'You are kind to all of them.'}, *history]\n"
        let unit = try #require(try PromptReader.read(Array(program.utf8), name: "a.py").units.first)
        #expect(unit.segments.filter(\.isOpenValue).map(\.valueName) == ["history"])
    }
}
