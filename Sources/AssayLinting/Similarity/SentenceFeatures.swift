/// What a sentence says, in a form that can be compared: its words in order, and its weighty words.
struct SentenceFeatures: Sendable {
    /// A word in its compared form.
    struct Term: Sendable, Hashable {
        /// Hash of the stem, one for all synonyms.
        var stem: UInt64
        var role: Lexicon.Role
        /// Numbers, names in code, quoted words: what cannot be said in other words.
        var isExact: Bool

        /// What the term weighs in comparisons.
        var weight: Double {
            if isExact { return 1 }
            switch role {
            case .grammar, .negation: return 0
            case .general: return 0.4
            case .content: return 1
            }
        }
    }

    /// The sentence's number in ``TextStructure/sentences``.
    var sentence: Int
    /// All words in order.
    var terms: [Term]
    /// The terms with a weight, each once, sorted by stem.
    var content: [Term]
    var weight: Double
    var isNegated: Bool
    /// Whether it asks.
    var isQuestion: Bool

    init(_ number: Int, _ sentence: Sentence, words: ArraySlice<Word>, bytes: UnsafeBufferPointer<UInt8>) {
        self.sentence = number
        terms = []
        terms.reserveCapacity(words.count)
        for word in words where word.kind != .sign {
            terms.append(Self.term(word, bytes))
        }
        var seen: [UInt64: Term] = [:]
        for term in terms where term.weight > 0 { seen[term.stem] = term }
        content = seen.values.sorted { $0.stem < $1.stem }
        weight = content.reduce(0) { $0 + $1.weight }
        isNegated = terms.contains { $0.role == .negation }
        isQuestion = sentence.range.last.map { bytes[$0] == UInt8(ascii: "?") } ?? false
    }

    private static func term(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Term {
        guard word.kind == .word else { return Term(stem: word.symbol, role: .content, isExact: true) }
        let text = bytes[word.range]
        let isASCII = text.allSatisfy { $0 < 0x80 }
        guard isASCII else { return Term(stem: word.symbol, role: .content, isExact: false) }
        let lower = text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        let exact = isExact(word, bytes)
        if exact { return Term(stem: word.symbol, role: .content, isExact: true) }
        let stem = Lexicon.canonical(Stem.of(lower))
        var hash = WordHash()
        for byte in stem { hash.add(byte) }
        return Term(stem: hash.value, role: Lexicon.role(Stem.of(lower)), isExact: false)
    }

    /// Whether a word is a number, a name in code or stands in quotes.
    private static func isExact(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = word.range
        var hasInnerCapital = false
        var hasLower = false
        for offset in range {
            let byte = bytes[offset]
            if byte &- 0x30 < 10 || byte == UInt8(ascii: "_") { return true }
            if byte &- 0x61 < 26 { hasLower = true }
            if offset > range.lowerBound, byte &- 0x41 < 26 { hasInnerCapital = true }
        }
        if hasInnerCapital, hasLower { return true }
        func isQuote(_ offset: Int) -> Bool {
            guard bytes.indices.contains(offset) else { return false }
            let byte = bytes[offset]
            return byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<")
                || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "$")
                || byte == UInt8(ascii: "@")
        }
        return isQuote(range.lowerBound - 1) || (isQuote(range.upperBound) && bytes[range.upperBound] != 0x3C)
    }
}
