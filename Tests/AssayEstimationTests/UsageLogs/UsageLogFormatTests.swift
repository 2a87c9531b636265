import AssayEstimation
import AssayPricing
import Testing

@Suite struct UsageLogFormatTests {
    /// One log a format, with the tokens that it tells: input, cache read, cache write, output, reasoning.
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var requests: Int
        var tokens: [Int]
        var charged: String?
        var testDescription: String { name }
    }

    static let samples = [
        Sample(
            name: "session", text: UsageLogs.turn("msg_0123456789abcdef", minute: 1, read: 10, write: 20), requests: 1,
            tokens: [4, 10, 20, 100, 0]),
        Sample(
            name: "session with running totals",
            text: """
                {"type":"session_meta","payload":{"id":"one"}}
                {"type":"turn_context","payload":{"model":"gpt-5","effort":"low"}}
                {"timestamp":"2026-11-05T10:00:05Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"total_tokens":60},"last_token_usage":{"input_tokens":50,"cached_input_tokens":20,"output_tokens":10,"reasoning_output_tokens":4}}}}
                {"timestamp":"2026-11-05T10:00:06Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"total_tokens":60},"last_token_usage":{"input_tokens":50,"cached_input_tokens":20,"output_tokens":10,"reasoning_output_tokens":4}}}}
                """, requests: 1, tokens: [30, 20, 0, 6, 4]),
        Sample(
            name: "usage export of OpenAI",
            text: """
                {
                  "object": "page",
                  "data": [
                    {"object": "bucket", "start_time": 1761955200, "results": [
                      {"input_tokens": 1000, "input_cached_tokens": 400, "output_tokens": 20, "num_model_requests": 7,
                       "model": "gpt-4o", "project_id": null, "batch": false}
                    ]}
                  ]
                }
                """, requests: 7, tokens: [600, 400, 0, 20, 0]),
        Sample(
            name: "cost export of OpenAI",
            text: """
                {"data":[{"start_time":1761955200,"results":[{"object":"organization.costs.result","amount":{"value":0.5,"currency":"usd"},"line_item":"gpt-4o, input"}]}]}
                """, requests: 0, tokens: [0, 0, 0, 0, 0], charged: "0.5"),
        Sample(
            name: "usage export of Anthropic",
            text: """
                {"data":[{"starting_at":"2026-11-01T00:00:00Z","results":[{"uncached_input_tokens":5,"cache_creation":{"ephemeral_1h_input_tokens":2,"ephemeral_5m_input_tokens":1},"cache_read_input_tokens":9,"output_tokens":8,"model":"claude-sonnet-4-5"}]}]}
                """, requests: 0, tokens: [5, 9, 3, 8, 0]),
        Sample(
            name: "cost export of Anthropic, in cents",
            text: """
                {"data":[{"starting_at":"2026-11-01T00:00:00Z","results":[{"currency":"USD","amount":"123.5","description":"Usage"}]}]}
                """, requests: 0, tokens: [0, 0, 0, 0, 0], charged: "1.235"),
        Sample(
            name: "table of Anthropic",
            text: """
                usage_date_utc,model_version,api_key,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count
                2026-11-01,claude-sonnet-4-5,"a, ""b"" c",standard,≤ 200k,5,1,2,9,8,0

                """, requests: 0, tokens: [5, 9, 3, 8, 0]),
        Sample(
            name: "spend log of LiteLLM",
            text: """
                {"request_id":"chatcmpl-1","call_type":"acompletion","spend":0.25,"prompt_tokens":100,"completion_tokens":10,"startTime":"2026-11-01 10:00:00.5","model":"gpt-4o","custom_llm_provider":"openai","metadata":"{\\"usage_object\\":{\\"prompt_tokens_details\\":{\\"cached_tokens\\":40},\\"completion_tokens_details\\":{\\"reasoning_tokens\\":3}}}"}
                """, requests: 1, tokens: [60, 40, 0, 7, 3], charged: "0.25"),
        Sample(
            name: "generation of OpenRouter",
            text: """
                {"data":{"id":"gen-1","total_cost":0.5,"created_at":"2026-11-01T00:00:00Z","model":"openai/gpt-4o","provider_name":"OpenAI","tokens_prompt":1,"tokens_completion":1,"native_tokens_prompt":100,"native_tokens_completion":10,"native_tokens_cached":40,"native_tokens_reasoning":3}}
                """, requests: 1, tokens: [60, 40, 0, 7, 3], charged: "0.5"),
        Sample(
            name: "activity table of OpenRouter",
            text: """
                generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name
                gen-1,2026-11-01 02:37:51.271,0.5,100,10,3,40,openai/gpt-4o,OpenAI
                """, requests: 1, tokens: [60, 40, 0, 7, 3], charged: "0.5"),
        Sample(
            name: "activity of OpenRouter by day",
            text: """
                {"data":[{"date":"2026-11-01","model":"openai/gpt-4o","model_permaslug":"openai/gpt-4o","usage":0.5,"byok_usage_inference":0,"requests":5,"prompt_tokens":100,"completion_tokens":10,"reasoning_tokens":3}]}
                """, requests: 5, tokens: [100, 0, 0, 7, 3], charged: "0.5"),
        Sample(
            name: "spans of OpenTelemetry, both generations",
            text: """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"team","value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":[
                {"traceId":"t","spanId":"1","startTimeUnixNano":"1793500000000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"999"}}]},
                {"traceId":"t","spanId":"2","startTimeUnixNano":"1793500000000000000","attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"10"}},{"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"40"}}]},
                {"traceId":"t","spanId":"3","startTimeUnixNano":1793500001000000000,"attributes":{"gen_ai.response.model":"gpt-4o","gen_ai.usage.prompt_tokens":7,"gen_ai.usage.completion_tokens":1}}
                ]}]}]}
                """, requests: 2, tokens: [67, 40, 0, 11, 0]),
        Sample(
            name: "events of a stream",
            text: """
                {"type":"message_start","message":{"id":"msg_0123456789abcdef","type":"message","model":"claude-sonnet-4-5","usage":{"input_tokens":25,"output_tokens":1}}}
                {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}}
                {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}
                """, requests: 1, tokens: [25, 0, 0, 15, 0]),
        Sample(
            name: "list of responses",
            text: "[" + UsageLogs.response("a", day: 1, input: 5) + "," + UsageLogs.response("b", day: 1, input: 6)
                + "]",
            requests: 2, tokens: [11, 0, 0, 0, 0]),
        Sample(
            name: "any table",
            text: "Date;Model;Input tokens;Output tokens\r\n2026-11-01;gpt-4o;5;6\r\n2026-11-01;gpt-4o;5;6\r\n",
            requests: 2, tokens: [10, 0, 0, 12, 0]),
    ]

    @Test("amounts in other currencies are no dollars") func currencies() throws {
        let (ledger, tallies) = try UsageLogs.read([
            "date;model;input_tokens;cost;currency\n2026-11-20;gpt-4o;1000;0.01;EUR\n2026-11-20;gpt-4o;1000;0.02;USD\n"
        ])
        #expect(ledger.count == 1)
        #expect(tallies[0].problems.map(\.line) == [2])
        #expect(tallies[0].problems[0].message.contains("only US dollars"))
    }

    @Test(
        "digits that a point may group are no count",
        arguments: [("1.000", 1), ("12.500", 1), ("12.345", 1), ("1,000", 1), ("1.0", 0), ("1000.0", 0), ("0.000", 0)])
    func groupedDigits(_ count: String, _ broken: Int) throws {
        let (_, tallies) = try UsageLogs.read(["date;model;input_tokens;output_tokens\n2026-11-20;gpt-4o;\(count);5\n"])
        #expect(tallies[0].broken == broken)
        #expect(tallies[0].problems.allSatisfy { $0.line == 2 && $0.message.contains(count) })
    }

    @Test("streams as they came over the wire") func serverSentEvents() throws {
        let stream = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_0123456789abcdef","type":"message","model":"claude-sonnet-4-5","usage":{"input_tokens":1000,"output_tokens":1}}}

            : keep-alive
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":500}}

            data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1795132800,"model":"gpt-4o","choices":[{"delta":{"content":"a"}}],"usage":null}

            data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1795132800,"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500}}

            data: [DONE]

            """
        let (_, tallies) = try UsageLogs.read([stream])
        #expect(tallies[0].broken == 0)
        let report = try UsageLogs.report([stream])
        #expect(report.total.requests == 2)
        // 1,000 x 3 + 500 x 15, and 1,000 x 2.5 + 500 x 10, a million each
        let cost = try ExactDecimal("0.018")
        #expect(report.total.cost == cost)
    }

    @Test(arguments: samples, [1, 7, 1 << 20])
    func isRead(_ sample: Sample, partSize: Int) throws {
        let (ledger, tallies) = try UsageLogs.read([sample.text], partSize: partSize)
        #expect(tallies[0].broken == 0, "\(tallies[0].problems)")
        let total = UsageAnalysis(prices: .embedded, now: UsageLogs.now).report(on: ledger).total
        #expect(total.requests == sample.requests)
        let tokens = total.tokens
        #expect(
            [tokens.input, tokens.cacheRead, tokens.cacheWrite, tokens.output, tokens.reasoning] == sample.tokens)
        #expect((total.chargedRecords > 0 ? total.charged.description : nil) == sample.charged)
        #expect(total.unpriced == 0 || sample.charged != nil)
    }

    @Test(arguments: samples)
    func theSameFileTwiceCountsOnce(_ sample: Sample) throws {
        let once = try UsageLogs.report([sample.text]).total
        let twice = try UsageLogs.report([sample.text, sample.text]).total
        #expect(once.tokens == twice.tokens)
        #expect(once.charged == twice.charged)
    }

    @Test func labelsAreFoundWhereLogsKeepThem() throws {
        let log = """
            {"id":"a","model":"gpt-4o","created":1793500000,"metadata":{"team":"search","tier":"gold"},"usage":{"prompt_tokens":1,"completion_tokens":0}}
            {"id":"b","model":"gpt-4o","created":1793500000,"tags":["team:ads","feature:draft"],"usage":{"prompt_tokens":2,"completion_tokens":0}}
            {"id":"c","model":"gpt-4o","created":1793500000,"api_key":"sk-abcdefghijklmnop","usage":{"prompt_tokens":4,"completion_tokens":0}}
            """
        let teams = try UsageLogs.report([log], by: [.team]).groups
        #expect(
            Dictionary(uniqueKeysWithValues: teams.map { ($0.keys[0] ?? "", $0.totals.tokens.input) })
                == ["search": 1, "ads": 2, "": 4])
        #expect(try UsageLogs.report([log], by: [.label("tier")]).groups.contains { $0.keys == ["gold"] })
        let keys = try UsageLogs.report([log], by: [.key]).groups.compactMap { $0.keys[0] }
        #expect(keys == ["sk-...mnop"], "secrets stay out of reports")
    }
}
