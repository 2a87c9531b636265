/// Runs the merges of a vocabulary on the bytes of its own tokens, one at a time, to learn what builds each of them.
///
/// Slow and simple on purpose: it runs when a vocabulary is packed, never when one is used.
struct MergeSimulation {
    /// Two tokens, by their positions in the source.
    struct Parts: Hashable {
        var left: Int
        var right: Int
    }

    /// What a merge makes, and when.
    private struct Merge {
        var rank: Int
        var result: Int
    }

    private let source: VocabularySource
    /// Every token that merges can see, by its bytes.
    private var positions: [ArraySlice<UInt8>: Int] = [:]
    /// The listed merges; empty where any two tokens whose joined bytes are a token merge.
    private var listed: [Parts: Merge] = [:]
    /// The rank of each token where merges are not listed.
    private var ranks: [Int] = []

    init(_ source: VocabularySource) throws(PackError) {
        self.source = source
        for (position, token) in source.tokens.enumerated() where !token.isByteFallback {
            guard positions.updateValue(position, forKey: token.bytes[...]) == nil else {
                throw PackError(code: .unsupportedVocabulary, detail: "two tokens have the bytes of token \(token.id)")
            }
        }
        switch source.merging {
        case .ranks: ranks = source.tokens.map { Int($0.id) }
        case .sentencePiece(let scores, _, _): rank(by: scores)
        case .merges(let pairs, _): try list(pairs)
        }
    }

    private mutating func rank(by scores: [Float]) {
        let order = source.tokens.indices.sorted { scores[$0] > scores[$1] }
        ranks = [Int](repeating: 0, count: source.tokens.count)
        for (rank, position) in order.enumerated() {
            let isTie = rank > 0 && scores[order[rank - 1]] == scores[position]
            ranks[position] = isTie ? ranks[order[rank - 1]] : rank
        }
    }

    /// Where in `order` the tokens start that share the last rank; ``PackLayout/none`` where no built tokens do.
    ///
    /// SentencePiece breaks a tie of scores by the place in the text. A pack compares indices, so it can express one
    /// tie, the last: Mistral's runs of spaces.
    func tieStart(order: [Int], parts: [Parts?]) throws(PackError) -> UInt32 {
        guard case .sentencePiece = source.merging else { return PackLayout.none }
        let ties = order.indices.dropFirst().filter { index in
            parts[order[index - 1]] != nil && parts[order[index]] != nil
                && ranks[order[index - 1]] == ranks[order[index]]
        }
        guard let first = ties.first else { return PackLayout.none }
        guard ties.count == order.count - first else {
            throw PackError(
                code: .unsupportedVocabulary,
                detail: "tokens \(source.tokens[order[first - 1]].id) and \(source.tokens[order[first]].id) "
                    + "have the same score, which is not the last")
        }
        return UInt32(first - 1)
    }

    private mutating func list(_ pairs: [VocabularySource.Pair]) throws(PackError) {
        let byID = Dictionary(uniqueKeysWithValues: source.tokens.enumerated().map { ($0.element.id, $0.offset) })
        for (rank, pair) in pairs.enumerated() {
            guard let left = byID[pair.left], let right = byID[pair.right],
                let result = positions[(source.tokens[left].bytes + source.tokens[right].bytes)[...]]
            else {
                throw PackError(
                    code: .unsupportedVocabulary, detail: "merge \(rank + 1) names or makes a token that is not there")
            }
            let parts = Parts(left: left, right: right)
            // The first of two equal merges counts.
            if listed[parts] == nil { listed[parts] = Merge(rank: rank, result: result) }
        }
    }

    /// The pair that builds each token, or nil for a symbol and for a token that merges do not build.
    func partsOfTokens() -> [Parts?] {
        source.tokens.map { $0.isByteFallback ? nil : parts(of: $0.bytes) }
    }

    private func parts(of bytes: [UInt8]) -> Parts? {
        var pieces = symbols(bytes)
        guard pieces.count > 1 else { return nil }
        while true {
            var best: (at: Int, merge: Merge)?
            for at in 0..<pieces.count - 1 {
                if let merge = merge(pieces[at], pieces[at + 1]), merge.rank < best?.merge.rank ?? .max {
                    best = (at, merge)
                }
            }
            guard let best else { return nil }
            if pieces.count == 2 {
                guard let left = positions[pieces[0]], let right = positions[pieces[1]] else { return nil }
                return Parts(left: left, right: right)
            }
            pieces[best.at] = bytes[pieces[best.at].startIndex..<pieces[best.at + 1].endIndex]
            pieces.remove(at: best.at + 1)
        }
    }

    /// What text starts out as, before any merge: bytes, or the characters of a SentencePiece vocabulary.
    private func symbols(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        guard case .sentencePiece = source.merging else { return bytes.indices.map { bytes[$0...$0] } }
        var symbols: [ArraySlice<UInt8>] = []
        var start = 0
        for position in bytes.indices.dropFirst() where bytes[position] & 0xC0 != 0x80 {
            symbols.append(bytes[start..<position])
            start = position
        }
        return symbols + [bytes[start...]]
    }

    private func merge(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Merge? {
        if case .merges = source.merging {
            guard let left = positions[left], let right = positions[right] else { return nil }
            return listed[Parts(left: left, right: right)]
        }
        return positions[left + right].map { Merge(rank: ranks[$0], result: $0) }
    }

    /// The order in which a pack holds the tokens: ranks where they are ids already; otherwise symbols and whatever
    /// merges do not build by id, then the rest by the rank of the merge that builds them.
    func order(parts: [Parts?]) -> [Int] {
        let keys: [(Int, Int)] = source.tokens.indices.map { position in
            switch source.merging {
            case .ranks: return (0, Int(source.tokens[position].id))
            case .sentencePiece:
                guard parts[position] != nil else { return (0, Int(source.tokens[position].id)) }
                return (1 + ranks[position], Int(source.tokens[position].id))
            case .merges:
                guard let pair = parts[position], let merge = listed[pair] else {
                    return (0, Int(source.tokens[position].id))
                }
                return (1, merge.rank)
            }
        }
        return source.tokens.indices.sorted { keys[$0] < keys[$1] }
    }
}
