/// The start of a text that fits a number of tokens.
public struct TokenPrefix: Sendable, Hashable {
    /// The number of bytes in it, on a character boundary.
    public var byteCount: Int
    /// The number of tokens it has by itself.
    public var tokenCount: Int
}

extension Tokenizer {
    /// The start of a text that has at most `limit` tokens when it is encoded by itself, cut on a character boundary.
    ///
    /// It ends where the text's token number `limit` ends, or else at the last character boundary before that at which
    /// the count holds. Time is linear in the prefix.
    ///
    /// - Throws: ``TokenizationError`` where the text spells a special token and `special` rejects it.
    public func prefix(
        _ text: UnsafeBufferPointer<UInt8>, maxTokens limit: Int, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> TokenPrefix {
        guard limit > 0, !text.isEmpty else { return TokenPrefix(byteCount: 0, tokenCount: 0) }
        // Tokens are found from the start, in a part of the text that grows until it holds enough of them.
        var size = min(text.count, max(1 << 12, limit < 1 << 40 ? limit * 8 : text.count))
        while true {
            let part = UnsafeBufferPointer(rebasing: text[..<size])
            let spans = try tokens(of: part, special: special)
            // The part's last tokens may come out otherwise in the whole text; a quarter more than enough is enough.
            if size == text.count || spans.count > limit + limit / 4 + 256 {
                if spans.count <= limit { return TokenPrefix(byteCount: text.count, tokenCount: spans.count) }
                return try longestPrefix(text, upTo: spans[limit - 1].range.upperBound, limit, special)
            }
            size = min(text.count, size * 2)
        }
    }

    /// The prefix that ends at `end`, or at the character boundary before it at which it has at most `limit` tokens.
    private func longestPrefix(
        _ text: UnsafeBufferPointer<UInt8>, upTo end: Int, _ limit: Int, _ special: SpecialTokenPolicy
    ) throws(TokenizationError) -> TokenPrefix {
        var end = end
        while end > 0 {
            while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
            let part = UnsafeBufferPointer(rebasing: text[..<end])
            let count = try count(part, special: special)
            if count <= limit { return TokenPrefix(byteCount: end, tokenCount: count) }
            end -= 1
        }
        return TokenPrefix(byteCount: 0, tokenCount: 0)
    }

    /// The start of a text that has at most `limit` tokens.
    public func prefix(
        _ text: [UInt8], maxTokens limit: Int, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> TokenPrefix {
        try withBytes(text) { bytes throws(TokenizationError) in
            try prefix(bytes, maxTokens: limit, special: special)
        }
    }

    /// The start of a text that has at most `limit` tokens.
    public func prefix(
        _ text: String, maxTokens limit: Int, special: SpecialTokenPolicy = .plain
    ) throws(TokenizationError) -> Substring {
        let length = try withBytes(text) { bytes throws(TokenizationError) in
            try prefix(bytes, maxTokens: limit, special: special).byteCount
        }
        return text[..<(text.utf8.index(text.startIndex, offsetBy: length))]
    }
}
