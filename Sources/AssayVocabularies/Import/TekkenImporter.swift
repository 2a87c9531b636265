import AssayJSON
import AssayTokenization

/// Reads Mistral's `tekken.json`, as its library mistral-common does: of the listed ranks as many are used as the
/// configured size leaves beside the special tokens, and ordinary ids start after the special ones.
enum TekkenImporter {
    static func read(_ bytes: UnsafeRawBufferPointer, name: String) throws(ImportError) -> VocabularySource {
        let document: JSONDocument
        do {
            document = try JSONDocument(copying: bytes)
        } catch {
            throw .malformed("not valid JSON at \(error)")
        }
        guard let config = document.root["config"], let vocabulary = document.root["vocab"],
            vocabulary.kind == .array
        else { throw .malformed("a tekken.json needs \"config\" and \"vocab\"") }
        let size = try number("default_vocab_size", in: config)
        let specialCount = try number("default_num_special_tokens", in: config)
        guard specialCount <= size, size - specialCount <= vocabulary.count else {
            throw .malformed("default_vocab_size is \(size), but there are only \(vocabulary.count) tokens")
        }
        guard let pattern = config["pattern"]?.string,
            let preTokenizer = PublishedPattern.preTokenizer(forRegex: pattern, dialect: .tiktoken)
        else {
            let pattern = config["pattern"]?.string ?? ""
            throw .unsupported("pattern \(pattern)", "it is none of the published patterns")
        }
        return VocabularySource(
            name: name, tokens: try readTokens(vocabulary, count: size - specialCount, shift: specialCount),
            merging: .ranks, normalizer: .none, preTokenizer: preTokenizer,
            specialTokens: try readSpecialTokens(document.root, config, count: specialCount))
    }

    private static func number(_ key: String, in config: JSONValue) throws(ImportError) -> Int {
        guard let value = config[key]?.int, (0..<1 << 24).contains(value) else {
            throw .malformed("\"\(key)\" of the config is no whole number below 16,777,216")
        }
        return value
    }

    private static func readTokens(
        _ vocabulary: JSONValue, count: Int, shift: Int
    ) throws(ImportError) -> [VocabularySource.Token] {
        var tokens: [VocabularySource.Token] = []
        tokens.reserveCapacity(count)
        for element in vocabulary.elements.prefix(count) {
            guard element["rank"]?.int == tokens.count, let encoded = element["token_bytes"]?.utf8,
                let bytes = Base64.decode(encoded)
            else {
                throw .malformed("entry \(tokens.count) of \"vocab\" has another rank, or no token_bytes in base64")
            }
            tokens.append(VocabularySource.Token(id: TokenID(tokens.count + shift), bytes: bytes))
        }
        return tokens
    }

    /// The listed special tokens, or those of the files before version 8, which list none; then fillers.
    private static func readSpecialTokens(
        _ root: JSONValue, _ config: JSONValue, count: Int
    ) throws(ImportError) -> [SpecialToken] {
        var tokens: [SpecialToken] = []
        if let listed = root["special_tokens"], listed.kind == .array {
            for element in listed.elements {
                guard let text = element["token_str"]?.string, let rank = element["rank"]?.int,
                    (0..<count).contains(rank)
                else {
                    throw .malformed(
                        "entry \(tokens.count) of \"special_tokens\" has no token_str or no rank below \(count)")
                }
                tokens.append(SpecialToken(text: text, id: TokenID(rank)))
            }
        } else {
            let version = config["version"]?.string ?? ""
            guard ["v1", "v2", "v3", "v7"].contains(version) else {
                throw .malformed("a tekken.json of version \"\(version)\" has to list its special_tokens")
            }
            tokens = zip(earlySpecialTokens, 0...).map { SpecialToken(text: $0, id: $1) }
        }
        guard tokens.count <= count else { throw .malformed("there are more than \(count) special tokens") }
        return tokens + (tokens.count..<count).map { SpecialToken(text: "<SPECIAL_\($0)>", id: TokenID($0)) }
    }

    /// The special tokens up to version 7, as mistral-common lists them.
    private static let earlySpecialTokens = [
        "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]",
        "[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]",
        "[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]",
    ]
}
