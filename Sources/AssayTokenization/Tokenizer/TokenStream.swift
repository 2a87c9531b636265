/// The token ids of a text that arrives in parts. Any split of the text gives the same ids.
public struct TokenStream: ~Copyable {
    private var stream: TextStream
    private var sink = CollectingSink(capacity: 1 << 12)

    public init(_ tokenizer: Tokenizer, special: SpecialTokenPolicy = .plain) {
        stream = TextStream(tokenizer, special: special)
    }

    init(_ tokenizer: Tokenizer, special: SpecialTokenPolicy, step: Int) {
        stream = TextStream(tokenizer, special: special, step: step)
    }

    /// The offset of the first byte so far that is not valid UTF-8, once it has been looked at.
    public var firstInvalidUTF8Offset: Int? { stream.firstInvalidUTF8Offset }

    /// Takes the next part of the text and hands over the ids that are certain by now. The buffer is valid only during
    /// the call.
    ///
    /// - Throws: ``TokenizationError`` as ``Tokenizer/encode(_:special:)-(UnsafeBufferPointer<UInt8>,_)``; then the
    ///   stream is of no more use.
    public mutating func feed(
        _ text: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<TokenID>) -> Void
    ) throws(TokenizationError) {
        try stream.feed(text, into: &sink)
        handOver(take)
    }

    /// Ends the text and hands over the rest of its ids.
    public mutating func finish(_ take: (UnsafeBufferPointer<TokenID>) -> Void) throws(TokenizationError) {
        try stream.finish(into: &sink)
        handOver(take)
    }

    private mutating func handOver(_ take: (UnsafeBufferPointer<TokenID>) -> Void) {
        if sink.count > 0 { take(sink.ids) }
        sink.removeAll()
    }
}

/// The number of tokens in a text that arrives in parts. Any split of the text gives the same number.
public struct CountStream: ~Copyable {
    private var stream: TextStream
    private var sink = CountingSink()

    public init(_ tokenizer: Tokenizer, special: SpecialTokenPolicy = .plain) {
        stream = TextStream(tokenizer, special: special)
    }

    /// The number of tokens that are certain by now.
    public var count: Int { sink.count }

    /// The offset of the first byte so far that is not valid UTF-8, once it has been looked at.
    public var firstInvalidUTF8Offset: Int? { stream.firstInvalidUTF8Offset }

    /// Takes the next part of the text.
    ///
    /// - Throws: ``TokenizationError`` where the text spells a special token and the policy rejects it; then the stream
    ///   is of no more use.
    public mutating func feed(_ text: UnsafeBufferPointer<UInt8>) throws(TokenizationError) {
        try stream.feed(text, into: &sink)
    }

    /// Ends the text.
    ///
    /// - Returns: the number of tokens in all of it.
    public mutating func finish() throws(TokenizationError) -> Int {
        try stream.finish(into: &sink)
        return sink.count
    }
}
