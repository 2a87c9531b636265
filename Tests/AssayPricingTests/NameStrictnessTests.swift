import Testing

@testable import AssayPricing

/// Names that only look like a model's: wide patterns of the sources take them, and nothing may be priced on them.
@Suite struct NameStrictnessTests {
    private func finder() throws -> ModelFinder { ModelFinder(.embedded, at: try #require(UTCInstant(checkDay))) }

    @Test(arguments: [
        "claude-opus-4-60", "claude-opus-4-6x", "claude-opus-4-12-25", "claude-sonnet-4-5-mini", "claude-opus-4-6-fast-x",
        "claude-opus-4-6-2", "claude-opus-4-6-20259999", "claude-haiku-4-5.1", "gemini-2.5-pro-foo", "gemini-2.5-prox",
        "gemini-3.8-flash-13-40", "notclaude-opus-5-5", "foo:claude-opus-5-5", "foo/claude-opus-5-5",
        "openrouter/anthropic/claude-opus-4.6:free", "my.anthropic.claude-opus-4-6-v1:0", "gpt-6-sol-foo", "xo4-mini",
        "o4-mini-foo", "deepseek-chat-foo", "azure/claude-opus-4-6-foo", "anthropic:claude-opus-4-60",
    ])
    func refused(_ name: String) throws {
        #expect(try finder().match(name) == nil)
    }

    @Test("the nearest names are said") func nearest() throws {
        for (name, meant) in [
            ("claude-opus-4-60", "claude-opus-4-6"), ("claude-sonnet-4-5-mini", "claude-sonnet-4-5"),
            ("notclaude-opus-5-5", "claude-opus-5-5"), ("anthropic:messages:claude-opus-4-60", "claude-opus-4-6"),
        ] {
            let error = #expect(throws: ModelNameError.self) { try finder().find(name) }
            #expect(error?.description.contains(meant) == true, "\(name): \(String(describing: error))")
        }
    }

    @Test(arguments: [
        ("claude-opus-4-6-20260205", "anthropic/claude-opus-4-6"), ("claude-opus-4-6-latest", "anthropic/claude-opus-4-6"),
        ("claude-opus-4-6@20250929", "anthropic/claude-opus-4-6"), ("claude-opus-4-6-v1:0", "anthropic/claude-opus-4-6"),
        ("anthropic/claude-opus-4.6:thinking", "anthropic/claude-opus-4-6"),
        ("claude-3-5-haiku-20241022", "anthropic/claude-3-5-haiku-latest"),
        ("anthropic.claude-3-5-sonnet-20241022-v2:0", "aws/regional.anthropic.claude-3-5-sonnet-20241022-v2:0"),
        ("gemini-2.5-pro-preview-05-06", "google/gemini-2.5-pro"), ("gemini-2.5-pro-exp-05-06", "google/gemini-2.5-pro"),
        ("models/gemini-2.5-pro-002", "google/gemini-2.5-pro"), ("gemini-1.5-flash-001", "google/gemini-1.5-flash"),
        ("gemini-1.5-pro-latest", "google/gemini-1.5-pro"), ("google/gemini-2.5-pro", "google/gemini-2.5-pro"),
        (
            "projects/p/locations/us-central1/publishers/anthropic/models/claude-opus-4-6@20260205",
            "google/claude-opus-4-6"
        ),
        ("bedrock/us-east-1/anthropic.claude-opus-4-6-v1:0", "aws/regional.anthropic.claude-opus-4-6-v1:0"),
        ("anthropic.claude-3-sonnet-20240229-v1:0:200k", "aws/regional.anthropic.claude-3-sonnet-20240229-v1:0"),
        ("gpt-4o-mini-2024-07-18.ft-abc123", "openai/gpt-4o-mini-2024-07-18.ft-"),
        ("ft:gpt-4o-2024-08-06:org::id", "openai/ft:gpt-4o"), ("deepseek-chat-v3-0324", "deepseek/deepseek-chat"),
    ])
    func found(_ name: String, _ model: String) throws {
        #expect(try finder().find(name).model.qualifiedName == model)
    }

    @Test(
        "the endpoint in a name of promptfoo's",
        arguments: [
            ("openai:chat:gpt-4o", "openai/gpt-4o"), ("openai:responses:gpt-5.4", "openai/gpt-5.4"),
            ("openai:completion:gpt-3.5-turbo-instruct", "openai/gpt-3.5-turbo-instruct"),
            ("anthropic:messages:claude-opus-4-6", "anthropic/claude-opus-4-6"),
            ("anthropic:messages:claude-opus-4-6-20260205", "anthropic/claude-opus-4-6"),
            ("google:gemini-2.5-pro", "google/gemini-2.5-pro"), ("azure:chat:gpt-4o", "azure/gpt-4o"),
        ])
    func endpoints(_ name: String, _ model: String) throws {
        #expect(try finder().find(name).model.qualifiedName == model)
    }

    @Test("a pattern of one's own takes what it says") func own() throws {
        let text = """
            provider openai
            model gpt-ours
              match gpt-ours*
              price by us
                input 1
            """
        let table = PriceTable.embedded.overlaying(try PriceFileReader.read(text.utf8, file: "ours.prices"))
        let finder = ModelFinder(table, at: try #require(UTCInstant(checkDay)))
        #expect(try finder.find("gpt-ours-and-more").model.qualifiedName == "openai/gpt-ours")
    }

    @Test(
        "what a pattern leaves open",
        arguments: [
            ("m-4*", "m-4-20250929", true), ("m-4*", "m-4-2025-09-29", true), ("m-4*", "m-4-0613", true),
            ("m-4*", "m-4-2506", true), ("m-4*", "m-4-09-2025", true), ("m-4*", "m-4-001", true), ("m-4*", "m-4-v0.1", true),
            ("m-4*", "m-4-v1:0:200k", true), ("m-4*", "m-4-preview", true), ("m-4*", "m-4", true), ("m-4*", "m-40", false),
            ("m-4*", "m-4-", false), ("m-4*", "m-4--001", false), ("m-4*", "m-4-7", false), ("m-4*", "m-4-8b", false),
            ("m-4*", "m-4/001", false), ("m-*", "m-8b-it", true), ("m-2025*", "m-20250929", true), ("m-2025*", "m-2025x", false),
            ("*m-4", "p/m-4", true), ("*m-4", "bedrock/p.m-4", false), ("*m-4", "xm-4", false), ("*m-4*", "p/m-4-v1", true),
            ("*m-4*", "m-4m-4", false), ("m*4", "m-foo-4", true),
        ])
    func remainders(_ pattern: String, _ name: String, _ isSame: Bool) {
        let row = NameIndex.PatternRow(pattern: NamePattern(pattern), provider: "p", id: "m")
        #expect(row.pattern.matches(name))
        #expect(row.matches(name) == isSame)
    }

    @Test("a long name is looked at in linear time") func long() throws {
        let clock = ContinuousClock()
        for name in [
            "claude-opus-4-6" + String(repeating: "-latest", count: 20_000),
            String(repeating: "us.", count: 20_000) + "anthropic.claude-opus-4-6",
        ] {
            let row = NameIndex.PatternRow(pattern: NamePattern("*claude-opus-4-6*"), provider: "aws", id: "claude")
            #expect(clock.measure { _ = row.matches(name) } < .seconds(5))
        }
    }

    @Test("a reseller's name without a price gives way to the maker's model, where one is meant")
    func resellerWithoutPrice() throws {
        func meant(_ name: String, _ maker: String, _ provider: String? = nil) throws -> String {
            let seller = """
                provider seller
                kind host
                model claude-old-latest
                  refused no price is known
                model claude-new-latest
                  refused no price is known
                model claude-old-20260101-preview
                  refused no price is known
                model claude-lost-latest
                  refused no price is known
                """
            let tables = try [seller, maker].map { try PriceFileReader.read($0.utf8, file: "test") }
            return try ModelFinder(PriceTable(tables), at: try #require(UTCInstant(checkDay)))
                .find(name, provider: provider).model.qualifiedName
        }
        let maker = """
            provider anthropic
            kind maker
            model claude-old
              match claude-old*
              price by test
                input 1
            model claude-new
              price by test
                input 2
            """
        #expect(try meant("claude-old-latest", maker) == "anthropic/claude-old")
        #expect(try meant("claude-new-latest", maker) == "anthropic/claude-new")
        // A release of its own is no other's latest.
        #expect(try meant("claude-old-20260101-preview", maker) == "seller/claude-old-20260101-preview")
        #expect(try meant("claude-lost-latest", maker) == "seller/claude-lost-latest")
        #expect(try meant("seller/claude-old-latest", maker) == "seller/claude-old-latest")
        #expect(try meant("claude-old-latest", maker, "seller") == "seller/claude-old-latest")
        // No price of the maker's either.
        let refused = maker.replacing("  price by test\n    input 1", with: "  refused no price is known")
        #expect(try meant("claude-old-latest", refused) == "seller/claude-old-latest")
        #expect(try finder().find("claude-3-5-sonnet-latest").model.qualifiedName == "anthropic/claude-3-5-sonnet")
    }
}
