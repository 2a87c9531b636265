import Testing

@testable import AssayPricing

/// Laws that hold for every model, checked on random usages of random models. The seed is in the test's name.
@Suite struct PricingPropertyTests {
    private static let models: [ModelPrices] = {
        let makers = ["anthropic", "openai", "google", "deepseek", "mistral", "x-ai", "alibaba", "aws", "openrouter"]
        return makers.compactMap { try? PriceTable.embedded.provider($0) }.flatMap(\.models)
            .filter { $0.entries.contains { $0.rates[.input] != nil && $0.rates[.output] != nil } }
    }()

    private func random(_ seed: Int) throws -> (ModelPrices, SeededGenerator) {
        var generator = SeededGenerator(seed: UInt64(seed))
        return (try #require(PricingPropertyTests.models.randomElement(using: &generator)), generator)
    }

    private func usage(_ generator: inout SeededGenerator) -> [Meter: Int] {
        var usage: [Meter: Int] = [:]
        for meter in [Meter.input, .cacheRead, .output, .reasoning] where Bool.random(using: &generator) {
            usage[meter] = Int.random(in: 1...150_000, using: &generator)
        }
        return usage
    }

    private func price(_ usage: [Meter: Int], _ model: ModelPrices) throws -> PricedUsage {
        try Pricer.price(Usage(usage), of: model, at: try #require(UTCInstant(checkDay)))
    }

    private func tiers(_ price: PricedUsage) -> Set<String?> { Set(price.lines.map(\.tier)) }

    @Test("more of anything never costs less inside a tier", arguments: 0..<300)
    func monotone(_ seed: Int) throws {
        var (model, generator) = try random(seed)
        let small = usage(&generator)
        let before = try price(small, model)
        for meter in small.keys.sorted() {
            let after = try price(
                small.merging([meter: Int.random(in: 1...9_999, using: &generator)], uniquingKeysWith: +), model)
            guard tiers(after) == tiers(before) else { continue }
            #expect(after.total >= before.total, "\(model.qualifiedName): \(meter)")
        }
    }

    @Test("the price of a sum of requests is the sum of their prices inside a tier", arguments: 0..<300)
    func additive(_ seed: Int) throws {
        var (model, generator) = try random(seed)
        let (one, two) = (usage(&generator), usage(&generator))
        let (first, second) = (try price(one, model), try price(two, model))
        let sum = try price(one.merging(two, uniquingKeysWith: +), model)
        let hasFee = sum.lines.contains { $0.meter == .request }
        guard !hasFee, tiers(sum).union([nil]) == tiers(first).union(tiers(second)).union([nil]), tiers(sum).count < 2
        else {
            return
        }
        let names = Set(sum.lines.map(\.tier))
        guard names == Set(first.lines.map(\.tier)) || first.lines.isEmpty,
            names == Set(second.lines.map(\.tier)) || second.lines.isEmpty
        else { return }
        #expect(try Pricer.total(of: [first, second]) == sum.total, "\(model.qualifiedName)")
    }

    @Test("the lines add up to the total, and the parts of the prompt to the prompt", arguments: 0..<300)
    func complete(_ seed: Int) throws {
        var (model, generator) = try random(seed)
        let used = usage(&generator)
        let result = try price(used, model)
        #expect(try result.lines.reduce(ExactDecimal.zero) { try $0.adding($1.amount) } == result.total)
        let prompt = (used[.input] ?? 0) + (used[.cacheRead] ?? 0)
        #expect(try Usage(used).promptTokens() == ExactDecimal(prompt))
        #expect(Set(result.lines.map(\.meter)).subtracting([.request]) == Set(used.keys))
    }

    @Test("graduated tiers charge each part at its own price")
    func graduated() throws {
        let text = """
            provider p
            model m
              price by test
                input 1; >100 2; >1000 3; graduated
            """
        let model = try #require(try PriceFileReader.read(text.utf8, file: "test").models.first)
        #expect(try price([.input: 100], model).total.description == "0.0001")
        // 100 x 1 + 900 x 2 + 500 x 3
        let large = try price([.input: 1_500], model)
        #expect(large.total.description == "0.0034")
        #expect(large.lines.map(\.quantity) == [100, 900, 500])
    }

    @Test("a derived price follows its origin, tiers included")
    func derived() throws {
        let text = """
            provider p
            model m
              price by test
                input 4; >1000 8
                cache-write-1h input x 2
            """
        let model = try #require(try PriceFileReader.read(text.utf8, file: "test").models.first)
        #expect(try price([.cacheWrite1h: 1_000], model).total.description == "0.008")
        #expect(try price([.cacheWrite1h: 1_001], model).total.description == "0.016016")
    }

    @Test("seconds are charged at a price an hour, to twelve places")
    func seconds() throws {
        let meter = Meter(.input, .second, .audio)
        #expect(try total("groq/whisper-large-v3", [meter: 3_600]) == "0.111")
        #expect(try total("groq/whisper-large-v3", [meter: 10]) == "0.000308333333")
    }
}
