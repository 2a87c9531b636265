import AssayPricing
import AssayPrompts
import Testing

@testable import AssayEstimation

/// What prompts cost, from counts and prices whose sums were worked out by hand.
@Suite struct CostEstimatorTests {
    private static let day = "2026-11-21T12:00Z"

    private func estimator(
        _ name: String, at time: String = day, _ change: (inout CostAssumptions) -> Void = { _ in }
    ) throws -> CostEstimator {
        var assumptions = CostAssumptions()
        change(&assumptions)
        let instant = try #require(UTCInstant(time))
        let match = try ModelFinder(.embedded, at: instant).find(name)
        return CostEstimator(model: match.model, at: instant, assumptions: assumptions)
    }

    private func document(_ text: String, _ name: String) throws -> (PromptUnit, PromptDocument) {
        let document = try PromptReader.read(Array(text.utf8), name: name)
        return (try #require(document.units.first), document)
    }

    @Test("ten calls in a row with a prefix of 50,000 tokens: written once, read nine times")
    func burst() throws {
        let estimate = try estimator("sonnet-5-5") {
            $0.outputTokens = 300
            $0.prefix = .tokens(50_000)
            $0.lifetime = .fiveMinutes
            $0.traffic = Traffic(calls: 10, per: .burst)
        }.estimate(TokenCount(50_500))
        #expect(estimate.total?.point.description == "0.21")
        #expect(estimate.perCall.point.description == "0.021")
        #expect(try estimate.cache?.uncached.point.multiplied(by: 10).description == "1.04")
        #expect(estimate.cache?.hitShare == 900_000)
        #expect(estimate.perMonth == nil)
    }

    @Test("a burst of three is exact, though a third has no end")
    func burstOfThree() throws {
        let estimate = try estimator("gpt-6.1-sol") {
            $0.prefix = .tokens(20_480)
            $0.traffic = Traffic(calls: 3, per: .burst)
        }.estimate(TokenCount(20_480))
        // 20,480 x (2.5 + 2 x 0.1), a million each
        #expect(estimate.total?.point.description == "0.055296")
    }

    @Test("a prefix below the minimum is not cached, and the price is that of fresh input")
    func belowTheMinimum() throws {
        let estimate = try estimator("claude-opus-4-7") { $0.prefix = .tokens(2_000) }.estimate(TokenCount(2_000))
        #expect(estimate.perCall.point.description == "0.01")
        #expect(estimate.cache?.cached.point == 0)
        #expect(estimate.cache?.paysFrom == nil)
        #expect(estimate.notes.contains { $0.contains("nothing is cached") && $0.contains("2048") })
    }

    @Test("a prefix that is longer than the input is cut, and that is said")
    func longerThanTheInput() throws {
        func notes(_ prefix: Int) throws -> [String] {
            try estimator("gpt-5") { $0.prefix = .tokens(prefix) }.estimate(TokenCount(2_048)).notes
        }
        #expect(
            try notes(50_000).contains(
                "the cached prefix is given as 50000 tokens, and the input has 2048: no more than the input is taken to "
                    + "be cached"))
        #expect(try !notes(2_048).contains { $0.hasPrefix("the cached prefix is given") })
    }

    @Test("whole steps above the minimum are cached")
    func steps() throws {
        let estimate = try estimator("gpt-5") { $0.prefix = .tokens(2_006) }.estimate(TokenCount(2_006))
        #expect(estimate.cache?.cached.point == 1_920)
        #expect(estimate.cache?.read.point.description == "0.0003475")
        #expect(estimate.cache?.uncached.point.description == "0.0025075")
        // Nothing is charged for writing: it pays from the second call on.
        #expect(estimate.cache?.paysFrom == 2)
    }

    @Test("where a cache pays", arguments: [(Meter.Lifetime.fiveMinutes, 2), (.oneHour, 3)])
    func breakEven(_ lifetime: Meter.Lifetime, _ calls: Int) throws {
        let estimate = try estimator("opus-5-5") {
            $0.prefix = .tokens(10_000)
            $0.lifetime = lifetime
        }.estimate(TokenCount(10_000))
        #expect(estimate.cache?.paysFrom == calls)
    }

    @Test("traffic: 1,000 calls a day are 30,000 a month")
    func traffic() throws {
        let estimate = try estimator("gpt-4o") {
            $0.outputTokens = 500
            $0.traffic = Traffic(calls: 1_000, per: .day)
        }.estimate(TokenCount(1_000))
        #expect(estimate.perCall.point.description == "0.0075")
        #expect(estimate.total?.point.description == "7.5")
        #expect(estimate.perMonth?.point.description == "225")
    }

    @Test(
        "calls at random moments find the cache in a share of 1 - e^(-lifetime / gap)",
        arguments: [
            // e^-1 = 0.367879; e^-3.472222 = 0.031048; a call a month is alone.
            (288, Traffic.Period.day, 300, 632_121), (1_000, .day, 300, 968_952), (1, .month, 300, 116),
            (30_000, .month, 300, 968_952), (10, .burst, 300, 900_000), (1, .burst, 3_600, 0),
        ])
    func hitShares(_ calls: Int, _ period: Traffic.Period, _ lifetime: Int, _ share: Int) {
        #expect(Traffic(calls: calls, per: period).hitShare(lifetime: lifetime) == share)
    }

    @Test("the mean of calls that hit and calls that miss")
    func mean() throws {
        let estimate = try estimator("sonnet-5-5") {
            $0.prefix = .tokens(10_000)
            $0.traffic = Traffic(calls: 288, per: .day)
        }.estimate(TokenCount(10_000))
        // 0.632121 x 10k x 0.1/M + 0.367879 x 10k x 2.5/M
        #expect(estimate.perCall.point.description == "0.009829096")
    }

    @Test("an estimate's cost has the interval of its count, tiers included")
    func intervals() throws {
        let count = TokenCount(low: 190_000, point: 199_000, high: 201_000, method: .calibrated)
        let cost = try estimator("gemini-2.5-pro").estimate(count).perCall
        #expect(cost.low.description == "0.2375")
        #expect(cost.point.description == "0.24875")
        #expect(cost.high.description == "0.5025")
    }

    @Test("low, point and high are in order, whatever is cached", arguments: 0..<200)
    func ordered(_ seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let models = ["gpt-5", "claude-opus-4-7", "gemini-2.5-pro", "haiku-5-5", "gpt-6.1-sol"]
        let low = next(300_000)
        let point = low + next(3_000)
        let count = TokenCount(low: low, point: point, high: point + next(3_000), method: .calibrated)
        let estimate = try estimator(models[next(models.count)]) {
            $0.prefix = [.none, .tokens(next(5_000)), .tokens(next(300_000))][next(3)]
            $0.outputTokens = next(1_000)
            $0.traffic = [nil, Traffic(calls: 1 + next(5_000), per: .day)][next(2)]
        }.estimate(count)
        #expect(estimate.perCall.low <= estimate.perCall.point)
        #expect(estimate.perCall.point <= estimate.perCall.high)
        if let cache = estimate.cache {
            // A cache with hits never costs more than writing always, nor less than reading always.
            #expect(cache.read.point <= estimate.perCall.point && estimate.perCall.point <= cache.write.point)
        }
    }

    @Test("a template that opens blocks and closes none is priced in about the time its length takes", .timeLimit(.minutes(1)))
    func unclosedBlocks() throws {
        let (unit, document) = try document(String(repeating: "{% if a %}{{ b }}", count: 20_000), "a.jinja")
        let estimate = try estimator("gpt-4o").estimate(unit, in: document, counter: try counter("gpt-4o"))
        #expect(estimate.input.low >= 0)
    }

    @Test("an image of 1024 pixels in high detail: 765 tokens, $0.0019125")
    func image() throws {
        let (unit, document) = try document(
            """
            {"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"image_url","width":1024,"height":1024,
            "image_url":{"url":"https://example.com/a.png","detail":"high"}}]}]}
            """, "request.json")
        let estimate = try estimator("gpt-4o").estimate(unit, in: document, counter: try counter("gpt-4o"))
        #expect(estimate.request?.media(.image).point == 765)
        #expect(estimate.amount(ofPart: 765)?.description == "0.0019125")
    }

    /// At gemini-2.5-flash: 0.3 a million for images and video, 1 for sound.
    @Test(
        "images, video and sound on Gemini 2.5",
        arguments: [
            ("image/png", MediaAssumptions(image: PixelSize(width: 600, height: 400)), 258, "0.0000774"),
            ("image/png", MediaAssumptions(image: PixelSize(width: 1536, height: 768)), 516, "0.0001548"),
            ("video/mp4", MediaAssumptions(seconds: 10), 2_630, "0.000789"),
            ("audio/wav", MediaAssumptions(seconds: 30), 960, "0.00096"),
        ])
    func media(_ type: String, _ assumptions: MediaAssumptions, _ tokens: Int, _ dollars: String) throws {
        let (unit, document) = try document(
            #"{"contents":[{"role":"user","parts":[{"fileData":{"mimeType":"\#(type)","fileUri":"gs://a/b"}}]}]}"#,
            "request.json")
        let counter = try counter("gemini-2.5-flash", assumptions: assumptions)
        let estimate = try estimator("gemini-2.5-flash").estimate(unit, in: document, counter: counter)
        let counted = try #require(estimate.request?.messages.flatMap(\.media).first)
        #expect(counted.tokens.point == tokens)
        #expect(estimate.amount(ofPart: tokens, counted.kind.modality)?.description == dollars)
        // Nothing but the framing is beside it.
        #expect(
            try estimate.price.lines.first { $0.meter.modality == .audio }?.amount
                == (type == "audio/wav" ? ExactDecimal(dollars) : nil))
    }

    @Test("hardware of one's own: dollars a million tokens")
    func selfHosting() throws {
        func cost(_ speed: Int, _ busy: Int) throws -> ExactDecimal {
            try SelfHosting(dollarsAnHour: try ExactDecimal("2.5"), tokensASecond: speed, busy: busy).dollarsAMillion()
        }
        #expect(try cost(1_000, 1_000).divided(by: 1, places: 3).description == "0.694")
        #expect(try cost(2_500, 600).divided(by: 1, places: 3).description == "0.463")
        #expect(throws: DecimalError.self) { try cost(0, 1_000) }
        let gpu = SelfHosting(dollarsAnHour: try ExactDecimal("2.5"), tokensASecond: 1_000)
        // $1,800 a month at $2 a million.
        #expect(try gpu.breakEven(dollarsAMillion: 2) == 900_000_000)
        #expect(try gpu.breakEven(dollarsAMillion: try ExactDecimal("0.5")) == nil)
    }

    @Test("a model without a price for cached input caches nothing, and says so")
    func noCachePrice() throws {
        let estimate = try estimator("gpt-4-turbo") { $0.prefix = .tokens(5_000) }.estimate(TokenCount(5_000))
        #expect(estimate.cache == nil)
        #expect(estimate.notes.contains { $0.contains("there is no price for cached input") })
    }

    @Test("what a request says about how it is served is pointed out") func service() throws {
        let body = #"{"model":"gpt-5","service_tier":"flex","messages":[{"role":"user","content":"Hi"}]}"#
        let (unit, one) = try document(body, "a.json")
        let plain = try estimator("gpt-5").estimate(unit, in: one, counter: try counter("gpt-5"))
        #expect(plain.notes.contains { $0.contains("--tier flex") })
        let flex = try estimator("gpt-5") { $0.options.tier = "flex" }
            .estimate(unit, in: one, counter: try counter("gpt-5"))
        #expect(!flex.notes.contains { $0.contains("--tier flex") })
        let line = #"{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":\#(body)}"#
        let (request, batch) = try document(line, "a.jsonl")
        let notes = try estimator("gpt-5").estimate(request, in: batch, counter: try counter("gpt-5")).notes
        #expect(notes.contains { $0.contains("--batch") })
    }

    @Test("a prompt that begins with a variable has nothing to cache") func noPrefix() throws {
        let (unit, one) = try document("{{ question }} Answer in one word.", "a.jinja")
        let estimate = try estimator("gpt-5") { $0.prefix = .automatic }
            .estimate(unit, in: one, counter: try counter("gpt-5"))
        #expect(estimate.cache?.prefix.point == 0)
        #expect(estimate.notes.contains("nothing is cached: calls have no beginning in common"))
    }

    @Test("what does not fit the model is said") func limits() throws {
        let estimate = try estimator("gpt-4o").estimate(TokenCount(200_000))
        #expect(estimate.notes == ["the input does not fit: the model takes 128000 tokens"])
        let most = try estimator("gpt-4o") { ($0.outputTokens, $0.reasoningTokens) = (16_000, 384) }
        #expect(try most.estimate(TokenCount(10)).notes == [])
        let more = try estimator("gpt-4o") { ($0.outputTokens, $0.reasoningTokens) = (16_000, 385) }
        #expect(
            try more.estimate(TokenCount(10)).notes
                == ["the answer does not fit: the model gives at most 16384 tokens, and 16385 are assumed"])
    }

    @Test("variables without a value are taken for as many tokens as told, at each place") func variables() throws {
        let (unit, document) = try document("Hello {{ name }}, {{ name }} of {{ place }}.", "a.jinja")
        let plain = try estimator("gpt-4o").estimate(unit, in: document, counter: try counter("gpt-4o"))
        let filled = try estimator("gpt-4o") { $0.variableTokens = 10...30 }
            .estimate(unit, in: document, counter: try counter("gpt-4o"))
        #expect(filled.input.low == plain.input.point + 30)
        #expect(filled.input.point == plain.input.point + 60)
        #expect(filled.input.high == plain.input.point + 90)
        #expect(filled.method == .heuristic)
        #expect(plain.notes == ["without the values of name, place"])
        #expect(filled.notes == ["the values of name, place are taken for 10 to 30 tokens each, at 3 places"])
    }

    @Test(
        "a longer prefix leaves as much behind it, also where counts are estimates",
        arguments: ["claude-sonnet-4-5", "gemini-2.5-pro"])
    func restOfAnEstimate(_ name: String) throws {
        let estimator = try estimator(name) { $0.prefix = .automatic }
        let counter = try counter(name)
        let rules = String(repeating: "Follow every rule of the house with care. ", count: 160)
        var last = ExactDecimal.zero
        var rests: Set<Int> = []
        for words in 0..<60 {
            let (unit, document) = try document(
                rules + String(repeating: "and ", count: words) + "mind the gap: {{ question }} Answer briefly.", "a.jinja")
            let estimate = try estimator.estimate(unit, in: document, counter: counter)
            let cache = try #require(estimate.cache)
            rests.insert(estimate.input.point - cache.prefix.point)
            #expect(cache.read.point >= last)
            last = cache.read.point
            // The total is what it is without a cache.
            #expect(estimate.input == estimate.request?.total)
        }
        #expect(rests.count == 1)
    }
}
