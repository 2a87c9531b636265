/// An id that no token has.
public struct DecodingError: Error, Sendable, Hashable, CustomStringConvertible {
    public var id: TokenID
    /// The position of the id among those given, from 0.
    public var position: Int
    public var vocabulary: String

    public var description: String { "no token of \(vocabulary) has the id \(id) (number \(position + 1))" }
}

extension Tokenizer {
    /// The bytes that token ids stand for, special tokens as their text. They need not be valid UTF-8: a token may end
    /// inside a character.
    ///
    /// `decode(encode(x))` is `x` for byte-level vocabularies without a normalizer. In a SentencePiece vocabulary the
    /// space that encoding puts in front is taken away again.
    ///
    /// - Throws: ``DecodingError`` for an id that no token has.
    public func decode(_ ids: some Sequence<TokenID>) throws(DecodingError) -> [UInt8] {
        var result: [UInt8] = []
        try decode(ids) { result.append(contentsOf: $0) }
        if vocabulary.addsPrefixSpace, result.first == 0x20 { result.removeFirst() }
        return result
    }

    private func decode(
        _ ids: some Sequence<TokenID>, _ take: (UnsafeBufferPointer<UInt8>) -> Void
    ) throws(DecodingError) {
        var position = 0
        for id in ids {
            if let bytes = vocabulary.bytes(of: id) {
                take(bytes)
            } else if let special = vocabulary.specialTokens.first(where: { $0.id == id }) {
                Array(special.text.utf8).withUnsafeBufferPointer(take)
            } else {
                throw DecodingError(id: id, position: position, vocabulary: vocabulary.name)
            }
            position += 1
        }
    }
}
