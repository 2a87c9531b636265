@testable import AssayTokenization

/// Encodes text the slow way, to be read: the published pattern, then one merge after the other, the lowest rank first.
struct ReferenceEncoder {
    let vocabulary: Vocabulary
    private let splits: [Pattern]
    /// Every token by its bytes, where any two neighbours whose joined bytes are a token merge.
    private var tokens: [[UInt8]: UInt32] = [:]
    /// Every token by the two it is built from.
    private var pairs: [Pair: UInt32] = [:]

    private struct Pair: Hashable {
        var left: UInt32
        var right: UInt32
    }

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        splits = PublishedPatterns.splits(vocabulary.preTokenizer).map { Pattern($0) }
        for index in 0..<UInt32(vocabulary.tokenCount) {
            tokens[Array(vocabulary.bytes(at: index))] = index
            if let parts = vocabulary.parts(of: index) {
                pairs[Pair(left: parts.left, right: parts.right)] = index
            }
        }
        if let fallbacks = vocabulary.byteFallbacks {
            // A byte's own token is no character's.
            for byte in 0..<256 where tokens[[UInt8(byte)]] == fallbacks[byte] { tokens[[UInt8(byte)]] = nil }
        }
    }

    /// The token ids of a text that needs no normalization.
    func encode(_ text: String) -> [TokenID] {
        guard !text.isEmpty else { return [] }
        guard vocabulary.isByteLevel else { return encodeCharacters(text) }
        return pieces(text).flatMap { encodePiece(Array($0.utf8)) }
    }

    /// The pieces of a text.
    func pieces(_ text: String) -> [String] {
        splits.reduce([text]) { parts, pattern in
            parts.flatMap { part in
                let matcher = PatternMatcher(text: Array(part.unicodeScalars))
                return matcher.split(pattern).map { range in
                    String(String.UnicodeScalarView(matcher.text[range]))
                }
            }
        }
    }

    /// The token ids of one piece of any bytes.
    func encodePiece(_ bytes: [UInt8]) -> [TokenID] {
        if vocabulary.wholePieceFirst, let index = tokens[bytes] { return [vocabulary.id(at: index)] }
        return merge(bytes.map { vocabulary.symbols[Int($0)] }).map { vocabulary.id(at: $0) }
    }

    private func encodeCharacters(_ text: String) -> [TokenID] {
        let spaced = (vocabulary.addsPrefixSpace ? " " : "") + text
        let symbols = spaced.unicodeScalars.flatMap { scalar -> [UInt32] in
            let bytes = scalar == "\u{2581}" ? [0x20] : Array(String(scalar).utf8)
            return tokens[bytes].map { [$0] } ?? bytes.map { vocabulary.byteFallbacks![Int($0)] }
        }
        return merge(symbols).map { vocabulary.id(at: $0) }
    }

    private func merge(_ symbols: [UInt32]) -> [UInt32] {
        var symbols = symbols
        while true {
            var best: (at: Int, rank: UInt32, result: UInt32)?
            for at in symbols.indices.dropLast() {
                guard let result = pairs[Pair(left: symbols[at], right: symbols[at + 1])] else { continue }
                let rank = min(result, vocabulary.tieStart)
                if rank < best?.rank ?? .max { best = (at, rank, result) }
            }
            guard let best else { return symbols }
            symbols[best.at] = best.result
            symbols.remove(at: best.at + 1)
        }
    }
}
