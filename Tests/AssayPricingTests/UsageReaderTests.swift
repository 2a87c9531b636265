import AssayJSON
import Testing

@testable import AssayPricing

/// Usage objects as the providers' references print them, and what they are in exclusive meters.
@Suite struct UsageReaderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var format: UsageFormat
        var json: String
        var usage: [Meter: Int]

        var testDescription: String { format.rawValue }
    }

    static let cases: [Case] = [
        // https://platform.openai.com/docs/guides/prompt-caching: cached tokens are part of prompt_tokens.
        Case(
            format: .openAIChat,
            json: """
                {"model":"gpt-5","usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,
                "prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},
                "completion_tokens_details":{"reasoning_tokens":100,"audio_tokens":0}}}
                """, usage: [.input: 86, .cacheRead: 1920, .output: 200, .reasoning: 100]),
        Case(
            format: .openAIResponses,
            json: """
                {"object":"response","model":"gpt-6.1-sol","output":[{"type":"web_search_call"},{"type":"message"}],
                "usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":200,"cache_write_tokens":300},
                "output_tokens":50,"output_tokens_details":{"reasoning_tokens":20}}}
                """,
            usage: [.input: 500, .cacheRead: 200, .cacheWrite: 300, .output: 30, .reasoning: 20, .webSearch: 1]),
        // https://platform.claude.com/docs/en/build-with-claude/prompt-caching: input_tokens is what no cache served.
        Case(
            format: .anthropic,
            json: """
                {"type":"message","model":"claude-opus-5-5","usage":{"input_tokens":50,"output_tokens":503,
                "cache_read_input_tokens":100000,"cache_creation_input_tokens":248,"cache_creation":
                {"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100},
                "server_tool_use":{"web_search_requests":2}}}
                """,
            usage: [
                .input: 50, .cacheRead: 100_000, .cacheWrite5m: 148, .cacheWrite1h: 100, .output: 503, .webSearch: 2,
            ]),
        // https://ai.google.dev/api/generate-content: thoughts and tool prompts are not in the other counts.
        Case(
            format: .gemini,
            json: """
                {"modelVersion":"gemini-2.5-pro","usageMetadata":{"promptTokenCount":1000,
                "cachedContentTokenCount":600,"candidatesTokenCount":70,"thoughtsTokenCount":30,
                "toolUsePromptTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":742},
                {"modality":"IMAGE","tokenCount":258}],"cacheTokensDetails":[{"modality":"TEXT","tokenCount":600}]}}
                """,
            usage: [
                .input: 142, Meter(.input, .base, .image): 258, .cacheRead: 600, .output: 70, .reasoning: 30,
                Meter(.input, .tool): 5,
            ]),
        // https://api-docs.deepseek.com/api/create-chat-completion: hits and misses add up to prompt_tokens.
        Case(
            format: .deepSeek,
            json: """
                {"model":"deepseek-v4-pro","usage":{"prompt_tokens":100000,"prompt_cache_hit_tokens":80000,
                "prompt_cache_miss_tokens":20000,"completion_tokens":2000}}
                """, usage: [.cacheRead: 80_000, .input: 20_000, .output: 2_000]),
        Case(
            format: .mistral,
            json: """
                {"model":"mistral-large-4","usage":{"prompt_tokens":100,"completion_tokens":10,
                "prompt_tokens_details":{"cached_tokens":64}}}
                """, usage: [.input: 36, .cacheRead: 64, .output: 10]),
        // https://openrouter.ai/docs/use-cases/usage-accounting
        Case(
            format: .openRouter,
            json: """
                {"model":"openai/gpt-4o","provider":"OpenAI","usage":{"prompt_tokens":194,"completion_tokens":2,
                "prompt_tokens_details":{"cached_tokens":100},"completion_tokens_details":{"reasoning_tokens":0},
                "cost":0.00025}}
                """, usage: [.input: 94, .cacheRead: 100, .output: 2]),
        // xAI counts reasoning beside completion_tokens.
        Case(
            format: .xAI,
            json: """
                {"model":"grok-4.7","usage":{"prompt_tokens":32,"completion_tokens":9,
                "completion_tokens_details":{"reasoning_tokens":110},"prompt_tokens_details":{"cached_tokens":6}}}
                """, usage: [.input: 26, .cacheRead: 6, .output: 9, .reasoning: 110]),
    ]

    @Test(arguments: cases)
    func readsAndRecognises(_ one: Case) throws {
        let report = try UsageReader.read(try JSONDocument(one.json).root)
        #expect(report.format == one.format)
        #expect(report.usage == (try Usage(one.usage)))
    }

    /// The usage object alone says the same as the response around it, once its format is known.
    @Test(arguments: cases.filter { $0.format != .openAIResponses })
    func readsTheUsageObjectAlone(_ one: Case) throws {
        let response = try JSONDocument(one.json).root
        let usage = try #require(response["usage"] ?? response["usageMetadata"])
        let report = try UsageReader.read(usage, format: one.format)
        #expect(report.usage == (try Usage(one.usage)))
    }

    /// Whatever a provider counts inside what, fresh, cached and written tokens are the prompt.
    @Test("cached and fresh tokens add up to the prompt", arguments: 0..<100)
    func partsAddUp(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (fresh, cached, written, output, thought) = (
            Int.random(in: 0...99_999, using: &generator), Int.random(in: 0...99_999, using: &generator),
            Int.random(in: 0...9_999, using: &generator), Int.random(in: 0...9_999, using: &generator),
            Int.random(in: 0...9_999, using: &generator)
        )
        let whole = fresh + cached
        let notations = [
            (
                0,
                """
                {"model":"gpt-5","usage":{"prompt_tokens":\(whole),"completion_tokens":\(output + thought),
                "prompt_tokens_details":{"cached_tokens":\(cached)},
                "completion_tokens_details":{"reasoning_tokens":\(thought)}}}
                """
            ),
            (
                0,
                """
                {"model":"deepseek-v4-pro","usage":{"prompt_tokens":\(whole),"prompt_cache_hit_tokens":\(cached),
                "prompt_cache_miss_tokens":\(fresh),"completion_tokens":\(output + thought),
                "completion_tokens_details":{"reasoning_tokens":\(thought)}}}
                """
            ),
            (
                written,
                """
                {"type":"message","usage":{"input_tokens":\(fresh),"cache_read_input_tokens":\(cached),
                "cache_creation_input_tokens":\(written),"output_tokens":\(output + thought),
                "output_tokens_details":{"thinking_tokens":\(thought)}}}
                """
            ),
            (
                0,
                """
                {"usageMetadata":{"promptTokenCount":\(whole),"cachedContentTokenCount":\(cached),
                "candidatesTokenCount":\(output),"thoughtsTokenCount":\(thought)}}
                """
            ),
        ]
        for (written, json) in notations {
            let usage = try UsageReader.read(try JSONDocument(json).root).usage
            #expect(try usage.promptTokens() == ExactDecimal(whole + written))
            #expect(usage[.input] == ExactDecimal(fresh) && usage[.cacheRead] == ExactDecimal(cached))
            #expect(usage[.output] == ExactDecimal(output) && usage[.reasoning] == ExactDecimal(thought))
        }
    }

    @Test func everyFormatHasACase() {
        #expect(Set(UsageReaderTests.cases.map(\.format)) == Set(UsageFormat.allCases))
    }

    @Test func fieldsOfServiceBecomeOptions() throws {
        let json = """
            {"type":"message","model":"claude-opus-5-5","usage":{"input_tokens":1,"cache_read_input_tokens":0,
            "output_tokens":1,"service_tier":"batch","speed":"standard","inference_geo":"us"}}
            """
        let report = try UsageReader.read(try JSONDocument(json).root)
        #expect(report.options.conditions == [.batch, Condition(.residency, "us")])
        let flex = #"{"model":"gpt-6.1-sol","service_tier":"flex","usage":{"prompt_tokens":1,"completion_tokens":1}}"#
        #expect(try UsageReader.read(try JSONDocument(flex).root).options.conditions == [Condition(.tier, "flex")])
    }

    @Test(
        "a line of a batch's results is a response served as a batch",
        arguments: [
            #"{"id":"b","custom_id":"1","response":{"status_code":200,"body":{"model":"gpt-5","usage":"#
                + #"{"prompt_tokens":10,"completion_tokens":2}}},"error":null}"#,
            #"{"custom_id":"1","result":{"type":"succeeded","message":{"type":"message","model":"claude-opus-5-5","#
                + #""usage":{"input_tokens":10,"output_tokens":2,"service_tier":"batch"}}}}"#,
        ])
    func batchResults(_ json: String) throws {
        let report = try UsageReader.read(try JSONDocument(json).root)
        #expect(report.usage == (try Usage([.input: 10, .output: 2])))
        #expect(report.options.conditions == [.batch])
        #expect(report.model != nil)
    }

    @Test(
        "a batch's failures are no usage",
        arguments: [
            #"{"custom_id":"1","response":null,"error":{"code":"x"}}"#, #"{"custom_id":"1","result":{"type":"expired"}}"#,
            #"{"custom_id":"1","response":{"body":{"custom_id":"2"}}}"#,
        ])
    func batchFailures(_ json: String) throws {
        let root = try JSONDocument(json).root
        let error = #expect(throws: UsageReadError.self) { try UsageReader.read(root) }
        #expect(error?.code == .notAUsage)
    }

    @Test func normalisationIsShown() throws {
        let report = try UsageReader.read(try JSONDocument(UsageReaderTests.cases[0].json).root)
        #expect(report.notes.contains("prompt_tokens 2006 includes 1920 read from the cache: input 86"))
    }

    @Test("what is there twice outside the usage is nobody's business, and parts without a total are the total")
    func readsWhatIsClear() throws {
        let tool = #"{"model":"gpt-5","choices":[{"a":1,"a":2}],"usage":{"prompt_tokens":5,"completion_tokens":1}}"#
        #expect(try UsageReader.read(try JSONDocument(tool).root).usage[.input] == 5)
        let parts = """
            {"type":"message","usage":{"input_tokens":1,"cache_creation":{"ephemeral_5m_input_tokens":3,
            "ephemeral_1h_input_tokens":4}}}
            """
        let usage = try UsageReader.read(try JSONDocument(parts).root).usage
        #expect(usage == (try Usage([.input: 1, .cacheWrite5m: 3, .cacheWrite1h: 4])))
    }

    @Test(arguments: [
        (
            #"{"usage":{"prompt_tokens":5,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":6}}}"#,
            "inconsistent"
        ),
        (#"{"usage":{"prompt_tokens":-5,"completion_tokens":1}}"#, "notACount"),
        (#"{"usage":{"prompt_tokens":1.5,"completion_tokens":1}}"#, "notACount"),
        (#"{"usage":{"prompt_tokens":"7","completion_tokens":1}}"#, "notACount"),
        (#"{"usage":{"prompt_tokens":1e30,"completion_tokens":1}}"#, "notACount"),
        (#"{"usage":{"prompt_tokens":9223372036854775807,"completion_tokens":1}}"#, "notACount"),
        (#"{"usage":{}}"#, "notAUsage"), (#"[1]"#, "notAUsage"), (#""text""#, "notAUsage"), ("null", "notAUsage"),
        (#"{"usageMetadata":{"promptTokenCount":5,"cachedContentTokenCount":9}}"#, "inconsistent"),
        // The parts of what was written are more, or less, than the whole.
        (
            #"{"usage":{"input_tokens":1,"cache_creation_input_tokens":5,"cache_creation":"#
                + #"{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":3}}}"#, "inconsistent"
        ),
        (
            #"{"usage":{"input_tokens":1,"cache_creation_input_tokens":5,"cache_creation":"#
                + #"{"ephemeral_5m_input_tokens":3}}}"#, "inconsistent"
        ),
        (
            #"{"usage":{"input_tokens":1,"cache_creation_input_tokens":0,"cache_creation":"#
                + #"{"ephemeral_1h_input_tokens":3}}}"#, "inconsistent"
        ),
        (
            #"{"usage":{"prompt_tokens":9,"completion_tokens":1,"prompt_cache_hit_tokens":5,"#
                + #""prompt_cache_miss_tokens":3}}"#, "inconsistent"
        ),
        (
            #"{"usage":{"prompt_tokens":9,"completion_tokens":1,"prompt_cache_hit_tokens":5,"#
                + #""prompt_tokens_details":{"cached_tokens":4}}}"#, "inconsistent"
        ),
        // JSON does not say which of two members of the same name counts.
        (#"{"usage":{"prompt_tokens":5,"completion_tokens":1,"prompt_tokens":6}}"#, "inconsistent"),
        (#"{"prompt_tokens":5,"completion_tokens":1,"prompt_tokens":5}"#, "inconsistent"),
        (#"{"usage":{"prompt_tokens":5,"completion_tokens":1},"usage":{"prompt_tokens":6}}"#, "inconsistent"),
        (
            #"{"usage":{"prompt_tokens":5,"completion_tokens":1,"#
                + #""prompt_tokens_details":{"cached_tokens":1,"cached_tokens":2}}}"#, "inconsistent"
        ),
        (
            #"{"usageMetadata":{"promptTokenCount":5,"promptTokensDetails":"#
                + #"[{"modality":"TEXT","tokenCount":5,"tokenCount":4}]}}"#, "inconsistent"
        ),
    ])
    func refusesWhatCannotBe(_ json: String, _ code: String) throws {
        let root = try JSONDocument(json).root
        let error = #expect(throws: UsageReadError.self) { try UsageReader.read(root) }
        #expect(error?.code.rawValue == code)
    }
}
