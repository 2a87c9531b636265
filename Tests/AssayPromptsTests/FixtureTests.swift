import Testing

@testable import AssayPrompts

/// One sample file of every format, and what is in it.
struct Sample: Sendable, CustomTestStringConvertible {
    var path: String
    var format: PromptFormat
    var units: Int
    /// Roles of the first unit's messages.
    var roles: [String]
    /// A text that is sent, and the line and column where it starts.
    var text: String
    var line: Int
    var column: Int

    var testDescription: String { path }

    static let all: [Sample] = [
        Sample(
            path: "invoice.txt", format: .plain, units: 1, roles: [""],
            text:
                "Extract the invoice number, the date and the total from the text below.\nAnswer with one line per field.\n",
            line: 1, column: 1),
        Sample(
            path: "AGENTS.md", format: .markdown, units: 1, roles: [""],
            text: "</example>\n\nMail @alice if the ledger does not balance.\n", line: 14, column: 1),
        Sample(
            path: "support.jinja2", format: .jinja, units: 1, roles: ["system", "user", "assistant", "user"],
            text: "Write in a friendly tone.", line: 8, column: 1),
        Sample(path: "order.mustache", format: .mustache, units: 1, roles: [""], text: "Dear ", line: 1, column: 1),
        Sample(path: "review.hbs", format: .handlebars, units: 1, roles: [""], text: "Be kind.", line: 9, column: 33),
        Sample(
            path: "planner.py", format: .python, units: 4, roles: [""],
            text: ".\nReply with JSON such as {\"city\": \"Rome\"}.\n", line: 5, column: 57),
        Sample(
            path: "agent.ts", format: .javascript, units: 3, roles: [""], text: ".\nUse `code` for names.", line: 2,
            column: 68),
        Sample(
            path: "Poet.swift", format: .swift, units: 2, roles: [""], text: "You are a poet.\n  Write ", line: 4,
            column: 9),
        Sample(
            path: "chat.prompty", format: .prompty, units: 1, roles: ["system", "item.role", "user"],
            text: "You sell tents.\n\n", line: 20, column: 1),
        Sample(path: "flow.dag.yaml", format: .promptflow, units: 1, roles: [], text: "", line: 0, column: 0),
        Sample(
            path: "tutor.prompt", format: .dotprompt, units: 1, roles: ["system", "user"], text: "You teach ", line: 13,
            column: 1),
        Sample(
            path: "classify.prompt.yml", format: .githubPrompt, units: 1, roles: ["system", "user"], text: "\nClass:",
            line: 12, column: 33),
        Sample(
            path: "promptfooconfig.yaml", format: .promptfoo, units: 3, roles: [""], text: "You greet \"people\".",
            line: 7, column: 38),
        Sample(
            path: "antonyms.json", format: .langchain, units: 1, roles: [""], text: "\nOutput:", line: 14, column: 32),
        Sample(
            path: "resume.baml", format: .baml, units: 1, roles: ["system", "user"], text: "Extract the résumé.\n",
            line: 10, column: 5),
        Sample(
            path: "summarize/skprompt.txt", format: .semanticKernel, units: 1, roles: ["system", "user"],
            text: " words.\n", line: 2, column: 56),
        Sample(
            path: "coder.yaml", format: .agentConfig, units: 2, roles: ["system", "user"], text: "Solve this issue:\n",
            line: 6, column: 7),
        Sample(
            path: "chat.json", format: .openaiChat, units: 1, roles: ["system", "user", "assistant", "tool", "tools"],
            text: "You are “kind”.\nBe brief.", line: 3, column: 34),
        Sample(
            path: "responses.json", format: .openaiResponses, units: 1, roles: ["system", "user", "assistant", "tool"],
            text: "And the weather?", line: 4, column: 64),
        Sample(
            path: "claude.json", format: .anthropic, units: 1, roles: ["system", "tools", "user", "assistant", "user"],
            text: "Case 12", line: 8, column: 88),
        Sample(
            path: "gemini.json", format: .gemini, units: 1, roles: ["system", "user", "assistant", "tools"],
            text: "Salt.", line: 4, column: 41),
        Sample(
            path: "batch.jsonl", format: .openaiBatch, units: 2, roles: ["system", "user"], text: "Bonjour", line: 2,
            column: 144),
        Sample(
            path: "tune.jsonl", format: .openaiFineTune, units: 2, roles: ["system", "user", "assistant"], text: "fog",
            line: 2, column: 85),
        Sample(
            path: "session.jsonl", format: .session, units: 2, roles: ["user", "assistant", "user"], text: "error: é",
            line: 5, column: 164),
        Sample(
            path: "rollout.jsonl", format: .session, units: 1, roles: ["system", "user", "assistant", "tool"],
            text: "README.md", line: 4, column: 126),
        Sample(
            path: "spans.json", format: .openTelemetry, units: 1, roles: ["system", "user"], text: "Say \"hi\"",
            line: 7, column: 132),
    ]
}

@Suite struct FixtureTests {
    @Test(arguments: Sample.all)
    func readsSample(_ sample: Sample) throws {
        let source = Fixtures.bytes("good/" + sample.path)
        try #require(!source.isEmpty)
        let document = try PromptReader.read(source, name: sample.path)
        #expect(document.format == sample.format)
        #expect(document.problems.isEmpty)
        #expect(document.units.count == sample.units)
        #expect(document.units.first?.messages.map(\.role.name) == sample.roles)
        #expect(Invariants.breaches(document) == [])
        guard !sample.text.isEmpty else { return }
        let segment = try #require(
            document.units.flatMap(\.segments).first { $0.isSent && document.text(of: $0).string == sample.text },
            "texts: \(document.texts())")
        let position = document.lineIndex().position(at: segment.span.lowerBound)
        #expect(position == LineIndex.Position(line: sample.line, column: sample.column))
    }

    @Test func everyFormatHasASample() {
        #expect(Set(Sample.all.map(\.format)) == Set(PromptFormat.allCases))
    }

    /// A forced format reads or refuses every other format's sample, and never traps.
    @Test(arguments: PromptFormat.allCases)
    func forcedFormatIsTotal(_ format: PromptFormat) {
        for sample in Sample.all {
            let source = Fixtures.bytes("good/" + sample.path)
            if let document = try? PromptReader.read(source, name: sample.path, as: format) {
                #expect(document.format == format)
                #expect(Invariants.breaches(document) == [], "\(sample.path) as \(format)")
            }
        }
    }

    @Test(arguments: [
        ("promptfooconfig.yaml", 9, "a tab is used for indentation"),
        ("tutor.prompt", 11, "not closed"),
        ("chat.prompty", 17, "unexpected text after a value"),
        ("flow.dag.yaml", 0, "needs `inputs` and `nodes`"),
        ("classify.prompt.yml", 0, "needs a list of `messages`"),
    ])
    func refusesBrokenFile(_ name: String, _ offset: Int, _ message: String) {
        let source = Fixtures.bytes("broken/" + name)
        let error = #expect(throws: ReadError.self) { try PromptReader.read(source, name: name) }
        #expect(error?.offset == offset)
        #expect(error?.message.contains(message) == true)
    }

    /// Files that are broken in places are read as far as they go, and say where they are broken.
    @Test(arguments: [
        ("support.jinja2", 1, 1), ("order.mustache", 3, 1), ("batch.jsonl", 1, 1), ("session.jsonl", 2, 1),
        ("planner.py", 1, 0), ("agent.ts", 1, 0), ("Poet.swift", 1, 0), ("resume.baml", 1, 0), ("AGENTS.md", 0, 1),
    ])
    func readsAroundBreaks(_ name: String, _ problems: Int, _ units: Int) throws {
        let document = try PromptReader.read(Fixtures.bytes("broken/" + name), name: name)
        #expect(document.problems.count == problems, "\(document.problems)")
        #expect(document.units.count == units)
        #expect(Invariants.breaches(document) == [])
    }

    @Test func forcedFormatsSayWhatIsMissing() {
        let chat = Fixtures.bytes("broken/chat.json")
        let error = #expect(throws: ReadError.self) { try PromptReader.read(chat, as: .openaiChat) }
        #expect(error?.message.contains("`messages`") == true)
        let cut = Fixtures.bytes("broken/antonyms.json")
        #expect(throws: ReadError.self) { try PromptReader.read(cut, as: .langchain) }
    }
}
