/// Finds where a text can be cut so that its parts have the tokens of the whole, in several vocabularies at once.
struct ChunkCutter: Sendable {
    private let preTokenizers: [PreTokenizer]
    private let finders: [SpecialTokenFinder]
    /// How many bytes behind a cut have a say in whether it is one.
    private let lookahead: Int

    /// Where special tokens stand in the way again and again, a longer text is waited for.
    private static let maximumTries = 8

    init(_ tokenizers: [Tokenizer], special: SpecialTokenPolicy) {
        preTokenizers = tokenizers.map(\.vocabulary.preTokenizer)
        finders = tokenizers.compactMap { $0.encoders.finder(special) }
        lookahead = finders.reduce(8) { max($0, $1.maximumLength) }
    }

    /// The last cut in a text that starts at a cut, or 0 where none was found. Linear, but in nearly every text a few
    /// bytes.
    func lastCut(in text: UnsafeBufferPointer<UInt8>) -> Int {
        var limit = text.count - lookahead
        for _ in 0..<Self.maximumTries {
            let cut = safeCut(in: text, before: limit)
            guard cut > 0, let start = special(at: cut, in: text) else { return cut }
            // Where a special token starts, one vocabulary can be cut: what comes before does not see it.
            if finders.count == 1, preTokenizers.count == 1 { return start }
            limit = start
        }
        return 0
    }

    /// The last place not after `limit` that every vocabulary takes for a safe cut, or 0.
    private func safeCut(in text: UnsafeBufferPointer<UInt8>, before limit: Int) -> Int {
        var cut = limit
        var agreed = 0
        var turn = 0
        while agreed < preTokenizers.count {
            let last = SafeCut.last(in: text, before: cut, preTokenizer: preTokenizers[turn]) ?? 0
            if last <= 0 { return 0 }
            agreed = last == cut ? agreed + 1 : 1
            cut = last
            turn = (turn + 1) % preTokenizers.count
        }
        return cut
    }

    /// The start of the special token that a cut would cut or directly follow, or nil where there is none.
    private func special(at cut: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        for finder in finders where couldTouch(cut, in: text, finder) {
            var start = 0
            while start < cut, let match = finder.first(in: text, from: start), match.range.lowerBound < cut {
                if match.range.upperBound >= cut { return match.range.lowerBound }
                start = match.range.upperBound
            }
        }
        return nil
    }

    /// Whether a special token that starts anywhere before the cut would reach it: if not, it need not be known which
    /// of those that overlap are taken, and the text before need not be searched.
    private func couldTouch(
        _ cut: Int, in text: UnsafeBufferPointer<UInt8>, _ finder: SpecialTokenFinder
    ) -> Bool {
        let window = UnsafeBufferPointer(rebasing: text[..<min(text.count, cut + finder.maximumLength)])
        var start = max(0, cut - finder.maximumLength)
        while start < cut, let match = finder.first(in: window, from: start), match.range.lowerBound < cut {
            if match.range.upperBound >= cut { return true }
            start = match.range.lowerBound + 1
        }
        return false
    }
}
