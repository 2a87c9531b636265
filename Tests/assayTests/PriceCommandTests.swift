import AssayJSON
import Testing

@Suite struct PriceCommandTests {
    private func json(_ arguments: [String], input: String = "") throws -> JSONValue {
        let result = try Tool.run(arguments + ["--format", "json"], input: Array(input.utf8))
        #expect(result.errors == "")
        #expect(result.status == 0)
        return try JSONDocument(result.output).root
    }

    @Test func pricesMeters() throws {
        let root = try json(["price", "-m", "gpt-4o", "--input", "1000", "--output", "500"])
        #expect(root["schema"]?.int == 1)
        #expect(root["model"]?.string == "gpt-4o")
        #expect(root["provider"]?.string == "openai")
        #expect(root["total"]?.string == "0.0075")
        #expect(root["currency"]?.string == "USD")
        #expect(root["lines"]?[0]?["meter"]?.string == "input")
        #expect(root["lines"]?[0]?["quantity"]?.int == 1000)
        #expect(root["lines"]?[0]?["unitPrice"]?.string == "2.5")
        #expect(root["lines"]?[0]?["amount"]?.string == "0.0025")
        #expect(root["lines"]?[0]?["source"]?["name"]?.string == "genai-prices")
    }

    @Test(arguments: [
        (["-m", "gpt-6.1-sol", "--input", "10000", "--output", "1000", "--tier", "flex"], "0.015"),
        (["-m", "opus-5-5", "--input", "1000000", "--output", "200000", "--batch"], "4"),
        (["-m", "opus-5-5", "--input", "10000", "--output", "1000", "--speed", "fast"], "0.12"),
        (["-m", "opus-5-5", "--input", "10000", "--output", "1000", "--residency", "us"], "0.066"),
        (["-m", "gemini-4-argon", "--input", "10000", "--output", "1000", "--date", "2026-11-30"], "0.03"),
        (["-m", "gemini-4-argon", "--input", "10000", "--output", "1000", "--date", "2026-12-01"], "0.06"),
        (["-m", "sonnet-5-5", "--input", "1000", "--output", "500", "--web-searches", "3"], "0.037"),
        (["-m", "opus-5-5", "--cache-write", "1000000", "--cache-ttl", "1h"], "8"),
        (["-m", "opus-5-5", "--cache-write", "1000000", "--cache-ttl", "5m"], "5"),
        (["-m", "opus-5-5", "--cache-write", "1000000"], "5"),
        (["-m", "gpt-5.5", "--output", "1000", "--reasoning", "4000"], "0.15"),
        (["-m", "gemini-3.8-flash", "--meter", "cache-storage=300000"], "0.15"),
        (["-m", "gpt-4o", "--provider", "azure", "--input", "1000000"], "2.5"),
        (["-m", "gpt-4o", "--input", "0"], "0"),
        (["-m", "gpt-4o", "--input", "1e6"], "2.5"),
    ])
    func options(_ arguments: [String], _ total: String) throws {
        var arguments = ["price"] + arguments
        if !arguments.contains("--date") { arguments += ["--date", "2026-11-21T12:00Z"] }
        #expect(try json(arguments)["total"]?.string == total)
    }

    private let responses = """
        {"model":"gpt-5","usage":{"prompt_tokens":2006,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":1920}}}

        {"type":"message","model":"claude-opus-5-5","usage":{"input_tokens":12000,"cache_read_input_tokens":0,"output_tokens":800}}
        """

    @Test func readsResponses() throws {
        let root = try json(["price", "--date", "2026-11-21"], input: responses)
        #expect(root["prices"]?[0]?["total"]?.string == "0.0003475")
        #expect(root["prices"]?[0]?["notes"]?[0]?.string?.contains("includes 1920") == true)
        #expect(root["prices"]?[1]?["total"]?.string == "0.064")
        #expect(root["totals"]?[0]?["total"]?.string == "0.0643475")
        let list = "[" + responses.split(separator: "\n").filter { !$0.isEmpty }.joined(separator: ",") + "]"
        #expect(try json(["price", "-", "--date", "2026-11-21"], input: list)["prices"]?.count == 2)
    }

    @Test("a price whose start no source tells is marked where the date is before the day it is known to hold")
    func datesBeforeTheFirstKnownPrice() throws {
        let root = try json(["price", "-m", "opus-5-5", "--input", "1000000", "--date", "2020-01-01"])
        #expect(root["total"]?.string == "4")
        #expect(root["lines"]?[0]?["assumed"]?.bool == true)
        #expect(root["notes"]?[0]?.string?.contains("only that it did on 2026-11-21") == true)
        let known = try json(["price", "-m", "o3", "--input", "1000000", "--date", "2025-06-09"])
        #expect(known["total"]?.string == "10")
        #expect(known["lines"]?[0]?["assumed"]?.bool == false)
        #expect(known["notes"]?.count == 0)
        let announced = try json(
            ["price", "-m", "gemini-3.8-flash", "--input", "1", "--date", "2026-11-21T12:00Z"])
        #expect(announced["notes"]?.count == 0, "known since it was read, though it ends later")
        let earlier = try json(["price", "-m", "o3", "--input", "1000000", "--date", "2025-06-08"])
        #expect(earlier["notes"]?[0]?.string?.contains("only that it did on 2025-06-09") == true)
    }

    @Test func severalModelsStandSideBySide() throws {
        let arguments = ["price", "-m", "gpt-4o", "-m", "gpt-4o-mini", "--input", "1000000", "--date", "2026-11-21"]
        let root = try json(arguments)
        #expect(root["totals"]?[0]?["total"]?.string == "2.5")
        #expect(root["totals"]?[1]?["total"]?.string == "0.15")
        let text = try Tool.run(arguments).text
        #expect(text.contains("openai/gpt-4o       $2.50\n"))
        #expect(text.contains("openai/gpt-4o-mini  $0.15\n"))
    }

    @Test func aResponseOfOpenRouterHasItsPrices() throws {
        let response =
            #"{"model":"openai/gpt-4o","provider":"OpenAI","usage":{"prompt_tokens":10,"completion_tokens":2,"cost":0.1}}"#
        #expect(try json(["price"], input: response)["provider"]?.string == "openrouter")
    }

    @Test func explains() throws {
        let result = try Tool.run([
            "price", "-m", "deepseek-v4-pro", "--input", "1000", "--explain", "--date", "2026-11-17T02:00Z",
        ])
        #expect(result.text.contains("$1.32/1M tokens = $0.00132 ["))
        #expect(result.text.contains("hours 01:00-04:00,06:00-10:00 Mon,Tue,Wed,Thu,Fri UTC, since 2026-08-17"))
        #expect(result.text.contains("genai-prices 0.2.3, checked 2026-11-21]"))
    }

    @Test func privatePricesGoOverTheTable() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "provider openai\nmodel gpt-4o\nsource contract 2026\nprice by contract\ninput 1\n", to: "our.prices")
        let result = try Tool.run(
            ["price", "-m", "gpt-4o", "--input", "1000000", "--prices", "our.prices", "--format", "json"], in: folder)
        #expect(try JSONDocument(result.output).root["total"]?.string == "1")
        try folder.write("provider openai\nmodel gpt-4o\ncolour red\n", to: "bad.prices")
        let bad = try Tool.run(["price", "-m", "gpt-4o", "--input", "1", "--prices", "bad.prices"], in: folder)
        #expect(bad.status == 2)
        #expect(bad.errors == "assay: bad.prices:3: 'colour' is neither a meter nor something a model has\n")
    }

    @Test(arguments: [
        (["-m", "claude-opus-5-6", "--input", "1"], "no model is called 'claude-opus-5-6'; the nearest names are "),
        (["-m", "gpt-4o", "--input", "1", "--tier", "warp"], "openai/gpt-4o has no tier=warp price on "),
        (["-m", "gpt-4o", "--input", "-5"], "--input is '-5'; write a whole number of tokens from 0 up"),
        (["-m", "gpt-4o", "--input=-1"], "--input is '-1'; write a whole number of tokens from 0 up"),
        (["-m", "gpt-4o", "--output", "1.5"], "--output is '1.5'; write a whole number of tokens from 0 up"),
        (["-m", "gpt-4o", "--input", "--output", "5"], "--input is '--output'; write a whole number of tokens"),
        (["-m", "gpt-4o", "--web-searches", "many"], "--web-searches is 'many'; write a whole number of searches"),
        (["-m", "gpt-4o", "--input", "99999999999999999999"], "--input is '99999999999999999999'; 2^53 is the most"),
        (["-m", "gpt-4o", "--meter", "input=-5"], "input is -5; a usage cannot be negative"),
        (
            ["-m", "gpt-4o", "--input", "1", "--cache-ttl", "1h"],
            "--cache-ttl says how long the tokens of --cache-write"
        ),
        (["-m", "", "--input", "1"], "the name of the model is empty"),
        (["-m", "  ", "--input", "1"], "the name of the model is empty"),
        (["-m", "gpt-4o", "--input", "1", "--date", "soon"], "'soon' is no date; write 2026-12-01"),
        (["-m", "gpt-4o", "--input", "1", "--date", "2026-11-21T10:00"], "'2026-11-21T10:00' is no date"),
        (["-m", "gpt-4o", "--meter", "luck=1"], "no meter is called 'luck'; there are input, "),
        (["-m", "gpt-4o", "--meter", "input=much"], "--meter input=much: 'much' is not a decimal number"),
        (["-m", "gpt-4o", "--cache-write", "1", "--cache-ttl", "2h"], "--cache-ttl is 5m, 30m, 1h or 12h, not '2h'"),
        (["-m", "gpt-4o", "--provider", "nobody", "--input", "1"], "no provider is called 'nobody'"),
        (["-m", "glm", "--input", "1"], "no model is called 'glm'; the nearest names are "),
        (["-m", "deepinfra/unheard-of", "--input", "1"], "no model is called 'deepinfra/unheard-of'"),
        (["-m", "text-embedding-3-small", "--output", "1"], "openai/text-embedding-3-small has no price for output; "),
        (["-m", "gpt-4o", "--input", "1", "file.json"], "give meters as options or usage JSON as files, not both"),
        (["-m", "gpt-4o", "missing.json"], "cannot read missing.json: there is no such file or folder"),
    ])
    func refuses(_ arguments: [String], _ message: String) throws {
        let result = try Tool.run(["price"] + arguments)
        #expect(result.status == 2)
        #expect(result.text == "")
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
        ("", "there is no usage to price; give meters such as --input, or usage JSON"),
        ("{\"usage\":", "standard input: not JSON: line 1, column 10"),
        ("{}", "standard input: this is no usage of a known provider"),
        (
            "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}",
            "standard input: the usage names no model; give one with -m"
        ),
        (
            "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n{\"usage\":{}}",
            "standard input, line 2: this is no usage"
        ),
    ])
    func refusesInput(_ input: String, _ message: String) throws {
        let result = try Tool.run(["price"], input: Array(input.utf8))
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
    }

    @Test func inABatchTheRestGoesOn() throws {
        let bad =
            responses + "\n{\"usage\":{}}\n" + #"{"model":"gpt-99","usage":{"prompt_tokens":1,"completion_tokens":1}}"#
        let result = try Tool.run(
            ["price", "--format", "json", "--date", "2026-11-21"], input: Array(bad.utf8))
        #expect(result.status == 2)
        #expect(try JSONDocument(result.output).root["totals"]?[0]?["total"]?.string == "0.0643475")
        let errors = result.errors.split(separator: "\n")
        #expect(errors.count == 2)
        #expect(errors[0].hasPrefix("assay: standard input, line 4: this is no usage"))
        #expect(errors[1].hasPrefix("assay: standard input, line 5: no model is called 'gpt-99'"))
    }

    @Test func outputThatCannotBeWrittenIsAnError() throws {
        let result = try Tool.run(["price", "-m", "gpt-4o", "--input", "1"], output: .file("/dev/full"))
        #expect(result.status == 2)
    }

    @Test("a broken line is reported, and the others are priced", arguments: [0, 1]) func brokenLine(_ place: Int) throws {
        var lines = Array(repeating: #"{"model":"gpt-4o","usage":{"prompt_tokens":100,"completion_tokens":1}}"#, count: 2)
        lines.insert("{broken", at: place)
        let folder = try TemporaryFolder()
        let result = try Tool.run(["price"], input: Array(lines.joined(separator: "\n").utf8), in: folder)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: standard input, line \(place + 1): "))
        #expect(result.text.contains("$0.00052"))
    }
}
