import AssayPrompts
import Testing

@testable import AssayLinting

/// One way to write examples into a prompt.
struct DemonstrationFormat: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var file = "prompt.txt"
    var opening = "You sort tickets. Here are some examples.\n\n"
    var closing = "\nNow sort the next one.\n"
    var example: @Sendable (Int, String, String) -> String

    static let all: [DemonstrationFormat] = [
        .init(testDescription: "labels") { "Q: \($1)\nA: \($2)\n\n" },
        .init(testDescription: "numbered labels") { "Input \($0): \($1)\nOutput \($0): \($2)\n\n" },
        .init(testDescription: "headings") { "## Example \($0)\n\n**Input:** \($1)\n\n**Output:** \($2)\n\n" },
        .init(testDescription: "headings alone") { "Example \($0):\n\($1)\n=> \($2)\n" },
        .init(testDescription: "tags") {
            "<example id=\"\($0)\">\n<input>\($1)</input>\n<output>\($2)</output>\n</example>\n"
        },
        .init(testDescription: "numbered tags") {
            "<example_\($0)>\nUser: \($1)\nAssistant: \($2)\n</example_\($0)>\n"
        },
        .init(testDescription: "brackets") { "[Question]\n\($1)\n[Answer]\n\($2)\n\n" },
        .init(testDescription: "sections") { "### Input\n\($1)\n\n### Response\n\($2)\n\n" },
        .init(testDescription: "list") { "\($0). Q: \($1)\n   A: \($2)\n\n" },
        .init(testDescription: "arrows") { "- \($1) -> \($2)\n" },
        .init(testDescription: "records") { "{\"input\": \"\($1)\", \"output\": \"\($2)\"}\n" },
        .init(testDescription: "Chinese labels") { "示例\($0)：\n输入：\($1)\n输出：\($2)\n\n" },
        .init(
            testDescription: "records on several lines", opening: "Sort tickets. Examples:\n```json\n[\n", closing: "]\n```\n"
        ) { "  {\n    \"text\": \"\($1)\",\n    \"queue\": \"\($2)\"\n  },\n" },
        .init(
            testDescription: "table", opening: "Sort tickets. Examples:\n\n| Ticket | Queue |\n|---|---|\n",
            closing: "\nTicket: {ticket}\n"
        ) { "| \($1) | \($2) |\n" },
        .init(
            testDescription: "paragraphs before an open slot", opening: "Sort tickets.\n\n", closing: "# {{ticket}}\n"
        ) { "# \($1)\n\($2)\n\n" },
        .init(
            testDescription: "labels that only the open slot explains", opening: "Sort tickets.\n\n",
            closing: "Melding: {ticket}\nRij:\n"
        ) { "Melding: \($1)\nRij: \($2)\n\n" },
        .init(testDescription: "Spanish labels", opening: "Clasifica.\n\n", closing: "Entrada: {x}\nSalida:\n") {
            "Entrada: \($1)\nSalida: \($2)\n\n"
        },
        .init(
            testDescription: "steps of an agent", opening: "Answer with the tools.\n\n", closing: "Question: {q}\n"
        ) { "Question: \($1)\nThought: I have to look.\nAction: sort[\($2)]\n\n" },
        .init(testDescription: "arrows before an open slot", opening: "Sort.\n\n", closing: "{ticket} ->\n") {
            "\($1) -> \($2)\n"
        },
        .init(testDescription: "reviews between lines", opening: "Sort.\n\n", closing: "Ticket: \"{t}\"\nQueue:\n") {
            "Ticket: \"\($1)\"\nQueue: \($2)\n---\n"
        },
        .init(testDescription: "dividing lines") { "Text: \($1)\nLabel: \($2)\n---\n" },
        .init(
            testDescription: "turns of a template", file: "sort.jinja2", opening: "# system:\nYou sort tickets.\n",
            closing: "# user:\n{{ticket}}\n"
        ) { "# user:\n\($1)\n# assistant:\n\($2)\n" },
        .init(
            testDescription: "messages of a program", file: "sort.py",
            opening: "messages = [\n  {\"role\": \"system\", \"content\": \"You sort tickets.\"},\n", closing: "]\n"
        ) {
            "  {\"role\": \"user\", \"content\": \"\($1)\"},\n  {\"role\": \"assistant\", \"content\": \"\($2)\"},\n"
        },
        .init(testDescription: "list of a program", file: "shots.py", opening: "EXAMPLES = [\n", closing: "]\n") {
            "    {\"question\": \"\($1)\", \"answer\": \"\($2)\"},\n"
        },
        .init(testDescription: "messages in a list of a program", file: "shots.py", opening: "FEW_SHOT = [\n", closing: "]\n") {
            "  {\"role\": \"user\", \"content\": \"\($1)\"},\n  {\"role\": \"assistant\", \"content\": \"\($2)\"},\n"
        },
        .init(
            testDescription: "messages in a list of a program, content first", file: "shots.py", opening: "DEMOS = [\n",
            closing: "]\n"
        ) {
            "  {\"content\": \"\($1)\", \"role\": \"user\"},\n  {\"content\": \"\($2)\", \"role\": \"assistant\"},\n"
        },
        .init(
            testDescription: "messages in a list of TypeScript", file: "shots.ts", opening: "const fewShot = [\n",
            closing: "];\n"
        ) {
            "  { role: \"user\", content: \"\($1)\" },\n  { role: \"assistant\", content: \"\($2)\" },\n"
        },
        .init(
            testDescription: "LangChain's tuples", file: "shots.py", opening: "examples = [\n",
            closing: "]\nprompt = ChatPromptTemplate.from_messages([(\"system\", \"You sort tickets.\"), *examples])\n"
        ) { "  (\"human\", \"\($1)\"),\n  (\"ai\", \"\($2)\"),\n" },
        .init(
            testDescription: "LangChain", file: "sort.yaml",
            opening: "_type: few_shot\nprefix: Sort tickets.\nexamples:\n",
            closing: "suffix: \"Ticket: {ticket}\"\n"
        ) { "  - input: \($1)\n    output: \($2)\n" },
    ]

    func text(_ examples: [(String, String)]) -> String {
        opening + examples.enumerated().map { example($0.offset + 1, $0.element.0, $0.element.1) }.joined() + closing
    }
}

struct DemonstrationFormatTests {
    private let distinct = [
        ("the printer on the second floor prints blank pages", "hardware"),
        ("my password has expired and I cannot sign in", "account"),
        ("please install the new editor on my laptop", "software"),
        ("the screen stays dark after lunch", "hardware"),
    ]

    private func rules(_ format: DemonstrationFormat, _ examples: [(String, String)]) throws -> [String] {
        let rules = RuleRegistry.rules.filter { ["FS001", "FS002", "FS003"].contains($0.description.id) }
        let linter = Linter(tokenizer: ExampleCase.tokenizer, rules: rules.map { Linter.ActiveRule($0) })
        let source = LintSource(path: format.file, bytes: Array(format.text(examples).utf8))
        return try linter.lint(source).map(\.rule)
    }

    @Test("different examples are left alone", arguments: DemonstrationFormat.all)
    func different(_ format: DemonstrationFormat) throws {
        #expect(try rules(format, distinct) == [])
    }

    private static let short = [("Great phone!", "positive"), ("Terrible.", "negative"), ("It is ok.", "neutral")]

    private func turns(_ system: String, _ pairs: [(String, String)]) throws -> [String] {
        let turns = DemonstrationFormat(
            testDescription: "turns", file: "a.jinja2", opening: "# system:\n\(system)\n", closing: "# user:\n{{x}}\n"
        ) { "# user:\n\($1)\n# assistant:\n\($2)\n" }
        return try rules(turns, pairs)
    }

    @Test("turns of a few words are compared where they give texts labels that the system prompt names")
    func shortTurns() throws {
        let labels = "Label each review as positive, negative or neutral."
        #expect(try turns(labels, Self.short) == [])
        #expect(try turns(labels, Self.short + [Self.short[0]]) == ["FS001"])
        #expect(try turns(labels, Self.short + [("great phone!", "Negative."), ("Awful.", "negative")]) == ["FS003"])
        // What is said in a conversation may be said again, and answered in another way.
        let talk = [("Open the door", "No."), ("Is it open now?", "No."), ("Open the door", "Yes."), ("Is it open now?", "Yes.")]
        #expect(try turns("You are a doorman of few words.", talk) == [])
        let idle = [("Next question", "Sure!"), ("My cat is ill", "Oh no!"), ("Next question", "Sure!")]
        #expect(try turns("You are kind.", idle) == [])
    }

    @Test("a repeated example is found", arguments: DemonstrationFormat.all)
    func repeated(_ format: DemonstrationFormat) throws {
        #expect(try rules(format, distinct + [distinct[1]]) == ["FS001"])
    }

    @Test("an example that repeats another in small changes is found", arguments: DemonstrationFormat.all)
    func changed(_ format: DemonstrationFormat) throws {
        let shouted = (distinct[0].0.replacing("printer", with: "PRINTER").replacing(" ", with: "  "), "Hardware")
        #expect(try rules(format, distinct + [shouted]) == ["FS001"])
    }

    @Test("another number or a negation is another case", arguments: DemonstrationFormat.all)
    func decisive(_ format: DemonstrationFormat) throws {
        let numbers = [
            ("order 17 of the big blue box has arrived today", "yes"),
            ("order 18 of the big blue box has arrived today", "yes"),
        ]
        let negations = [
            ("the big blue box that we ordered has arrived", "yes"),
            ("the big blue box that we ordered has not arrived", "yes"),
        ]
        #expect(try rules(format, distinct + numbers) == [])
        #expect(try rules(format, distinct + negations) == [])
    }
}
