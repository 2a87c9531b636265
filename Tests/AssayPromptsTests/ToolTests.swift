import Testing

@testable import AssayPrompts

/// Tools that stand outside of requests: those that can be read are sent with the prompts, and of others it is said.
@Suite struct ToolTests {
    private func read(_ source: String, as format: PromptFormat) throws -> PromptDocument {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        return document
    }

    private static let prompt = "RULES = 'You are a kind helper of many people.'\n"
    private static let script = "const rules = 'You are a kind helper of many people.';\n"

    @Test(arguments: [
        "create(model='m', messages=messages, tools=TOOLS)", "create(model='m', messages=messages, functions=[f])",
        "create(**{'model': 'm', 'messages': messages, 'tools': [weather]})", "kwargs['tools'] = tools",
        "model.bind_tools([weather])", "create_react_agent(model, tools)", "Agent(name='a', tools=[weather])",
        "GenerateContentConfig(tools=[weather])",
    ])
    func python(call: String) throws {
        let document = try read(Self.prompt + call, as: .python)
        #expect(
            document.omissions.map(\.message) == ["the tools that the program sends are not counted; in a JSON request they are"])
        #expect(document.omissions.map { document.lineIndex().line(at: $0.offset) } == [2])
    }

    @Test(arguments: [
        "create({ model, messages, tools })", "create({ model: 'm', messages, tools: [weather] })", "model.bindTools(tools)",
        "generateContent({ model, contents, config: { tools: [weather] } })", "params.tools = tools",
    ])
    func javaScript(call: String) throws {
        #expect(try read(Self.script + call, as: .javascript).omissions.count == 1)
    }

    @Test(arguments: [
        "create(model='m', messages=messages, tools=[])", "create(model='m', messages=messages, tools=None)",
        "def ask(model, tools=TOOLS): pass", "shop.sell(tools=3)", "if tools == model: pass", "print(tools)",
    ])
    func none(call: String) throws {
        #expect(try read(Self.prompt + call, as: .python).omissions.isEmpty)
    }

    @Test("a program without prompts, and one that sends tools often") func once() throws {
        #expect(try read("create(model='m', messages=messages, tools=TOOLS)", as: .python).omissions.isEmpty)
        let call = "create(model='m', messages=messages, tools=TOOLS)\n"
        #expect(try read(Self.prompt + call + call, as: .python).omissions.count == 1)
    }

    private static let definitions = """
        [{type: function, function: {name: weather, description: "Today's", parameters: {type: object, properties: {}}}}]
        """
    private static let json =
        #"{"type":"function","function":{"name":"weather","description":"Today's","parameters":{"type":"object","properties":{}}}}"#

    private func tools(_ unit: PromptUnit, _ document: PromptDocument) -> [String] {
        unit.messages.filter { $0.role == .other("tools") }.flatMap(\.segments).map { document.text(of: $0).string }
    }

    @Test(arguments: ["tools: \(definitions)", "model:\n  parameters:\n    tools: \(definitions)"])
    func prompty(front: String) throws {
        let document = try read("---\n\(front)\n---\nsystem:\nBe kind.\n\nuser:\n{{question}}\n", as: .prompty)
        #expect(document.units[0].messages.map(\.role) == [.other("tools"), .system, .user])
        #expect(tools(document.units[0], document) == [Self.json])
        #expect(document.omissions.isEmpty)
        let rendered = UnitRenderer(document).render(document.units[0], values: [("question", .string("Who?"))])
        #expect(rendered.messages.map(\.text) == [Self.json, "Be kind.", "Who?"])
    }

    @Test(arguments: [
        "tools: ${file:tools.json}", "tools: [{name: weather, kind: function, parameters: [{name: city}]}]", "tools: [weather]",
    ])
    func named(front: String) throws {
        let document = try read("---\n\(front)\n---\nuser:\nHello\n", as: .prompty)
        #expect(tools(document.units[0], document) == [])
        #expect(document.omissions.map(\.message) == ["the tools that it only names are not counted; in a JSON request they are"])
    }

    @Test func dotprompt() throws {
        let document = try read("---\nmodel: m\ntools: [weather]\n---\nHello\n", as: .dotprompt)
        #expect(document.omissions.count == 1)
    }

    @Test("every provider's tools, in prompts of the configuration and of other files") func promptfoo() throws {
        let provider = "{id: 'openai:gpt-4o', config: {tools: \(Self.definitions)}}"
        let source = "prompts: ['Hello, world', 'file://p.txt']\nproviders: [\(provider)]\ntests: []\n"
        let document = try read(source, as: .promptfoo)
        let units = IncludeResolver(read: { $0 == "p.txt" ? Array("Goodbye".utf8) : nil }).units(of: document).units
        #expect(units.map { tools($0.unit, $0.document) } == [[Self.json], [Self.json]])
        #expect(units[1].unit.messages.count == 2)
        let other = try read(source.replacing("[\(provider)]", with: "[\(provider), 'openai:gpt-5']"), as: .promptfoo)
        #expect(tools(other.units[0], other) == [])
        #expect(
            other.omissions.map(\.message) == [
                "the providers send different tools, which are not counted; in a JSON request they are"
            ])
    }

    @Test("many prompts do not have a copy of many tools each", .timeLimit(.minutes(1))) func hostile() throws {
        let many = (0..<2_000).map { "{name: t\($0), description: what it does, parameters: {type: object}}" }
        let prompts = (0..<4_000).map { "'Hello \($0)'" }
        let document = try PromptReader.read(
            Array(
                """
                prompts: [\(prompts.joined(separator: ", "))]
                providers: [{id: a, config: {tools: [\(many.joined(separator: ", "))]}}]
                tests: []
                """.utf8), as: .promptfoo)
        #expect(document.units.allSatisfy { $0.messages.count == 1 } && document.omissions.count == 1)
        let calls = String(repeating: "f(tools=1,", count: 5_000) + String(repeating: ")", count: 5_000)
        #expect(try PromptReader.read(Array((Self.prompt + calls).utf8), as: .python).omissions.isEmpty)
    }
}
