import Testing

@testable import assay

/// What `assay lint` remembers from run to run.
@Suite struct LintCacheTests {
    @Test("a cache that was damaged anywhere changes nothing")
    func damagedCache() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        let first = try Tool.run(["lint", "a.jinja2", "--format", "json"], in: folder, environment: environment)
        let whole = try folder.read("cache/lint.cache")
        for offset in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
            var damaged = whole
            damaged[offset] ^= 0x41
            try folder.write(damaged, to: "cache/lint.cache")
            let again = try Tool.run(["lint", "a.jinja2", "--format", "json"], in: folder, environment: environment)
            #expect(again.text == first.text && again.status == 1, "byte \(offset)")
        }
    }

    @Test("cache prices are those of the model that the file names, also when they change between two runs")
    func modelOfTheFile() throws {
        let folder = try TemporaryFolder()
        let program = """
            def ask(client, history, question):
                history.append({"role": "user", "content": question})
                return client.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=history[-20:])

            """
        try folder.write(program, to: "a.py")
        try folder.write(program.split(separator: "claude-sonnet-4-5").joined(separator: "nobody-knows"), to: "b.py")
        // Longer than what is cached at least.
        let instructions = String(repeating: "You help at the desk of a bicycle shop. ", count: 150)
        try folder.write(
            """
            ---
            name: Desk
            model:
              id: claude-sonnet-4-5
            ---
            system:
            \(instructions)
            {% for message in history[-20:] %}
            {{ message.role }}: {{ message.content }}
            {% endfor %}

            """, to: "c.prompty")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        func lint(_ further: [String] = []) throws -> [String] {
            let result = try Tool.run(
                ["lint", "a.py", "b.py", "c.prompty", "--select", "HI005", "-m", "gpt-4o", "--format", "concise"]
                    + further,
                in: folder, environment: environment)
            return result.text.split(separator: "\n").map(String.init)
        }
        for _ in 0..<2 {
            let lines = try lint()
            try #require(lines.count == 3)
            #expect(lines[0].contains("cache reads 0.1 x, writes 1.25 x on claude-sonnet-4-5"))
            #expect(lines[1].contains("on gpt-4o"))
            #expect(lines[2].contains("on claude-sonnet-4-5"))
        }
        try folder.write(
            """
            provider anthropic
            model claude-sonnet-4-5
            source contract 2026
            price by contract
            input 1
            cache-read 0.5
            cache-write 1

            """, to: "our.prices")
        #expect(try lint(["--prices", "our.prices"])[0].contains("cache reads 0.5 x"))
    }

    @Test("windows and minimums are those of the model that the file names")
    func limitsOfTheFile() throws {
        let folder = try TemporaryFolder()
        func prompt(_ model: String, _ words: Int) -> String {
            let text = (0..<words).map { "word\($0) stands here." }.joined(separator: " ")
            return "---\nname: Desk\nmodel:\n  id: \(model)\n---\nsystem:\n\(text) {{ x }}\n"
        }
        // gpt-4 takes 8,192 tokens; nothing else says which window is meant.
        try folder.write(prompt("gpt-4", 1_200), to: "window.prompty")
        try folder.write(prompt("nobody-knows", 1_200), to: "unknown.prompty")
        let windows = try Tool.lint(
            ["window.prompty", "unknown.prompty", "--select", "TK004", "--format", "concise"], folder)
        #expect(windows.text.split(separator: "\n").count == 1)
        #expect(windows.text.contains("of the context window of gpt-4 [TK004]"))
        // 1,024 tokens are the least that is cached of gpt-4o, 4,096 of the other.
        try folder.write(prompt("gpt-4o", 180), to: "near.prompty")
        try folder.write(prompt("claude-haiku-4-5", 180), to: "far.prompty")
        let minimums = try Tool.lint(
            ["near.prompty", "far.prompty", "--select", "CA002", "-m", "gpt-4o", "--format", "concise"], folder)
        #expect(minimums.text.split(separator: "\n").map { $0.hasPrefix("near.prompty:") } == [true])
    }

    @Test("a second run says the same from the cache, and a changed file is linted anew")
    func cache() throws {
        let folder = try TemporaryFolder()
        try folder.write(Tool.repeatingPrompt, to: "a.jinja2")
        let environment = ["ASSAY_CACHE": folder.path("cache")]
        let first = try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment)
        #expect(try !folder.read("cache/lint.cache").isEmpty)
        let second = try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment)
        #expect(first.text == second.text && second.status == 1)
        try folder.write("damaged", to: "cache/lint.cache")
        #expect(try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment).text == first.text)
        try folder.write("Be brief.\n", to: "a.jinja2")
        #expect(try Tool.run(["lint", "a.jinja2"], in: folder, environment: environment).status == 0)
    }
}
