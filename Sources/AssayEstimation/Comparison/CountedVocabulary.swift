import AssayTokenization

/// A tokenizer that also says what its tokens are made of.
struct CountedVocabulary {
    let tokenizer: Tokenizer
    /// For each id up to the highest that matters: 1 for a single byte, 2 more for a byte of a longer character.
    private let kinds: [UInt8]

    init(_ tokenizer: Tokenizer) {
        self.tokenizer = tokenizer
        let single = tokenizer.vocabulary.singleByteTokens
        let fallback = tokenizer.vocabulary.byteFallbackTokens
        var kinds = [UInt8](repeating: 0, count: Int(single.union(fallback).max() ?? 0) + 1)
        for id in single { kinds[Int(id)] |= 1 }
        for id in fallback { kinds[Int(id)] |= 2 }
        self.kinds = kinds
    }

    func count(
        _ text: UnsafeBufferPointer<UInt8>, into measure: inout LanguageMeasure.VocabularyMeasure
    ) throws(TokenizationError) -> Int {
        let ids = try tokenizer.encode(text)
        ids.withUnsafeBufferPointer { add($0, to: &measure) }
        return ids.count
    }

    func add(_ ids: UnsafeBufferPointer<TokenID>, to measure: inout LanguageMeasure.VocabularyMeasure) {
        measure.tokens += ids.count
        for id in ids where Int(id) < kinds.count {
            let kind = kinds[Int(id)]
            measure.singleByte += Int(kind & 1)
            measure.byteFallback += Int(kind >> 1)
        }
    }
}
