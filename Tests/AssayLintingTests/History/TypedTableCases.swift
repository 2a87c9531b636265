/// Tables of conversations in every form that TypeScript and Python people declare, start and read them.
extension HistoryCase {
    private static let typed = "const threads: Record<string, Message[]> = {};"
    private static let mapped = "const chats: Map<string, Array<Message>> = new Map();"
    private static let start = "if (!threads[id]) threads[id] = [];"
    private static let push = "threads[id].push({ role: \"user\", content: text });"
    private static let add = "list.push({ role: \"user\", content: text });"

    /// TypeScript that does something and sends a list; `then` runs when the answer is there.
    private static func typeScript(
        _ name: String, _ table: String = typed, _ steps: String..., sends list: String = "threads[id]", then: String = ""
    ) -> HistoryCase {
        HistoryCase(
            name, "threads.ts",
            """
            \(table)
            export async function answer(id: string, text: string) {
              \(steps.joined(separator: "\n  "))
              const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 300, messages: \(list) });
              \(then)
              return reply.choices[0].message.content;
            }
            """)
    }

    private static func python(_ name: String, _ table: String, _ start: String, then: String = "") -> HistoryCase {
        HistoryCase(
            name, "threads.py",
            """
            \(table)
            def answer(uid, text):
                \(start)
                chats[uid].append({"role": "user", "content": text})
                reply = client.chat.completions.create(model="gpt-4o", max_tokens=300, messages=chats[uid])
                \(then)
                return reply.choices[0].message.content
            """)
    }

    // MARK: Declarations

    private static let declarations = [
        typed, "const threads: { [id: string]: Message[] } = {};", "const threads = {} as Record<string, Message[]>;",
        "export const threads: Readonly<Record<string, Array<{ role: \"user\" | \"assistant\", content: string }>>> = {};",
        "const threads: Record<\n  string,\n  Message[]\n> = {};", "const threads: {\n  [id: string]: Message[];\n} = {};",
        "let threads: Record<string, ReturnType<(id: string) => Message[]>> = {};", "const threads = {};",
    ]

    // MARK: A table's entry is started where it is missing

    private static let starts = [
        "", start, "if (!threads[id])\n    threads[id] = [];", "if (!(id in threads)) { threads[id] = []; }",
        "if (threads[id]) log(id); else threads[id] = [];", "if (threads[id]) log(id)\n  else if (id) threads[id] = []",
        "if (id) if (!threads[id]) threads[id] = [];", "threads[id] ??= [];", "threads[id] ||= []",
        "threads[id] = threads[id] || [];", "threads[id] = id in threads ? threads[id] : [];",
        "!threads[id] && (threads[id] = []);", "for (const key of [id]) if (!threads[key]) threads[key] = [];",
    ]

    /// Steps that add to an entry, and what is then sent.
    private static let reads: [(steps: String, sent: String)] = [
        ("let list = chats.get(id);\n  if (!list) { list = []; chats.set(id, list); }\n  \(add)", "list"),
        ("let list = chats.get(id);\n  if (!list) chats.set(id, (list = []));\n  \(add)", "list"),
        ("let list = chats.get(id);\n  if (!list) list = [];\n  \(add)\n  chats.set(id, list);", "list"),
        ("const list = chats.get(id) ?? [];\n  \(add)\n  chats.set(id, list);", "list"),
        ("const list = chats.has(id) ? chats.get(id)! : [];\n  \(add)\n  chats.set(id, list);", "list"),
        ("const list = !chats.has(id) ? [] : chats.get(id)!;\n  \(add)\n  chats.set(id, list);", "list"),
        ("if (!chats.has(id)) chats.set(id, []);\n  const list = chats.get(id) as Message[];\n  \(add)", "list"),
        ("if (!chats.has(id)) chats.set(id, []);\n  chats.get(id)!.push({ role: \"user\", content: text });", "chats.get(id)!"),
        ("const list = chats.get(id) ?? [];\n  \(add)\n  chats.delete(id);\n  chats.set(id, list);", "list"),
    ]

    private static let names: [(steps: String, sent: String)] = [
        ("const list = (threads[id] ??= []);\n  \(add)", "list"),
        ("const list = threads[id] ?? (threads[id] = []);\n  \(add)", "list"),
        ("let list = threads[id];\n  if (!list) list = threads[id] = [];\n  \(add)", "list"),
        ("(threads[id] ??= []).push({ role: \"user\", content: text });", "threads[id]"),
        ("(threads[id] = threads[id] || []).push({ role: \"user\", content: text });", "threads[id]"),
    ]

    private static let pythonStarts = [
        "if uid not in chats: chats[uid] = []", "if uid not in chats:\n        chats[uid] = []", "chats.setdefault(uid, [])",
        "chats[uid] = chats.get(uid) or []", "try: chats[uid]\n    except KeyError: chats[uid] = []",
    ]
    private static let pythonTables = [
        "chats = {}", "chats: dict[str, list[dict[str, str]]] = {}", "chats: \"dict[str, list[Message]]\" = {}",
        "chats: dict[\n    str,\n    list[Message],\n] = {}",
    ]

    static let typedTables: [HistoryCase] =
        declarations.map { typeScript("table: \($0)", $0, start, push) }
        + starts.map { typeScript("start: \($0)", typed, $0, push) }
        + reads.map { typeScript("map: \($0.steps)", mapped, $0.steps, sends: $0.sent) }
        + names.map { typeScript("name: \($0.steps)", typed, $0.steps, sends: $0.sent) }
        + pythonTables.flatMap { table in pythonStarts.map { python("\(table) \($0)", table, $0) } }
        + [
            typeScript("entry that goes away on request", typed, start, push, then: "if (text === \"bye\") delete threads[id];"),
            typeScript(
                "entry that is cut on request", typed, start, push, "if (forgetful) threads[id] = threads[id].slice(-20);"),
            python("entry that goes away on request", "chats = {}", pythonStarts[0], then: "if text == 'bye': del chats[uid]"),
            HistoryCase(
                "Swift's generic types", "Desk.swift",
                """
                actor Desk {
                    var chats: Dictionary<String, Array<Message>> = [:]
                    func answer(_ id: String, _ text: String) async throws -> String {
                        if chats[id] == nil { chats[id] = [] }
                        chats[id]!.append(Message(role: .user, content: text))
                        return try await client.chats(query: ChatQuery(messages: chats[id] ?? [], model: .gpt4_o)).text
                    }
                }
                """),
        ]

    // MARK: The same within bounds

    /// What cuts an entry back between its growth and the call.
    private static let cuts = [
        "threads[id] = threads[id].slice(-20);", "while (threads[id].length > 40) threads[id].shift();",
        "if (threads[id].length > 40)\n    threads[id].shift();", "for (; threads[id].length > 40;) threads[id].shift();",
        "if (threads[id].length > 40) threads[id] = [];", "if (threads[id].length > 40) threads[id].length = 0;",
        "if (threads[id].length < 40) log(id);\n  else threads[id] = threads[id].slice(-20);",
        "if (threads[id].length > 40) throw new Error(\"too long\");", "threads[id].splice(0, threads[id].length - 20);",
        "if (threads[id].length > 40) trimHistory(threads[id]);",
    ]

    private static let fresh = [
        "threads[id] = [];", "if (verbose) log(id);\n  threads[id] = [];", "if (verbose)\n    log(id)\n  threads[id] = []",
        "if (text) threads[id] = [RULES]; else threads[id] = [];", "if (text) count++\n  threads[id] = []",
        "if (text) { threads[id] = [RULES]; } else if (id) { threads[id] = [id]; } else { threads[id] = []; }",
    ]

    static let typedTablesBounded: [HistoryCase] =
        declarations.map { typeScript("table: \($0)", $0, start, push, sends: "threads[id].slice(-20)") }
        + starts.map { typeScript("start: \($0)", typed, $0, push, sends: "threads[id].slice(-20)") }
        + reads.map { typeScript("map: \($0.steps)", mapped, $0.steps, sends: "\($0.sent).slice(-20)") }
        + reads.map {
            typeScript("cut map: \($0.steps)", mapped, $0.steps, "chats.set(id, \($0.sent).slice(-20));", sends: $0.sent)
        }
        + reads.map {
            typeScript(
                "short map: \($0.steps)", mapped, $0.steps, "while (\($0.sent).length > 40) \($0.sent).shift();", sends: $0.sent)
        }
        + reads.map { typeScript("map of one call: \($0.steps)", "", mapped, $0.steps, sends: $0.sent) }
        + names.map { typeScript("name: \($0.steps)", typed, $0.steps, sends: "\($0.sent).slice(-20)") }
        + cuts.map { typeScript("cut: \($0)", typed, start, push, $0) }
        + fresh.map { typeScript("fresh: \($0)", typed, $0, push) }
        + pythonTables.flatMap { table in
            pythonStarts.map { python("cut: \(table) \($0)", table, $0, then: "chats[uid] = chats[uid][-20:]") }
        }
        + [
            typeScript("entry that goes away", typed, start, push, then: "delete threads[id];"),
            typeScript(
                "copy of an entry's end", typed, "const list = (threads[id] ?? []).slice(-20);", add, sends: "list",
                then: "threads[id] = list;"),
            typeScript(
                "entry of a map that goes away", mapped, "if (!chats.has(id)) chats.set(id, []);",
                "chats.get(id)!.push({ role: \"user\", content: text });", sends: "chats.get(id)!", then: "chats.delete(id);"),
            typeScript(
                "list of one call in a counted loop", "", "const list: Array<Message> = [];",
                "for (let turn = 0; turn < 5; turn++) \(add)", sends: "list"),
            typeScript(
                "entry that is put back as it was", mapped, "const list = chats.get(id) ?? [];", "chats.delete(id);",
                "chats.set(id, list);", sends: "list"),
            HistoryCase(
                "entry that goes away in the end", "threads.ts",
                """
                \(typed)
                export async function answer(id: string, text: string) {
                  try {
                    \(start)
                    \(push)
                    return await client.chat.completions.create({ model: "gpt-4o", max_tokens: 300, messages: threads[id] });
                  } finally {
                    delete threads[id];
                  }
                }
                """),
            python("entry that goes away", "chats = {}", pythonStarts[0], then: "del chats[uid]"),
            python("entry that is taken out", "chats = {}", pythonStarts[0], then: "chats.pop(uid, None)"),
        ]
}
