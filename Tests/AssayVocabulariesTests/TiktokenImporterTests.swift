import AssayTokenization
import Testing

@testable import AssayVocabularies

@Suite struct TiktokenImporterTests {
    private func read(_ text: String, _ options: ImportOptions = .init(name: "x", pattern: "cl100k")) throws
        -> VocabularySource
    {
        try VocabularyImporter.import(bytes: Array(text.utf8), fileName: "x.tiktoken", options: options)
    }

    @Test func readsRanks() throws {
        let file = SyntheticFiles.tiktoken()
        let options = ImportOptions(
            pattern: "o200k", normalizer: .nfc, specialTokens: [SpecialToken(text: "<e>", id: 300)])
        let source = try VocabularyImporter.import(bytes: file, fileName: "mine.tiktoken", options: options)
        #expect(source.name == "mine")
        #expect(source.tokens.map(\.bytes) == SyntheticFiles.tokens)
        #expect(source.tokens.map(\.id) == Array(0..<TokenID(SyntheticFiles.tokens.count)))
        #expect(source.preTokenizer == .o200k && source.normalizer == .nfc)
        #expect(source.specialTokens == [SpecialToken(text: "<e>", id: 300)])
        let tokenizer = Tokenizer(try Vocabulary(copying: try PackBuilder.pack(source)))
        #expect(try tokenizer.encode("hello world") == [259, 264])
    }

    @Test func takesAPatternByItsText() throws {
        let regex = try #require(PublishedPattern.canonicalRegex(for: .qwen2))
        let text = String(decoding: SyntheticFiles.tiktoken(), as: UTF8.self)
        #expect(try read(text, .init(name: "x", pattern: regex)).preTokenizer == .qwen2)
        #expect(
            try read(text.split(separator: "\n").joined(separator: "\r\n")).tokens.count == SyntheticFiles.tokens.count)
    }

    @Test func knowsLlamaByName() throws {
        let file = SyntheticFiles.tiktoken()
        let first = TokenID(SyntheticFiles.tokens.count)
        let llama3 = try VocabularyImporter.import(
            bytes: file, fileName: "tokenizer.model", options: .init(name: "llama3"))
        #expect(llama3.preTokenizer == .llama3 && llama3.specialTokens.count == 256)
        #expect(llama3.specialTokens[9] == SpecialToken(text: "<|eot_id|>", id: first + 9))
        #expect(llama3.specialTokens.last?.text == "<|reserved_special_token_245|>")
        let llama4 = try VocabularyImporter.import(
            bytes: file, fileName: "tokenizer.model", options: .init(name: "llama4"))
        #expect(llama4.preTokenizer == .o200k && llama4.specialTokens.count == 2048)
        // As Meta numbers them: <|image_start|> is the 81st special token, the end of thinking the 1144th.
        #expect(llama4.specialTokens.first { $0.text == "<|image_start|>" }?.id == first + 80)
        #expect(llama4.specialTokens.first { $0.text == "<|reasoning_thinking_end|>" }?.id == first + 1143)
    }

    @Test func faultsNameTheirLine() {
        let good = String(decoding: SyntheticFiles.tiktoken(), as: UTF8.self)
        let cases = [
            ("!!!! 300\n", "line 268 is"), ("aGVs\n", "line 268"), ("aGVs x\n", "rank in line 268"),
            ("aGVs -1\n", "rank in line 268"), ("aGVs 99999999999\n", "rank in line 268"),
            ("aGVs 0\n", "id 0 is given to two"),
            ("aGU= 400\n", "is there twice"),
        ]
        for (line, part) in cases {
            let error = #expect(throws: ImportError.self) { try read(good + line) }
            #expect(
                error?.message.contains(part == "line 268 is" ? "line 268" : part) == true,
                "\(String(describing: error))")
            #expect(error?.code == .malformed)
        }
    }

    @Test func missingPatternAndBytesAreSaid() {
        let text = String(decoding: SyntheticFiles.tiktoken(), as: UTF8.self)
        #expect(throws: ImportError.self) { try read(text, .init(name: "x")) }
        #expect((try? read(text, .init(name: "x"))) == nil)
        let unknown = #expect(throws: ImportError.self) { try read(text, .init(name: "x", pattern: "\\w+")) }
        #expect(unknown?.code == .invalidOption)
        let missing = #expect(throws: ImportError.self) { try read("aGVs 0\nIQ== 1\n") }
        #expect(missing?.code == .unsupported && missing?.message.contains("255 of the 256 bytes") == true)
    }
}
