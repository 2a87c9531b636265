import AssayTokenization

/// Turns merges written in GPT-2's byte alphabet into pairs of ids.
struct ByteLevelMerges {
    private var ids: [[UInt8]: TokenID] = [:]
    /// The ids that take part in a merge, as one of its sides or as its result.
    private(set) var used = Set<TokenID>()

    init(_ tokens: [VocabularySource.Token]) {
        ids.reserveCapacity(tokens.count)
        for token in tokens { ids[token.bytes] = token.id }
    }

    /// The pairs of merges written as `a b`, in order.
    mutating func pairs(_ merges: [[UInt8]]) throws(ImportError) -> [VocabularySource.Pair] {
        var pairs: [VocabularySource.Pair] = []
        pairs.reserveCapacity(merges.count)
        for merge in merges {
            let sides = merge.split(separator: 0x20, omittingEmptySubsequences: false)
            guard sides.count == 2 else { throw Self.unknown(merge) }
            pairs.append(try pair(sides[0], sides[1]))
        }
        return Self.lastOfEach(pairs)
    }

    /// The ids of the two sides of a merge.
    mutating func pair(
        _ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>
    ) throws(ImportError) -> VocabularySource.Pair {
        guard let leftBytes = ByteLevelAlphabet.decode(left), let rightBytes = ByteLevelAlphabet.decode(right),
            let leftID = ids[leftBytes], let rightID = ids[rightBytes], let id = ids[leftBytes + rightBytes]
        else { throw Self.unknown(Array(left) + [0x20] + Array(right)) }
        used.formUnion([leftID, rightID, id])
        return VocabularySource.Pair(left: leftID, right: rightID)
    }

    /// Of a pair that is listed more than once the last one counts, as in Hugging Face tokenizers.
    static func lastOfEach(_ pairs: [VocabularySource.Pair]) -> [VocabularySource.Pair] {
        var seen = Set<VocabularySource.Pair>(minimumCapacity: pairs.count)
        let kept = pairs.reversed().filter { seen.insert($0).inserted }
        return kept.count == pairs.count ? pairs : kept.reversed()
    }

    private static func unknown(_ merge: [UInt8]) -> ImportError {
        .malformed("the merge \(VocabularyCheck.quoted(merge)) does not join two tokens into a third")
    }
}
