import AssayTokenization
import Testing

@testable import AssayVocabularies

/// SentencePiece models and GGUF files.
@Suite struct BinaryImporterTests {
    private func read(_ bytes: [UInt8], _ options: ImportOptions = .init(name: "x")) throws -> VocabularySource {
        try VocabularyImporter.import(bytes: bytes, fileName: "x.model", options: options)
    }

    @Test func readsSentencePiece() throws {
        let source = try read(SyntheticFiles.sentencePiece())
        #expect(source.tokens.count == SyntheticFiles.pieces.count - 3)
        #expect(source.tokens.filter(\.isByteFallback).map(\.bytes) == (0...255).map { [UInt8($0)] })
        #expect(source.specialTokens.map(\.text) == ["<unk>", "<s>", "[X]"])
        #expect(source.specialTokens.map(\.isAlwaysMatched) == [false, false, true])
        guard case .sentencePiece(let scores, let addsPrefixSpace, let unknown) = source.merging else {
            Issue.record("not SentencePiece")
            return
        }
        #expect(addsPrefixSpace && unknown == 0 && scores.count == source.tokens.count)
        let tokenizer = Tokenizer(try Vocabulary(copying: try PackBuilder.pack(source)))
        // ▁hello, then ▁ and the byte of "!", then the user-defined piece.
        #expect(try tokenizer.encode("hello !") == [263, 264, 3 + 0x21])
    }

    /// Settings by their numbers in sentencepiece_model.proto.
    @Test(arguments: [
        FileCase(SyntheticFiles.sentencePiece(trainer: [0x18, 1, 0x98, 0x02, 1]), "unigram"),
        FileCase(SyntheticFiles.sentencePiece(trainer: []), "unigram"),
        FileCase(SyntheticFiles.sentencePiece(trainer: [0x18, 3]), "word"),
        FileCase(SyntheticFiles.sentencePiece(trainer: [0x18, 2]), "byte_fallback"),
        FileCase(
            SyntheticFiles.sentencePiece(trainer: [0x18, 2, 0x98, 0x02, 1, 0xC0, 0x01, 1]), "treat_whitespace_as_suffix"
        ),
        FileCase(SyntheticFiles.sentencePiece(normalizer: []), "remove_extra_whitespaces"),
        FileCase(SyntheticFiles.sentencePiece(normalizer: [0x20, 0, 0x28, 0]), "escape_whitespaces"),
        FileCase(
            SyntheticFiles.sentencePiece(normalizer: [0x0A, 8] + Array("nmt_nfkc".utf8) + [0x12, 1, 9, 0x20, 0]),
            "nmt_nfkc"
        ),
        FileCase(
            SyntheticFiles.sentencePiece(SyntheticFiles.pieces + [.init(text: "z", type: 5)]), "unused piece \"z\""),
        FileCase(
            SyntheticFiles.sentencePiece(SyntheticFiles.pieces + [.init(text: "a\u{2581}b", type: 4)]),
            "user-defined piece"),
    ])
    func refusesByName(_ refused: FileCase) {
        let error = #expect(throws: ImportError.self) { try read(refused.file) }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains(refused.about) == true, "\(String(describing: error))")
    }

    @Test func readsByteLevelGGUF() throws {
        let source = try read(SyntheticFiles.gguf(SyntheticFiles.byteLevelGGUF))
        #expect(source.tokens.map(\.bytes) == SyntheticFiles.tokens)
        #expect(source.preTokenizer == .llama3)
        #expect(
            source.specialTokens == [
                SpecialToken(text: "<|end|>", id: 267), SpecialToken(text: "<think>", id: 268, isAlwaysMatched: true),
            ])
        let tokenizer = Tokenizer(try Vocabulary(copying: try PackBuilder.pack(source)))
        #expect(try tokenizer.encode("hello world<think>") == [259, 264, 268])
    }

    @Test func readsSentencePieceGGUF() throws {
        let source = try read(SyntheticFiles.gguf(SyntheticFiles.sentencePieceGGUF, version: 2))
        let model = try read(SyntheticFiles.sentencePiece())
        #expect(source.tokens == model.tokens && source.specialTokens == model.specialTokens)
        guard case .sentencePiece(_, let addsPrefixSpace, _) = source.merging else { return }
        #expect(!addsPrefixSpace)
    }

    @Test func tensorsAreNotRead() throws {
        let metadata = SyntheticFiles.gguf(SyntheticFiles.byteLevelGGUF)
        #expect(try read(metadata + [UInt8](repeating: 0xAB, count: 100)).tokens.count == SyntheticFiles.tokens.count)
    }

    @Test(arguments: [
        ("tokenizer.ggml.model", "bert", "\"bert\""), ("tokenizer.ggml.pre", "falcon", "\"falcon\""),
    ])
    func refusesGGUFByName(_ key: String, _ value: String, _ name: String) {
        let metadata = SyntheticFiles.byteLevelGGUF.map { $0.0 == key ? (key, .string(value)) : $0 }
        let error = #expect(throws: ImportError.self) { try read(SyntheticFiles.gguf(metadata)) }
        #expect(error?.code == .unsupported && error?.message.contains(name) == true)
    }

    @Test func refusesOtherGGUFs() {
        #expect(throws: ImportError.self) { try read(SyntheticFiles.gguf(SyntheticFiles.byteLevelGGUF, version: 1)) }
        #expect(throws: ImportError.self) { try read(Array("FUGG".utf8) + [0, 0, 0, 3]) }
        #expect(throws: ImportError.self) { try read(SyntheticFiles.gguf([("a", .string("b"))])) }
    }
}
