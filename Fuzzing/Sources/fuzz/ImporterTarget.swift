import AssayTokenization
import AssayVocabularies

/// Any bytes as a vocabulary file; what is understood must be packable or refused, and then usable.
///
/// Input: the options; then the file.
enum ImporterTarget {
    static func run(_ bytes: [UInt8]) -> Int32 {
        var input = FuzzInput(bytes)
        var options = ImportOptions(name: "fuzzed")
        if input.byte() % 2 == 1 { options.pattern = "cl100k" }
        guard let source = try? VocabularyImporter.import(bytes: input.data, fileName: "file", options: options),
            let pack = try? PackBuilder.pack(source)
        else { return 0 }
        // What Assay packs, Assay opens.
        let tokenizer = Tokenizer(mustNotThrow("open") { try Vocabulary(copying: pack) })
        for text in ["the cat <s> sat  \n", "\u{2581}a aaaa \u{E9}"] {
            let ids = mustNotThrow("encode") { try tokenizer.encode(text, special: .allow) }
            _ = mustNotThrow("decode") { try tokenizer.decode(ids) }
        }
        return 0
    }
}
