import AssayJSON
import Testing

/// What a program sends in one call costs what that request costs, and no more.
@Suite struct ProgramPromptTests {
    private static let day = ["--date", "2026-11-21T12:00Z"]

    /// The same request as data, and as programs make it.
    private static let rules = "You are a helpful assistant. Answer in one sentence."
    private static let programs = [
        "ask.py": """
        RULES = "\(rules)"
        create(model="gpt-4o", messages=[{"role": "system", "content": RULES}, {"role": "user", "content": "Hello, world!"}])
        """,
        "local.py": """
        def ask(client):
            system_prompt = "\(rules)"
            return client.create(messages=[
                {"role": "system", "content": system_prompt},
                {"role": "user", "content": "Hello, world!"},
            ])
        """,
        "call.py": """
        create(system="\(rules)", messages=[{"role": "user", "content": "Hello, world!"}])
        """,
        "call.ts": """
        const system = "\(rules)";
        export const ask = () => generateText({ system, prompt: "Hello, world!" });
        """,
    ]

    @Test(arguments: programs.keys.sorted()) func cost(program: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            {"messages": [{"role": "system", "content": "\(Self.rules)"}, {"role": "user", "content": "Hello, world!"}]}
            """, to: "request.json")
        try folder.write(try #require(Self.programs[program]), to: program)
        func total(_ file: String) throws -> JSONValue {
            let options = ["-m", "gpt-4o", "--output-tokens", "500", "--format", "json"] + Self.day
            let result = try Tool.run(["cost", file] + options, in: folder)
            #expect(result.errors == "")
            let root = try JSONDocument(result.output).root
            #expect(root["prompts"]?.elements.map { _ in 1 } == [1])
            return root
        }
        let (data, code) = (try total("request.json"), try total(program))
        func perCall(_ root: JSONValue) -> String? { root["total"]?[0]?["perCall"]?["point"]?.string }
        #expect(perCall(data) != nil && perCall(data) == perCall(code))
        func tokens(_ root: JSONValue) -> Int? { root["prompts"]?[0]?["costs"]?[0]?["input"]?["tokens"]?.int }
        #expect(tokens(data) == tokens(code))
    }

    @Test("a constant that a prompt of the file reads is one change with it") func diff() throws {
        let folder = try TemporaryFolder()
        let program = try #require(Self.programs["ask.py"])
        try folder.write(program, to: "old/ask.py")
        try folder.write(program.replacing("one sentence", with: "one short and friendly sentence"), to: "new/ask.py")
        let result = try Tool.run(["diff", "old", "new", "-m", "gpt-4o", "--format", "json"] + Self.day, in: folder)
        let changes = try JSONDocument(result.output).root["changes"]
        #expect(changes?[0]?["after"]?["unit"]?.string == "messages" && changes?[1] == nil)
        #expect(changes?[0]?["models"]?[0]?["tokens"]?.int == 3, "\(result.text)")
    }

    @Test("a prompt of a program is priced on the model that the program names") func model() throws {
        let folder = try TemporaryFolder()
        func write(_ model: String) throws {
            let list = "[{\"role\": \"system\", \"content\": \"You are a kind helper.\"}]"
            try folder.write("create(model=\(model), messages=\(list))\n", to: "ask.py")
        }
        func cost(_ arguments: [String] = []) throws -> Tool.Result {
            try Tool.run(["cost", "ask.py"] + arguments + Self.day, in: folder)
        }
        try write("\"gpt-4o\"")
        #expect(try cost().text == cost(["-m", "gpt-4o"]).text)
        #expect(try cost(["-m", "gpt-5"]).text.contains("openai/gpt-5"))
        for (model, message) in [
            ("\"my-deployment\"", "nothing is known of the model 'my-deployment' that the program names"),
            ("os.environ[\"MODEL\"]", "the program does not say which model this is for"),
        ] {
            try write(model)
            let result = try cost()
            #expect(result.errors == "assay: ask.py:1: messages: \(message); give one with -m\n")
            #expect(result.text == "" && result.status == 2)
            // Without money, texts are budgeted as before.
            try folder.write("budgets: [{tokens: 100}]\n", to: ".assay.yml")
            let budget = try Tool.run(["budget"] + Self.day, in: folder)
            #expect(budget.text == "1 of 1 budget kept\n" && budget.errors == "" && budget.status == 0)
        }
    }

    @Test("a program that names another model costs what that costs") func changedModel() throws {
        let folder = try TemporaryFolder()
        for (side, model) in [("old", "gpt-4o-mini"), ("new", "gpt-4o")] {
            try folder.write(
                "create(model='\(model)', messages=[{'role': 'system', 'content': 'You are a kind helper.'}])\n",
                to: "\(side)/ask.py")
        }
        let result = try Tool.run(["diff", "old", "new"] + Self.day, in: folder)
        #expect(result.text.contains("gpt-4o-mini") && result.text.contains("openai/gpt-4o"), "\(result.text)\(result.errors)")
        #expect(result.status == 0)
    }

    @Test("texts are counted once by kind as well") func kinds() throws {
        let folder = try TemporaryFolder()
        try folder.write(try #require(Self.programs["ask.py"]), to: "ask.py")
        let result = try Tool.run(["count", "ask.py", "--by", "kind", "--format", "csv"], in: folder)
        let whole = try Tool.run(["count", "ask.py", "--by", "unit", "--format", "csv"], in: folder)
        func sum(_ csv: String, _ column: String) -> Int {
            let rows = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            guard let index = rows[0].firstIndex(of: column[...]) else { return -1 }
            return rows.dropFirst().reduce(0) { $0 + (Int($1[index]) ?? 0) }
        }
        #expect(sum(result.text, "o200k_base") == sum(whole.text, "o200k_base") && sum(whole.text, "o200k_base") > 0)
    }
}
