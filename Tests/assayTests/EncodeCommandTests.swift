import Testing

@Suite struct EncodeCommandTests {
    static let texts = [
        "", "Hello, world!", "a\n\nb\r\n", "日本語のテキスト 🎉", "  leading", "trailing  ", "<|endoftext|>", "\0\u{1}",
        String(repeating: "long text, ", count: 20_000),
    ]

    @Test func idsAreOnOneLine() throws {
        let result = try Tool.run(["encode", "-v", "cl100k_base"], input: Array("Hello, world!".utf8))
        #expect(result.text == "9906 11 1917 0\n")
        #expect(result.errors == "")
    }

    @Test(arguments: texts, ["o200k_base", "cl100k_base", "deepseek-v3", "mistral-tekken"])
    func decodeIsTheInverse(text: String, vocabulary: String) throws {
        let ids = try Tool.run(["encode", "-v", vocabulary], input: Array(text.utf8))
        let back = try Tool.run(["decode", "-v", vocabulary], input: ids.output)
        #expect(back.output == Array(text.utf8))
        #expect(back.status == 0)
    }

    @Test func bytesSurviveToo() throws {
        let bytes = (0...255).map { UInt8($0) } + [0xC3, 0x28, 0xFF]
        let ids = try Tool.run(["encode"], input: bytes)
        #expect(try Tool.run(["decode"], input: ids.output).output == bytes)
    }

    @Test func linesAreTextsOfTheirOwn() throws {
        let text = Array("Hello, world!\n\nHello\r\nlast".utf8)
        let ids = try Tool.run(["encode", "--input", "lines"], input: text)
        #expect(ids.text == "13225 11 2375 0\n\n13225 201\n6684\n")
        let back = try Tool.run(["decode", "--input", "lines"], input: ids.output)
        #expect(back.text == "Hello, world!\n\nHello\r\nlast\n")
    }

    @Test func jsonLinesAreStringsOrObjects() throws {
        let text = Array("\"Hello, world!\"\n{\"id\": 7, \"text\": \"a\\nb\"}\n\n\"\\u65e5\"\n".utf8)
        let ids = try Tool.run(["encode", "--input", "jsonl"], input: text)
        let back = try Tool.run(["decode", "--input", "jsonl"], input: ids.output)
        #expect(back.text == "\"Hello, world!\"\n\"a\\nb\"\n\"日\"\n")
    }

    @Test(arguments: [("{\"no\": 1}", 1), ("\"fine\"\n17", 2), ("\"a\"\n\n{", 3), ("{\"text\": 3}", 1)])
    func badJSONLinesAreSaidWithTheirNumber(text: String, line: Int) throws {
        let result = try Tool.run(["encode", "--input", "jsonl"], input: Array(text.utf8))
        #expect(result.errors.hasPrefix("assay: standard input, line \(line): "))
        #expect(result.status == 2)
    }

    @Test(arguments: [
        ("12 x", "'x' is no part of a token id"), ("99999999999", "a number beyond 4294967295 is no token id"),
        ("300000", "no token of o200k_base has the id 300000"),
    ])
    func badIDsAreSaid(text: String, message: String) throws {
        let result = try Tool.run(["decode"], input: Array(text.utf8))
        #expect(result.errors.contains(message))
        #expect(result.status == 2)
    }

    @Test func halfACharacterIsNoJSON() throws {
        let ids = try Tool.run(["encode"], input: [0xE6, 0x97])
        let result = try Tool.run(["decode", "--input", "jsonl"], input: ids.output)
        #expect(result.errors.contains("standard input, line 1: these ids do not make UTF-8 text"))
        #expect(result.status == 2)
    }

    @Test func oneVocabularyIsEnough() throws {
        let result = try Tool.run(["encode", "-v", "qwen2", "-m", "gpt-4o"])
        #expect(result.errors == "assay: this command works with one vocabulary; give -v or -m, not both\n")
        #expect(result.status == 2)
    }
}
