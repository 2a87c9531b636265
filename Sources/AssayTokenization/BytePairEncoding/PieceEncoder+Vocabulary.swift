/// Learning the vocabulary before the first text, instead of each token where it first stands.
extension PieceEncoder {
    /// Remembers the tokens of lowest rank as pieces, no more than fill half of the table. Linear in the vocabulary.
    func learnVocabulary(for use: Tokenizer.Use) {
        vocabulary.readAhead()
        switch use {
        case .encoding:
            // The other half is for what texts bring: full tables forget.
            let most = cache.pointee.growFully()
            vocabulary.forEachShortToken(below: most) { key, index in
                let id = vocabulary.id(at: index)
                cache.pointee.insertMissing(
                    RememberedTokens(low: key.low, high: key.high, first: id, second: 0, third: 0, count: 1))
            }
        case .counting:
            let most = countCache.pointee.growFully()
            vocabulary.forEachShortToken(below: most) { key, _ in
                countCache.pointee.insertMissing(RememberedCount(key, count: 1))
            }
        }
    }
}

extension Vocabulary {
    /// The tokens with an index below `most` that a piece of at most ``PieceHash/maximumKeyLength`` bytes is looked up among,
    /// the highest rank first: what a full line of a table forgets is what it was given first.
    fileprivate func forEachShortToken(below most: Int, _ body: (PieceHash.Key, UInt32) -> Void) {
        for index in (0..<UInt32(min(most, tokenCount))).reversed() {
            let bytes = bytes(at: index)
            guard let start = bytes.baseAddress, bytes.count <= PieceHash.maximumKeyLength else { continue }
            let key = PieceHash.key(start, bytes.count)
            // A token that stands for a byte, or that merges do not build, may be none that a piece is.
            if self.index(of: key, hash: key.hash) == index { body(key, index) }
        }
    }
}
