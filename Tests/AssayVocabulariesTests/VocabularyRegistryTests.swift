import AssayTokenization
import Testing

@testable import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder of packs, the manifests and the registry agree.
@Suite struct VocabularyRegistryTests {
    /// `Vocabularies/`, from where this file is.
    static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/") + "/Vocabularies"
    }()

    static let remedy: Comment = "run: swift run -c release assay-maintenance vocabularies"

    private func read(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "rb"), "\(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    @Test func everyFolderIsInTheRegistry() throws {
        let directory = try #require(opendir(Self.folder))
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix("."), name != "include", name != "packs.c" { names.append(name) }
        }
        #expect(names.sorted() == VocabularyRegistry.embeddedNames.sorted())
    }

    @Test(arguments: VocabularyRegistry.embeddedNames)
    func packManifestAndFilesAgree(_ name: String) throws {
        let manifest = try VocabularyRegistry.manifest(named: name)
        #expect(manifest.name == name)
        #expect(manifest.json == (try read("\(Self.folder)/\(name)/manifest.json")), Self.remedy)
        let pack = try #require(manifest.pack, Self.remedy)
        let embedded = try VocabularyRegistry.pack(named: name)
        #expect(embedded.count == pack.byteCount, Self.remedy)
        #expect(SHA256.hex(of: embedded) == pack.sha256, Self.remedy)
        let file = try read("\(Self.folder)/\(name)/\(pack.file)")
        #expect(
            file.count == embedded.count
                && file.withUnsafeBytes { memcmp($0.baseAddress!, embedded.baseAddress!, $0.count) } == 0, Self.remedy)
        #expect(Int(bitPattern: embedded.baseAddress) % 4096 == 0)
    }

    @Test(arguments: VocabularyRegistry.embeddedNames)
    func vocabularyIsWhatItsManifestSays(_ name: String) throws {
        let manifest = try VocabularyRegistry.manifest(named: name)
        let vocabulary = try VocabularyRegistry.vocabulary(named: name)
        #expect(vocabulary.name == name)
        #expect(vocabulary.tokenCount == manifest.tokenCount)
        #expect(vocabulary.specialTokens.count == manifest.specialTokenCount)
        #expect(vocabulary.preTokenizer == manifest.preTokenizer && vocabulary.normalizer == manifest.normalizer)
        if !manifest.specialTokens.isEmpty {
            #expect(vocabulary.specialTokens == manifest.specialTokens.flatMap(\.tokens))
        }
        #expect(try VocabularyRegistry.vocabulary(named: name) === vocabulary)
        #expect(manifest.licence != nil && manifest.source.package != nil && manifest.source.archiveSHA256?.count == 64)
    }

    @Test func verifies() throws {
        try VocabularyRegistry.verify(named: "mistral-v1")
    }

    /// Published ids.
    @Test(
        arguments: [
            ("r50k_base", "<|endoftext|>", 50256), ("cl100k_base", "<|endofprompt|>", 100276),
            ("o200k_base", "<|endofprompt|>", 200018), ("o200k_harmony", "<|channel|>", 200005),
            ("o200k_harmony", "<|return|>", 200002), ("o200k_harmony", "<|reserved_201087|>", 201087),
            ("qwen2", "<|im_end|>", 151645), ("deepseek-v3", "<｜User｜>", 128803), ("claude-legacy", "<META>", 1),
            ("mistral-v1", "</s>", 2), ("mistral-v3", "[INST]", 3), ("mistral-tekken", "[/INST]", 4),
        ] as [(String, String, TokenID)])
    func specialTokens(_ name: String, _ text: String, _ id: TokenID) throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: name))
        let ids = try tokenizer.encode(text, special: .allow)
        #expect(ids.last == id && ids.count <= 2)
        #expect(try tokenizer.encode(text, special: .plain).last != id)
    }

    @Test(arguments: [
        ("gpt2", "r50k_base"), ("p50k_edit", "p50k_base"), ("GPT-2", "r50k_base"), ("cl100k", "cl100k_base"),
        ("O200K-Base", "o200k_base"),
        ("o200k harmony", "o200k_harmony"), ("Qwen2.5", "qwen2"), ("deepseek_v3", "deepseek-v3"),
        ("tekken", "mistral-tekken"),
    ])
    func aliases(_ written: String, _ name: String) throws {
        #expect(VocabularyRegistry.canonicalName(for: written) == name)
        #expect(try VocabularyRegistry.vocabulary(named: written).name == name)
    }

    @Test func aliasesAreListed() {
        #expect(VocabularyRegistry.aliases(of: "o200k_base") == ["200k-base", "o200k"])
        #expect(VocabularyRegistry.aliases(of: "o200k") == [])
        #expect(VocabularyRegistry.embeddedNames.flatMap(VocabularyRegistry.aliases).count == VocabularyAliases.table.count)
    }

    @Test func everyAliasLeadsToAVocabularyAndIsNoName() {
        for (alias, name) in VocabularyAliases.table {
            #expect(VocabularyRegistry.embeddedNames.contains(name))
            #expect(VocabularyAliases.normalized(alias) == alias)
            #expect(!VocabularyRegistry.embeddedNames.contains { VocabularyAliases.normalized($0) == alias })
        }
    }

    @Test(arguments: [
        ("o20k_base", ["o200k_base"]), ("cl100_base", ["cl100k_base"]),
        ("mistral-v2", ["mistral-v1", "mistral-v3", "mistral-v7"]),
        ("mistral", ["mistral-v1", "mistral-v3", "mistral-v7"]), ("zzzzzzzzzzz", []), ("", []),
    ])
    func unknownNamesGetTheNearest(_ written: String, _ nearest: [String]) {
        let error = #expect(throws: VocabularyError.self) { try VocabularyRegistry.vocabulary(named: written) }
        #expect(error?.code == .unknownName)
        #expect(error?.nearest.prefix(nearest.count) == nearest[...])
        #expect(error?.nearest.isEmpty == nearest.isEmpty)
    }

    @Test(arguments: [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3), ("ab", "", 2)])
    func distances(_ first: String, _ second: String, _ expected: Int) {
        #expect(NearestNames.distance(Array(first.utf8), Array(second.utf8)) == expected)
        #expect(NearestNames.distance(Array(second.utf8), Array(first.utf8)) == expected)
    }
}
