import AssayVocabularies
@testable import AssayTokenization
@testable import TokenizationOracle

/// Any bytes, with an embedded vocabulary: against the slow encoder, and against itself.
///
/// Input: the vocabulary, how a stream splits the text, the number of tokens in a prefix; then the text.
enum TokenizerTarget {
    private static let names = [
        "o200k_base", "cl100k_base", "r50k_base", "deepseek-v3", "mistral-tekken", "mistral-v1", "mistral-v3", "qwen2",
        "claude-legacy",
    ]
    /// Made when first needed: the slow encoder copies every token.
    nonisolated(unsafe) private static var opened: [String: (tokenizer: Tokenizer, oracle: ReferenceEncoder)] = [:]

    static func run(_ bytes: [UInt8]) -> Int32 {
        var input = FuzzInput(bytes)
        let name = names[input.byte() % names.count]
        let split = input.byte()
        let limit = input.byte()
        let text = input.data
        let (tokenizer, oracle) = open(name)
        let ids = mustNotThrow("encode") { try tokenizer.encode(text) }
        // Added tokens that are always taken out are not the oracle's business, nor is normalization.
        if tokenizer.vocabulary.normalizer == .none, tokenizer.encoders.finder(.plain) == nil {
            require(ids == oracle.encode(bytes: text), "\(name): \(ids) instead of \(oracle.encode(bytes: text))")
        }
        checkDecoding(tokenizer, text, ids)
        for special in [SpecialTokenPolicy.plain, .allow] {
            checkCounts(tokenizer, text, special, limit: limit)
            checkStream(tokenizer, text, special, split: split)
            checkSpans(tokenizer, text, special)
            checkPrefix(tokenizer, text, special, limit: limit)
        }
        return 0
    }

    private static func open(_ name: String) -> (tokenizer: Tokenizer, oracle: ReferenceEncoder) {
        if let found = opened[name] { return found }
        let vocabulary = mustNotThrow(name) { try VocabularyRegistry.vocabulary(named: name) }
        let made = (Tokenizer(vocabulary), ReferenceEncoder(vocabulary))
        opened[name] = made
        return made
    }

    private static func checkDecoding(_ tokenizer: Tokenizer, _ text: [UInt8], _ ids: [TokenID]) {
        let decoded = mustNotThrow("decode") { try tokenizer.decode(ids) }
        guard tokenizer.vocabulary.isByteLevel, tokenizer.vocabulary.normalizer == .none else { return }
        require(decoded == text, "decode(encode(x)) is \(decoded)")
    }

    private static func checkCounts(
        _ tokenizer: Tokenizer, _ text: [UInt8], _ special: SpecialTokenPolicy, limit: Int
    ) {
        let ids = mustNotThrow("encode") { try tokenizer.encode(text, special: special) }
        let count = mustNotThrow("count") { try tokenizer.count(text, special: special) }
        require(count == ids.count, "count is \(count), not \(ids.count)")
        let limited = mustNotThrow("count") { try tokenizer.count(text, upTo: limit, special: special) }
        require(limited == (count > limit ? nil : count), "count up to \(limit) is \(String(describing: limited))")
    }

    /// Any split, with cuts as close as they can be, gives the ids of the whole.
    private static func checkStream(
        _ tokenizer: Tokenizer, _ text: [UInt8], _ special: SpecialTokenPolicy, split: Int
    ) {
        let whole = mustNotThrow("encode") { try tokenizer.encode(text, special: special) }
        var ids: [TokenID] = []
        var stream = TokenStream(tokenizer, special: special, step: 1 + split % 32)
        var start = 0
        while start < text.count {
            let end = min(text.count, start + 1 + split / 8)
            text[start..<end].withUnsafeBufferPointer { part in
                mustNotThrow("feed") { try stream.feed(part) { ids += $0 } }
            }
            start = end
        }
        mustNotThrow("finish") { try stream.finish { ids += $0 } }
        require(ids == whole, "\(tokenizer.vocabulary.name): a stream gives \(ids) instead of \(whole)")
    }

    private static func checkSpans(_ tokenizer: Tokenizer, _ text: [UInt8], _ special: SpecialTokenPolicy) {
        let whole = mustNotThrow("encode") { try tokenizer.encode(text, special: special) }
        let spans = mustNotThrow("tokens") { try tokenizer.tokens(of: text, special: special) }
        require(spans.map(\.id) == whole, "spans have other tokens")
        var end = 0
        for span in spans {
            require(span.range.lowerBound == end, "a gap before \(span.range)")
            end = span.range.upperBound
        }
        require(end == text.count, "spans end at \(end)")
    }

    private static func checkPrefix(
        _ tokenizer: Tokenizer, _ text: [UInt8], _ special: SpecialTokenPolicy, limit: Int
    ) {
        let prefix = mustNotThrow("prefix") { try tokenizer.prefix(text, maxTokens: limit, special: special) }
        let part = Array(text.prefix(prefix.byteCount))
        let count = mustNotThrow("count") { try tokenizer.count(part, special: special) }
        require(count == prefix.tokenCount && count <= limit, "a prefix of \(limit) has \(count) tokens")
        let whole = mustNotThrow("count") { try tokenizer.count(text, special: special) }
        if whole <= limit { require(part == text, "a prefix of \(limit) leaves \(whole) tokens out") }
        if UTF8Validation.firstInvalidOffset(text) == nil {
            require(UTF8Validation.firstInvalidOffset(part) == nil, "a prefix ends inside a character")
        }
    }
}
