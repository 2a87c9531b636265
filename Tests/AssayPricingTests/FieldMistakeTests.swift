import AssayJSON
import Testing

@testable import AssayPricing

/// What other calculators are known to get wrong, one test each.
@Suite struct FieldMistakeTests {
    @Test("a tier charges the whole request, not what lies beyond it")
    func tiersAreCliffs() throws {
        // Graduated, it would be 0.2 x 1.25 + 0.1 x 2.5 = 0.50.
        #expect(try total("gemini-2.5-pro", [.input: 300_000]) == "0.75")
    }

    @Test("tiers look at one request, not at the sum of many")
    func tiersLookAtOneRequest() throws {
        let half = try priced("gemini-2.5-pro", [.input: 150_000])
        #expect(try Pricer.total(of: [half, half]).description == "0.375")
        #expect(try total("gemini-2.5-pro", [.input: 300_000]) == "0.75")
    }

    @Test("cached tokens count towards the tier")
    func tiersLookAtTheWholePrompt() throws {
        let one = try priced("gemini-2.5-pro", [.input: 100_000, .cacheRead: 100_001])
        #expect(one.lines.map(\.tier) == [">200000", ">200000"])
    }

    @Test(
        "each model has its own threshold",
        arguments: [
            ("haiku-5-5", 100_000, ">100000"), ("gemini-2.5-pro", 200_000, ">200000"), ("gpt-5.4", 272_000, ">272000"),
            ("grok-4.7", 199_999, ">=200000"),
        ])
    func thresholdsDiffer(_ model: String, _ last: Int, _ tier: String) throws {
        #expect(try priced(model, [.input: last]).lines[0].tier == nil)
        #expect(try priced(model, [.input: last + 1]).lines[0].tier == tier)
    }

    @Test("above a threshold, cache writes and reasoning cost more too")
    func tiersReachEveryMeter() throws {
        let usage: [Meter: Int] = [.input: 272_001, .cacheWrite: 1_000, .cacheRead: 1_000, .reasoning: 1_000]
        let one = try priced("gpt-6.1-sol", usage)
        #expect(one.lines.allSatisfy { $0.tier == ">272000" })
        // 272,001 x 4 + 1,000 x (0.2 + 5 + 15), a million each
        #expect(one.total.description == "1.108204")
    }

    @Test("a batch without a listed price is an error, not half price")
    func batchNeedsAPrice() throws {
        #expect(throws: PricingError.self) {
            try priced("gpt-4o-audio-preview", [.input: 1], at: checkDay, PriceOptions(batch: true))
        }
    }

    @Test("a retired model keeps its prices")
    func retiredModelsStay() throws {
        #expect(try total("claude-3-opus-20240229", [.input: 1_000_000], at: "2024-06-01") == "15")
        let retired = try priced("gpt-4", [.input: 1_000_000], at: "2024-06-01")
        #expect(retired.total.description == "30")
        #expect(retired.notes.contains { $0.contains("retired") })
    }

    @Test("an alias is another name of a model, not another model")
    func aliasesAreNames() throws {
        let finder = ModelFinder(.embedded, at: try #require(UTCInstant(checkDay)))
        #expect(try finder.find("gpt-5.4-2026-03-05").model.id == finder.find("gpt-5.4").model.id)
        #expect(try finder.find("claude-opus-4-5-20251101").model.id == finder.find("claude-opus-4-5").model.id)
    }

    @Test("cached tokens are neither counted twice nor negative")
    func cachedTokensAreCountedOnce() throws {
        let inside = """
            {"model":"gpt-5","usage":{"prompt_tokens":2006,"completion_tokens":0,
            "prompt_tokens_details":{"cached_tokens":1920}}}
            """
        let beside = """
            {"type":"message","model":"claude-sonnet-5-5","usage":{"input_tokens":86,
            "cache_read_input_tokens":1920,"output_tokens":0}}
            """
        for json in [inside, beside] {
            let report = try UsageReader.read(try JSONDocument(json).root)
            #expect(report.usage[.input] == 86)
            #expect(report.usage[.cacheRead] == 1920)
            #expect(try report.usage.promptTokens() == 2006)
        }
    }

    @Test("a missing price is an error or said aloud, never zero")
    func missingPricesAreNotZero() throws {
        #expect(throws: PricingError.self) { try priced("text-embedding-3-small", [.output: 1]) }
        #expect(throws: PricingError.self) { try priced("gpt-6.1-sol", [.cacheWrite1h: 1]) }
        let fallback = try priced("o1-pro", [.cacheRead: 1_000])
        #expect(fallback.lines[0].billedAs == .input)
        #expect(fallback.lines[0].note?.contains("no cache-read price") == true)
        #expect(fallback.total > .zero)
    }

    @Test("no price in the table is zero by accident: where one is, a source says so")
    func zerosAreFree() throws {
        for id in PriceTable.embedded.providers {
            let provider = try #require(try PriceTable.embedded.provider(id))
            for model in provider.models {
                for entry in model.entries where entry.source == "litellm" {
                    let zeros = entry.rates.filter { $0.value.base == .zero }.keys
                    #expect(zeros.isEmpty, "\(model.qualifiedName): \(zeros)")
                }
            }
        }
    }

    @Test(
        "peak hours end on Friday",
        arguments: [
            ("2026-11-20T02:00Z", "0.03784"), ("2026-11-21T02:00Z", "0.01892"), ("2026-11-22T07:00Z", "0.01892"),
            ("2026-11-23T02:00Z", "0.03784"), ("2026-11-23T04:00Z", "0.01892"), ("2026-11-23T09:59:59Z", "0.03784"),
            // Before weekends were cheap, one Saturday was not.
            ("2026-08-22T02:00Z", "0.03784"), ("2026-08-29T02:00Z", "0.01892"),
            // And before August there was one price: 80k x 0.003625 + 20k x 0.435 + 2k x 0.87, a million each.
            ("2026-08-04T02:00Z", "0.01073"),
        ])
    func peakHours(_ time: String, _ dollars: String) throws {
        #expect(
            try total("deepseek-v4-pro", [.cacheRead: 80_000, .input: 20_000, .output: 2_000], at: time) == dollars)
    }

    @Test("conditions that are not sold together are an error, never the price of one of them") func together() throws {
        let error = #expect(throws: PricingError.self) {
            try priced("opus-5-5", [.input: 1_000_000], PriceOptions(batch: true, speed: "fast"))
        }
        #expect(
            error?.description.hasPrefix("anthropic/claude-opus-5-5 has no price for batch with speed=fast on ") == true)
        // A factor goes with any price: 4 x 0.5 x 1.1.
        #expect(try total("opus-5-5", [.input: 1_000_000], PriceOptions(batch: true, residency: "us")) == "2.2")
    }
}
