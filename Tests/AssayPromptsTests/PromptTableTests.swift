import Testing

@testable import AssayPrompts

/// Prompts in tables of JSON and YAML files: each a unit of its own.
@Suite struct PromptTableTests {
    private func names(_ text: String, _ file: String) throws -> [String]? {
        let document = try PromptReader.read(Array(text.utf8), name: file)
        guard document.format == .agentConfig else { return nil }
        #expect(Invariants.breaches(document) == [])
        for unit in document.units { #expect(unit.messages.count == 1) }
        return document.units.map(\.name)
    }

    private static let agents = """
        researcher:
          role: >
            Reader of {topic}
          goal: Find what is new about {topic}
          backstory: |
            You read everything there is about {topic}.
        writer:
          role: Writer
          goal: Write it down
          backstory: You write.
        """

    @Test(arguments: [
        (
            "prompts:\n  support: Help the customer with the order {order}, politely.\n  sales: You are a seller of {goods}.\n",
            "prompts.yaml", ["prompts.support", "prompts.sales"]
        ),
        (
            "prompts:\n  - name: support\n    prompt: You are a helper of customers with an order.\n  - name: sales\n    prompt: You are a seller of many goods, and nothing else.\n",
            "config.yml", ["prompts.0.prompt", "prompts.1.prompt"]
        ),
        (
            "- name: a name that is long enough to be a text\n  prompt: You are a helper of customers with an order.\n",
            "list.yaml", ["0.prompt"]
        ),
        (
            "{\"prompts\": {\"support\": \"You are a helper of customers.\", \"sales\": \"You are a seller of many goods.\", \"description\": \"What these texts of ours are for\"}}",
            "config.json", ["prompts.support", "prompts.sales"]
        ),
        (
            "[{\"name\": \"a\", \"prompt\": \"You are a helper of customers with an order.\"}, {\"name\": \"b\", \"prompt\": \"You are a seller of goods.\"}]",
            "list.json", ["0.prompt", "1.prompt"]
        ),
        (
            "system_prompt:\n  en: You are a helper of all people.\n  de: Du bist ein Helfer aller Menschen.\n",
            "locales.yaml",
            ["system_prompt.en", "system_prompt.de"]
        ),
        (
            "en:\n  prompts:\n    greet: You are a friendly host who greets {name}.\nde:\n  prompts:\n    greet: Du bist ein Gastgeber und grüßt {name}.\n",
            "locale.yaml", ["en.prompts.greet", "de.prompts.greet"]
        ),
        (
            agents, "agents.yaml",
            [
                "researcher.role", "researcher.goal", "researcher.backstory", "writer.role", "writer.goal",
                "writer.backstory",
            ]
        ),
        (
            "research:\n  description: Read about {topic}\n  expected_output: A list of ten points\n  agent: researcher\n",
            "tasks.yaml", ["research.description", "research.expected_output"]
        ),
    ])
    func eachTextIsAUnit(_ text: String, _ file: String, _ expected: [String]) throws {
        #expect(try names(text, file) == expected)
    }

    /// Files of other kinds stay what they were.
    @Test(arguments: [
        ("{\"prompts\": {\"delete\": \"Are you sure that you want to delete it?\"}}", "en.json"),
        (
            "{\"name\": \"soup\", \"instructions\": \"Cut the carrots, add them to the water and boil it for an hour.\"}",
            "soup.json"
        ),
        ("{\"system\": \"http://example.org/a/rather/long/address/of/a/coding/system\"}", "coding.json"),
        ("{\"description\": \"You are a reader of a description that is not sent anywhere\"}", "package.json"),
        ("services:\n  web:\n    description: A service that shows the pages of a site to people\n", "compose.yaml"),
        ("- a list of plain texts with more than six words\n- and another\n", "list.yaml"),
    ])
    func leavesOtherFiles(_ text: String, _ file: String) throws {
        #expect(try names(text, file) == nil)
    }

    @Test func positions() throws {
        let document = try PromptReader.read(Array(Self.agents.utf8), name: "agents.yaml")
        let index = document.lineIndex()
        let lines = document.units.map { index.position(at: $0.span.lowerBound).line }
        #expect(lines == lines.sorted())
        let goal = try #require(document.units.first { $0.name == "researcher.goal" })
        #expect(index.position(at: goal.span.lowerBound) == LineIndex.Position(line: 4, column: 9))
        #expect(goal.segments.map(\.kind) == [.text, .variable])
    }
}
