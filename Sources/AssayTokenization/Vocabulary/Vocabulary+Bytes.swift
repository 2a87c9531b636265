extension Vocabulary {
    /// The ids of the tokens that are one byte long.
    public var singleByteTokens: Set<TokenID> {
        Set((UInt8.min...UInt8.max).compactMap { id(of: [$0]) }).union(byteFallbackIDs)
    }

    /// The ids of the tokens that stand for one byte of a longer character, where the vocabulary has no token for the
    /// character: in SentencePiece vocabularies the byte tokens, in others the bytes that UTF-8 uses beyond ASCII.
    public var byteFallbackTokens: Set<TokenID> {
        byteFallbacks == nil ? Set((UInt8(0x80)...UInt8.max).compactMap { id(of: [$0]) }) : byteFallbackIDs
    }

    private var byteFallbackIDs: Set<TokenID> {
        guard let byteFallbacks else { return [] }
        return Set((0..<256).map { byteFallbacks[$0] }.filter { $0 != PackLayout.none }.map { id(at: $0) })
    }
}
