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

    // MARK: Windows that do not slide

    /// A program with a cache that asks for so long a prefix that any window behind it matters.
    private func cached(_ before: String, _ body: String, sends list: String) -> String {
        """
        \(before)
        def ask(question):
            \(body.split(separator: "\n").joined(separator: "\n    "))
            system = [{"type": "text", "text": MANUAL, "cache_control": {"type": "ephemeral"}}]
            return client.messages.create(model="claude", max_tokens=500, system=system, messages=\(list))

        """
    }

    @Test("a part that is taken once does not slide")
    func takenOnce() throws {
        let once = "history = load()\nstart = history[-10:]"
        #expect(try messages(cached(once, "start.append(question)", sends: "start"), "a.py") == [])
        let first = cached("history = []", "history.append(question)", sends: "history[:10]")
        #expect(try messages(first, "a.py") == [])
        let loop = """
            def main():
                history = load()
                messages = history[-10:]
                while True:
                    messages.append({"role": "user", "content": input()})
                    client.messages.create(model="claude", cache_control={"type": "ephemeral"}, messages=messages)

            """
        #expect(try messages(loop, "a.py") == [])
        let each = """
            for chat in chats:
                client.messages.create(model="claude", cache_control={"type": "ephemeral"}, messages=chat.messages[-6:])

            """
        #expect(try messages(each, "a.py") == [])
        // Before a loop that only tries again, it is taken anew for each turn.
        let retry = "history.append(question)\nrecent = history[-10:]\nfor attempt in range(3):"
        #expect(try messages(cached("history = []", retry, sends: "recent"), "a.py").count == 1)
    }

    @Test(
        "ranges of Swift from a fixed place are no windows",
        arguments: [
            ("history[..<10]", 0), ("history[0..<10]", 0), ("history[(history.count - 10)...]", 1), ("history.suffix(10)", 1),
        ])
    func ranges(_ slice: String, _ count: Int) throws {
        let text = """
            final class Chat {
                var history: [Message] = []
                func ask(_ question: String) async throws {
                    history.append(Message(role: .user, content: question))
                    try await client.messages.create(model: "claude", maxTokens: 500, cacheControl: .ephemeral, messages: Array(\(slice)))
                }
            }

            """
        #expect(try messages(text, "a.swift").count == count)
    }

    @Test(
        "a list that is cut to less than the length at which it is cut grows in chunks",
        arguments: [
            ("if len(history) > 40: history = history[-20:]", 0),
            ("if len(history) <= 40: return\nhistory = history[-20:]", 0),
            ("if len(history) <= 20: return\nhistory = history[-20:]", 1),
        ])
    func chunks(_ cut: String, _ count: Int) throws {
        let text = """
            history = []
            def trim():
                global history
                \(cut.split(separator: "\n").joined(separator: "\n    "))

            \(cached("", "history.append({\"role\": \"user\"})\ntrim()", sends: "history"))
            """
        #expect(try messages(text, "a.py").count == count)
    }

    // MARK: How long they are

    @Test("what is added to a list says whether an entry is a turn, whatever the list is called")
    func entries() throws {
        func text(_ name: String, _ entry: String) -> String {
            """
            \(name) = deque(maxlen=20)

            \(cached("", "\(name).append(\(entry))", sends: "list(\(name))"))
            """
        }
        let message = try messages(text("turns", "{\"role\": \"user\", \"content\": question}"), "a.py")
        #expect(message.count == 1 && message[0].contains("with 10 turns"), "\(message)")
        let pair = try messages(text("history", "(question, answer)"), "a.py")
        #expect(pair.count == 1 && pair[0].contains("with 20 turns"), "\(pair)")
        // `2 * LIMIT` is not two.
        let product = try messages(
            text("history", "{\"role\": \"user\"}").replacing("maxlen=20", with: "maxlen=2 * LIMIT"), "a.py")
        #expect(product.count == 1 && product[0].contains("a window of m turns"), "\(product)")
    }

    @Test("windows that hardly cost more than the whole history are not worth a word", arguments: [1, 2, 4, 6])
    func small(_ messages: Int) throws {
        let found = try self.messages(program(Self.long, "history[-\(messages):]"), "a.py")
        #expect(found == [])
        let template = try self.messages(template(Self.long, Self.loop.replacing("8", with: "\(messages)")), "a.jinja")
        #expect(template == [])
    }

    @Test("a model that a provider makes is the one whose prices count")
    func provider() throws {
        let text = """
            export async function POST(request: Request) {
              const { messages } = await request.json();
              return streamText({ model: openai("gpt-4o"), promptCacheKey: "desk", messages: messages.slice(-20) });
            }

            """
        let rules = RuleRegistry.rules.filter { $0.description.id == "HI005" }.map { Linter.ActiveRule($0) }
        var context = LintContext()
        context.model = { $0 == "gpt-4o" ? Self.model : nil }
        let found = try Linter(tokenizer: ExampleCase.tokenizer, rules: rules, context: context)
            .lint(LintSource(path: "route.ts", bytes: Array(text.utf8)))
        #expect(found.count == 1 && found[0].message.contains("on gpt-4o"), "\(found.map(\.message))")
    }
}
