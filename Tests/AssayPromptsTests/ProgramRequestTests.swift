import Testing

@testable import AssayPrompts

/// What a call of a program sends together is one unit.
@Suite struct ProgramRequestTests {
    @Test(arguments: [
        """
        create(model="m", system="You are a kind helper.", messages=[{"role": "user", "content": f"Question: {q}"}])
        """,
        """
        create(messages=[{"role": "user", "content": f"Question: {q}"}], system="You are a kind helper.")
        """,
        """
        create(system=[{"type": "text", "text": "You are a kind helper."}], tools=tools,
               messages=[{"role": "user", "content": f"Question: {q}"}])
        """,
        """
        create(instructions="You are a kind helper.", input=f"Question: {q}")
        """,
        """
        requests.post(url, json={"system": "You are a kind helper.", "prompt": f"Question: {q}"})
        """,
    ])
    func python(source: String) throws {
        let units = try writtenUnits(source, as: .python)
        #expect(units.map { $0.sorted() } == [["system: You are a kind helper.", "user: Question: <q>"]])
    }

    @Test(arguments: [
        "generateText({ model, system: 'You are a kind helper.', prompt: `Question: ${q}` })",
        "create({\n  system: 'You are a kind helper.',\n  messages: [\n    { role: 'user', content: `Question: ${q}` },\n  ],\n})",
        "create({ system: [{ type: 'text', text: 'You are a kind helper.' }], messages: [{ role: 'user', content: `Question: ${q}` }] })",
    ])
    func javaScript(source: String) throws {
        let units = try writtenUnits("async function f(q) { await \(source) }", as: .javascript)
        #expect(units == [["system: You are a kind helper.", "user: Question: <q>"]])
    }

    @Test func constants() throws {
        let python = """
            def ask(q):
                rules = "You are a kind helper."
                return create(system=rules, messages=[{"role": "user", "content": f"Question: {q}"}])
            """
        #expect(try writtenUnits(python, as: .python) == [["system: [You are a kind helper.]", "user: Question: <q>"]])
        let short = "const system = 'You are a kind helper.';\ngenerateText({ model, system, prompt: `Question: ${q}` })"
        #expect(try writtenUnits(short, as: .javascript) == [["system: [You are a kind helper.]", "user: Question: <q>"]])
        let blocks = """
            RULES = "You are a kind helper."
            create(system=[{"type": "text", "text": RULES, "cache_control": x}], messages=[
                {"role": "user", "content": [{"type": "text", "text": "Question: "}, {"type": "text", "text": q}]}])
            """
        #expect(try writtenUnits(blocks, as: .python) == [["system: [You are a kind helper.]", "user: Question: <q>"]])
        let value = "create(system=load(), messages=[{\"role\": \"user\", \"content\": \"Who are you, and why?\"}])"
        #expect(try writtenUnits(value, as: .python) == [["system: <load()>", "user: Who are you, and why?"]])
    }

    /// A text with values in it is sent where its name stands, as a constant is.
    @Test(arguments: [
        "q = f'Answer the question {x}, please.'\ncreate(messages=[{'role': 'system', 'content': 'You are a kind helper.'}, {'role': 'user', 'content': q}])",
        "def ask(x):\n    prompt = f'Answer the question {x}, please.'\n    create(system='You are a kind helper.', messages=[{'role': 'user', 'content': prompt}])",
        "prompt = 'Answer the question ' + x + ', please.'\ncreate(system='You are a kind helper.', prompt=prompt)",
    ])
    func valuesInNames(source: String) throws {
        #expect(
            try writtenUnits(source, as: .python) == [
                ["system: You are a kind helper.", "user: [Answer the question ]<x>[, please.]"]
            ])
    }

    @Test func valuesInNamesOfOtherLanguages() throws {
        let script = """
            async function f(x) {
              const system = `You are a kind helper of ${x}.`;
              const prompt = `${x} is who, and why?`;
              await create({ system, messages: [{ role: 'user', content: prompt }] });
            }
            """
        #expect(
            try writtenUnits(script, as: .javascript)
                == [["system: [You are a kind helper of ]<x>[.]", "user: []<x>[ is who, and why?]"]])
    }

    /// What else reads the text, or gives the name another one, leaves it a prompt of its own.
    @Test func valuesInOtherNames() throws {
        let text = "prompt = f'You are a kind helper. Who is {x}, and why?'\n"
        let call = "create(messages=[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': prompt}])\n"
        let own = [": You are a kind helper. Who is <x>, and why?"]
        let known = ["system: Be kind.", "user: [You are a kind helper. Who is ]<x>[, and why?]"]
        let added = ["system: Be kind.", "user: [You are a kind helper. Who is ]<x>[, and why?]<y>"]
        #expect(try writtenUnits(text + "log(prompt)\n" + call, as: .python) == [known])
        #expect(try writtenUnits(text + "save(prompt)\n" + call, as: .python) == [own, known])
        #expect(try writtenUnits(text + "prompt += y\n" + call, as: .python) == [added])
        #expect(try writtenUnits(text + call.replacing("prompt}", with: "prompt.strip()}"), as: .python).first == own)
    }

    /// Long texts that many calls send take no time without end.
    @Test(.timeLimit(.minutes(1))) func hostileNames() throws {
        let calls = String(repeating: "c(messages=[{'role': 'user', 'content': p}])\n", count: 2_000)
        for holes in [900, 20_000] {
            let text = "p = f'You are a kind helper \(String(repeating: "{a} b ", count: holes))'\n"
            _ = try PromptReader.read(Array((text + calls).utf8), as: .python)
        }
    }

    /// What the system text is, only a run says: the texts in it are prompts of their own.
    @Test(arguments: [
        "[{'type': 'text', 'text': 'You are a kind helper of many people in need.'}] + more",
        "build_prompt('You are a kind helper of many people in need.')",
    ])
    func partsOfText(system: String) throws {
        let source = "create(system=\(system), messages=[{'role': 'user', 'content': 'Who are you, and why?'}])"
        let units = try writtenUnits(source, as: .python)
        #expect(units.count == 2 && units.contains(["user: Who are you, and why?"]), "\(units)")
        #expect(units.first?.first?.hasPrefix(": You are a kind helper") == true)
    }

    @Test func joinedByAMethod() throws {
        let messages = "messages=[{'role': 'user', 'content': 'Who are you, and why?'}]"
        let known = try writtenUnits("create(system='\\n'.join(['Be kind.', 'Be brief.']), \(messages))", as: .python)
        #expect(known == [["system: Be kind.\nBe brief.", "user: Who are you, and why?"]])
        let open = try writtenUnits("create(system='\\n'.join(['Be kind.', *rules]), \(messages))", as: .python)
        #expect(open.count == 1 && open[0].count == 2 && open[0][0].hasPrefix("system: <"), "\(open)")
    }

    /// Parameters of a function and tables of texts are sent by nobody, or one by one.
    @Test(arguments: [
        "def ask(q, system='You are a kind helper.', prompt='You are a brief helper.'): pass",
        "PROMPTS = {'system': 'You are a kind helper.', 'prompt': 'You are a brief helper.'}",
    ])
    func tables(source: String) throws {
        #expect(
            try writtenUnits(source, as: .python).sorted { $0[0] < $1[0] } == [
                [": You are a brief helper."], [": You are a kind helper."],
            ])
    }

    /// What is sent with a system text is not known, or nothing is.
    @Test(arguments: [
        "create(system='You are a kind helper.', messages=messages)", "create(system='You are a kind helper.', prompt=None)",
        "create(system='You are a kind helper.', messages=[turn(q) for q in all])",
    ])
    func alone(source: String) throws {
        #expect(try writtenUnits(source, as: .python) == [[": You are a kind helper."]])
    }

    @Test func noPrompt() throws {
        #expect(try writtenUnits("name = 'linux'\nrun({'system': name, 'input': 'x.txt'})", as: .python).isEmpty)
    }

    @Test func twoCalls() throws {
        let call = "create(system='You are a kind helper.', messages=[{'role': 'user', 'content': 'Who are you, and why?'}])\n"
        let one = ["system: You are a kind helper.", "user: Who are you, and why?"]
        #expect(try writtenUnits(call + call, as: .python) == [one, one])
        let inside = "create(system='You are a kind helper.', messages=[{'role': 'user', 'content': \(call.dropLast())}])"
        #expect(try writtenUnits(inside, as: .python) == [[": You are a kind helper."], one])
    }

    /// Calls in calls by the thousand take no time without end.
    @Test(.timeLimit(.minutes(1))) func hostile() throws {
        let count = 1_000
        let start = String(repeating: "f(system='You are a kind helper.', prompt=", count: count)
        let source = start + "'You are a helper.'" + String(repeating: ")", count: count)
        #expect(try !PromptReader.read(Array(source.utf8), as: .python).units.isEmpty)
        let sum = Array(repeating: "'You are a helper.'", count: 4 * count).joined(separator: " + ")
        let entries = String(repeating: "x['RULES'] = {'RULES': 'You are a kind helper of many people.'}\n", count: 4 * count)
        _ = try PromptReader.read(Array("RULES = \(sum)\nPROMPT = RULES + ' Answer.'\n\(entries)".utf8), as: .python)
        let flat = String(repeating: "f(system='You are a kind helper.', prompt='Who are you, and why?')\n", count: count)
        #expect(try PromptReader.read(Array(flat.utf8), as: .python).units.count == count)
    }
}
