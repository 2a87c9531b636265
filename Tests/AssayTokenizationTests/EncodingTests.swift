import Testing

@testable import AssayTokenization

/// The encoder against the slow one, on texts and bytes of every kind.
@Suite struct EncodingTests {
    /// Vocabularies whose texts are not normalized first.
    static let names = Embedded.names.filter { $0 != "qwen2" && $0 != "claude-legacy" && $0 != "o200k_harmony" }

    @Test(arguments: names)
    func idsAreTheOracles(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        let oracle = ReferenceEncoder(tokenizer.vocabulary)
        var random = RandomText(seed: 1)
        for _ in 0..<600 {
            let text = random.text()
            #expect(try tokenizer.encode(text) == oracle.encode(text), "\(name): \(text.debugDescription)")
        }
    }

    /// Pieces of any length: those that fit the cache, those merged at once, those merged in windows.
    @Test(arguments: names)
    func longPiecesAreMergedExactly(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        let oracle = ReferenceEncoder(tokenizer.vocabulary)
        var random = RandomText(seed: 2)
        for length in [15, 16, 17, 255, 256, 257, 384, 385, 700, 1500] {
            for alphabet in ["a", "ab", "aAbB", "=", "中国的一是", "\u{2581}", "é", "กขค"] {
                let text = String((0..<length).map { _ in alphabet.randomElement(using: &random)! })
                #expect(try tokenizer.encode(text) == oracle.encode(text), "\(name): \(length) of \(alphabet)")
            }
        }
    }

    @Test(arguments: names)
    func runsOfOneCharacterAreMergedExactly(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        let oracle = ReferenceEncoder(tokenizer.vocabulary)
        for character in ["a", " ", "\n", "-", "0", "中", "\u{2581}", "é"] {
            for length in [1, 2, 3, 14, 15, 16, 17, 127, 128, 129, 255, 600, 1025] {
                let text = String(repeating: character, count: length)
                #expect(try tokenizer.encode(text) == oracle.encode(text), "\(name): \(length) of \(character.debugDescription)")
            }
        }
    }

    @Test(arguments: Embedded.names)
    func countsAreTheNumberOfIDs(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        var random = RandomText(seed: 3)
        for _ in 0..<300 {
            let bytes = random.bytes()
            let ids = try tokenizer.encode(bytes)
            #expect(try tokenizer.count(bytes) == ids.count)
            let limit = Int.random(in: 0...ids.count + 2, using: &random)
            #expect(try tokenizer.count(bytes, upTo: limit) == (ids.count > limit ? nil : ids.count))
        }
    }

    /// Texts that are given more room at once, with more tokens than a quarter of their bytes and with fewer.
    @Test(arguments: ["7\n", "\u{E0}\u{301}x", "international "])
    func largeTextsAreEncodedAsTheirParts(_ part: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))
        let text = Array(String(repeating: part, count: (1 << 20) / part.utf8.count + 1).utf8)
        var parts: [TokenID] = []
        var stream = TokenStream(tokenizer, special: .plain)
        for start in stride(from: 0, to: text.count, by: 1 << 16) {
            try text[start..<min(start + 1 << 16, text.count)].withUnsafeBufferPointer { bytes in
                try stream.feed(bytes) { parts += $0 }
            }
        }
        try stream.finish { parts += $0 }
        #expect(text.count > 1 << 20)
        #expect(try tokenizer.encode(text) == parts)
    }

    @Test(arguments: [-1, -(1 << 60) - 1, Int.min]) func noTextHasANegativeNumberOfTokens(_ limit: Int) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))
        #expect(try tokenizer.count([], upTo: limit) == nil)
        #expect(try tokenizer.count(Array("Hello".utf8), upTo: limit) == nil)
    }

    @Test(arguments: Embedded.byteLevelNames.filter { $0 != "qwen2" && $0 != "claude-legacy" })
    func anyBytesComeBack(_ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        var random = RandomText(seed: 4)
        for _ in 0..<400 {
            let bytes = random.bytes()
            #expect(try tokenizer.decode(tokenizer.encode(bytes)) == bytes)
        }
    }

    /// tiktoken's own ids for bytes that are not UTF-8, from `Encoding._encode_bytes` of tiktoken 0.14.
    @Test func bytesThatAreNotUTF8AreEncodedAsTiktokenDoes() throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))
        for (bytes, ids) in InvalidBytesVectors.o200k {
            #expect(try tokenizer.encode(bytes) == ids, "\(bytes)")
        }
    }

    @Test func longBytesThatAreNotUTF8AreOnePiece() throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("cl100k_base"))
        let oracle = ReferenceEncoder(tokenizer.vocabulary)
        var random = RandomText(seed: 5)
        for _ in 0..<20 {
            let bytes = [0xFF] + (0..<900).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(try tokenizer.encode(bytes) == oracle.encodePiece(bytes))
        }
    }
}
