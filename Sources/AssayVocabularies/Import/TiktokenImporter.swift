import AssayTokenization

/// Reads tiktoken's rank files: one token a line, its bytes in base64, a space, and its rank, which is its id.
///
/// Such a file says neither how texts are cut nor which special tokens there are. Both come from the options, or from
/// the name where it is a well-known one (``TiktokenPreset``).
enum TiktokenImporter {
    static func read(
        _ bytes: UnsafeRawBufferPointer, name: String, options: ImportOptions
    ) throws(ImportError) -> VocabularySource {
        let tokens = try readTokens(bytes)
        let preset = TiktokenPreset(named: name)
        guard let preTokenizer = try options.pattern.map(PublishedPattern.preTokenizer(named:)) ?? preset?.preTokenizer
        else {
            throw ImportError(
                .missingOption,
                "a tiktoken file does not say how texts are cut; give a pattern (--pattern cl100k, o200k, llama3 …)")
        }
        guard preTokenizer != .sentencePiece else {
            throw ImportError(.invalidOption, "a tiktoken vocabulary cannot be cut the SentencePiece way")
        }
        let next = (tokens.map(\.id).max() ?? 0) + 1
        return VocabularySource(
            name: name, tokens: tokens, merging: .ranks,
            normalizer: options.normalizer ?? .none, preTokenizer: preTokenizer,
            specialTokens: options.specialTokens ?? preset?.specialTokens(next) ?? [])
    }

    private static func readTokens(_ bytes: UnsafeRawBufferPointer) throws(ImportError) -> [VocabularySource.Token] {
        var tokens: [VocabularySource.Token] = []
        var number = 0
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
            number += 1
            if let token = try readLine(bytes[start..<end], number: number) { tokens.append(token) }
            start = end + 1
        }
        return tokens
    }

    /// One line; nil for an empty one.
    private static func readLine(
        _ line: Slice<UnsafeRawBufferPointer>, number: Int
    ) throws(ImportError) -> VocabularySource.Token? {
        let words = line.split { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
        if words.isEmpty { return nil }
        guard words.count == 2 else { throw .malformed("line \(number) is not a base64 token and its rank") }
        guard let token = Base64.decode(words[0]) else {
            throw .malformed("the token in line \(number) is not base64")
        }
        guard let rank = TokenID(String(decoding: words[1], as: UTF8.self)), rank < 1 << 24 else {
            throw .malformed("the rank in line \(number) is no whole number below 16,777,216")
        }
        return VocabularySource.Token(id: rank, bytes: token)
    }
}
