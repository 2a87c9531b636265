import Testing

@testable import AssayPricing

@Suite struct ModelFinderTests {
    private func finder(_ time: String = checkDay) throws -> ModelFinder {
        ModelFinder(.embedded, at: try #require(UTCInstant(time)))
    }

    @Test(arguments: [
        ("gpt-4o", "openai/gpt-4o", ModelMatch.Method.exact), ("GPT-4o", "openai/gpt-4o", .exact),
        ("openai/gpt-4o", "openai/gpt-4o", .exact), ("openai:gpt-4o", "openai/gpt-4o", .exact),
        ("azure/gpt-4o", "azure/gpt-4o", .exact), ("claude-opus-4.5", "anthropic/claude-opus-4-5", .spelling),
        ("claude opus 5.5", "anthropic/claude-opus-5-5", .spelling), ("opus-5-5", "anthropic/claude-opus-5-5", .family),
        ("claude-opus-5-5-20261001", "anthropic/claude-opus-5-5", .pattern),
        ("models/gemini-2.5-pro", "google/gemini-2.5-pro", .shortened),
        ("gpt-6.1-sol-2026-09-29", "openai/gpt-6.1-sol", .pattern),
        // A cloud's pattern spells out more of the date than the maker's.
        ("claude-sonnet-4-20250514", "anthropic/claude-sonnet-4-0", .pattern),
        (
            "fireworks/llama-v3p3-70b-instruct", "fireworks/accounts/fireworks/models/llama-v3p3-70b-instruct",
            .shortened
        ),
        ("xai/grok-4.7", "x-ai/grok-4.7", .exact), ("gemini/gemini-2.5-pro", "google/gemini-2.5-pro", .exact),
    ])
    func finds(_ name: String, _ model: String, _ method: ModelMatch.Method) throws {
        let match = try finder().find(name)
        #expect(match.model.qualifiedName == model)
        #expect(match.method == method)
    }

    @Test(arguments: [
        ("bedrock/anthropic.claude-opus-4-5-20251101-v1:0", "aws"),
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "aws"),
        (
            "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "aws"
        ),
        ("vertex_ai/claude-opus-4-5@20251101", "vertex"), ("accounts/fireworks/models/deepseek-v3", "fireworks"),
        ("together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo", "together"),
        ("openrouter/anthropic/claude-opus-5.5", "openrouter"), ("groq/llama-3.3-70b-versatile", "groq"),
    ])
    func findsNamesOfHosts(_ name: String, _ provider: String) throws {
        #expect(try finder().find(name).model.provider == provider)
    }

    @Test(
        "a prefix that is part of the name",
        arguments: [
            ("perplexity/sonar", "perplexity/sonar"), ("perplexity/perplexity/sonar", "perplexity/perplexity/sonar"),
            ("bedrock_mantle/openai.gpt-6-sol", "aws/regional.openai.gpt-6-sol"),
            ("bedrock/openai.gpt-6-sol", "aws/openai.gpt-6-sol"),
            ("gemini-3.8-flash-cyber", "vertex/gemini-3.8-flash-cyber"),
            ("us-gov.anthropic.claude-sonnet-5", "aws/us-gov.anthropic.claude-sonnet-5"),
        ])
    func wholeNames(_ name: String, _ model: String) throws {
        #expect(try finder().find(name).model.qualifiedName == model)
    }

    @Test("a provider given apart restricts the search") func providerApart() throws {
        #expect(try finder().find("gpt-4o", provider: "azure").model.qualifiedName == "azure/gpt-4o")
        #expect(try finder().find("azure/gpt-4o", provider: "azure").model.qualifiedName == "azure/gpt-4o")
        #expect(throws: ModelNameError.self) { try finder().find("claude-opus-5-5", provider: "openai") }
        #expect(throws: ModelNameError.self) { try finder().find("gpt-4o", provider: "nobody") }
    }

    @Test("nothing of the name: an error with the nearest") func unknown() throws {
        let error = #expect(throws: ModelNameError.self) { try finder().find("claude-opus-5-6") }
        guard case .unknown(_, let nearest)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(nearest.contains("claude-opus-5-5"))
        #expect(throws: ModelNameError.self) { try finder().find("") }
        #expect(throws: ModelNameError.self) { try finder().find("///") }
        #expect(throws: ModelNameError.self) { try finder().find("🦆") }
    }

    @Test(
        "the nearest names: without the family too, and models that are sold before retired ones",
        arguments: [
            ("sonet-5-5", "claude-sonnet-5-5"), ("opus-9", "claude-opus-5"), ("gemni-2.5-pro", "gemini-2.5-pro"),
            ("gpt-5o", "gpt-5"),
        ])
    func nearest(_ name: String, _ first: String) throws {
        let error = #expect(throws: ModelNameError.self) { try finder().find(name) }
        guard case .unknown(_, let nearest)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(nearest.first == first)
    }

    @Test("a family's name alone: no retired model among the nearest") func nearestAreSold() throws {
        let error = #expect(throws: ModelNameError.self) { try finder().find("claude") }
        guard case .unknown(_, let nearest)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(nearest.count == 5)
        #expect(!nearest.contains { $0.hasPrefix("claude-2") || $0.hasPrefix("claude-v") })
    }

    @Test("two models of the name: an error with both") func ambiguous() throws {
        let text = """
            provider %
            model one
              alias both
              price by test
                input 1
            model two
              alias both
              price by test
                input 2
            """
        let provider = try PriceFileReader.read(text.replacing("%", with: "p").utf8, file: "test")
        let finder = ModelFinder(PriceTable([provider]), at: try #require(UTCInstant(checkDay)))
        #expect(throws: ModelNameError.ambiguous(name: "both", candidates: ["p/one", "p/two"])) {
            try finder.find("both")
        }
        // The same open model at several hosts is several prices.
        #expect(throws: ModelNameError.self) { try self.finder().find("meta-llama/llama-3.3-70b-instruct") }
    }

    @Test("an alias with dates means what it meant") func datedAlias() throws {
        let text = """
            provider p
            model old
              alias latest to 2026-01-01
              price by test
                input 1
            model new
              alias latest from 2026-01-01
              price by test
                input 2
            """
        let table = PriceTable([try PriceFileReader.read(text.utf8, file: "test")])
        for (time, id) in [("2025-12-31", "old"), ("2026-01-01", "new")] {
            #expect(try ModelFinder(table, at: try #require(UTCInstant(time))).find("latest").model.id == id)
        }
    }

    @Test("private prices go over the table") func overlay() throws {
        let text = """
            provider openai
            model gpt-4o
              price by us
                input 1
            model gpt-private
              price by us
                input 2
            """
        let table = PriceTable.embedded.overlaying(try PriceFileReader.read(text.utf8, file: "ours.prices"))
        let finder = ModelFinder(table, at: try #require(UTCInstant(checkDay)))
        #expect(try finder.find("gpt-4o").model.entries[0].source == "us")
        #expect(try finder.find("gpt-private").model.qualifiedName == "openai/gpt-private")
        #expect(try finder.find("gpt-4o-mini").model.entries[0].source == "genai-prices")
    }

    @Test(arguments: [
        ("abc", "abc", true), ("abc*", "abcdef", true), ("*def", "abcdef", true), ("*cd*", "abcdef", true),
        ("a#c", "a1c", true), ("a#c", "abc", false), ("a*b*c", "axxbxxbc", true), ("a*b*c", "axxbxx", false),
        ("*", "", true),
        ("", "", true), ("", "a", false), ("##", "1", false),
    ])
    func patterns(_ pattern: String, _ name: String, _ matches: Bool) {
        #expect(NamePattern(pattern).matches(name) == matches)
    }

    @Test("exceptions take back") func exceptions() {
        let pattern = NamePattern("gemini-2.5-pro*", except: ["*-tts", "*-tts-*"])
        #expect(pattern.matches("gemini-2.5-pro-preview"))
        #expect(!pattern.matches("gemini-2.5-pro-tts"))
        #expect(!pattern.matches("gemini-2.5-pro-tts-preview"))
    }
}
