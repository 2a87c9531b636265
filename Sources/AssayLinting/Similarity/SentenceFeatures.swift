/// What a sentence says, in a form that can be compared: its words in order, and its weighty words.
struct SentenceFeatures: Sendable {
    /// A word in its compared form.
    struct Term: Sendable, Hashable {
        /// Hash of the stem, one for all synonyms.
        var stem: UInt64
        var role: Lexicon.Role
        /// Numbers, names in code, quoted words: what cannot be said in other words.
        var isExact: Bool
        /// Whether it is grammar of a language that is not English.
        var isForeign: Bool

        /// What the term weighs in comparisons.
        var weight: Double

        init(stem: UInt64, role: Lexicon.Role, isExact: Bool, isForeign: Bool = false) {
            self.stem = stem
            self.isForeign = isForeign
            self.role = role
            self.isExact = isExact
            weight = isExact || role == .content ? 1 : role == .general ? 0.4 : 0
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
    /// Whether it tells somebody to do something; taken for granted in languages whose words for that are not known.
    var isDirective: Bool
    /// Whether it does so in so many words, not only by speaking to somebody: "your payment is due" commands nothing.
    var isCommand: Bool
    var isEnglish: Bool
    /// Whether it announces what follows: it ends with a colon.
    var isLeadIn: Bool
    /// Where the clause with a condition stands among the terms; nil where there is none.
    var condition: Range<Int>?
    /// Where what `before` or `after` introduces stands among the terms, behind that word; nil where neither does, or
    /// where both or several do.
    var sequel: Range<Int>?

    /// The words with a weight, in order.
    var weighty: [UInt64] { terms.filter { $0.weight > 0 }.map(\.stem) }

    init(_ number: Int, _ sentence: Sentence, words: ArraySlice<Word>, bytes: UnsafeBufferPointer<UInt8>) {
        self.sentence = number
        let traits = words.map { Self.traits($0, bytes) }
        let said = words.indices.filter { words[$0].kind != .sign }
        let saidWords = said.map { words[$0] }
        let saidTraits = said.map { traits[$0 - words.startIndex] }
        terms = zip(saidWords, saidTraits).map { Self.term($0, $1, bytes) }
        Self.raiseLabels(&terms, saidWords, bytes)
        content = Self.distinct(terms)
        weight = content.reduce(0) { $0 + $1.weight }
        isNegated = Self.isNegated(terms)
        let end = ClosingMark.of(bytes, sentence.range)
        isQuestion = end == .question
        isLeadIn = end == .colon
        condition = Self.condition(saidWords, saidTraits, bytes)
        sequel = Self.sequel(saidWords, saidTraits, bytes)
        isEnglish = Self.isEnglish(terms)
        isCommand = !isEnglish || Self.isCommand(words, traits, bytes)
        isDirective = isCommand || traits.contains { $0.contains(.address) }
    }

    /// The terms with a weight, of those with one stem the last, sorted by stem.
    private static func distinct(_ terms: [Term]) -> [Term] {
        let weighty = terms.indices.filter { terms[$0].weight > 0 }.sorted {
            (terms[$0].stem, $0) < (terms[$1].stem, $1)
        }
        var result: [Term] = []
        result.reserveCapacity(weighty.count)
        for place in weighty {
            if result.last?.stem == terms[place].stem { result.removeLast() }
            result.append(terms[place])
        }
        return result
    }

    /// Gives general words their full weight where they stand in capitals among small letters: in "examples of CORRECT
    /// answers" the word is a label. Each word has a term.
    private static func raiseLabels(_ terms: inout [Term], _ words: [Word], _ bytes: UnsafeBufferPointer<UInt8>) {
        func isCapital(_ word: Word) -> Bool {
            word.range.count >= 3 && word.range.allSatisfy { bytes[$0] &- 0x41 < 26 }
        }
        guard terms.contains(where: { $0.role == .general }), 3 * words.count(where: isCapital) <= words.count else { return }
        for (index, word) in words.enumerated() where terms[index].role == .general && isCapital(word) {
            terms[index].weight = 1
        }
    }

    /// Whether a word turns the sentence into its opposite; "and nothing else" only says "only", and "not … without"
    /// demands what "only … with" does.
    private static func isNegated(_ terms: [Term]) -> Bool {
        var isDenied = false
        var isExcepted = false
        for (index, term) in terms.enumerated() where term.role == .negation {
            if term.stem == nothing, index + 1 < terms.count, others.contains(terms[index + 1].stem) { continue }
            if exceptions.contains(term.stem) { isExcepted = true } else { isDenied = true }
        }
        return isDenied != isExcepted
    }

    private static let exceptions: Set<UInt64> = Set(
        ["without", "unless", "except", "ohne", "sans", "sin", "sem", "senza", "zonder", "bez"].map(stem))
    private static let nothing = stem("nothing")
    private static let others: Set<UInt64> = Set(["else", "but", "more", "other"].map(stem))

    /// What a word of English is compared by.
    static func stem(_ word: String) -> UInt64 {
        Lexicon.sense(WordHash.symbol(Stem.of(Array(word.utf8)))).canonical
    }

    /// `If …,` before what is to be done, `… if …` behind it. Each word has a term.
    private static func condition(
        _ words: [Word], _ traits: [Lexicon.Traits], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Range<Int>? {
        guard let start = traits.firstIndex(where: { $0.contains(.condition) }) else { return nil }
        if let end = comma(words[start...], bytes) { return start..<end + 1 }
        return start > 0 ? start..<words.count : nil
    }

    /// What stands behind `before` or `after`, up to the next comma. At the start of a sentence only a comma says where it
    /// ends. Each word has a term.
    private static func sequel(
        _ words: [Word], _ traits: [Lexicon.Traits], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Range<Int>? {
        let places = traits.indices.filter { traits[$0].contains(.sequence) }
        guard places.count == 1, let place = places.first, place + 1 < words.count else { return nil }
        if let end = comma(words[(place + 1)...], bytes) { return place + 1..<end + 1 }
        return place > 0 ? place + 1..<words.count : nil
    }

    /// The first word with a comma behind it.
    private static func comma(_ words: ArraySlice<Word>, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        words.firstIndex { word in
            word.range.upperBound < bytes.count && bytes[word.range.upperBound] == UInt8(ascii: ",")
        }
    }

    /// The weight of what the sentences share in what they tell to do, as a share of the lighter one, or of the one with
    /// a condition; 1 where that tells nothing beside it.
    func agreement(with other: SentenceFeatures) -> Double {
        func main(_ features: SentenceFeatures) -> WordWeights {
            var result = WordWeights()
            for (index, term) in features.terms.enumerated() where term.weight > 0 {
                if features.condition?.contains(index) != true { result[term.stem] = term.weight }
            }
            return result
        }
        let (left, right) = (main(self), main(other))
        let weights = [(self, left), (other, right)].filter { $0.0.condition != nil }.map(\.1.total)
        let lighter = weights.min() ?? 0
        return lighter == 0 ? 1 : left.shared(with: right) / lighter
    }

    /// Whether enough words are English grammar to tell by English words what the sentence does. In other languages
    /// nothing is known of that, and sentences are taken at their words.
    private static func isEnglish(_ terms: [Term]) -> Bool {
        guard 8 * terms.count(where: { $0.role == .grammar || $0.role == .negation }) >= terms.count else { return false }
        // "a", "do" and "in" are words of many languages.
        return 2 * terms.count(where: \.isForeign) < terms.count { $0.role == .grammar }
    }

    /// Whether a run of words reads as a sentence: most of them plain, one of them grammar. Where no word is known as
    /// such, six or more words, most of them in lower case, are a sentence of a language that is not known.
    static func isProse(_ words: ArraySlice<Word>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var plain = 0
        var hasGrammar = false
        var lower = 0
        for word in words where word.isPlain(in: bytes) {
            plain += 1
            if bytes[Int(word.start)] &- 0x61 < 26 { lower += 1 }
            hasGrammar = hasGrammar || bytes[Int(word.start)] >= 0x80 || traits(word, bytes).contains(.function)
        }
        return (hasGrammar || lower >= 6 && 3 * lower >= 2 * words.count) && 3 * plain >= 2 * words.count
    }

    private static func isCommand(
        _ words: ArraySlice<Word>, _ traits: [Lexicon.Traits], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let first = traits.first, words.allSatisfy({ bytes[Int($0.start)] < 0x80 || $0.kind == .variable }) else {
            // Other scripts have their own words for it.
            return true
        }
        if first.contains(.imperative) || traits.contains(where: { $0.contains(.modal) }) { return true }
        // "For every claim, cite the source."; "The output has to be short."
        let pairs = zip(zip(words, traits), zip(words, traits).dropFirst())
        return pairs.contains { word, next in
            if word.1.contains(.obligation), bytes[next.0.range].elementsEqual("to".utf8, by: { $0 | 0x20 == $1 }) { return true }
            let end = word.0.range.upperBound
            return end < bytes.count && bytes[end] == UInt8(ascii: ",") && next.1.contains(.imperative)
        }
    }

    /// What a word is known as; nothing of words beyond ASCII, signs and variables.
    private static func traits(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Lexicon.Traits {
        word.kind == .word && isASCII(word, bytes) ? Lexicon.traits(word.symbol) : []
    }

    private static func isASCII(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        word.range.allSatisfy { bytes[$0] < 0x80 }
    }

    /// Makes words lighter that many sentences of the unit have: its subject tells little about one of them.
    ///
    /// - Parameter frequency: how many sentences have a stem.
    mutating func weigh(_ frequency: SymbolTable<Int>) {
        for index in content.indices {
            let count = frequency[content[index].stem] ?? 1
            if count > 4 { content[index].weight *= (4 / Double(count)).squareRoot() }
        }
        weight = content.reduce(0) { $0 + $1.weight }
    }

    /// A word in its compared form.
    static func term(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Term {
        term(word, traits(word, bytes), bytes)
    }

    private static func term(_ word: Word, _ traits: Lexicon.Traits, _ bytes: UnsafeBufferPointer<UInt8>) -> Term {
        guard word.kind == .word else { return Term(stem: word.symbol, role: .content, isExact: true) }
        guard isASCII(word, bytes) else {
            let isGrammar = Lexicon.isForeignGrammar(word.symbol)
            let role: Lexicon.Role =
                Lexicon.isForeignNegation(word.symbol) ? .negation : isGrammar ? .grammar : .content
            let stem = role == .content ? foreignStem(word, bytes) : word.symbol
            return Term(stem: stem, role: role, isExact: false, isForeign: isGrammar)
        }
        if isExact(word, bytes) { return Term(stem: word.symbol, role: .content, isExact: true) }
        let sense = Lexicon.sense(Stem.symbol(word.range, bytes))
        let isForeign = sense.role == .content && traits.contains(.foreignGrammar)
        return Term(stem: sense.canonical, role: isForeign ? .grammar : sense.role, isExact: false, isForeign: isForeign)
    }

    /// The beginning of a long word beyond ASCII, so that its inflected forms are one: two syllables of Korean, whose
    /// particles follow them, seven letters of an alphabet.
    private static func foreignStem(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let isKorean = (0xEA...0xED).contains(bytes[word.range.lowerBound])
        let longest = isKorean ? 2 : 7
        var end = word.range.lowerBound
        var count = 0
        while end < word.range.upperBound {
            if bytes[end] & 0xC0 != 0x80 { count += 1 }
            if count > longest { break }
            end += 1
        }
        guard end < word.range.upperBound else { return word.symbol }
        return TextFolding.symbol(of: Array(bytes[word.range.lowerBound..<end]))
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
