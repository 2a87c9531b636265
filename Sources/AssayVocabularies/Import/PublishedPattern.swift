import AssayTokenization

/// The regular expressions that vocabularies are published with, by their exact text.
///
/// There is no regex engine behind a pre-tokenizer, so a pattern is either one of these or refused. Spellings are
/// equal when they match the same pieces of any text; each says where it is from.
enum PublishedPattern {
    /// The regex engine a file's pattern is written for.
    enum Dialect {
        /// tiktoken's; also what `tekken.json` is read with.
        case tiktoken
        /// Oniguruma with Ruby's syntax, which Hugging Face tokenizers uses. There `{1,3}+` is no possessive
        /// quantifier but any number of repetitions, so a pattern that has it means something else.
        case oniguruma
    }

    /// The pre-tokenizer for a pattern's exact text; nil for an unknown one.
    static func preTokenizer(forRegex regex: String, dialect: Dialect) -> PreTokenizer? {
        if dialect == .oniguruma, regex.utf8.elementsEqual(possessiveDigitsRegex.utf8) { return nil }
        return spellings.first { $0.regex.utf8.elementsEqual(regex.utf8) }?.preTokenizer
    }

    /// The pre-tokenizer for a name such as `cl100k`, or for a pattern's exact text.
    static func preTokenizer(named nameOrRegex: String) throws(ImportError) -> PreTokenizer {
        if let match = PreTokenizer(name: nameOrRegex) ?? preTokenizer(forRegex: nameOrRegex, dialect: .tiktoken) {
            return match
        }
        let names = PreTokenizer.allCases.filter { $0 != .sentencePiece }.map(\.name).joined(separator: ", ")
        throw ImportError(
            .invalidOption, "unknown pattern '\(nameOrRegex)'; use one of \(names), or the exact text of one of them")
    }

    /// The pattern's text as its vocabulary publishes it, for manifests; nil for ``PreTokenizer/none`` and
    /// ``PreTokenizer/sentencePiece``.
    static func canonicalRegex(for preTokenizer: PreTokenizer) -> String? {
        spellings.first { $0.preTokenizer == preTokenizer }?.regex
    }

    // MARK: The patterns; the first spelling of each is the canonical one

    private static let caseInsensitiveContraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
    private static let spaces = #"\s*[\r\n]+|\s+(?!\S)|\s+"#
    private static let upper = #"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#
    private static let lower = #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#
    private static let lead = #"[^\r\n\p{L}\p{N}]?"#

    private static func casedWords(_ contraction: String) -> String {
        "\(lead)\(upper)*\(lower)+\(contraction)|\(lead)\(upper)+\(lower)*\(contraction)"
    }

    private static let possessiveDigitsRegex =
        #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"#
        + #"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"#

    private static let spellings: [(preTokenizer: PreTokenizer, regex: String)] = [
        // tiktoken, gpt2 and r50k_base, since 0.8.
        (.r50k, #"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"#),
        // The same before that, and tokenizers' ByteLevel.
        (.r50k, #"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#),
        (.r50k, #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#),
        // The GPT-2 release.
        (.r50k, #"'s|'t|'re|'ve|'m|'ll|'d| ?[\p{L}]+| ?[\p{N}]+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#),
        // tiktoken, cl100k_base, since 0.8: differs from Llama 3's in white space at the end of a text.
        (.cl100k, possessiveDigitsRegex),
        // tiktoken, o200k_base; tokenizers' conversions of it and of Llama 4.
        (
            .o200k,
            casedWords(caseInsensitiveContraction + "?") + #"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|"# + spaces
        ),
        // Llama 3; also cl100k_base before tiktoken 0.8.
        (
            .llama3,
            caseInsensitiveContraction + "|" + lead + #"\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|"# + spaces
        ),
        (
            .llama3,
            "(?:" + caseInsensitiveContraction + ")|" + lead + #"\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|"#
                + spaces
        ),
        (
            .llama3,
            #"'(?i:[sdmt]|ll|ve|re)|"# + lead + #"\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|"# + spaces
        ),
        // Qwen, Qwen 2 and 2.5.
        (
            .qwen2, caseInsensitiveContraction + "|" + lead + #"\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|"# + spaces
        ),
        // Mistral's tekken.
        (.tekken, casedWords("") + #"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|"# + spaces),
    ]

    // MARK: DeepSeek V3's three splits

    /// The patterns of the three splits, in order, as DeepSeek V3's `tokenizer.json` writes them.
    static let deepSeekV3Stages: [String] = [
        #"\p{N}{1,3}"#,
        "[\u{4E00}-\u{9FA5}\u{3040}-\u{309F}\u{30A0}-\u{30FF}]+",
        ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^"## + "\r\n"
            + #"\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+["# + "\r\n" + #"]*|\s*["# + "\r\n"
            + #"]+|\s+(?!\S)|\s+"#,
    ]
}
