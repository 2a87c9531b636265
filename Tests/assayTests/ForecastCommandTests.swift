import AssayJSON
import Testing

@Suite struct ForecastCommandTests {
    private static let day = ["--date", "2026-11-21", "--built-in-prices"]

    private func run(_ arguments: [String]) throws -> Tool.Result {
        try Tool.run(["forecast"] + Self.day + arguments)
    }

    private func json(_ arguments: [String]) throws -> JSONValue {
        let result = try run(arguments + ["--format", "json"])
        #expect(result.errors == "")
        #expect(result.status == 0)
        return try JSONDocument(result.output).root
    }

    @Test("a task, exact, with what it rests on") func aTask() throws {
        let root = try json(["-m", "gpt-6.1-sol", "--turns", "11", "--per-turn", "100"])
        let scenario = root["scenarios"]?[0]
        #expect(root["schema"]?.int == 1)
        #expect(root["date"]?.string == "2026-11-21")
        #expect(scenario?["model"]?.string == "openai/gpt-6.1-sol")
        #expect(scenario?["tokens"]?["input"]?.string == "6600")
        #expect(scenario?["perTask"]?.string == "0.0132")
        let statements = root["assumptions"]?["statements"]?.elements.compactMap(\.string) ?? []
        #expect(statements.contains { $0.hasPrefix("A task: 11 turns, 100 tokens in a message") })
        #expect(statements.contains { $0.contains("prices of 2026-11-21, standard; genai-prices") })
    }

    @Test("models side by side, with how many times the cheapest each costs") func models() throws {
        let result = try run(["-m", "o1", "-m", "deepseek-r1", "--per-turn", "1e6", "--answer", "1e6"])
        #expect(result.status == 0)
        #expect(result.text.contains("$75.00  27.37"))
        #expect(result.text.contains("$2.74   1.00"))
    }

    @Test("policies and models make a row each") func policies() throws {
        let root = try json([
            "-m", "opus-5-5", "-m", "gpt-4o", "--turns", "30", "--answer", "900", "--cache", "all", "--policy", "full",
            "--policy", "window:4", "--policy", "chunk:8/4",
        ])
        let scenarios = try #require(root["scenarios"]).elements.map { $0["policy"]?.string }
        #expect(scenarios == ["full", "window:4", "chunk:8/4", "full", "window:4", "chunk:8/4"])
        #expect(try #require(root["scenarios"]?[0]?["curve"]).elements.map(\.string).count == 200)
    }

    @Test("dated prices, and the last day is one of them") func dated() throws {
        let result = try Tool.run([
            "forecast", "--built-in-prices", "-m", "gemini-3.8-flash", "--per-turn", "10000", "--answer", "1000",
            "--tasks",
            "1000/day", "--date", "2026-12-20", "--until", "2027-01-10", "--format", "csv",
        ])
        let rows = result.text.split(separator: "\n")
        #expect(rows.count == 3)
        #expect(rows.last?.hasSuffix("2027-01-01,2027-01-10,10,10000,0.0225,225") == true)
    }

    @Test("a known cost of a task, and hardware, need no model") func withoutModel() throws {
        let given = try json(["--task-cost", "0.015..0.075", "--tasks", "900000/month"])
        #expect(given["given"]?["totalLow"]?.string == "13500")
        #expect(given["given"]?["totalHigh"]?.string == "67500")
        let hosting = try json(["--gpu-hour", "2.50", "--gpu-tokens-per-second", "2500", "--gpu-use", "60%"])
        #expect(hosting["selfHosting"]?["perMillionTokens"]?.string == "0.462962962963")
    }

    @Test("draws are the same for the same seed") func seeds() throws {
        let arguments = [
            "-m", "gpt-4o", "--turns", "geometric(0.2)", "--per-turn", "normal(100,30)", "--samples", "300",
        ]
        let one = try run(arguments + ["--seed", "7", "--format", "json"]).text
        #expect(try run(arguments + ["--seed", "7", "--format", "json"]).text == one)
        #expect(try run(arguments + ["--seed", "8", "--format", "json"]).text != one)
        let spread = try json(arguments)["scenarios"]?[0]?["spread"]
        #expect(spread?["samples"]?.int == 300)
        #expect(spread?["p99"]?.string != nil)
    }

    @Test("a page that loads nothing, with plots and the numbers in it") func page() throws {
        let result = try run([
            "-m", "gpt-4o", "--turns", "1..20", "--answer", "100", "--samples", "100", "--tasks", "10/day", "--months",
            "3",
            "--format", "html",
        ])
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("<!doctype html>"))
        #expect(result.text.split(separator: "<svg ").count == 4)
        // A browser cuts off what has no such box.
        #expect(result.text.split(separator: "<svg viewBox=\"0 0 460 270\" role=").count == 4)
        #expect(result.text.contains("prefers-color-scheme: dark"))
        #expect(!result.text.contains("http://") && !result.text.contains("src="))
    }

    @Test("each price tier that is used is explained") func tiers() throws {
        func lines(_ turns: String) throws -> [String] {
            let arguments = ["-m", "gemini-2.5-pro", "--turns", turns, "--per-turn", "150000", "--answer", "10"]
            return try run(arguments + ["--explain"]).text.split(separator: "\n").map(String.init)
        }
        let long = try lines("2")
        #expect(long.contains { $0.hasPrefix("  input: $1.25/1M tokens") && $0.hasSuffix("]") })
        for start in ["  input: $2.5/1M tokens", "  output: $15/1M tokens"] {
            #expect(long.contains { $0.hasPrefix(start) && $0.hasSuffix(", prompts of 200001 tokens and more") })
        }
        #expect(!(try lines("1")).contains { $0.contains("prompts of") })
    }

    @Test("text and markdown show the same table") func tables() throws {
        let arguments = [
            "-m", "gpt-4o", "--turns", "5", "--per-turn", "10", "--tasks", "100/day", "--months", "2", "--growth",
            "50%",
        ]
        let text = try run(arguments + ["--explain"])
        #expect(text.text.contains("By month"))
        #expect(text.text.contains("2026-12-21    31   4650"))
        #expect(text.text.contains("input: $2.5/1M tokens"))
        let markdown = try run(arguments + ["--format", "markdown"])
        #expect(markdown.text.contains("| 2026-12-21 | 31 | 4650 |"))
        #expect(markdown.text.contains("- Tasks grow by 50% from month to month"))
    }

    @Test(
        "what makes no sense is refused with a word on what to do",
        arguments: [
            (["--turns", "3"], "name a model"), (["-m", "gpt-4o", "--turns", "-1"], "--turns is '-1'"),
            (["-m", "gpt-4o", "--turns", "nan"], "--turns is 'nan'"),
            (["-m", "gpt-4o", "--turns", "1e12"], "calls one by one"),
            (["-m", "gpt-4o", "--answer", "inf"], "--answer is 'inf'"),
            (["-m", "gpt-4o", "--policy", "sliding"], "is no policy"), (["-m", "gpt-4o", "--growth", "5%"], "--tasks"),
            (["-m", "gpt-4o", "--tasks", "5", "--growth", "5%"], "--months"),
            (["-m", "gpt-4o", "--tasks", "5/year"], "--tasks is '5/year'"),
            (["-m", "gpt-4o", "--tasks", "5", "--days", "3", "--months", "3"], "give one of them"),
            (["-m", "gpt-4o", "--tasks", "5", "--until", "2020-01-01"], "before"),
            (["-m", "gpt-4o", "--gap", "5m"], "--cache"), (["-m", "gpt-4o", "--success", "0"], "--success"),
            (["-m", "gpt-4o", "--success", "120%"], "--success"), (["-m", "gpt-4o", "--retries", "1e9"], "--retries"),
            (["-m", "gpt-4o", "--sub-steps", "3"], "--sub-agents"), (["--gpu-hour", "2"], "--gpu-tokens-per-second"),
            (["--task-cost", "3..1"], "smaller amount first"), (["-m", "gpt-4o", "--samples", "1"], "--samples"),
            (["-m", "gpt-4o", "--cache", "prefix", "--shared-prefix"], "--tasks"),
            (["-m", "no-such-model"], "no-such-model"),
            (["-m", "gpt-4o", "--turns", "lognormal(1e6,5)", "--samples", "100"], "calls one by one"),
        ])
    func refusals(arguments: [String], message: String) throws {
        let result = try run(arguments)
        #expect(result.status == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.text == "")
    }
}
