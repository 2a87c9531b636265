import AssayPricing
import AssayPrompts
import Testing

@testable import AssayEstimation

/// What changes cost, worked out by hand from counts and prices.
@Suite struct ChangeEstimatorTests {
    private static let rules = String(repeating: "Follow every rule of the house with care. ", count: 300)

    private func changes(
        _ before: String, _ after: String, _ model: String, calls: Int? = nil, name: String = "a.jinja"
    ) throws -> [UnitChange] {
        let instant = try #require(UTCInstant("2026-11-21T12:00Z"))
        let prices = try ModelFinder(.embedded, at: instant).find(model).model
        var assumptions = CostAssumptions()
        assumptions.traffic = calls.map { Traffic(calls: $0, per: .day) }
        let (counter, assumed) = (try counter(prices.id), assumptions)
        let priced = ChangeModel(prices, at: instant, assumptions: assumed) { (unit, document) throws(CostError) in
            try CostEstimator(model: prices, at: instant, assumptions: assumed)
                .estimate(unit, in: document, counter: counter)
        }
        func files(_ text: String) throws -> [ChangedFile] {
            [ChangedFile(path: name, document: try PromptReader.read(Array(text.utf8), name: name))]
        }
        return ChangeEstimator(before: try files(before), after: try files(after)).changes { _, _ in [priced] }
    }

    @Test("tokens and money before and after") func tokens() throws {
        let change = try #require(try changes("Say hello.", "Say hello world.", "gpt-4o", calls: 1000).first?.models.first)
        #expect(change.tokens == 1)
        // One token at $2.5 a million, 30,000 calls a month.
        #expect(try change.perCall().description == "0.0000025")
        #expect(try change.perMonth()?.description == "0.075")
    }

    @Test("a unit that stays is no change") func same() throws {
        #expect(try changes("Say hello.", "Say hello.", "gpt-4o").isEmpty)
        #expect(try changes("Say {# a #}hello.", "Say {# b #}hello.", "gpt-4o").isEmpty)
    }

    @Test("another lifetime of the cache is a change, though the text stays") func cacheLifetime() throws {
        func request(_ control: String) -> String {
            """
            {"model":"claude-opus-5-5","max_tokens":100,"system":[{"type":"text","text":"\(Self.rules)",
            "cache_control":{"type":"ephemeral"\(control)}}],"messages":[{"role":"user","content":"Hello"}]}
            """
        }
        func effects(_ before: String, _ after: String) throws -> [ChangeEffect]? {
            try changes(request(before), request(after), "claude-opus-5-5", name: "a.json").first?.effects
        }
        let hour = #","ttl":"1h""#
        #expect(
            try effects("", hour) == [
                ChangeEffect(.cacheLifetimeChanged, "what is cached is asked to be kept for 1h, it was 5m")
            ])
        #expect(try effects(hour, hour) == nil)
        // Five minutes are what Anthropic keeps without being asked.
        #expect(try effects("", #","ttl":"5m""#) == nil)
    }

    @Test("another model and another tier are said, whatever the prompt is priced on") func settings() throws {
        func request(_ settings: String) -> String { #"{\#(settings),"messages":[{"role":"user","content":"Hi"}]}"# }
        func effects(_ before: String, _ after: String) throws -> [ChangeEffect]? {
            try changes(request(before), request(after), "gpt-4o", name: "a.json").first?.effects
        }
        let (one, other) = (#""model":"gpt-4o""#, #""model":"gpt-5""#)
        let change = ChangeEffect(
            .modelChanged, "it named gpt-4o and now names gpt-5; both are priced on openai/gpt-4o")
        #expect(try effects(one, other) == [change])
        #expect(change.isWarning)
        #expect(try effects(one, one) == nil)
        #expect(try effects(one, #""temperature":1"#)?.first?.text.hasPrefix("it named gpt-4o and now names no model") == true)
        #expect(
            try effects(one, one + #","service_tier":"flex""#) == [
                ChangeEffect(.serviceTierChanged, "the request asks for the service tier flex, it was no service tier")
            ])
    }

    @Test("an edit at the end of the cached part keeps what is before it, in steps") func edit() throws {
        let change = try #require(
            try changes(Self.rules + "Old {{ q }}", Self.rules + "New {{ q }}", "gpt-4o").first?.models.first)
        let cache = try #require(change.cache)
        #expect(cache.kind == .changed)
        #expect(cache.cachedBefore == cache.cachedAfter)
        #expect((cache.stillCached - 1024) % 128 == 0)
        #expect(cache.cachedBefore - cache.stillCached <= 128)
        #expect(cache.perCall.isZero)
    }

    @Test("falling below the least that is cached can make a shorter prompt dearer") func belowMinimum() throws {
        // 300 x 9 tokens and the framing, cut to 113 x 9: 1,024 are the least.
        let shorter = String(Self.rules.prefix(Self.rules.count * 113 / 300))
        let change = try #require(
            try changes(Self.rules + "{{ q }}", shorter + "{{ q }}", "gpt-4o").first?.models.first)
        let (cache, after) = (try #require(change.cache), try #require(change.after?.input.point))
        #expect(cache.cachedAfter == 0)
        #expect(change.effects.contains { $0.kind == .belowCacheMinimum })
        // All of it could have been read for $1.25 a million less.
        let most = try ExactDecimal(after).multiplied(by: 125).shifted(by: -8)
        #expect(cache.perCall == most)
    }

    @Test("where writes are paid, a cache holds more than whole steps") func paidWrites() throws {
        let change = try #require(
            try changes(Self.rules + "Old {{ q }}", Self.rules + "New {{ q }}", "gpt-6.1-sol").first?.models.first)
        let cache = try #require(change.cache)
        #expect(cache.cachedBefore == cache.cachedAfter)
        #expect((cache.cachedBefore - 1024) % 128 != 0)
        #expect(cache.cachedBefore - cache.stillCached < 10)
    }

    @Test("Claude's cache is read whole: an edit writes it anew") func whole() throws {
        let change = try #require(
            try changes(Self.rules + "Old {{ q }}", Self.rules + "New {{ q }}", "sonnet-5-5").first?.models.first)
        let cache = try #require(change.cache)
        #expect(cache.stillCached == 0)
        #expect(cache.onceAfter > .zero)
        // Once, and no more than that.
        #expect(change.effects.map(\.kind) == [.cacheRewritten])
        #expect(change.effects.allSatisfy { !$0.isWarning })
    }

    @Test("a value at the start leaves nothing to cache, and says what that costs a month") func value() throws {
        let change = try #require(
            try changes(Self.rules + "{{ q }}", "{{ now }} " + Self.rules + "{{ q }}", "gpt-4o", calls: 100_000)
                .first?.models.first)
        let cache = try #require(change.cache)
        #expect(cache.cachedAfter == 0)
        #expect(try #require(cache.perMonth) > .zero)
        #expect(change.effects.map(\.kind) == [.belowCacheMinimum, .cacheBreaks])
        // At this traffic all but a few calls in ten billion find the cache: half of the input price is lost.
        let lost = try ExactDecimal(cache.cachedBefore).multiplied(by: ExactDecimal("0.00000125"))
        #expect(try cache.perCall.divided(by: 1, places: 8) == lost.divided(by: 1, places: 8))
    }

    @Test("an uncached prompt has no cache to break") func small() throws {
        let change = try #require(try changes("One {{ a }}", "Two {{ a }}", "gpt-4o").first?.models.first)
        #expect(change.cache == nil)
        #expect(change.effects.isEmpty)
    }

    @Test("a price tier and a context limit are crossed") func limits() throws {
        let long = String(repeating: "word ", count: 100_100)
        let tier = try #require(try changes("word", long, "haiku-5-5").first?.models.first)
        #expect(tier.effects.contains { $0.kind == .tierEntered })
        let back = try #require(try changes(long, "word", "haiku-5-5").first?.models.first)
        #expect(back.effects.contains { $0.kind == .tierLeft })
        let context = try #require(
            try changes("word", String(repeating: "word ", count: 128_100), "gpt-4o").first?.models.first)
        #expect(context.effects.contains { $0.kind == .contextExceeded })
    }

    @Test("a price tier that only the high end of an estimate reaches is said to be possible") func possibleTier() throws {
        // In o200k_base each word is a token; Gemini's are estimated from them.
        func effects(_ before: Int, _ after: Int) throws -> [ChangeEffect] {
            let (one, other) = (String(repeating: "word ", count: before), String(repeating: "word ", count: after))
            let change = try #require(try changes(one, other, "gemini-2.5-pro").first?.models.first)
            let input = try #require(change.after?.input)
            #expect(input.low < 200_000)
            return change.effects.filter { [.tierEntered, .tierLeft].contains($0.kind) }
        }
        let possible = ChangeEffect(
            .tierEntered, "gemini-2.5-pro may charge the price of prompts >200000 tokens for the whole request")
        // At 1.18 tokens a word, 0.95 to 1.22: high ends of 183,000 to 244,000, and the last one's point is past the tier too.
        let (below, reached, past) = (150_000, 166_000, 200_000)
        #expect(try effects(below, reached) == [possible])
        #expect(try effects(reached, reached + 500) == [])
        #expect(try effects(reached, past) == [possible])
        #expect(try effects(below, past) == [possible])
        #expect(
            try effects(reached, below) == [
                ChangeEffect(.tierLeft, "gemini-2.5-pro no longer charges the price of prompts >200000 tokens")
            ])
        #expect(
            try effects(past, reached) == [
                ChangeEffect(.tierLeft, "gemini-2.5-pro may no longer charge the price of prompts >200000 tokens")
            ])
    }
}
