import AssayJSON
import AssayTokenization

/// The model of a `tokenizer.json`: its vocabulary and its merges.
struct HuggingFaceModel {
    private let vocabulary: JSONValue
    private let merges: JSONValue
    private let wholePieceFirst: Bool

    init(_ model: JSONValue?) throws(ImportError) {
        guard let model, let vocabulary = model["vocab"], let merges = model["merges"],
            vocabulary.kind == .object, merges.kind == .array
        else {
            let type = model?["type"]?.string
            throw .unsupported(
                type.map { "model \($0)" } ?? "model", "only BPE with a vocab and merges can be imported")
        }
        try Self.check(model)
        self.vocabulary = vocabulary
        self.merges = merges
        wholePieceFirst = model["ignore_merges"]?.bool ?? false
    }

    /// Refuses settings that change ids. `unk_token`, `fuse_unk` and `byte_fallback` are about characters without a
    /// token; with a token for each of the 256 bytes, which is checked elsewhere, there are none.
    private static func check(_ model: JSONValue) throws(ImportError) {
        let type = model["type"]?.string ?? "BPE"
        guard type == "BPE" else { throw .unsupported("model \(type)", "only BPE can be imported") }
        let known = [
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk",
            "byte_fallback", "ignore_merges", "vocab", "merges",
        ]
        for (key, value) in model.members {
            let key = key.string ?? ""
            guard known.contains(key) || value.isNull else { throw .unsupported("setting \"\(key)\" of the model") }
        }
        if let dropout = model["dropout"]?.double, dropout != 0 {
            throw .unsupported("dropout \(dropout)", "with it the same text gets different tokens each time")
        }
        for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
            if let text = model[key]?.string, !text.isEmpty { throw .unsupported("\(key) \"\(text)\"") }
        }
    }

    /// The vocabulary as packs are made from.
    func source(
        name: String, normalizer: Normalizer, preTokenizer: PreTokenizer, added: [SpecialToken]
    ) throws(ImportError) -> VocabularySource {
        let addedIDs = Dictionary(added.map { (Array($0.text.utf8), $0.id) }) { first, _ in first }
        var tokens: [VocabularySource.Token] = []
        tokens.reserveCapacity(vocabulary.count)
        var addedInVocabulary: [VocabularySource.Token] = []
        for (key, value) in vocabulary.members {
            let written = key.utf8 ?? []
            guard let number = value.int, let id = TokenID(exactly: number) else {
                throw .malformed("the id of the token \(VocabularyCheck.quoted(written)) is no whole number")
            }
            let addedID = addedIDs[written]
            guard addedID == nil || addedID == id else {
                throw .malformed(
                    "the added token \(VocabularyCheck.quoted(written)) has the id \(id) in the vocabulary")
            }
            guard let bytes = ByteLevelAlphabet.decode(written) else {
                if addedID != nil { continue }
                throw .unsupported("token \(VocabularyCheck.quoted(written))", "it is not written in bytes (ByteLevel)")
            }
            let token = VocabularySource.Token(id: id, bytes: bytes)
            if addedID != nil { addedInVocabulary.append(token) } else { tokens.append(token) }
        }
        var byteMerges = ByteLevelMerges(tokens + addedInVocabulary)
        let pairs = try readMerges(&byteMerges)
        // Ordinary texts reach an added token that is in the vocabulary too only through merges or as a whole piece.
        tokens += addedInVocabulary.filter {
            wholePieceFirst || byteMerges.used.contains($0.id) || $0.bytes.count == 1
        }
        tokens.sort { $0.id < $1.id }
        return VocabularySource(
            name: name, tokens: tokens, merging: .merges(pairs, wholePieceFirst: wholePieceFirst),
            normalizer: normalizer, preTokenizer: preTokenizer, specialTokens: added)
    }

    /// The merges, each written as `"a b"` or as `["a", "b"]`.
    private func readMerges(_ byteMerges: inout ByteLevelMerges) throws(ImportError) -> [VocabularySource.Pair] {
        var pairs: [VocabularySource.Pair] = []
        pairs.reserveCapacity(merges.count)
        for merge in merges.elements {
            let sides =
                merge.kind == .array
                ? merge.elements.map { $0.utf8 ?? [] }
                : (merge.utf8 ?? []).split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
            guard sides.count == 2 else {
                let text = String(decoding: merge.rawBytes.prefix(60), as: UTF8.self)
                throw .malformed("the merge \(text) has not two sides")
            }
            pairs.append(try byteMerges.pair(sides[0], sides[1]))
        }
        return ByteLevelMerges.lastOfEach(pairs)
    }
}
