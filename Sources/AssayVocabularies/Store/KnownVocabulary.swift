import AssayTokenization

/// A published vocabulary whose licence does not let it be embedded. Its models are counted with what was imported
/// under its name, and that count is called exact, so nothing but this very vocabulary may go by the name.
struct KnownVocabulary: Sendable {
    let name: String
    /// What people call it.
    let title: String
    let tokenCount: Int
    let preTokenizer: PreTokenizer
    /// The digest of the ordinary tokens, see ``digest(of:)``: the same whatever format a file has.
    let tokensSHA256: String

    /// From the `tokenizer.model` files that Meta's package `llama_models` carries (SHA-256 82e9d31979e92ab9… and
    /// d0bdbaf59b0762c8…).
    static let all = [
        KnownVocabulary(
            name: "llama3", title: "Llama 3", tokenCount: 128_000, preTokenizer: .llama3,
            tokensSHA256: "a0353bd671a1cf77b3ada7f3ec0f4b776eab285567f32db10965b0b73f41f21d"),
        KnownVocabulary(
            name: "llama4", title: "Llama 4", tokenCount: 200_000, preTokenizer: .o200k,
            tokensSHA256: "c02d7ae213b6dc8e37a5de52379d8a3b153fbe1f9a9058d223cede56d01d9b21"),
    ]

    /// The vocabulary that `name` promises; nil where it promises none.
    static func named(_ name: String) -> KnownVocabulary? { all.first { $0.name == name } }

    /// In what `source` differs from this vocabulary; nil where it is the same.
    ///
    /// - Complexity: O(*n* log *n*) in the number of tokens, and linear in their bytes.
    func difference(of source: VocabularySource) -> String? {
        // Some files list their special tokens among the ordinary ones too, where no text that is cut reaches them.
        let special = Set(source.specialTokens.map(\.id))
        let tokens = source.tokens.filter { !special.contains($0.id) }
        guard tokens.count == tokenCount else {
            return "it has \(tokens.count) tokens where \(title) has \(tokenCount)"
        }
        guard source.preTokenizer == preTokenizer else {
            return "it cuts texts by \(source.preTokenizer.name), \(title) by \(preTokenizer.name)"
        }
        guard source.normalizer == .none else { return "it normalises texts by \(source.normalizer.name)" }
        guard Self.digest(of: tokens) == tokensSHA256 else { return "its tokens are not those of \(title)" }
        return nil
    }

    /// The SHA-256 of the tokens in the order of their ids: each one's id and length as 32 bits, the lowest byte
    /// first, then its bytes.
    static func digest(of tokens: [VocabularySource.Token]) -> String {
        var hash = SHA256()
        for token in tokens.sorted(by: { $0.id < $1.id }) {
            let numbers = [token.id, UInt32(truncatingIfNeeded: token.bytes.count)].flatMap { number in
                (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            }
            (numbers + token.bytes).withUnsafeBytes { hash.update($0) }
        }
        return hash.finishHex()
    }
}
