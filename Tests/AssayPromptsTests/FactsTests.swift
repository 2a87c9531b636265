import Testing

@testable import AssayPrompts

/// What readers learn beside the text.
@Suite struct FactsTests {
    private func unit(_ path: String, _ index: Int = 0) throws -> PromptUnit {
        let document = try PromptReader.read(Fixtures.bytes("good/" + path), name: path)
        try #require(document.units.indices.contains(index))
        return document.units[index]
    }

    @Test(arguments: [
        ("chat.prompty", "gpt-4o", 300), ("flow.dag.yaml", "gpt-4o", 256),
        ("tutor.prompt", "googleai/gemini-2.5-flash", 400), ("classify.prompt.yml", "openai/gpt-4o", 20),
        ("promptfooconfig.yaml", "openai:gpt-4o", 50), ("chat.json", "gpt-4o", 100), ("responses.json", "gpt-5", 50),
        ("claude.json", "claude-sonnet-4-5", 512), ("spans.json", "gpt-4o", 200),
    ])
    func findsModelAndLimit(_ path: String, _ model: String, _ limit: Int) throws {
        let facts = try unit(path).facts
        #expect(facts.model == model)
        #expect(facts.maxOutputTokens == limit)
    }

    @Test(arguments: [("chat.prompty", "conversation"), ("flow.dag.yaml", "history")])
    func findsHistoryInputs(_ path: String, _ name: String) throws {
        #expect(try unit(path).facts.inputs.filter(\.isHistory).map(\.name) == [name])
    }

    @Test(arguments: [
        ("chat.prompty", 1, "question", "Is the tent waterproof?"),
        ("classify.prompt.yml", 2, "ticket", "The app crashes"),
        ("promptfooconfig.yaml", 1, "name", "Ada"),
    ])
    func findsFixtures(_ path: String, _ count: Int, _ key: String, _ value: String) throws {
        let fixtures = try unit(path).facts.fixtures
        #expect(fixtures.count == count)
        #expect(fixtures.first?.values[key]?.string == value)
    }

    @Test(arguments: [
        ("AGENTS.md", "docs/architecture.md"), ("order.mustache", "footer"), ("flow.dag.yaml", "chat.jinja2"),
    ])
    func findsIncludes(_ path: String, _ include: String) throws {
        #expect(try unit(path).facts.includes.map(\.path) == [include])
    }

    @Test func keepsSettingsAroundAgentTemplates() throws {
        let setting = try unit("coder.yaml").facts.setting("history_processors")
        #expect(setting?.path == "agent.history_processors")
        #expect(setting?.value == "[]")
    }

    /// A response on two lines is one message, and its usage counts once.
    @Test func countsARepeatedResponseOnce() throws {
        let unit = try unit("session.jsonl")
        #expect(unit.messages.count == 3)
        #expect(unit.messages[1].segments.count == 3)
        #expect(unit.facts.usage.count == 1)
        #expect(unit.facts.usage.first?.outputTokens == 42)
        #expect(unit.facts.usage.first?.cacheWriteTokens == 2000)
    }

    @Test func readsTheLastRequestsTokenCount() throws {
        let usage = try #require(try unit("rollout.jsonl").facts.usage.first)
        #expect(usage.inputTokens == 450)
        #expect(usage.cacheReadTokens == 400)
        #expect(usage.reasoningTokens == 3)
    }

    @Test func sideConversationsAreUnitsOfTheirOwn() throws {
        #expect(try unit("session.jsonl", 1).name == "s1 side")
    }

    @Test func remembersThePreviousResponse() throws {
        #expect(try unit("responses.json").facts.previousResponse == "resp_123")
    }

    @Test func remembersCacheBreakpoints() throws {
        #expect(try unit("claude.json").facts.cacheBreakpoints.count == 1)
    }

    /// Front matter is settings, not text.
    @Test func keepsFrontMatterOutOfTheText() throws {
        let document = try PromptReader.read(Fixtures.bytes("good/AGENTS.md"), name: "AGENTS.md")
        let facts = try #require(document.units.first).facts
        #expect(facts.frontMatter == 0..<63)
        #expect(facts.setting("globs")?.value == "*.ts")
        #expect(!document.texts().joined().contains("globs"))
        #expect(document.texts(.example) == ["\nGood commit title: Round refunds half to even\n"])
    }
}
