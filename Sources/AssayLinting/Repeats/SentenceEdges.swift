/// Tells whether a sentence of which a run holds a part says the same in both places.
///
/// "Call the search tool when the user asks about products" and "Call the order tool when the user asks about products"
/// share a long run and are two instructions: each has a weighty word of its own where the run ends. Words that only
/// one of the two places has, or words of grammar and courtesy, change nothing.
struct SentenceEdges {
    private let unit: UnitAnalysis
    /// For each word of the unit the sentence it belongs to, or -1.
    private let numbers: [Int32]

    init(_ unit: UnitAnalysis) {
        self.unit = unit
        var numbers = [Int32](repeating: -1, count: unit.words.words.count)
        for (number, sentence) in unit.structure.sentences.enumerated() {
            for word in sentence.words { numbers[word] = Int32(number) }
        }
        self.numbers = numbers
    }

    /// The sentence of a word.
    func sentence(_ word: Int) -> Sentence? {
        let number = numbers[word]
        return number < 0 ? nil : unit.structure.sentences[Int(number)]
    }

    /// Whether a sentence tells somebody to do something.
    func instructs(_ sentence: Sentence) -> Bool {
        unit.text.bytes.withUnsafeBufferPointer { bytes in
            let features = SentenceFeatures(0, sentence, words: unit.words.words[sentence.words], bytes: bytes)
            return features.isDirective && !features.isQuestion && !features.isLeadIn
        }
    }

    /// Whether the sentences at the start of a run and of its copy go together, given what stands before the run.
    func beginAlike(source: Range<Int>, copy: Range<Int>) -> Bool {
        let left = sentence(source.lowerBound).map { $0.words.lowerBound..<source.lowerBound } ?? 0..<0
        let right = sentence(copy.lowerBound).map { $0.words.lowerBound..<copy.lowerBound } ?? 0..<0
        let isOnLine = !breaks(left.last, source.lowerBound) || !breaks(right.last, copy.lowerBound)
        return !isOnLine || agree(left, right, sentence(copy.lowerBound), copy)
    }

    /// Whether the sentences at the end of a run and of its copy go together, given what stands behind the run.
    func endAlike(source: Range<Int>, copy: Range<Int>) -> Bool {
        let (last, lastCopied) = (source.upperBound - 1, copy.upperBound - 1)
        let left = sentence(last).map { source.upperBound..<max(source.upperBound, $0.words.upperBound) } ?? 0..<0
        let right = sentence(lastCopied).map { copy.upperBound..<max(copy.upperBound, $0.words.upperBound) } ?? 0..<0
        let isOnLine = !breaks(last, left.first) || !breaks(lastCopied, right.first)
        return !isOnLine || agree(left, right, sentence(lastCopied), copy)
    }

    /// Whether a line break, or nothing at all, stands between two words.
    private func breaks(_ first: Int?, _ second: Int?) -> Bool {
        guard let first, let second else { return true }
        let words = unit.words.words
        let between = Int(words[first].end)..<max(Int(words[first].end), Int(words[second].start))
        return unit.text.bytes[between].contains(0x0A)
    }

    /// Whether what two sentences have beside the run leaves them one instruction.
    private func agree(_ left: Range<Int>, _ right: Range<Int>, _ sentence: Sentence?, _ run: Range<Int>) -> Bool {
        if right.isEmpty, left.isEmpty { return true }
        // Most of the copy's sentence is something else.
        if let sentence, 2 * sentence.words.clamped(to: run).count < sentence.words.count { return false }
        return unit.text.bytes.withUnsafeBufferPointer { bytes in
            let one = left.map { SentenceFeatures.term(unit.words.words[$0], bytes) }
            let other = right.map { SentenceFeatures.term(unit.words.words[$0], bytes) }
            // A word that the run has already names nothing new.
            let shared = Set(
                (sentence?.words.clamped(to: run) ?? run).map {
                    SentenceFeatures.term(unit.words.words[$0], bytes).stem
                })
            func isNegated(_ terms: [SentenceFeatures.Term]) -> Bool { terms.contains { $0.role == .negation } }
            func isWeighty(_ terms: [SentenceFeatures.Term]) -> Bool {
                terms.contains { $0.weight >= 1 && ($0.isExact || !shared.contains($0.stem)) }
            }
            return isNegated(one) == isNegated(other) && !(isWeighty(one) && isWeighty(other))
        }
    }
}
