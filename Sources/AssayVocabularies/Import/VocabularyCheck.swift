import AssayTokenization

/// What has to hold for any vocabulary, whatever file it is from.
enum VocabularyCheck {
    /// Checks that ids and tokens are unambiguous and that any byte can be encoded.
    ///
    /// - Complexity: O(*tokens*).
    static func check(_ source: VocabularySource) throws(ImportError) {
        guard !source.tokens.isEmpty else { throw .malformed("it has no tokens") }
        try checkTokens(source)
        try checkSpecialTokens(source)
    }

    private static func checkTokens(_ source: VocabularySource) throws(ImportError) {
        var ids = Set<TokenID>(minimumCapacity: source.tokens.count)
        var texts = Set<[UInt8]>(minimumCapacity: source.tokens.count)
        var singleBytes = 0
        for token in source.tokens {
            guard !token.bytes.isEmpty else { throw .malformed("token \(token.id) is empty") }
            guard ids.insert(token.id).inserted else { throw .malformed("id \(token.id) is given to two tokens") }
            if token.isByteFallback { continue }
            guard texts.insert(token.bytes).inserted else {
                throw .malformed("the token \(quoted(token.bytes)) is there twice, the second time with id \(token.id)")
            }
            if token.bytes.count == 1 { singleBytes += 1 }
        }
        if case .sentencePiece = source.merging { return }
        guard singleBytes == 256 else {
            throw .unsupported(
                "vocabulary", "\(256 - singleBytes) of the 256 bytes have no token, so some texts have no encoding")
        }
    }

    /// Two special tokens may share an id (o200k_harmony's 200018), but no text may have two ids. A special token may
    /// have an ordinary token's id only if they are the same text.
    private static func checkSpecialTokens(_ source: VocabularySource) throws(ImportError) {
        var texts: [TokenID: [String]] = [:]
        var seen = Set<[UInt8]>()
        for token in source.specialTokens {
            guard !token.text.isEmpty else { throw .malformed("special token \(token.id) is empty") }
            guard seen.insert(Array(token.text.utf8)).inserted else {
                throw .malformed("the special token \"\(token.text)\" is there twice")
            }
            texts[token.id, default: []].append(token.text)
        }
        for token in source.tokens {
            guard let other = texts[token.id]?.first(where: { !$0.utf8.elementsEqual(token.bytes) }) else { continue }
            throw .malformed(
                "id \(token.id) is given to the token \(quoted(token.bytes)) and to the special token \"\(other)\"")
        }
    }

    /// A token's bytes for a message.
    static func quoted(_ bytes: [UInt8]) -> String { "\"\(String(decoding: bytes.prefix(40), as: UTF8.self))\"" }
}
