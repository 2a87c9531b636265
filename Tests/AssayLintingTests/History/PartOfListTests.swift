import AssayPrompts
import Testing

@testable import AssayLinting

/// Lists of which a part is sent: cut where they are spread, by a helper of any name, or by the table that makes them.
@Suite struct PartOfListTests {
    private func leaks(_ source: String, _ file: String) throws -> Int {
        let document = try PromptReader.read(Array(source.utf8), name: file)
        return try #require(HistoryFlow(document)).leaks().count
    }

    @Test(
        "of a table's entry, where what is sent is put back",
        arguments: [
            ("[...(chats[id] ?? []).slice(-20), turn]", 0), ("[...(chats[id] ?? []), turn].slice(-20)", 0),
            ("[system, ...chats[id].slice(-20), turn]", 0), ("[...(chats[id] ?? []), turn]", 1),
            ("[...(chats[id] ?? []).slice(1), turn]", 1),
        ])
    func entries(_ value: String, _ count: Int) throws {
        let program = """
            const chats: Record<string, Message[]> = {};
            export async function send(id: string, turn: Message) {
              const messages = \(value);
              const reply = await client.chat.completions.create({ model: "gpt-4o", messages });
              chats[id] = [...messages, { role: "assistant", content: reply.text }];
            }
            """
        #expect(try leaks(program, "a.ts") == count)
    }

    @Test(
        "by a function of the file, whatever it is called",
        arguments: [
            ("return turns[-20:]", 0), ("return turns[-n:]", 0), ("return [{'role': 'system', 'content': s}, *turns[-20:]]", 0),
            ("if s:\n        return turns[-4:]\n    return turns[-20:]", 0), ("return turns", 1), ("return turns[:]", 1),
            ("return turns[1:]", 1), ("if s:\n        return turns\n    return turns[-20:]", 1), ("return turns[-3:] + turns", 1),
        ])
    func helpers(_ body: String, _ count: Int) throws {
        let program = """
            def tail(turns, n=3, s=None):
                \(body)
            history = []
            def answer(text):
                history.append({"role": "user", "content": text})
                reply = client.chat.completions.create(model="gpt-4o", messages=tail(history))
                history.append({"role": "assistant", "content": reply.text})
            """
        #expect(try leaks(program, "a.py") == count)
    }

    @Test(
        "by the table that makes the lists",
        arguments: [
            ("defaultdict(lambda: deque(maxlen=20))", 0), ("defaultdict(partial(deque, maxlen=20))", 0), ("defaultdict(list)", 1),
            ("defaultdict(deque)", 1),
        ])
    func tables(_ table: String, _ count: Int) throws {
        let program = """
            chats = \(table)
            def answer(uid, text):
                chats[uid].append({"role": "user", "content": text})
                reply = client.chat.completions.create(model="gpt-4o", messages=list(chats[uid]))
                chats[uid].append({"role": "assistant", "content": reply.text})
            """
        #expect(try leaks(program, "a.py") == count)
    }
}
