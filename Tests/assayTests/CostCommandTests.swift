import AssayJSON
import Testing

@Suite struct CostCommandTests {
    private static let request = """
        {"model":"gpt-4o","messages":[{"role":"system","content":"You are a helpful assistant."},
        {"role":"user","content":"Hello, world!"}]}
        """
    private static let day = ["--date", "2026-11-21T12:00Z"]

    private func json(_ arguments: [String], _ files: [String: String] = [:], input: String = "") throws -> JSONValue {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        let result = try Tool.run(
            ["cost", "--format", "json"] + arguments + Self.day, input: Array(input.utf8), in: folder)
        #expect(result.errors == "")
        #expect(result.status == 0)
        return try JSONDocument(result.output).root
    }

    @Test(
        "a model that nothing can be priced on is said once",
        arguments: [
            ["cost", "a.md", "b.md", "-m", "gpt-4o", "--region", "mars"], ["cost", "a.md", "b.md", "-m", "whisper-1"],
            ["diff", "a.md", "b.md", "-m", "gpt-4o", "--tier", "warp"],
            ["diff", "a.md", "b.md", "-m", "gpt-4o", "-m", "dall-e-3"],
        ])
    func modelsWithoutThePrice(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        for name in ["a.md", "b.md"] { try folder.write("Hello \(name)", to: name) }
        let result = try Tool.run(arguments, in: folder)
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(result.errors.contains(" has no "))
        #expect(result.text == "" && result.status == 2)
    }

    @Test("a request that names its model is priced on it, framing included") func aRequest() throws {
        let root = try json(["request.json", "--output-tokens", "500"], ["request.json": Self.request])
        #expect(root["schema"]?.int == 1)
        #expect(root["currency"]?.string == "USD")
        let cost = root["prompts"]?[0]?["costs"]?[0]
        #expect(cost?["model"]?.string == "openai/gpt-4o")
        #expect(cost?["input"]?["tokens"]?.int == 21)
        #expect(cost?["input"]?["method"]?.string == "exact+template")
        // 21 x 2.5 + 500 x 10, a million each
        #expect(cost?["perCall"]?["point"]?.string == "0.0050525")
        #expect(cost?["lines"]?[0]?["unitPrice"]?.string == "2.5")
        #expect(cost?["lines"]?[0]?["source"]?["name"]?.string == "genai-prices")
        #expect(root["total"]?[0]?["perCall"]?["point"]?.string == "0.0050525")
    }

    @Test("several models side by side; an estimate has an interval and says how it was made") func models() throws {
        let root = try json(["-m", "gpt-4o", "-m", "opus-5-5"], input: "A prompt of some words, sent as it stands.")
        let costs = try #require(root["prompts"]?[0]?["costs"])
        #expect(costs.elements.compactMap { $0["model"]?.string } == ["openai/gpt-4o", "anthropic/claude-opus-5-5"])
        #expect(costs[0]?["perCall"]?["low"]?.string == costs[0]?["perCall"]?["high"]?.string)
        #expect(costs[1]?["perCall"]?["low"]?.string != costs[1]?["perCall"]?["high"]?.string)
        #expect(costs[1]?["input"]?["method"]?.string == "calibrated")
        let statements = root["assumptions"]?["statements"]?.elements.compactMap(\.string) ?? []
        #expect(statements.contains { $0.hasPrefix("~ anthropic/claude-opus-5-5 is estimated (calibrated)") })
        #expect(statements.contains { $0.hasPrefix("No output is priced") })
    }

    @Test("traffic, and the total of several prompts") func traffic() throws {
        let files = ["a.json": Self.request, "b.json": Self.request]
        let root = try json(["a.json", "b.json", "--calls", "1000/day"], files)
        // 21 x 2.5/M x 1,000 x 2; 30 days a month
        #expect(root["total"]?[0]?["total"]?["point"]?.string == "0.105")
        #expect(root["total"]?[0]?["perMonth"]?["point"]?.string == "3.15")
        #expect(root["total"]?[0]?["prompts"]?.int == 2)
        let month = try json(["a.json", "--calls", "3e4/month"], files)
        #expect(month["total"]?[0]?["perMonth"]?["point"]?.string == "1.575")
    }

    @Test("one call is a call") func singular() throws {
        let result = try Tool.run(
            ["cost", "-m", "gpt-4o", "--calls", "1", "--output-tokens", "1"], input: Array("Hello".utf8))
        #expect(result.text.contains("1 call "))
        #expect(result.text.contains("Each prompt is called 1 time in a row."))
        #expect(result.text.contains("Output of 1 token a call is assumed."))
    }

    @Test("a cached prefix that is longer than the prompt is cut, and that is said") func longPrefix() throws {
        let result = try Tool.run(
            ["cost", "-m", "gpt-4o", "--cached-prefix", "50000"], input: Array("Hello".utf8))
        #expect(result.text.contains("the cached prefix is given as 50000 tokens, and the input has "))
        #expect(result.status == 0)
    }

    @Test("values that fill a template in part leave the rest open, as often as it may be sent") func partlyFilled()
        throws
    {
        let files = [
            "chat.jinja2": "You are {{ role }}.\n{% for m in history %}\n- {{ m }}\n{% endfor %}\n",
            "vars.json": "{\"role\": \"a poet\"}",
        ]
        let root = try json(
            ["chat.jinja2", "-m", "gpt-4o", "--vars", "vars.json", "--var-tokens", "100"], files)
        let input = try #require(root["prompts"]?[0]?["costs"]?[0]?["input"])
        #expect(try #require(input["low"]?.int) < 20)
        #expect(try #require(input["high"]?.int) > 5 * 100)
        let statements = root["assumptions"]?["statements"]?.elements.compactMap(\.string) ?? []
        #expect(statements.contains { $0.contains("values are missing: a loop is taken to run once") })
    }

    @Test("the static prefix is found, cut to what is cached, and weighed by the traffic") func caches() throws {
        let rules = String(repeating: "Follow every rule of the house with care and patience. ", count: 200)
        let files = ["agent.jinja": "system:\n\(rules)\n\nuser:\n{{ question }}\n"]
        let root = try json(
            ["agent.jinja", "-m", "gpt-5", "--cached-prefix", "auto", "--calls", "10"], files)
        let cost = root["prompts"]?[0]?["costs"]?[0]
        let cached = try #require(cost?["cache"]?["cached"]?["tokens"]?.int)
        let prefix = try #require(cost?["cache"]?["prefix"]?["tokens"]?.int)
        #expect(cached <= prefix && prefix - cached < 128 && cached % 128 == 0)
        #expect(cost?["cache"]?["hitShare"]?.string == "0.9")
        #expect(cost?["cache"]?["reason"]?.string == "up to the first variable")
        #expect(cost?["lines"]?.elements.compactMap { $0["meter"]?.string } == ["input", "cache-read"])
    }

    @Test("prices of another day, tier and overlay reach the cost") func pricing() throws {
        let prompt = String(repeating: "word ", count: 10_000)
        func perCall(_ arguments: [String]) throws -> String? {
            let root = try json(arguments + ["a.txt"], ["a.txt": prompt, "our.prices": Self.overlay])
            return root["total"]?[0]?["perCall"]?["point"]?.string
        }
        let plain = try #require(try perCall(["-m", "gpt-6.1-sol"]).flatMap { Double($0) })
        let flex = try #require(try perCall(["-m", "gpt-6.1-sol", "--tier", "flex"]).flatMap { Double($0) })
        #expect(abs(flex * 2 - plain) < 1e-9)
        let ours = try #require(try perCall(["-m", "gpt-6.1-sol", "--prices", "our.prices"]).flatMap { Double($0) })
        #expect(abs(ours * 2 - plain) < 1e-9)
    }

    private static let overlay = """
        provider openai
        model gpt-6.1-sol
        source us contract
        price by us
        input 1
        output 1
        """

    @Test("explained: tokens by part, each price with its source and day") func explains() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.request, to: "request.json")
        let text = try Tool.run(["cost", "request.json", "--explain"] + Self.day, in: folder).text
        #expect(text.contains("request.json on openai/gpt-4o\n  input: 21 tokens, exact+template\n"))
        #expect(text.contains("    system: 6, exact, $0.000015\n"))
        #expect(
            text.contains("    input: 21 tokens x $2.5/1M tokens = $0.0000525 [genai-prices 0.2.3, checked 2026-11-21]")
        )
    }

    @Test(arguments: [
        ("text", "model          input    per call  prompt\nopenai/gpt-4o     21  $0.0000525  a.json\n\nNo output"),
        ("csv", "path,prompt,line,model,method,input,input low,"),
        (
            "markdown",
            "| prompt | model | input | per call |\n| --- | --- | ---: | ---: |\n| a.json | openai/gpt-4o | 21 |"
        ),
    ])
    func formats(_ format: String, _ start: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.request, to: "a.json")
        let result = try Tool.run(["cost", "a.json", "--format", format] + Self.day, in: folder)
        #expect(result.text.hasPrefix(start), "\(result.text)")
    }

    @Test(arguments: [
        (["-m", "gpt-99x"], "no model is called 'gpt-99x'"),
        (["-m", "gpt-4o", "--calls", "often"], "--calls is 'often'; write a whole number of calls from 1 up"),
        (["-m", "gpt-4o", "--calls", "1,000/day"], "--calls is '1,000'; write it without separators: 1000"),
        (
            ["-m", "gpt-4o", "--output-tokens", "1_000_000"],
            "--output-tokens is '1_000_000'; write it without separators: 1000000"
        ),
        (["-m", "gpt-4o", "--output-tokens", "1,5"], "--output-tokens is '1,5'; write a whole number of tokens"),
        (["-m", "gpt-4o", "--calls", "5/year"], "--calls is '5/year'; write 1000/day, 50000/month, or 10 for calls"),
        (["-m", "gpt-4o", "--output-tokens", "-1"], "--output-tokens is '-1'; write a whole number of tokens"),
        (
            ["-m", "gpt-4o", "--cached-prefix", "all"],
            "--cached-prefix is 'all'; write auto or a whole number of tokens"
        ),
        (["-m", "gpt-4o", "--cache-ttl", "1h"], "--cache-ttl says how long a cache keeps what --cached-prefix says"),
        (["-m", "gpt-4o", "--var-tokens", "9-1"], "--var-tokens is '9-1'; write a number of tokens such as 20"),
        (["-m", "gpt-4o", "--as", "riddle"], "--as does not know the format 'riddle'; it is one of plain, "),
        (["-m", "gpt-4o", "--tier", "warp"], "openai/gpt-4o has no tier=warp price on "),
        (["-m", "gpt-4o", "missing.txt"], "cannot read missing.txt: there is no such file or folder"),
        ([], "standard input: the prompt names no model; give one with -m"),
    ])
    func refuses(_ arguments: [String], _ message: String) throws {
        let result = try Tool.run(["cost"] + arguments, input: Array("A prompt.".utf8))
        #expect(result.status == 2)
        #expect(result.text == "")
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
    }

    @Test("a chat template is counted instead of the usual framing") func templates() throws {
        let files = [
            "a.json": Self.request, "bad.jinja": "{{ open",
            "chat.jinja": "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}",
        ]
        let root = try json(["a.json", "--chat-template", "chat.jinja"], files)
        let names = root["prompts"]?[0]?["costs"]?[0]?["parts"]?.elements.compactMap { $0["name"]?.string } ?? []
        #expect(names == ["system", "messages", "framing"])
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        let bad = try Tool.run(["cost", "a.json", "--chat-template", "bad.jinja"], in: folder)
        #expect(bad.status == 2)
        #expect(bad.errors.hasPrefix("assay: a.json: the chat template cannot be read: "), "\(bad.errors)")
    }

    @Test("a folder without prompts is said to be one") func nothing() throws {
        let folder = try TemporaryFolder()
        try folder.write([0, 1, 2, 0], to: "f/data.bin")
        let result = try Tool.run(["cost", "f", "-m", "gpt-4o"], in: folder)
        #expect(result.status == 0)
        #expect(result.text == "")
        #expect(result.errors.contains("there is no prompt in what was named"))
    }

    @Test("remarks about many prompts are gathered") func gathers() throws {
        let folder = try TemporaryFolder()
        for number in 1...3 { try folder.write("Hello {{ name\(number) }}, this is a prompt.", to: "\(number).jinja") }
        let text = try Tool.run(["cost", ".", "-m", "gpt-4o"] + Self.day, in: folder).text
        #expect(text.contains("openai/gpt-4o: without the values ... (3 prompts; --explain shows each)\n"))
        #expect(text.contains("total of 3 prompts\n"))
        let explained = try Tool.run(["cost", ".", "-m", "gpt-4o", "--explain"] + Self.day, in: folder).text
        #expect(explained.contains("openai/gpt-4o: without the values of name2\n"))
    }

    @Test("in a batch a bad prompt is told and the rest goes on") func batches() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.request, to: "good.json")
        try folder.write("no model here", to: "plain.txt")
        let result = try Tool.run(["cost", "good.json", "plain.txt", "--format", "json"] + Self.day, in: folder)
        #expect(result.status == 2)
        let root = try JSONDocument(result.output).root
        #expect(root["prompts"]?.count == 1)
        #expect(root["errors"]?[0]?["path"]?.string == "plain.txt")
    }

    @Test("values beside a template fill it; the prefix is that of the template") func fills() throws {
        let prompty = """
            ---
            name: Support
            model:
              configuration: {type: openai, name: gpt-4o}
            sample: {name: Ada, question: "How do I reset my password?"}
            ---
            system:
            You are a helpful support agent for {{name}}.

            user:
            {{question}}
            """
        let root = try json(["chat.prompty", "--cached-prefix", "auto"], ["chat.prompty": prompty])
        let cost = root["prompts"]?[0]?["costs"]?[0]
        // The texts of the two messages, 9 and 7 tokens, 4 around each, and 3 to start the reply.
        #expect(cost?["input"]?["tokens"]?.int == 27)
        #expect(cost?["input"]?["method"]?.string == "exact+template")
        let statements = root["assumptions"]?["statements"]?.elements.compactMap(\.string) ?? []
        #expect(statements.contains("openai/gpt-4o: filled with sample"))
        #expect(statements.contains { $0.contains("the prefix has 12 tokens (up to the first variable)") })
        let other = try json(
            ["chat.prompty", "--vars", "vars.json"],
            ["chat.prompty": prompty, "vars.json": #"{"name": "Ada", "question": "Hello, world!"}"#])
        #expect(other["prompts"]?[0]?["costs"]?[0]?["input"]?["tokens"]?.int == 24)
    }

    @Test("a prompt in another file is read there; of several sets of values the middle one is priced")
    func includes() throws {
        let root = try json(
            ["promptfooconfig.yaml", "-m", "gpt-4o"],
            [
                "p.txt": "Say {{word}}",
                "promptfooconfig.yaml": """
                prompts: [file://p.txt]
                tests:
                  - vars: {word: one}
                  - vars: {word: one two three}
                  - vars: {word: one two}
                """,
            ])
        let input = root["prompts"]?[0]?["costs"]?[0]?["input"]
        // "Say", the words, and 7 for one message and the start of the reply.
        #expect(input?["tokens"]?.int == 10)
        #expect(input?["low"]?.int == 9)
        #expect(input?["high"]?.int == 11)
        #expect(input?["method"]?.string == "assumed")
    }

    @Test("a line that is no request is an error, and the others are priced") func brokenLine() throws {
        let line = #"{"custom_id":"a","body":{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}}"#
        let folder = try TemporaryFolder()
        try folder.write(line + "\n{\n" + line + "\n", to: "batch.jsonl")
        let result = try Tool.run(["cost", "batch.jsonl"] + Self.day, in: folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("assay: batch.jsonl:2: not JSON"))
        #expect(result.text.contains("total of 2 prompts"))
        #expect(try Tool.run(["count", "--by", "unit", "batch.jsonl"], in: folder).status == 2)
    }

    @Test(
        "values of each arm widen the interval",
        arguments: [
            ("{% if a %} river river river river river river{% else %}{{x}}{% endif %}", "0-10", [7, 13, 17]),
            ("Start{% if a %}{{x}}{% else %}{{y}}{% endif %}", "100-100", [108, 108, 108]),
            ("S{% if a %}{{x}}{% else %} river{% endif %}", "10-20", [9, 23, 28]),
            ("S{% if a %} river{% for i in z %}{{i}}{% endfor %}{% else %} lake{{ q }}{% endif %}", "10", [9, 19, 59]),
        ])
    func valuesInArms(_ text: String, _ tokens: String, _ expected: [Int]) throws {
        let root = try json(["flow.jinja2", "-m", "gpt-4o", "--var-tokens", tokens], ["flow.jinja2": text])
        let input = root["prompts"]?[0]?["costs"]?[0]?["input"]
        #expect([input?["low"]?.int, input?["tokens"]?.int, input?["high"]?.int] == expected)
    }

    @Test("the interval is that of all sets of values, with what each leaves open") func setsThatLeaveLoopsOpen() throws {
        let files = [
            "flow.jinja2": "S{% for m in ms %} river river{% endfor %}{{ y }}",
            "vars.json": #"[{"y": ""}, {"ms": [1], "y": ""}, {"ms": [1, 2], "y": ""}]"#,
        ]
        let root = try json(["flow.jinja2", "-m", "gpt-4o", "--vars", "vars.json"], files)
        let input = root["prompts"]?[0]?["costs"]?[0]?["input"]
        // One token, two a round, none to five rounds.
        #expect([input?["low"]?.int, input?["high"]?.int] == [8, 18])
    }

    @Test("loops and branches that nothing fills are an interval") func blocks() throws {
        let text = "Start.{% for d in docs %} one{% endfor %}{% if formal %} two three{% endif %}"
        let input = try json(["flow.jinja2", "-m", "gpt-4o"], ["flow.jinja2": text])["prompts"]?[0]?["costs"]?[0]?[
            "input"]
        // 2 tokens, 1 in the loop, 2 in the branch, and 7 for one message and the start of the reply.
        #expect(input?["tokens"]?.int == 12)
        #expect(input?["low"]?.int == 9)
        #expect(input?["high"]?.int == 16)
        #expect(input?["method"]?.string == "assumed")
    }

    @Test("data and configurations of a folder are no prompts") func folders() throws {
        let folder = try TemporaryFolder()
        for (name, text) in [("a.md", "Be brief."), (".assay.yml", "models: [gpt-4o]\n"), ("data.json", #"{"a":1}"#)] {
            try folder.write(text, to: "prompts/\(name)")
        }
        let paths = try Tool.run(["cost", "prompts", "-m", "gpt-4o", "--format", "csv"] + Self.day, in: folder)
        #expect(paths.text.contains("prompts/a.md") && !paths.text.contains("assay.yml") && !paths.text.contains("data.json"))
        // Named, it is priced.
        let named = try Tool.run(["cost", "prompts/data.json", "-m", "gpt-4o"] + Self.day, in: folder)
        #expect(named.status == 0 && named.text.contains("prompts/data.json"))
    }
}
