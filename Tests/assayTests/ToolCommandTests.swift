import AssayJSON
import Testing

/// Tools beside prompts cost what they cost in a request, and what is not counted is said, once a file.
@Suite struct ToolCommandTests {
    private static let day = ["--date", "2026-11-21T12:00Z"]
    private static let tool = """
        {"type": "function", "function": {"name": "weather", "description": "Get the weather of a city", "parameters": \
        {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}
        """
    private static let files = [
        "ask.prompty": """
        ---
        model: {parameters: {tools: [\(tool)]}}
        sample: {city: Paris}
        ---
        user:
        How warm is it in {{city}}?
        """,
        "promptfooconfig.yaml": """
        prompts: ['How warm is it in {{city}}?']
        providers: [{id: 'openai:gpt-4o', config: {tools: [\(tool)]}}]
        tests: [{vars: {city: Paris}}]
        """,
    ]

    @Test(arguments: files.keys.sorted()) func asInARequest(file: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(
            #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "How warm is it in Paris?"}], "tools": [\#(Self.tool)]}"#,
            to: "request.json")
        try folder.write(try #require(Self.files[file]), to: file)
        func tokens(_ path: String) throws -> Int? {
            let result = try Tool.run(["cost", path, "-m", "gpt-4o", "--format", "json"] + Self.day, in: folder)
            #expect(result.errors == "")
            return try JSONDocument(result.output).root["total"]?[0]?["input"]?["tokens"]?.int
        }
        #expect(try tokens(file) == tokens("request.json"))
        let counted = try Tool.run(["count", file, "--by", "message", "-m", "gpt-4o"], in: folder)
        #expect(counted.text.contains("  tools") && counted.errors == "")
    }

    private static let program = """
        RULES = "You are a kind helper. Answer in one sentence."
        a = create(model="m", messages=[{"role": "system", "content": RULES}], tools=TOOLS)
        b = create(model="m", messages=[{"role": "user", "content": "Who are you, and why?"}], tools=TOOLS)

        """
    private static let note = "ask.py:2: the tools that the program sends are not counted; in a JSON request they are"

    @Test("of a program's tools it is said") func program() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.program, to: "ask.py")
        let cost = try Tool.run(["cost", "ask.py", "-m", "gpt-4o"] + Self.day, in: folder)
        #expect(cost.errors == "assay: note: \(Self.note)\n" && cost.status == 0)
        let count = try Tool.run(["count", "ask.py", "--by", "unit"], in: folder)
        #expect(count.errors == "assay: note: \(Self.note)\n" && count.status == 0)
    }

    @Test("and of those of the files that changed") func diff() throws {
        let folder = try TemporaryFolder()
        for side in ["old", "new"] { try folder.write(Self.program, to: "\(side)/same.py") }
        try folder.write(Self.program, to: "old/ask.py")
        try folder.write(Self.program.replacing("kind", with: "kind and careful"), to: "new/ask.py")
        for format in ["text", "markdown", "json"] {
            let result = try Tool.run(["diff", "old", "new", "-m", "gpt-4o", "--format", format] + Self.day, in: folder)
            #expect(result.text.split(separator: Self.note).count == 2, "\(format): \(result.text)")
            #expect(!result.text.contains("same.py"))
        }
    }
}
