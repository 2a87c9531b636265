import AssayC
import AssayTokenization
import AssayVocabularies
import CAssay
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The functions as C calls them: by what the header declares.
@Suite struct InterfaceTests {
    static let texts = ["", "Hello, world!", "naïve café 你好 🧪", String(repeating: "tokens and ", count: 500)]

    @Test("counts and ids are the library's, and come back as text", arguments: ["o200k_base", "mistral-v1", "gpt2"])
    func roundTrip(_ name: String) throws {
        let reference = Tokenizer(try VocabularyRegistry.vocabulary(named: name))
        try withTokenizer(name) { tokenizer in
            for text in Self.texts {
                let bytes = Array(text.utf8)
                let expected = try reference.encode(bytes)
                var count = -1
                #expect(assay_count(tokenizer, bytes, bytes.count, plain, &count, nil) == ASSAY_OK)
                #expect(count == expected.count)

                var ids = [UInt32](repeating: 0, count: bytes.count + 1)
                var found = -1
                #expect(assay_encode(tokenizer, bytes, bytes.count, plain, &ids, ids.count, &found, nil) == ASSAY_OK)
                #expect(Array(ids[..<found]) == expected)

                var back = [UInt8](repeating: 0, count: bytes.count + 1)
                var length = -1
                #expect(assay_decode(tokenizer, ids, found, &back, back.count, &length, nil) == ASSAY_OK)
                #expect(Array(back[..<length]) == bytes)
            }
        }
    }

    @Test("a prepared tokenizer gives the same, and what cannot be is refused")
    func preparing() throws {
        try withTokenizer("cl100k_base") { tokenizer in
            var message = assay_message()
            let encoding = assay_use(ASSAY_USE_ENCODING)
            #expect(assay_tokenizer_prepare(tokenizer, encoding, 2, &message) == ASSAY_OK)
            #expect(assay_tokenizer_prepare(tokenizer, assay_use(ASSAY_USE_COUNTING), 1, nil) == ASSAY_OK)
            let bytes = Array("one two three four".utf8)
            var count = -1
            #expect(assay_count(tokenizer, bytes, bytes.count, plain, &count, nil) == ASSAY_OK)
            #expect(count == 4)
            for (use, threads) in [(assay_use(2), 1), (encoding, 0), (encoding, 1025), (encoding, -1)] {
                #expect(assay_tokenizer_prepare(tokenizer, use, threads, &message) == ASSAY_BAD_ARGUMENT)
            }
            #expect(text(of: message) == "threads is not 1 to 1024")
            #expect(assay_tokenizer_prepare(nil, encoding, 1, &message) == ASSAY_BAD_ARGUMENT)
        }
    }

    @Test func roomThatIsTooSmallIsLeftAlone() throws {
        try withTokenizer("o200k_base") { tokenizer in
            let bytes = Array("one two three four".utf8)
            var needed = -1
            #expect(assay_encode(tokenizer, bytes, bytes.count, plain, nil, 0, &needed, nil) == ASSAY_TOO_SMALL)
            #expect(needed == 4)
            var ids: [UInt32] = [7, 7, 7]
            var message = assay_message()
            #expect(assay_encode(tokenizer, bytes, bytes.count, plain, &ids, 3, &needed, &message) == ASSAY_TOO_SMALL)
            #expect(ids == [7, 7, 7])
            #expect(text(of: message) == "there are 4 ids, and room for 3")
        }
    }

    @Test func specialTokens() throws {
        try withTokenizer("o200k_base") { tokenizer in
            let bytes = Array("a<|endoftext|>".utf8)
            var count = -1
            #expect(assay_count(tokenizer, bytes, bytes.count, assay_special(ASSAY_SPECIAL_ALLOW), &count, nil) == 0)
            #expect(count == 2)
            var message = assay_message()
            let reject = assay_special(ASSAY_SPECIAL_REJECT)
            #expect(assay_count(tokenizer, bytes, bytes.count, reject, &count, &message) == ASSAY_SPECIAL_TOKEN)
            #expect(text(of: message).contains("byte 1"))
            #expect(assay_count(tokenizer, bytes, bytes.count, 9, &count, &message) == ASSAY_BAD_ARGUMENT)
        }
    }

    @Test func truncation() throws {
        try withTokenizer("o200k_base") { tokenizer in
            let bytes = Array("one two three".utf8)
            var end = -1
            #expect(assay_truncate(tokenizer, bytes, bytes.count, 2, plain, &end, nil) == ASSAY_OK)
            #expect(end == "one two".utf8.count)
            // The largest size_t, as it arrives here.
            #expect(assay_truncate(tokenizer, bytes, bytes.count, -1, plain, &end, nil) == ASSAY_OK)
            #expect(end == bytes.count)
        }
    }

    @Test func whatCannotBe() throws {
        var tokenizer: OpaquePointer?
        var message = assay_message()
        #expect(assay_tokenizer_open("o200k_bas", &tokenizer, &message) == ASSAY_BAD_ARGUMENT)
        #expect(tokenizer == nil)
        #expect(text(of: message).contains("o200k_base"))
        #expect(assay_tokenizer_open(nil, &tokenizer, &message) == ASSAY_BAD_ARGUMENT)
        #expect(assay_tokenizer_open("qwen2", nil, &message) == ASSAY_BAD_ARGUMENT)
        #expect(assay_tokenizer_open_pack([1, 2, 3], 3, &tokenizer, &message) == ASSAY_BAD_ARGUMENT)
        assay_tokenizer_close(nil)

        var count = -1
        #expect(assay_count(nil, [65], 1, plain, &count, &message) == ASSAY_BAD_ARGUMENT)
        #expect(text(of: message) == "the tokenizer is null")
        try withTokenizer("o200k_base") { open in
            #expect(assay_count(open, nil, 1, plain, &count, &message) == ASSAY_BAD_ARGUMENT)
            #expect(assay_count(open, nil, 0, plain, &count, &message) == ASSAY_OK)
            #expect(count == 0)
            #expect(assay_count(open, [65], 1, plain, nil, &message) == ASSAY_BAD_ARGUMENT)
            #expect(assay_count(open, [65], -1, plain, &count, &message) == ASSAY_BAD_ARGUMENT)
            var length = -1
            #expect(assay_decode(open, [.max], 1, nil, 0, &length, &message) == ASSAY_BAD_ARGUMENT)
        }
    }

    @Test func aLongMessageIsCutOnACharacter() {
        var tokenizer: OpaquePointer?
        var message = assay_message()
        let name = String(repeating: "é", count: 300)
        #expect(assay_tokenizer_open(name, &tokenizer, &message) == ASSAY_BAD_ARGUMENT)
        let bytes = withUnsafeBytes(of: &message) { Array($0.prefix { $0 != 0 }) }
        #expect(bytes.count < 256)
        #expect(String(validating: bytes, as: UTF8.self) != nil)
    }

    @Test func theVersionIsTheToolsOwn() throws {
        let root = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        let tool = try #require(fopen((root + ["Sources", "assay", "Assay.swift"]).joined(separator: "/"), "r"))
        defer { fclose(tool) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let length = fread(&bytes, 1, bytes.count, tool)
        let source = String(decoding: bytes[..<length], as: UTF8.self)
        #expect(source.contains("version: \"\(String(cString: assay_version()))\","))
    }

    // MARK: Support

    private let plain = assay_special(ASSAY_SPECIAL_PLAIN)

    private func withTokenizer(_ name: String, _ body: (OpaquePointer) throws -> Void) throws {
        var tokenizer: OpaquePointer?
        #expect(assay_tokenizer_open(name, &tokenizer, nil) == ASSAY_OK)
        defer { assay_tokenizer_close(tokenizer) }
        try body(try #require(tokenizer))
    }

    private func text(of message: assay_message) -> String {
        withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
