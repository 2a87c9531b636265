import Testing

@testable import AssayTokenization

@Suite struct PrefixAndSpanTests {
    @Test(arguments: Embedded.names)
    func prefixesFitAndEndOnACharacter(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        var random = RandomText(seed: 8)
        for _ in 0..<150 {
            let text = random.text()
            let total = try tokenizer.count(text)
            let limit = Int.random(in: 0...total + 1, using: &random)
            let prefix = try tokenizer.prefix(Array(text.utf8), maxTokens: limit)
            let part = Array(text.utf8.prefix(prefix.byteCount))
            #expect(String(validating: part, as: UTF8.self) != nil)
            #expect(try tokenizer.count(part) == prefix.tokenCount)
            #expect(prefix.tokenCount <= limit)
            if limit >= total { #expect(prefix.byteCount == text.utf8.count) }
            #expect(try tokenizer.prefix(text, maxTokens: limit).utf8.elementsEqual(part))
        }
    }

    @Test func prefixesOfALongTextAreAsLongAsTheyCanBe() throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))
        let text = Array(String(repeating: "one two three. ", count: 20_000).utf8)
        for limit in [1, 2, 3, 100, 5_000, 60_000] {
            #expect(try tokenizer.prefix(text, maxTokens: limit).tokenCount == limit)
        }
    }

    @Test(arguments: Embedded.names)
    func spansCoverTheTextEndToEnd(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        var random = RandomText(seed: 9)
        for _ in 0..<150 {
            let text = Array(random.text().utf8)
            let spans = try tokenizer.tokens(of: text)
            #expect(try spans.map(\.id) == tokenizer.encode(text))
            var end = 0
            for span in spans {
                #expect(span.range.lowerBound == end)
                end = span.range.upperBound
            }
            #expect(end == text.count || text.isEmpty)
        }
    }

    @Test func spansSpellTheirTokens() throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))
        let text = Array("Héllo wörld, 你好<|endoftext|>!".utf8)
        for span in try tokenizer.tokens(of: text, special: .allow) {
            #expect(try tokenizer.decode([span.id]) == Array(text[span.range]))
        }
    }

    @Test func spansOfNormalizedTextLieInTheSource() throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("qwen2"))
        // "ca", then "f" with e and a combining acute accent, which become one character of two bytes.
        let spans = try tokenizer.tokens(of: "cafe\u{301} bar")
        #expect(spans.map(\.range) == [0..<2, 2..<6, 6..<10])
    }
}
