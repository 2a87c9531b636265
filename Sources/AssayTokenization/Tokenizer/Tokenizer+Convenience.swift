extension Tokenizer {
    /// The number of tokens in a text; see ``count(_:special:)-(UnsafeBufferPointer<UInt8>,_)``.
    public func count(_ text: [UInt8], special: SpecialTokenPolicy = .plain) throws(TokenizationError) -> Int {
        try withBytes(text) { bytes throws(TokenizationError) in try count(bytes, special: special) }
    }

    /// The number of tokens in a text; see ``count(_:special:)-(UnsafeBufferPointer<UInt8>,_)``.
    public func count(_ text: String, special: SpecialTokenPolicy = .plain) throws(TokenizationError) -> Int {
        try withBytes(text) { bytes throws(TokenizationError) in try count(bytes, special: special) }
    }

    /// The number of tokens in a text, or nil where it has more than `limit`.
    public func count(
        _ text: [UInt8], upTo limit: Int, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> Int? {
        try withBytes(text) { bytes throws(TokenizationError) in try count(bytes, upTo: limit, special: special) }
    }

    /// The number of tokens in a text, or nil where it has more than `limit`.
    public func count(
        _ text: String, upTo limit: Int, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> Int? {
        try withBytes(text) { bytes throws(TokenizationError) in try count(bytes, upTo: limit, special: special) }
    }

    /// The token ids of a text.
    public func encode(_ text: [UInt8], special: SpecialTokenPolicy = .plain) throws(TokenizationError) -> [TokenID] {
        try withBytes(text) { bytes throws(TokenizationError) in try encode(bytes, special: special) }
    }

    /// The token ids of a text.
    public func encode(_ text: String, special: SpecialTokenPolicy = .plain) throws(TokenizationError) -> [TokenID] {
        try withBytes(text) { bytes throws(TokenizationError) in try encode(bytes, special: special) }
    }

    func withBytes<Result>(
        _ text: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws(TokenizationError) -> Result
    ) throws(TokenizationError) -> Result {
        try text.withUnsafeBufferPointer { bytes throws(TokenizationError) in try body(bytes) }
    }

    func withBytes<Result>(
        _ text: String, _ body: (UnsafeBufferPointer<UInt8>) throws(TokenizationError) -> Result
    ) throws(TokenizationError) -> Result {
        var text = text
        // Typed throws do not pass through String.withUTF8.
        let result: Swift.Result<Result, TokenizationError> = text.withUTF8 { bytes in
            do throws(TokenizationError) {
                return .success(try body(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
