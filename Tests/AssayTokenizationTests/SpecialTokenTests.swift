import Testing

@testable import AssayTokenization

@Suite struct SpecialTokenTests {
    let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))

    @Test func plainTextIsTheDefault() throws {
        #expect(try tokenizer.encode("<|endoftext|>") == [27, 91, 419, 1440, 919, 91, 29])
        #expect(try tokenizer.encode("<|endoftext|>").contains(199999) == false)
    }

    @Test func allowedTokensBecomeTheirIDs() throws {
        let hello = try tokenizer.encode("Hello")
        #expect(try tokenizer.encode("Hello<|endoftext|>Hello", special: .allow) == hello + [199999] + hello)
        #expect(try tokenizer.encode("<|endoftext|><|endofprompt|>", special: .allow) == [199999, 200018])
        #expect(try tokenizer.encode("<|endoftext", special: .allow) == tokenizer.encode("<|endoftext"))
    }

    @Test func rejectedTokensAreNamedWithTheirOffset() {
        #expect(throws: TokenizationError(code: .specialTokenInText, detail: "<|endofprompt|>", offset: 4)) {
            try tokenizer.encode("héa<|endofprompt|>", special: .reject)
        }
        #expect(throws: Never.self) { try tokenizer.encode("<|endof", special: .reject) }
    }

    /// SentencePiece's space comes once, in front of the whole text: vectors from sentencepiece 0.2.3.
    @Test(
        arguments: [
            ("[REFERENCE_DOC_0]x", [29473, 770, 29512]), ("x [REFERENCE_DOC_3] y", [2086, 29473, 767, 1105]),
            ("[REFERENCE_DOC_1][REFERENCE_DOC_2]", [29473, 769, 768]),
        ] as [(String, [TokenID])])
    func userDefinedSymbolsAreAlwaysMatched(_ text: String, _ ids: [TokenID]) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("mistral-v3"))
        #expect(try tokenizer.encode(text) == ids)
        #expect(try tokenizer.tokens(of: text).map(\.id) == ids)
        var stream = TokenStream(tokenizer)
        var streamed: [TokenID] = []
        for byte in text.utf8 {
            try withUnsafePointer(to: byte) { pointer in
                try stream.feed(UnsafeBufferPointer(start: pointer, count: 1)) { streamed += $0 }
            }
        }
        try stream.finish { streamed += $0 }
        #expect(streamed == ids)
    }

    @Test func theLongestOfSeveralIsFound() throws {
        let finder = try #require(
            SpecialTokenFinder([
                SpecialToken(text: "<a", id: 1), SpecialToken(text: "<a>", id: 2), SpecialToken(text: "<a><b>", id: 3),
                SpecialToken(text: "<b", id: 4),
            ]))
        func find(_ text: String) -> [TokenID] {
            var found: [TokenID] = []
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                var start = 0
                while let match = finder.first(in: bytes, from: start) {
                    found.append(match.token.id)
                    start = match.range.upperBound
                }
            }
            return found
        }
        #expect(find("<a") == [1])
        #expect(find("x<a>y") == [2])
        #expect(find("<a><b>") == [3])
        #expect(find("<a><b") == [2, 4])
        #expect(find("<<a>") == [2])
        #expect(find("") == [])
    }

    @Test func decodingSpellsSpecialTokensOut() throws {
        #expect(try tokenizer.decode([199999]) == Array("<|endoftext|>".utf8))
        #expect(throws: DecodingError(id: 199998, position: 1, vocabulary: "o200k_base")) {
            try tokenizer.decode([0, 199998])
        }
    }
}
