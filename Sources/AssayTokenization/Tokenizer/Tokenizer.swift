import Synchronization

/// Turns text into the token ids of one vocabulary, exactly as the vocabulary's reference implementation does.
///
/// A tokenizer is cheap to make and safe to share between threads. It works on bytes; `String` is a convenience.
///
/// ```swift
/// let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
/// try tokenizer.count("Hello, world!")  // 4
/// ```
///
/// Bytes that are not UTF-8 are tokenized too. In a byte-level vocabulary the first of them and all that follows are
/// one piece, as tiktoken does it; SentencePiece takes each for U+FFFD. See ``UTF8Validation`` to learn where they are.
public struct Tokenizer: Sendable {
    public let vocabulary: Vocabulary
    let encoders: EncoderPool

    public init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        encoders = EncoderPool(vocabulary)
    }

    // MARK: Counting

    /// The number of tokens in a text, without building the ids. Linear in the text.
    ///
    /// - Throws: ``TokenizationError`` where the text spells a special token and `special` rejects it.
    public func count(
        _ text: UnsafeBufferPointer<UInt8>, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> Int {
        var sink = CountingSink()
        try encode(text, special, into: &sink)
        return sink.count
    }

    /// The number of tokens in a text, or nil where it has more than `limit`; then little of the text behind them is
    /// looked at, unless it is one long word. Linear in what is looked at.
    ///
    /// - Throws: ``TokenizationError`` where what was looked at spells a special token and `special` rejects it.
    public func count(
        _ text: UnsafeBufferPointer<UInt8>, upTo limit: Int, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> Int? {
        // In steps, since validating and normalizing come before the first token.
        let step = limit < 1 << 13 ? max(1 << 7, limit) * 8 : 1 << 17
        var stream = CountStream(self, special: special, step: step)
        var rest = text
        while !rest.isEmpty {
            let part = UnsafeBufferPointer(rebasing: rest[..<min(rest.count, step)])
            try stream.feed(part)
            if stream.count > limit { return nil }
            rest = UnsafeBufferPointer(rebasing: rest[part.count...])
        }
        let count = try stream.finish()
        return count > limit ? nil : count
    }

    // MARK: Encoding

    /// The token ids of a text. Linear in the text.
    ///
    /// - Throws: ``TokenizationError`` where the text spells a special token and `special` rejects it.
    public func encode(
        _ text: UnsafeBufferPointer<UInt8>, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> [TokenID] {
        // A large text is given room for a token a byte: what is not written there takes no memory, and growing would copy it.
        // For one of gigabytes the system may refuse that.
        let isLarge = (1 << 20...1 << 28).contains(text.count)
        let expected = (isLarge ? text.count : text.count / 4) + CollectingSink.room
        var failure: TokenizationError?
        var more: [TokenID]?
        // Written where they are returned, which saves copying them.
        let ids = [TokenID](unsafeUninitializedCapacity: expected) { memory, count in
            if isLarge { LargeMemory.preferLargePages(UnsafeMutableRawBufferPointer(memory)) }
            var sink = CollectingSink(lent: memory)
            do throws(TokenizationError) { try encode(text, special, into: &sink) } catch { failure = error }
            if sink.isLent { count = sink.count } else { more = Array(sink.ids) }
        }
        if let failure { throw failure }
        if let more { return more }
        // Of short texts most of the room is left over.
        return !isLarge && ids.count < expected / 3 ? ids.withUnsafeBufferPointer { Array($0) } : ids
    }

    func encode<Sink: TokenSink & ~Copyable>(
        _ text: UnsafeBufferPointer<UInt8>, _ special: SpecialTokenPolicy, isStart: Bool = true, into sink: inout Sink
    ) throws(TokenizationError) {
        let encoder = encoders.take()
        defer { encoders.give(back: encoder) }
        try encoder.encode(text, special: special, isStart: isStart, into: &sink)
    }
}

/// Encoders that are not in use, kept for the next text: one a thread at the most, in practice.
final class EncoderPool: Sendable {
    private struct Idle: @unchecked Sendable {
        // Each encoder is in the pool or with one caller, never with two.
        var encoders: [TextEncoder] = []
    }

    private let vocabulary: Vocabulary
    private let specials: SpecialTokenMatchers
    private let idle = Mutex(Idle())

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        specials = SpecialTokenMatchers(vocabulary)
    }

    var maximumSpecialLength: Int { specials.finder(.allow)?.maximumLength ?? 0 }

    func finder(_ policy: SpecialTokenPolicy) -> SpecialTokenFinder? { specials.finder(policy) }

    func take() -> TextEncoder {
        idle.withLock { $0.encoders.popLast() } ?? TextEncoder(vocabulary, specials)
    }

    func give(back encoder: TextEncoder) {
        nonisolated(unsafe) let encoder = encoder
        idle.withLock { $0.encoders.append(encoder) }
    }
}
