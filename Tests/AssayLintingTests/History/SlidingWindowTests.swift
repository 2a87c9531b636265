import Testing

@testable import AssayLinting

/// What HI005 says of windows that slide, and where it is silent.
struct SlidingWindowTests {
    private static let model = LintModel(
        name: "gpt-4o", cacheMinimum: 1024, cacheWriteFactor: 1, cacheReadFactor: 0.5)
    private static let long = String(repeating: "You help at the desk of a bicycle shop. ", count: 150)

    private func messages(_ text: String, _ file: String, models: [LintModel] = [model]) throws -> [String] {
        let rules = RuleRegistry.rules.filter { $0.description.id == "HI005" }.map { Linter.ActiveRule($0) }
        let context = LintContext(models: models)
        return try Linter(tokenizer: ExampleCase.tokenizer, rules: rules, context: context)
            .lint(LintSource(path: file, bytes: Array(text.utf8))).map(\.message)
    }

    private func program(_ system: String, _ window: String) -> String {
        """
        SYSTEM = "\(system)"

        def ask(client, history, question):
            history.append({"role": "user", "content": question})
            messages = [{"role": "system", "content": SYSTEM}] + \(window)
            return client.chat.completions.create(model="gpt-4o", messages=messages)

        """
    }

    private func template(_ system: String, _ loop: String) -> String { "\(system)\n\(loop)\n{{ question }}\n" }

    private static let loop = "{% for m in history[-8:] %}\n{{ m.role }}: {{ m.content }}\n{% endfor %}"

    @Test("a message is an entry, and two are a turn, in programs and in templates")
    func turns() throws {
        for text in try [
            messages(program(Self.long, "history[-8:]"), "a.py"), messages(template(Self.long, Self.loop), "a.jinja"),
        ] {
            #expect(text.count == 1 && text.first?.contains("with 4 turns it pays only from turn 9 on") == true, "\(text)")
        }
    }

    @Test(
        "an entry with both sides is a turn",
        arguments: [
            "{% for t in history[-8:] %}\nUser: {{ t.question }}\nAssistant: {{ t.answer }}\n{% endfor %}",
            "{% for e in exchanges[-8:] %}\n{{ e.role }}: {{ e.text }}\n{% endfor %}",
        ])
    func wholeTurns(_ loop: String) throws {
        let found = try messages(template(Self.long, loop), "a.jinja")
        #expect(found.count == 1 && found.first?.contains("with 8 turns") == true, "\(found)")
    }

    @Test("silent where what stands before the window is too short to be cached")
    func tooShort() throws {
        let short = "You help at the desk of a bicycle shop."
        #expect(try messages(program(short, "history[-8:]"), "a.py") == [])
        #expect(try messages(template(short, Self.loop), "a.jinja") == [])
        // A value may hold any length, and so may text that is not in the file.
        #expect(try messages(template("{{ manual }}", Self.loop), "a.jinja").count == 1)
        #expect(
            try messages(program(short, "history[-8:]").split(separator: "\n").dropFirst().joined(separator: "\n"), "a.py").count
                == 1)
    }
}
