import AssayTokenization
import Testing

@testable import AssayVocabularies

@Suite struct TekkenImporterTests {
    private static let listed =
        #","special_tokens":[{"rank":0,"token_str":"<unk>","is_control":true},{"rank":1,"token_str":"<s>","is_control":true}]"#

    private func read(_ bytes: [UInt8]) throws -> VocabularySource {
        try VocabularyImporter.import(bytes: bytes, fileName: "tekken.json", options: .init(name: "x"))
    }

    @Test func idsStartAfterTheSpecialTokens() throws {
        let source = try read(SyntheticFiles.tekken(specialTokens: Self.listed))
        #expect(source.tokens.map(\.bytes) == SyntheticFiles.tokens)
        #expect(source.tokens.first?.id == 10)
        #expect(source.preTokenizer == .tekken)
        #expect(source.specialTokens.map(\.text) == ["<unk>", "<s>"] + (2..<10).map { "<SPECIAL_\($0)>" })
        #expect(source.specialTokens.map(\.id) == Array(0..<10))
    }

    @Test func onlyTheConfiguredNumberOfRanksIsUsed() throws {
        let source = try read(SyntheticFiles.tekken(specialTokens: Self.listed, size: 256 + 2 + 10))
        #expect(source.tokens.count == 258)
    }

    @Test func faults() {
        let unlisted = #expect(throws: ImportError.self) { try read(SyntheticFiles.tekken()) }
        #expect(unlisted?.message.contains("special_tokens") == true)
        let pattern = #expect(throws: ImportError.self) { try read(SyntheticFiles.tekken(pattern: "\\w+")) }
        #expect(pattern?.code == .unsupported && pattern?.message.contains("\\w+") == true)
        #expect(throws: ImportError.self) { try read(SyntheticFiles.tekken(specialTokens: Self.listed, size: 100_000)) }
        #expect(throws: ImportError.self) { try read(SyntheticFiles.tekken(specialTokens: Self.listed, size: 3)) }
    }
}
