import Testing

@testable import AssayPricing

/// Prices that providers publish or that follow from published prices by hand. Each case says where its prices stand.
@Suite struct PublishedCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var label: String
        var source: String
        var model: String
        var usage: [Meter: Int]
        var time = checkDay
        var options = PriceOptions()
        var total: String

        var testDescription: String { label }
    }

    @Test(arguments: standard + cached + tiered + conditional + dated)
    func costs(_ one: Case) throws {
        #expect(try total(one.model, one.usage, at: one.time, one.options) == one.total, "\(one.source)")
    }

    private static let openAI = "https://developers.openai.com/api/docs/pricing"
    private static let anthropic = "https://platform.claude.com/docs/en/about-claude/pricing"
    private static let google = "https://ai.google.dev/gemini-api/docs/pricing"
    private static let xAI = "https://docs.x.ai/docs/models"
    private static let deepSeek = "https://api-docs.deepseek.com/quick_start/pricing"

    static let standard: [Case] = [
        Case(
            label: "eleven turns of 100 tokens resend 6,600 tokens", source: openAI, model: "gpt-6.1-sol",
            usage: [.input: (1...11).reduce(0) { $0 + $1 * 100 }], total: "0.0132"),
        Case(
            label: "ten steps of 20,000 tokens", source: openAI, model: "gpt-6.1-sol", usage: [.input: 200_000],
            total: "0.4"),
        Case(label: "o1, a million each way", source: openAI, model: "o1", usage: mega, total: "75"),
        Case(
            label: "DeepSeek R1 in its first month, a million each way", source: deepSeek, model: "deepseek-reasoner",
            usage: mega, time: "2025-02-01", total: "2.74"),
        Case(
            label: "and in its cheap hours later", source: deepSeek, model: "deepseek-reasoner", usage: mega,
            time: "2025-06-01T20:00Z", total: "0.685"),
        Case(
            label: "and when the name meant V3.2", source: deepSeek, model: "deepseek-reasoner", usage: mega,
            time: "2026-01-01", total: "0.7"),
        Case(label: "gpt-4o", source: openAI, model: "gpt-4o", usage: [.input: 1_000, .output: 500], total: "0.0075"),
        Case(label: "gpt-4o-mini", source: openAI, model: "gpt-4o-mini", usage: mega, total: "0.75"),
        Case(
            label: "opus-5-5", source: anthropic, model: "opus-5-5", usage: [.input: 12_000, .output: 800],
            total: "0.064"),
        Case(
            label: "an embedding of ten million tokens", source: openAI, model: "text-embedding-3-small",
            usage: [.input: 10_000_000], total: "0.2"),
        Case(
            label: "reasoning is charged as output", source: openAI, model: "gpt-5.5",
            usage: [.output: 1_000, .reasoning: 4_000], total: "0.15"),
        Case(
            label: "three web searches", source: anthropic, model: "sonnet-5-5",
            usage: [.input: 1_000, .output: 500, .webSearch: 3], total: "0.037"),
        Case(
            label: "a high-detail image of 765 tokens", source: openAI, model: "gpt-4o", usage: [.input: 765],
            total: "0.0019125"),
    ]

    static let cached: [Case] = [
        Case(
            label: "a prefix written once and read nine times", source: openAI, model: "gpt-6.1-sol",
            usage: [.cacheWrite: 20_000, .cacheRead: 9 * 20_000], total: "0.068"),
        Case(
            label: "gpt-5 with 1,920 of 2,006 tokens cached", source: openAI, model: "gpt-5",
            usage: [.input: 86, .cacheRead: 1_920], total: "0.0003475"),
        Case(
            label: "gpt-5 with nothing cached", source: openAI, model: "gpt-5", usage: [.input: 2_006],
            total: "0.0025075"),
        Case(
            label: "a cache write", source: openAI, model: "gpt-6.1-sol", usage: [.cacheWrite: 10_000], total: "0.025"),
        Case(
            label: "a cache read", source: openAI, model: "gpt-6.1-sol", usage: [.cacheRead: 10_000], total: "0.001"),
        Case(
            label: "100,000 tokens kept for three hours", source: google, model: "gemini-3.8-flash",
            usage: [Meter(.none, .cacheStorage): 300_000], total: "0.15"),
        Case(
            label: "and one read of them", source: google, model: "gemini-3.8-flash", usage: [.cacheRead: 100_000],
            total: "0.0075"),
        Case(
            label: "2,000 tokens at Opus 4.7 stay uncached", source: anthropic, model: "claude-opus-4-7",
            usage: [.input: 2_000], total: "0.01"),
    ]

    static let tiered: [Case] = [
        Case(
            label: "haiku-5-5 up to 100,000 tokens", source: anthropic, model: "haiku-5-5",
            usage: [.input: 100_000, .output: 1_000], total: "0.0105"),
        Case(
            label: "haiku-5-5 above", source: anthropic, model: "haiku-5-5", usage: [.input: 100_001, .output: 1_000],
            total: "0.0525005"),
        Case(
            label: "gemini-2.5-pro up to 200,000", source: google, model: "gemini-2.5-pro",
            usage: [.input: 200_000, .output: 1_000], total: "0.26"),
        Case(
            label: "gemini-2.5-pro above", source: google, model: "gemini-2.5-pro",
            usage: [.input: 200_001, .output: 1_000], total: "0.5150025"),
        Case(
            label: "grok-4.7 below 200,000", source: xAI, model: "grok-4.7", usage: [.input: 199_999, .output: 1_000],
            total: "0.405998"),
        Case(
            label: "grok-4.7 from 200,000 on", source: xAI, model: "grok-4.7",
            usage: [.input: 200_000, .output: 1_000], total: "0.812"),
        Case(
            label: "gpt-5.4 up to 272,000", source: openAI, model: "gpt-5.4",
            usage: [.input: 272_000, .output: 10_000], total: "0.83"),
        Case(
            label: "gpt-5.4 above", source: openAI, model: "gpt-5.4", usage: [.input: 272_001, .output: 10_000],
            total: "1.585005"),
        Case(
            label: "sonnet-4-5 while it had a tier: the whole prompt at the higher price", source: anthropic,
            model: "sonnet-4-5", usage: [.input: 300_000], time: "2026-02-01", total: "1.8"),
    ]

    static let conditional: [Case] = [
        Case(
            label: "opus-5-5 in a batch", source: anthropic, model: "opus-5-5",
            usage: [.input: 1_000_000, .output: 200_000], options: PriceOptions(batch: true), total: "4"),
        Case(
            label: "the same without", source: anthropic, model: "opus-5-5",
            usage: [.input: 1_000_000, .output: 200_000], total: "8"),
        Case(
            label: "a cache read in a batch", source: anthropic, model: "sonnet-5-5", usage: [.cacheRead: 1_000_000],
            options: PriceOptions(batch: true), total: "0.05"),
        Case(
            label: "flex", source: openAI, model: "gpt-6.1-sol", usage: tenAndOne, options: PriceOptions(tier: "flex"),
            total: "0.015"),
        Case(label: "standard", source: openAI, model: "gpt-6.1-sol", usage: tenAndOne, total: "0.03"),
        Case(
            label: "priority", source: openAI, model: "gpt-6.1-sol", usage: tenAndOne,
            options: PriceOptions(tier: "priority"), total: "0.06"),
        Case(
            label: "fast", source: anthropic, model: "opus-5-5", usage: tenAndOne, options: PriceOptions(speed: "fast"),
            total: "0.12"),
        Case(
            label: "fast as a tier, which is a speed here", source: anthropic, model: "opus-5-5", usage: tenAndOne,
            options: PriceOptions(tier: "fast"), total: "0.12"),
        Case(
            label: "a region of processing, which is a residency here", source: anthropic, model: "opus-5-5",
            usage: tenAndOne, options: PriceOptions(region: "us"), total: "0.066"),
        Case(
            label: "batch as a tier", source: anthropic, model: "opus-5-5", usage: tenAndOne,
            options: PriceOptions(tier: "batch"), total: "0.03"),
        Case(
            label: "processing in the United States", source: anthropic, model: "opus-5-5", usage: tenAndOne,
            options: PriceOptions(residency: "us"), total: "0.066"),
    ]

    static let dated: [Case] = [
        Case(
            label: "DeepSeek off peak, a Friday noon", source: deepSeek, model: "deepseek-v4-pro", usage: deepSeekCall,
            time: "2026-11-20T12:00Z", total: "0.01892"),
        Case(
            label: "DeepSeek at peak, a Tuesday at two", source: deepSeek, model: "deepseek-v4-pro",
            usage: deepSeekCall, time: "2026-11-17T02:00Z", total: "0.03784"),
        Case(
            label: "o3 before its price fell", source: openAI, model: "o3", usage: tenAndOne, time: "2025-06-09",
            total: "0.14"),
        Case(
            label: "and on the day", source: openAI, model: "o3", usage: tenAndOne, time: "2025-06-10", total: "0.028"),
        Case(
            label: "gemini-3.8-flash on the last day of 2026", source: google, model: "gemini-3.8-flash",
            usage: tenAndOne, time: "2026-12-31", total: "0.01125"),
        Case(
            label: "and on the first of 2027", source: google, model: "gemini-3.8-flash", usage: tenAndOne,
            time: "2027-01-01", total: "0.0225"),
        Case(
            label: "gemini-4-argon in November", source: google, model: "gemini-4-argon", usage: tenAndOne,
            time: "2026-11-30", total: "0.03"),
        Case(
            label: "and in December", source: google, model: "gemini-4-argon", usage: tenAndOne, time: "2026-12-01",
            total: "0.06"),
        Case(
            label: "opus-4-6 while it had a tier", source: anthropic, model: "opus-4-6", usage: [.input: 250_000],
            time: "2026-03-12", total: "2.5"),
        Case(
            label: "and after", source: anthropic, model: "opus-4-6", usage: [.input: 250_000], time: "2026-03-13",
            total: "1.25"),
    ]

    private static let mega: [Meter: Int] = [.input: 1_000_000, .output: 1_000_000]
    private static let tenAndOne: [Meter: Int] = [.input: 10_000, .output: 1_000]
    private static let deepSeekCall: [Meter: Int] = [.cacheRead: 80_000, .input: 20_000, .output: 2_000]
}
