import AssayJSON
import Testing

@Suite struct VocabCommandTests {
    @Test func theListNamesAllTwelve() throws {
        let result = try Tool.run(["vocab", "list"])
        let names = result.text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
        #expect(
            names == [
                "r50k_base", "p50k_base", "cl100k_base", "o200k_base", "o200k_harmony", "qwen2", "deepseek-v3",
                "claude-legacy", "mistral-v1", "mistral-v3", "mistral-v7", "mistral-tekken",
            ])
        #expect(result.status == 0)
    }

    @Test func theListAsJSON() throws {
        let root = try JSONDocument(Tool.run(["vocab", "list", "--format", "json"]).output).root
        #expect(root["schema"]?.int == 1)
        #expect(root["vocabularies"]?.count == 12)
        #expect(root["vocabularies"]?[3]?["tokens"]?.int == 199_998)
        #expect(root["vocabularies"]?[3]?["origin"]?.string == "embedded")
        #expect(root["errors"] == nil)
    }

    @Test func infoSaysWhereItComesFrom() throws {
        let result = try Tool.run(["vocab", "info", "o200k_base"])
        #expect(
            result.text.contains("file sha256     446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d\n"))
        #expect(result.text.contains("also called     200k-base, o200k\n"))
        let json = try Tool.run(["vocab", "info", "o200k", "--format", "json"])
        #expect(try JSONDocument(json.output).root["source"]?["format"]?.string == "tiktoken")
        #expect(try JSONDocument(json.output).root["aliases"]?.elements.compactMap(\.string) == ["200k-base", "o200k"])
    }

    @Test func verifyChecksEveryPack() throws {
        let result = try Tool.run(["vocab", "verify"])
        #expect(result.text.split(separator: "\n").count == 12)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    /// A tiktoken file with the 256 bytes and three merges.
    private var tiktokenFile: String {
        var tokens = (0...255).map { [UInt8($0)] }
        tokens += ["he", "ll", "hell"].map { Array($0.utf8) }
        return tokens.enumerated().map { "\(base64($1)) \($0)\n" }.joined()
    }

    private func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
            }
        }
        return text
    }

    @Test func anImportedVocabularyCanBeUsed() throws {
        let folder = try TemporaryFolder()
        try folder.write(tiktokenFile, to: "house.tiktoken")
        let data = ["ASSAY_DATA": folder.path("data")]
        let imported = try Tool.run(
            ["vocab", "import", "house.tiktoken", "--name", "house", "--pattern", "cl100k"], in: folder,
            environment: data)
        #expect(
            imported.text == "imported house: 259 tokens and 0 special tokens from a tiktoken file, cut by cl100k\n")
        #expect(imported.errors == "")
        let ids = try Tool.run(["encode", "-v", "house"], input: Array("hello".utf8), environment: data)
        #expect(ids.text == "258 111\n")
        #expect(try Tool.run(["vocab", "list"], environment: data).text.contains("\nhouse "))
        #expect(try Tool.run(["vocab", "verify", "house"], environment: data).text == "house: ok\n")
        #expect(try Tool.run(["vocab", "remove", "house"], environment: data).status == 0)
        #expect(try Tool.run(["encode", "-v", "house"], environment: data).status == 2)
    }

    @Test func aTamperedPackIsRefused() throws {
        let folder = try TemporaryFolder()
        try folder.write(tiktokenFile, to: "house.tiktoken")
        let data = ["ASSAY_DATA": folder.path("data")]
        let imported = try Tool.run(
            ["vocab", "import", "house.tiktoken", "--name", "house", "--pattern", "cl100k"], in: folder,
            environment: data)
        try #require(imported.status == 0)
        let manifest = try JSONDocument(folder.read("data/vocabularies/house/manifest.json")).root
        let file = try #require(manifest["pack"]?["file"]?.string)
        let pack = try folder.read("data/vocabularies/house/\(file)")
        for damaged in [Array(pack.dropLast(1)), Array(pack.prefix(100)), [], pack.map { $0 ^ 1 }] {
            try folder.write(damaged, to: "data/vocabularies/house/\(file)")
            for command in [["count", "-v", "house"], ["vocab", "verify", "house"]] {
                let result = try Tool.run(command, environment: data)
                #expect(result.status == 2)
                #expect(result.errors.hasPrefix("assay: vocabulary house: "))
            }
            // What is known of it is said all the same.
            for command in [["list"], ["info", "house"], ["list", "--format", "json"], ["info", "house", "--format", "json"]] {
                let result = try Tool.run(["vocab"] + command, environment: data)
                #expect(result.status == 2 && result.text.contains("house") && result.text.contains("259"))
                #expect(result.errors.hasPrefix("assay: vocabulary house: "))
            }
        }
    }

    @Test(arguments: [
        ("not a vocabulary", ["--name", "x"], "no vocabulary file that can be imported"),
        ("{\"model\": {\"type\": \"WordPiece\"}}", ["--name", "x"], "unsupported"),
    ])
    func whatCannotBeImportedIsRefused(text: String, options: [String], message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "file.json")
        let result = try Tool.run(["vocab", "import", "file.json"] + options, in: folder)
        #expect(result.errors.contains(message))
        #expect(result.status == 2)
    }

    @Test func anotherVocabularyCannotGoByAKnownName() throws {
        let folder = try TemporaryFolder()
        try folder.write(tiktokenFile, to: "tokenizer.model")
        let data = ["ASSAY_DATA": folder.path("data")]
        let result = try Tool.run(
            ["vocab", "import", "tokenizer.model", "--name", "llama3"], in: folder, environment: data)
        #expect(result.errors.contains("it has 259 tokens where Llama 3 has 128000; give it a name of its own"))
        #expect(result.status == 2)
        for option in [["-m", "llama-3.1-8b"], ["-v", "llama3"]] {
            let count = try Tool.run(["count"] + option, environment: data)
            #expect(count.errors.contains("assay vocab import FILE --name llama3"))
            #expect(count.status == 2)
        }
    }

    @Test func aSecondImportReplacesTheFirst() throws {
        let folder = try TemporaryFolder()
        try folder.write(tiktokenFile, to: "house.tiktoken")
        let data = ["ASSAY_DATA": folder.path("data")]
        for word in ["imported", "replaced"] {
            let result = try Tool.run(
                ["vocab", "import", "house.tiktoken", "--pattern", "cl100k"], in: folder, environment: data)
            #expect(result.text.hasPrefix("\(word) house: 259 tokens"))
        }
        let input = try Tool.run(
            ["vocab", "import", "-", "--name", "piped", "--pattern", "cl100k"], input: Array(tiktokenFile.utf8),
            environment: data)
        #expect(input.text.hasPrefix("imported piped: 259 tokens"))
    }

    @Test func strayFilesAreNoVocabularies() throws {
        let folder = try TemporaryFolder()
        try folder.write(tiktokenFile, to: "house.tiktoken")
        let data = ["ASSAY_DATA": folder.path("data")]
        for name in ["house", "rest"] {
            let result = try Tool.run(
                ["vocab", "import", "house.tiktoken", "--name", name, "--pattern", "cl100k"], in: folder,
                environment: data)
            try #require(result.status == 0)
        }
        try folder.write("", to: "data/vocabularies/stray")
        folder.makeFolder("data/vocabularies/empty")
        let clean = try Tool.run(["vocab", "list"], environment: data)
        #expect(clean.errors == "" && clean.status == 0)
        folder.remove("data/vocabularies/rest/manifest.json")
        let broken = try Tool.run(["vocab", "list"], environment: data)
        #expect(broken.errors.hasPrefix("assay: vocabulary rest: its manifest is missing; import it again"))
        #expect(broken.text.contains("\nhouse ") && broken.status == 2)
        let json = try Tool.run(["vocab", "list", "--format", "json"], environment: data)
        let root = try JSONDocument(json.output).root
        #expect(root["vocabularies"]?.count == 13 && root["errors"]?.count == 1 && json.status == 2)
        #expect(root["errors"]?[0]?["message"]?.string.map { "assay: \($0)\n" } == json.errors)
        #expect(try Tool.run(["vocab", "remove", "rest"], environment: data).status == 0)
        #expect(try Tool.run(["vocab", "list"], environment: data).status == 0)
    }

    @Test func embeddedNamesAreTaken() throws {
        let folder = try TemporaryFolder()
        try folder.write(tiktokenFile, to: "house.tiktoken")
        let result = try Tool.run(
            ["vocab", "import", "house.tiktoken", "--name", "qwen2", "--pattern", "cl100k"], in: folder)
        #expect(result.errors.contains("qwen2"))
        #expect(result.status == 2)
        #expect(try Tool.run(["vocab", "remove", "qwen2"]).errors.contains("cannot be removed"))
    }
}
