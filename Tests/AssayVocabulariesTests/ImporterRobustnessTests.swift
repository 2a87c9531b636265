import AssayTokenization
import Testing

@testable import AssayVocabularies

/// Whatever the bytes, an import gives a vocabulary or an error that says something.
@Suite struct ImporterRobustnessTests {
    /// One file of each format, named by it.
    static let files: [FileCase] = [
        FileCase(SyntheticFiles.tiktoken(), "tiktoken"), FileCase(SyntheticFiles.huggingFace(), "tokenizer.json"),
        FileCase(SyntheticFiles.tekken(specialTokens: #","special_tokens":[]"#), "tekken.json"),
        FileCase(SyntheticFiles.sentencePiece(), "sentencepiece"),
        FileCase(SyntheticFiles.gguf(SyntheticFiles.byteLevelGGUF), "gguf"),
        FileCase(SyntheticFiles.gguf(SyntheticFiles.sentencePieceGGUF), "gguf"),
    ]

    private func attempt(_ bytes: [UInt8]) -> ImportError? {
        do throws(ImportError) {
            _ = try VocabularyImporter.import(bytes: bytes, fileName: "f", options: .init(name: "x"))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: files)
    func formatIsToldByContent(_ whole: FileCase) {
        #expect(whole.file.withUnsafeBytes { VocabularyFormat(detecting: $0) }?.rawValue == whole.about)
    }

    @Test(arguments: ["", "hello", "<html>", "\u{0}\u{1}\u{2}", "[1]", "aGVs zero", "PK\u{3}\u{4}"])
    func otherFilesAreRefused(_ text: String) {
        #expect(attempt(Array(text.utf8))?.code == .unknownFormat)
    }

    @Test(arguments: files)
    func truncations(_ whole: FileCase) {
        let file = whole.file
        for length in stride(from: 0, to: file.count - 1, by: max(1, file.count / 400)) {
            // Cut tiktoken files are still rank files; what they then lack is a byte or the end of a line.
            #expect(attempt(Array(file.prefix(length)))?.message.isEmpty == false, "at \(length)")
        }
    }

    @Test(arguments: files)
    func mutations(_ whole: FileCase) {
        let file = whole.file
        var state: UInt64 = 99
        for _ in 0..<400 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var bytes = file
            bytes[Int(state >> 33) % file.count] = UInt8(truncatingIfNeeded: state >> 20)
            if let error = attempt(bytes) { #expect(!error.message.isEmpty) }
        }
    }

    @Test func huge64BitLengthsDoNotOverflow() {
        let header = Array("GGUF".utf8) + [3, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
        #expect(attempt(header + [UInt8](repeating: 0xFF, count: 8))?.code == .malformed)
        let oneKey = header + [1, 0, 0, 0, 0, 0, 0, 0]
        #expect(attempt(oneKey + [UInt8](repeating: 0xFF, count: 16))?.code == .malformed)
        let array =
            oneKey + [1, 0, 0, 0, 0, 0, 0, 0, 0x61, 9, 0, 0, 0, 12, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8)
        #expect(attempt(array)?.code == .malformed)
    }

    @Test func optionsThatAFileAnswersItselfAreRefused() {
        for options in [
            ImportOptions(name: "x", pattern: "cl100k"), ImportOptions(name: "x", normalizer: .nfc),
            ImportOptions(name: "x", specialTokens: []),
        ] {
            let error = #expect(throws: ImportError.self) {
                try VocabularyImporter.import(bytes: SyntheticFiles.huggingFace(), fileName: "f", options: options)
            }
            #expect(error?.code == .invalidOption)
        }
    }

    @Test(arguments: ["../x", "a/b", "", ".hidden", "a b", "é", "a\u{0}", String(repeating: "a", count: 65)])
    func namesThatLeadElsewhereAreRefused(_ name: String) {
        #expect(throws: ImportError.self) { try VocabularyName(name) }
    }

    @Test func namesComeFromFileNames() {
        #expect(VocabularyName.fromFileName("/a/b/my_vocab.tiktoken") == "my_vocab")
        #expect(VocabularyName.fromFileName("qwen2.5-7b.gguf") == "qwen2.5-7b")
        #expect(VocabularyName.fromFileName("tokenizer.json") == nil)
        #expect(VocabularyName.fromFileName("tokenizer.model") == nil)
        #expect(VocabularyName.fromFileName("-") == nil)
    }
}
