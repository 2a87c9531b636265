/// A token and the stretch of the text that it stands for.
public struct TokenSpan: Sendable, Hashable {
    public var id: TokenID
    /// Offsets in bytes. Spans lie end to end and cover the text. Where the vocabulary's normalizer changed the text, a
    /// boundary inside the changed stretch lies at its start; a token may end inside a character.
    public var range: Range<Int>
}

extension Tokenizer {
    /// The tokens of a text with where they stand in it, for highlighting. Linear in the text.
    ///
    /// - Throws: ``TokenizationError`` where the text spells a special token and `special` rejects it.
    public func tokens(
        of text: UnsafeBufferPointer<UInt8>, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> [TokenSpan] {
        var spans: [TokenSpan] = []
        var start = 0
        func ordinary(_ end: Int) throws(TokenizationError) {
            let part = UnsafeBufferPointer(rebasing: text[start..<end])
            var sink = CollectingSink(capacity: part.count / 4 + 8)
            try encode(part, .plain, isStart: start == 0, into: &sink)
            let tokens = Array(sink.ids)
            let source = try sourceOffsets(part, tokens, isStart: start == 0)
            var last = start
            for (id, offset) in zip(tokens, source) {
                spans.append(TokenSpan(id: id, range: last..<max(last, start + offset)))
                last = max(last, start + offset)
            }
            start = end
        }
        if let finder = encoders.finder(special) {
            while let match = finder.first(in: text, from: start) {
                if special == .reject, !match.token.isAlwaysMatched {
                    throw TokenizationError(
                        code: .specialTokenInText, detail: match.token.text, offset: match.range.lowerBound)
                }
                try ordinary(match.range.lowerBound)
                if match.range.lowerBound == 0, match.token.isAlwaysMatched, vocabulary.addsPrefixSpace,
                    let space = vocabulary.id(of: [0x20])
                {
                    spans.append(TokenSpan(id: space, range: 0..<0))
                }
                spans.append(TokenSpan(id: match.token.id, range: match.range))
                start = match.range.upperBound
            }
        }
        try ordinary(text.count)
        return spans
    }

    /// The tokens of a text with where they stand in it.
    public func tokens(
        of text: [UInt8], special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> [TokenSpan] {
        try withBytes(text) { bytes throws(TokenizationError) in try tokens(of: bytes, special: special) }
    }

    /// The tokens of a text with where they stand in it, in UTF-8 offsets.
    public func tokens(
        of text: String, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> [TokenSpan] {
        try withBytes(text) { bytes throws(TokenizationError) in try tokens(of: bytes, special: special) }
    }

    /// Where each token ends in the text it was made from.
    private func sourceOffsets(
        _ text: UnsafeBufferPointer<UInt8>, _ tokens: [TokenID], isStart: Bool
    ) throws(TokenizationError) -> [Int] {
        let prepared = try preparedText(text, isStart: isStart)
        var end = 0
        return tokens.map { id in
            end += vocabulary.bytes(of: id)?.count ?? 0
            return prepared?.sourceOffset(end) ?? end
        }
    }

    /// The text as its tokens spell it, or nil where that is the text itself.
    private func preparedText(
        _ text: UnsafeBufferPointer<UInt8>, isStart: Bool
    ) throws(TokenizationError) -> PreparedText? {
        guard !text.isEmpty else { return nil }
        guard vocabulary.isByteLevel else {
            return SentencePieceText.prepare(text, prefix: isStart && vocabulary.addsPrefixSpace)
        }
        guard let normalization = TextNormalization(vocabulary.normalizer) else { return nil }
        // What is not valid is not normalized.
        let valid = UTF8Validation.firstInvalidOffset(text) ?? text.count
        return try normalization.normalize(UnsafeBufferPointer(rebasing: text[..<valid]))
    }
}
