import Testing

@testable import AssayPricing

/// Cases over the breadth of the table. The expected sums were worked out with decimal arithmetic from the price fields
/// of the two wheels themselves (genai-prices 0.2.3, litellm 1.109.1), not from the table.
@Suite struct FurtherCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var model: String
        var usage: [Meter: Int]
        var time: String
        var options: PriceOptions
        var total: String

        init(
            _ model: String, _ usage: [Meter: Int], at time: String = checkDay, options: PriceOptions = PriceOptions(),
            _ total: String
        ) {
            (self.model, self.usage, self.time, self.options, self.total) = (model, usage, time, options, total)
        }

        var testDescription: String { "\(model) \(total)" }
    }

    @Test(arguments: flat + dated)
    func costs(_ one: Case) throws {
        #expect(try total(one.model, one.usage, at: one.time, one.options) == one.total)
    }

    /// From litellm.
    static let flat: [Case] = [
        Case("gpt-5-mini", [.input: 123_457, .output: 7891], options: PriceOptions(tier: "flex"), "0.023323125"),
        Case(
            "gpt-4.1", [.input: 99_999, .cacheRead: 1111, .output: 333], options: PriceOptions(tier: "priority"),
            "0.355630625"),
        Case("o4-mini", [.input: 50_001, .output: 2], options: PriceOptions(batch: true), "0.02750495"),
        Case("gpt-6-astra", [.input: 272_001, .output: 1000], options: PriceOptions(tier: "ultrafast"), "33.09012"),
        Case("gpt-6-astra", [Meter(.input, .cacheWrite(.twelveHours)): 272_001], "13.60005"),
        Case("gpt-6-astra", [Meter(.input, .cacheWrite(.twelveHours)): 272_000], "6.8"),
        Case("claude-haiku-5-5", [.input: 1, .cacheWrite1h: 100_000, .output: 10], "0.1000255"),
        Case("claude-haiku-5-5", [.input: 100_001, .output: 10], options: PriceOptions(batch: true), "0.02501275"),
        Case("claude-haiku-4-5", [.cacheWrite5m: 3000, .cacheRead: 7000], "0.00445"),
        Case("claude-sonnet-5", [.input: 1000, .output: 100], options: PriceOptions(residency: "us"), "0.0033"),
        Case("gpt-6-astra", [.input: 1000, .output: 100], options: PriceOptions(region: "eu"), "0.0165"),
        Case(
            "vertex/gemini-3.5-flash", [.input: 1000, .output: 100], options: PriceOptions(region: "europe-west1"),
            "0.00264"),
        Case("groq/openai/gpt-oss-120b", [.input: 777, .output: 333], "0.00031635"),
        Case("azure/gpt-5.4", [.input: 272_001, .output: 5], options: PriceOptions(batch: true), "0.68005875"),
        Case(
            "bedrock/amazon.nova-2-lite-v1:0", [.input: 10_000, .output: 500], options: PriceOptions(tier: "priority"),
            "0.0074375"),
        Case("minimax/MiniMax-M3", [.input: 512_000, .cacheRead: 1], "0.30720012"),
        Case("minimax/MiniMax-M3", [.input: 512_000], "0.1536"),
        Case(
            "sail/moonshotai/Kimi-K3", [.input: 12_345, .output: 67], options: PriceOptions(tier: "balanced"),
            "0.02536"),
        Case("mistral/mistral-ocr-latest", [Meter(.none, .page): 17], "0.068"),
        Case("mistral/mistral-ocr-latest", [Meter(.none, .page): 17], options: PriceOptions(batch: true), "0.034"),
        Case(
            "perplexity/sonar-deep-research",
            [.input: 100, .output: 50, Meter(.output, .citation): 400, .reasoning: 800],
            "0.0038"),
        Case("whisper-1", [Meter(.input, .second, .audio): 90], "0.009"),
        Case("azure/speech/azure-tts", [Meter(.input, .character): 12_345], "0.185175"),
        Case("gemini-2.5-flash", [.input: 500, Meter(.input, .base, .audio): 3000, .output: 20], "0.0032"),
        Case("gemini-2.5-pro", [.cacheRead: 200_000, .input: 1, .reasoning: 9], "0.0501375"),
        Case("gpt-image-2", [Meter(.output, .base, .image): 4160, .input: 50], "0.12505"),
        Case("openai/sora-2", [Meter(.output, .second, .video): 12], "1.2"),
        Case("gemini-2.5-pro", [Meter(.none, .mapSearch): 4], "0.1"),
        Case("xai/grok-voice-3.0", [Meter(.none, .message): 7], "0.028"),
        Case("cohere/rerank-v3.5", [Meter(.none, .searchQuery): 13], "0.026"),
    ]

    /// From genai-prices, at instants around its dates and hours.
    static let dated: [Case] = [
        // Peak hours of deepseek-v4-flash cost twice 0.22, on the Saturday before the weekends became off-peak too.
        Case("deepseek-v4-flash", [.input: 10_000], at: "2026-08-20T02:00Z", "0.0044"),
        Case("deepseek-v4-flash", [.input: 10_000], at: "2026-08-22T06:00Z", "0.0044"),
        Case("deepseek-v4-flash", [.input: 10_000], at: "2026-08-23T06:00Z", "0.0022"),
        Case("deepseek-v4-flash", [.cacheRead: 10_000, .output: 100], at: "2026-09-09T09:59:59Z", "0.000272"),
        Case("deepseek-v4-flash", [.input: 10_000], at: "2026-09-09T10:00Z", "0.0022"),
        Case("deepseek-v4-pro", [.input: 10_000], at: "2026-11-23T01:00Z", "0.0132"),
        Case("deepseek-v4-pro", [.input: 10_000], at: "2026-11-23T03:59:59Z", "0.0132"),
        Case("deepseek-v4-pro", [.input: 10_000], at: "2026-11-23T04:00Z", "0.0066"),
        // The tier of long prompts counts what is read from the cache.
        Case("gemini-2.5-pro", [.input: 150_000, .cacheRead: 50_000], "0.19375"),
        Case("gemini-2.5-pro", [.input: 150_000, .cacheRead: 50_001], "0.38750025"),
        Case("claude-sonnet-4-5", [.input: 200_000, .output: 1000], at: "2026-02-01", "0.615"),
        Case("claude-sonnet-4-5", [.input: 200_001, .output: 1000], at: "2026-02-01", "1.222506"),
        // 50k x 0.22 + 1k x 0.66: between the two price changes of 2026.
        Case("deepseek-v4-flash", [.input: 50_000, .output: 1_000], at: "2026-09-01T12:00Z", "0.01166"),
        // 50k x 0.14 + 1k x 0.28: before both.
        Case("deepseek-v4-flash", [.input: 50_000, .output: 1_000], at: "2026-08-16T23:59:59Z", "0.00728"),
        // A Sunday in what are peak hours on weekdays, and the last second of a Monday's.
        Case("deepseek-flash", [.input: 1_000_000], at: "2026-11-22T02:30Z", "0.15"),
        Case("deepseek-flash", [.input: 1_000_000], at: "2026-11-23T03:59:59Z", "0.3"),
        Case("deepseek-flash", [.input: 1_000_000], at: "2026-11-23T04:00Z", "0.15"),
        // A clock ahead of UTC: 09:30 in Beijing is 01:30 in UTC.
        Case("deepseek-flash", [.input: 1_000_000], at: "2026-11-23T09:30+08:00", "0.3"),
        // 4k x 0.5 + 1k x 40 before the price of output fell, 4k x 0.5 + 1k x 8 after.
        Case("o3", [.cacheRead: 4_000, .output: 1_000], at: "2025-06-09T23:59:59Z", "0.042"),
        Case("o3", [.cacheRead: 4_000, .output: 1_000], at: "2025-06-10", "0.01"),
        // 200,001 x 6 + 1k x 22.5 where there is a tier; 200,001 x 10 + 1k x 37.5 and x 5 + x 25 around its end.
        Case("claude-sonnet-4-5", [.input: 200_001, .output: 1_000], at: "2026-11-21", "1.222506"),
        Case("claude-opus-4-6", [.input: 200_001, .output: 1_000], at: "2026-03-12", "2.03751"),
        Case("claude-opus-4-6", [.input: 200_001, .output: 1_000], at: "2026-03-13", "1.025005"),
    ]

    @Test("a batch price is not older than the first day on which its source has one")
    func batchBeforeItsFirstDay() throws {
        #expect(throws: PricingError.self) {
            try priced("gpt-5.5", [.input: 1], at: "2026-10-13T23:59:59Z", PriceOptions(batch: true))
        }
        #expect(try total("gpt-5.5", [.input: 100_000], at: "2026-10-14", PriceOptions(batch: true)) == "0.25")
    }
}
