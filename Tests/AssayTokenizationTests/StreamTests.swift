import Testing

@testable import AssayTokenization

/// Any split of a text gives the ids of the whole.
@Suite struct StreamTests {
    static func stream(_ bytes: [UInt8], _ sizes: () -> Int, _ tokenizer: Tokenizer, _ special: SpecialTokenPolicy) throws
        -> (ids: [TokenID], count: Int)
    {
        var stream = TokenStream(tokenizer, special: special)
        var counter = CountStream(tokenizer, special: special)
        var ids: [TokenID] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + sizes())
            let part = Array(bytes[start..<end])
            try part.withUnsafeBufferPointer { part in
                try stream.feed(part) { ids += $0 }
                try counter.feed(part)
            }
            start = end
        }
        try stream.finish { ids += $0 }
        return (ids, try counter.finish())
    }

    @Test(arguments: Embedded.names)
    func anySplitGivesTheSameIDs(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        var random = RandomText(seed: 6)
        for round in 0..<200 {
            let bytes = round % 3 == 0 ? random.bytes() : Array(random.text().utf8)
            for special in [SpecialTokenPolicy.plain, .allow] {
                let (ids, count) = try Self.stream(
                    bytes, { Int.random(in: 1...20, using: &random) }, tokenizer, special)
                #expect(try ids == tokenizer.encode(bytes, special: special))
                #expect(count == ids.count)
            }
        }
    }

    /// Cuts as close together as they can be, so that every kind of cut is met.
    @Test(arguments: Embedded.names)
    func anyCutGivesTheSameIDs(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        var random = RandomText(seed: 13)
        let specials = tokenizer.vocabulary.specialTokens.prefix(3).map { Array($0.text.utf8) } + [Array(" ".utf8)]
        for round in 0..<300 {
            var bytes = round % 3 == 0 ? random.bytes() : Array(random.text().utf8)
            for _ in 0..<round % 4 { bytes += specials.randomElement(using: &random)! + random.text(maximumFragments: 5).utf8 }
            for special in [SpecialTokenPolicy.plain, .allow] {
                var stream = TokenStream(tokenizer, special: special, step: 1 + round % 16)
                var ids: [TokenID] = []
                for start in stride(from: 0, to: bytes.count, by: 3) {
                    try Array(bytes[start..<min(start + 3, bytes.count)]).withUnsafeBufferPointer { part in
                        try stream.feed(part) { ids += $0 }
                    }
                }
                try stream.finish { ids += $0 }
                #expect(try ids == tokenizer.encode(bytes, special: special), "\(name), \(special): \(bytes)")
            }
        }
    }

    /// Behind a special token and between visible and plain spaces SentencePiece sees more than the next bytes.
    @Test(arguments: ["x</s> a b", "x\u{2581} \u{2581} y", "</s></s> a"])
    func sentencePieceStreamsLookBehindCuts(_ text: String) throws {
        for name in ["mistral-v1", "mistral-v3", "mistral-v7"] {
            let tokenizer = Tokenizer(Embedded.vocabulary(name))
            for step in 1...text.utf8.count {
                var stream = TokenStream(tokenizer, special: .allow, step: step)
                var ids: [TokenID] = []
                for byte in text.utf8 { try [byte].withUnsafeBufferPointer { try stream.feed($0) { ids += $0 } } }
                try stream.finish { ids += $0 }
                #expect(try ids == tokenizer.encode(text, special: .allow))
            }
        }
    }

    /// Texts longer than what a stream looks at at once, with and without places to cut.
    @Test(arguments: ["o200k_base", "deepseek-v3", "mistral-v1", "qwen2"])
    func longTextsGiveTheSameIDs(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        var random = RandomText(seed: 7)
        for fragments in [["word ", "more, ", "中文，", "\n"], ["a"], [" "], ["\n", " "], ["中"], ["abc", "\u{301}"]] {
            var bytes: [UInt8] = []
            while bytes.count < 160_000 { bytes += fragments.randomElement(using: &random)!.utf8 }
            let (ids, _) = try Self.stream(bytes, { Int.random(in: 1...70_000, using: &random) }, tokenizer, .plain)
            #expect(try ids == tokenizer.encode(bytes))
            bytes[bytes.count / 2] = 0xFF
            let (broken, _) = try Self.stream(bytes, { Int.random(in: 1...70_000, using: &random) }, tokenizer, .plain)
            #expect(try broken == tokenizer.encode(bytes))
        }
    }

    @Test func theFirstInvalidByteIsReported() throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))
        var bytes = Array(repeating: UInt8(ascii: "x"), count: 400_000)
        bytes[300_001] = 0x80
        for position in stride(from: 7, to: bytes.count, by: 50) { bytes[position] = 0x20 }
        bytes[300_001] = 0x80
        var stream = CountStream(tokenizer)
        try bytes.withUnsafeBufferPointer { try stream.feed($0) }
        _ = try stream.finish()
        #expect(stream.firstInvalidUTF8Offset == 300_001)
    }
}
