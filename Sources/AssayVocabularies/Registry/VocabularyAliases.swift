/// Other names people write for the embedded vocabularies: what libraries call them, and the spellings with `-` and
/// `_` exchanged. Names of models are not aliases; the model catalogue knows those.
enum VocabularyAliases {
    /// The embedded name for a name as someone wrote it; nil where it is neither a name nor an alias.
    static func canonicalName(for written: String) -> String? {
        let key = normalized(written)
        return table[key] ?? EmbeddedVocabulary.all.first { normalized($0.name) == key }?.name
    }

    /// Lower case, and `_`, space and `.` as `-`.
    static func normalized(_ name: String) -> String {
        String(
            decoding: name.utf8.map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: "."): UInt8(ascii: "-")
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                default: byte
                }
            }, as: UTF8.self)
    }

    /// Aliases in their normalized form.
    static let table: [String: String] = [
        "gpt2": "r50k_base", "gpt-2": "r50k_base", "r50k": "r50k_base", "50k-base": "r50k_base",
        // The encoding of the edit models has the same tokens and other special ones.
        "p50k": "p50k_base", "p50k-edit": "p50k_base",
        "cl100k": "cl100k_base", "100k-base": "cl100k_base",
        "o200k": "o200k_base", "200k-base": "o200k_base",
        "harmony": "o200k_harmony",
        "qwen": "qwen2", "qwen-2": "qwen2", "qwen2-5": "qwen2", "qwen-2-5": "qwen2",
        "deepseek": "deepseek-v3", "deepseekv3": "deepseek-v3",
        "claude-2": "claude-legacy", "claude2": "claude-legacy",
        "mistral-sentencepiece-v1": "mistral-v1", "mistral-sentencepiece-v3": "mistral-v3",
        "mistral-sentencepiece-v7": "mistral-v7",
        "tekken": "mistral-tekken", "mistral-nemo": "mistral-tekken",
    ]
}
