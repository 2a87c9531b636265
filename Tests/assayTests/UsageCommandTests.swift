import AssayJSON
import Testing

@Suite struct UsageCommandTests {
    private func log(_ id: Int, day: Int, input: Int = 1_000_000, model: String = "gpt-4o") -> String {
        "{\"id\":\"request-000000000\(id)\",\"timestamp\":\"2026-11-\(day + 10)T12:00:00Z\",\"model\":\"\(model)\","
            + "\"metadata\":{\"team\":\"t\(id % 2)\"},\"usage\":{\"prompt_tokens\":\(input),\"completion_tokens\":0}}\n"
    }

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write((1...4).map { log($0, day: $0) }.joined(), to: "logs/a.jsonl")
        try folder.write(log(4, day: 4) + log(5, day: 5), to: "logs/deep/b.jsonl")
        try folder.write("not a log", to: "logs/notes.txt")
        try folder.write("*.jsonl\n", to: "logs/.gitignore")
        return folder
    }

    @Test func foldersAreWalkedAndResponsesCountedOnce() throws {
        let result = try Tool.run(["usage", "logs", "--by", "team", "--format", "json"], in: folder())
        #expect(result.errors == "")
        #expect(result.status == 0)
        let root = try JSONDocument(result.output).root
        #expect(root["total"]?["requests"]?.int == 5)
        #expect(root["total"]?["cost"]?.string == "12.5")
        #expect(root["groups"]?[0]?["key"]?["team"]?.string == "t1")
        #expect(root["groups"]?[0]?["cost"]?.string == "7.5")
        #expect(root["files"]?.count == 2)
    }

    @Test(arguments: [("10/month", 1), ("20/month", 0), ("2/day", 1), ("2.5/day", 0), ("12.49", 1)])
    func budgetsDecideTheStatus(_ budget: String, _ status: Int32) throws {
        let result = try Tool.run(["usage", "logs", "--budget", budget], in: folder())
        #expect(result.status == status)
        #expect(result.text.contains("Budget"))
    }

    @Test func anEstimateIsComparedAndDecidesNothing() throws {
        let result = try Tool.run(["usage", "logs", "--estimate", "0.5/call"], in: folder())
        #expect(result.status == 0)
        #expect(result.text.contains("a call  estimate  $2.50  $0.50  500%"))
    }

    @Test("a request without a price is none that cost nothing", arguments: ["--budget", "--estimate"])
    func meanOfPricedRequests(_ option: String) throws {
        let input = log(1, day: 1) + log(2, day: 2, model: "no-such-model") + log(3, day: 3, model: "no-such-model")
        let result = try Tool.run(
            ["usage", "-", option, "2/call", "--format", "json"], input: Array(input.utf8))
        let root = try JSONDocument(result.output).root
        #expect(root["budget"]?[0]?["spent"]?.string == "2.5")
        #expect(root["budget"]?[0]?["exceeded"]?.bool == true)
        let notes = try #require(root["notes"]).elements.compactMap(\.string)
        #expect(notes.contains { $0.contains("the mean of the requests with a price") })
        #expect(result.status == (option == "--budget" ? 1 : 0))
    }

    @Test("what has no date is in no month, and is said", arguments: ["month", "day"])
    func undated(_ period: String) throws {
        let none =
            #"{"id":"request-0000000009","model":"gpt-4o","usage":{"prompt_tokens":2000000,"completion_tokens":0}}"#
        let input = Array((log(1, day: 1) + none + "\n").utf8)
        let result = try Tool.run(["usage", "-", "--budget", "3/\(period)"], input: input)
        #expect(result.text.contains("The budget a \(period) lacks $5.00 of 1 record without a date."))
        #expect(!(try Tool.run(["usage", "-", "--budget", "30"], input: input)).text.contains("lacks"))
    }

    @Test("a plus marks every cost that lacks something") func plus() throws {
        func turn(_ id: Int, _ model: String) -> String {
            "{\"id\":\"request-000000000\(id)\",\"timestamp\":\"2026-11-1\(id)T12:00:00Z\",\"model\":\"\(model)\","
                + "\"session_id\":\"s\",\"usage\":{\"prompt_tokens\":1000000,\"completion_tokens\":0}}\n"
        }
        let input = Array((turn(1, "gpt-4o") + turn(2, "no-such-model")).utf8)
        let arguments = ["usage", "-", "--budget", "5/month", "--budget", "5", "--estimate", "5/day"]
        let lines = try Tool.run(arguments, input: input).text.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasPrefix("s ") && $0.hasSuffix("$2.50+") }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("2026-11 ") && $0.contains("$2.50+") })
        #expect(lines.contains { $0.hasPrefix("total ") && $0.contains("budget") && $0.contains("$2.50+") })
        #expect(lines.contains { $0.hasPrefix("2026-11-11 ") && $0.contains("$2.50 ") })
        #expect(lines.contains { $0.hasPrefix("2026-11-12 ") && $0.contains("unpriced") })
    }

    @Test("any number of threads reads the same", arguments: ["1", "2", "7"]) func threads(_ count: String) throws {
        let folder = try TemporaryFolder()
        for number in 0..<60 {
            // Each repeats the request of the one before, every tenth is broken, and one is longer than others are held.
            let filler = number == 31 ? "{\"note\":\"" + String(repeating: "x", count: 5 << 20) + "\"}\n" : ""
            try folder.write(
                log(number, day: 1 + number / 10) + filler + log(number + 1, day: 1 + (number + 1) / 10)
                    + (number % 10 == 0 ? "{broken\n" : ""), to: "logs/\(number % 7)/\(number).jsonl")
        }
        func run(_ count: String) throws -> Tool.Result {
            try Tool.run(["usage", "logs", "--by", "team,day", "--format", "json", "--threads", count], in: folder)
        }
        let (one, other) = (try run("1"), try run(count))
        #expect(one.status == 2, "six of the files have a broken line")
        #expect(try JSONDocument(one.output).root["total"]?["requests"]?.int == 61)
        #expect(other.text == one.text)
        #expect(other.errors == one.errors)
    }

    @Test("budgets of teams and labels, from the configuration") func teams() throws {
        let folder = try folder()
        try folder.write(
            """
            teams:
              T1: {paths: [a/], budget: 7/month}
              t0: {paths: [b/], budget: 6/month}
              nobody: {paths: [c/], budget: 1/month}
            labels:
              team: {paths: [d/], budget: 12/month}
            """, to: "team.yml")
        let arguments = ["usage", "logs", "--budget", "team.yml"]
        let result = try Tool.run(arguments, in: folder)
        #expect(result.status == 1)
        #expect(result.text.contains("team T1, 2026-11"))
        #expect(result.text.contains("o request in the logs with a date is of team nobody"))
        let periods = try #require(
            try JSONDocument(try Tool.run(arguments + ["--format", "json"], in: folder).output).root["budget"])
        // Requests 1, 3 and 5 are of t1, 2 and 4 of t0, at $2.50 each; all of them have a team.
        #expect(periods.elements.map { $0["subject"]?.string } == ["team T1", "team t0", "label team"])
        #expect(periods.elements.map { $0["spent"]?.string } == ["7.5", "5", "12.5"])
        #expect(periods.elements.map { $0["exceeded"]?.bool } == [true, false, true])
        // Without a team over its budget nothing is wrong.
        try folder.write("teams: {t0: {paths: [b/], budget: 6/month}}\n", to: "team.yml")
        #expect(try Tool.run(arguments, in: folder).status == 0)
    }

    @Test("what cost and forecast expected is compared") func estimateFiles() throws {
        let folder = try folder()
        func estimate(_ arguments: [String]) throws -> [String] {
            let file = try Tool.run(arguments + ["--format", "json", "--date", "2026-11-21"], in: folder)
            try folder.write(file.text, to: "estimate.json")
            let result = try Tool.run(["usage", "logs", "--estimate", "estimate.json", "--format", "json"], in: folder)
            #expect(result.status == 0)
            return try #require(try JSONDocument(result.output).root["budget"]).elements.map {
                "\($0["period"]?.string ?? "") \($0["spent"]?.string ?? "") \($0["limit"]?.string ?? "")"
            }
        }
        // Two calls a task, of 1,000,000 and 2,000,000 tokens; three tasks a month.
        #expect(
            try estimate([
                "forecast", "-m", "gpt-4o", "--turns", "2", "--per-turn", "1000000", "--tasks", "3/month", "--days", "60",
            ]) == ["a call 2.5 3.75", "2026-11 12.5 22.5"])
        try folder.write("Say hello.", to: "p.md")
        #expect(
            try estimate(["cost", "p.md", "-m", "gpt-4o", "--calls", "10/month"])
                == ["a call 2.5 0.000025", "2026-11 12.5 0.00025"])
        try folder.write("{}", to: "estimate.json")
        let result = try Tool.run(["usage", "logs", "--estimate", "estimate.json"], in: folder)
        #expect(result.errors.contains("there is no estimate in it"))
    }

    @Test func timesModelsAndTables() throws {
        let result = try Tool.run(
            [
                "usage", "logs", "--since", "2026-11-12", "--until", "2026-11-13", "-m", "gpt-4o-mini", "--format",
                "csv",
            ],
            in: folder())
        #expect(
            result.text == """
                model,requests,records,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,\
                cost_usd,unpriced_records,unpriced_tokens,charged_usd,cost_usd on openai/gpt-4o-mini,\
                unpriced_records on openai/gpt-4o-mini
                gpt-4o,2,2,2000000,0,0,0,0,5,0,0,,0.3,0
                total,2,2,2000000,0,0,0,0,5,0,0,,0.3,0

                """)
    }

    @Test func brokenLinesAreNamed() throws {
        let input = log(1, day: 1) + "{\"id\":\n" + log(2, day: 2)
        let result = try Tool.run(["usage", "-"], input: Array(input.utf8))
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: note: standard input, line 2: broken JSON"))
        #expect(result.errors.hasSuffix("\nassay: standard input: 1 of 3 lines could not be used, and the rest was\n"))
        #expect(result.text.contains("1 of 3 lines could not be used"))
        let json = try Tool.run(["usage", "-", "--format", "json"], input: Array(input.utf8))
        #expect(try JSONDocument(json.output).root["errors"]?.count == 1)
    }

    @Test("of more broken lines than are named, all are counted")
    func manyBrokenLines() throws {
        let input = log(1, day: 1) + String(repeating: "{broken\n", count: 9)
        let result = try Tool.run(["usage", "-"], input: Array(input.utf8))
        #expect(
            result.errors.hasSuffix(
                "\nassay: standard input: 9 of 10 lines could not be used, and the rest was; the first 5 are named above\n"))
        #expect(result.text.contains("$2.50") && result.status == 2)
    }

    @Test("the half-written last line of a log that is being written is noted and fails nothing")
    func halfWrittenLine() throws {
        for (end, status) in [("{\"id\":\"req", 0), ("{\"id\":\"req\n", 2)] as [(String, Int32)] {
            let result = try Tool.run(["usage", "-"], input: Array((log(1, day: 1) + end).utf8))
            #expect(result.errors.hasPrefix("assay: note: standard input, line 2: broken JSON"))
            #expect(result.status == status)
        }
    }

    @Test func aCompressedLogIsRefusedAndTheRestIsRead() throws {
        let folder = try folder()
        try folder.write([0x1F, 0x8B, 8, 0, 0, 0], to: "old.jsonl")
        let result = try Tool.run(["usage", "old.jsonl", "logs"], in: folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("old.jsonl: it is compressed with gzip"))
        #expect(result.text.contains("$12.50"))
    }

    @Test(arguments: [
        ([], "give the logs"), (["missing.jsonl"], "there is no such file"),
        (["logs", "--by", "moon"], "--by is 'moon'"),
        (["logs", "--budget", "lots"], "--budget is 'lots'"), (["logs", "--since", "monday"], "--since is 'monday'"),
        (["logs", "--since", "2026-11-12", "--until", "2026-11-11"], "no time is between them"),
        (["logs", "-m", "no-such-model-x"], "no model is called"),
    ])
    func mistakes(_ arguments: [String], _ message: String) throws {
        let result = try Tool.run(["usage"] + arguments, in: folder())
        #expect(result.status == 2)
        #expect(result.errors.contains(message))
    }

    @Test func namesFromLogsDoNotSteerTheTerminal() throws {
        let input =
            #"{"id":"request-0000000001","model":"\u001b[31mred","usage":{"prompt_tokens":1,"completion_tokens":0}}"#
        let result = try Tool.run(["usage", "-"], input: Array(input.utf8))
        #expect(!result.output.contains(0x1B))
    }
}
