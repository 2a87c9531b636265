import Testing

@testable import AssayPricing

/// Cases that are sums, products or comparisons of prices.
@Suite struct CaseSumTests {
    @Test("281 billion input tokens: four times cheaper in two years")
    func aVeryLargeMonth() throws {
        #expect(try total("claude-opus-4-1", [.input: 281_000_000_000]) == "4215000")
        #expect(try total("claude-opus-5-5", [.input: 281_000_000_000]) == "1124000")
    }

    @Test("o1 against R1: 27.4 times")
    func ratio() throws {
        let usage: [Meter: Int] = [.input: 1_000_000, .output: 1_000_000]
        let (dear, cheap) = (
            try priced("o1", usage, at: "2025-02-01").total,
            try priced("deepseek-reasoner", usage, at: "2025-02-01").total
        )
        // 75 / 2.74 in hundredths
        #expect(
            try dear.shifted(by: 2).divided(by: try #require(cheap.shifted(by: 2).integer), places: 1).description
                == "27.4")
    }

    @Test("900,000 conversations a month")
    func conversations() throws {
        for (each, sum) in [("0.015", "13500"), ("0.075", "67500")] {
            #expect(try ExactDecimal(each).multiplied(by: 900_000).description == sum)
        }
        for (million, sum) in [("150", "135"), ("800", "720")] {
            #expect(try ExactDecimal(million).multiplied(by: 900_000).shifted(by: -6).description == sum)
        }
    }

    @Test("ten calls with a prefix of 50,000 tokens, cached for five minutes and not")
    func cachedCalls() throws {
        let tail: [Meter: Int] = [.input: 500, .output: 300]
        let first = try priced("sonnet-5-5", tail.merging([.cacheWrite5m: 50_000]) { $1 })
        let later = try priced("sonnet-5-5", tail.merging([.cacheRead: 50_000]) { $1 })
        let plain = try priced("sonnet-5-5", [.input: 50_500, .output: 300])
        #expect(try Pricer.total(of: [first] + Array(repeating: later, count: 9)).description == "0.21")
        #expect(try Pricer.total(of: Array(repeating: plain, count: 10)).description == "1.04")
    }

    @Test(
        "a cache pays from the second call with five minutes, from the third with an hour",
        arguments: [
            (Meter.cacheWrite5m, 2), (.cacheWrite1h, 3),
        ])
    func breakEven(_ write: Meter, _ calls: Int) throws {
        let written = try priced("opus-5-5", [write: 10_000])
        let read = try priced("opus-5-5", [.cacheRead: 10_000])
        let fresh = try priced("opus-5-5", [.input: 10_000])
        let firstThatPays = try (1...10).first { count in
            let cached = try Pricer.total(of: [written] + Array(repeating: read, count: count - 1))
            return try cached < Pricer.total(of: Array(repeating: fresh, count: count))
        }
        #expect(firstThatPays == calls)
    }

    @Test("1,000 calls a day from December 20 to January 10, over a price change")
    func acrossAChange() throws {
        let days = try (0..<22).map { day in
            let time = UTCInstant(seconds: try #require(UTCInstant("2026-12-20")).seconds + Int64(day) * 86_400)
            return try priced("gemini-3.8-flash", [.input: 10_000, .output: 1_000], at: time.description)
        }
        #expect(try Pricer.total(of: days).multiplied(by: 1_000).description == "360")
        #expect(days.count { $0.total == (try? ExactDecimal("0.01125")) } == 12)
    }

    @Test(
        "what can be cached: nothing below the minimum, whole steps above",
        arguments: [
            ("claude-opus-4-7", 2_000, 0), ("claude-opus-4-7", 2_048, 2_048), ("gpt-5", 1_023, 0),
            ("gpt-5", 1_024, 1_024),
            ("gpt-5", 2_006, 1_920), ("claude-opus-5-5", 511, 0), ("claude-opus-5-5", 513, 513),
            ("claude-haiku-4-5", 4_095, 0), ("gemini-2.5-pro", 2_047, 0), ("gemini-3.8-flash", 4_096, 4_096),
        ])
    func cacheRules(_ model: String, _ prefix: Int, _ cached: Int) throws {
        let found = try ModelFinder(.embedded, at: try #require(UTCInstant(checkDay))).find(model).model
        #expect(try #require(found.cache).cachedTokens(ofPrefix: prefix) == cached)
    }
}
