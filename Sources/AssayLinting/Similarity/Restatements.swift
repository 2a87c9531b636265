/// The sentences of a unit that say again what another one said.
struct Restatements {
    /// Sentences that say one thing, in the order of the text.
    struct Group {
        var sentences: [Int]
        var isNearCopy: Bool
    }

    private(set) var groups: [Group] = []
    private let unit: UnitAnalysis
    private let features: [SentenceFeatures]
    private let judge: Restatement

    /// Sentences with more neighbours than this by one word are not compared for that word alone.
    private static let widest = 32
    /// More are only made in a text of megabytes whose sentences all share words.
    private static let mostComparisons = 3_000_000

    init(_ unit: UnitAnalysis, judge: Restatement) {
        self.unit = unit
        self.judge = judge
        let structure = unit.structure
        var features: [SentenceFeatures] = unit.text.bytes.withUnsafeBufferPointer { bytes in
            structure.sentences.enumerated().compactMap { number, sentence in
                guard sentence.kind == .text || sentence.kind == .item,
                    sentence.words.count >= 4
                else { return nil }
                let words = unit.words.words[sentence.words]
                guard SentenceFeatures.isProse(words, bytes) else { return nil }
                return SentenceFeatures(number, sentence, words: words, bytes: bytes)
            }
        }
        var frequency: [UInt64: Int] = [:]
        for feature in features { for term in feature.content { frequency[term.stem, default: 0] += 1 } }
        for index in features.indices { features[index].weigh(frequency) }
        self.features = features
        group(pairs())
    }

    private func sentence(_ index: Int) -> Sentence { unit.structure.sentences[features[index].sentence] }

    // MARK: Candidates

    /// Pairs that say one thing, found among sentences that share a rare word or three weighty words in a row.
    private func pairs() -> [(first: Int, second: Int, kind: Restatement.Kind)] {
        var places: [UInt64: [Int32]] = [:]
        var result: [(first: Int, second: Int, kind: Restatement.Kind)] = []
        // How many keys each earlier sentence shares with the one at hand, and which share any.
        var shared = [Int32](repeating: 0, count: features.count)
        var candidates: [Int32] = []
        var comparisons = 0
        for (index, feature) in features.enumerated() {
            let keys = keys(of: feature)
            for key in keys {
                for candidate in places[key] ?? [] {
                    if shared[Int(candidate)] == 0 { candidates.append(candidate) }
                    shared[Int(candidate)] += 1
                }
            }
            candidates.sort()
            for candidate in candidates {
                let count = shared[Int(candidate)]
                shared[Int(candidate)] = 0
                guard count >= 2, comparisons < Self.mostComparisons else { continue }
                comparisons += 1
                if let kind = compare(Int(candidate), index) { result.append((Int(candidate), index, kind)) }
            }
            candidates.removeAll(keepingCapacity: true)
            for key in keys where places[key]?.count ?? 0 < Self.widest { places[key, default: []].append(Int32(index)) }
        }
        return result
    }

    private func keys(of feature: SentenceFeatures) -> Set<UInt64> {
        var keys = Set(feature.content.map(\.stem))
        let weighty = feature.terms.filter { $0.weight > 0 }.map(\.stem)
        if weighty.count >= 3 {
            for start in 0...(weighty.count - 3) {
                keys.insert(
                    WordHash.mix(weighty[start] &* 3 &+ weighty[start + 1] &* 5 &+ weighty[start + 2] &* 7))
            }
        }
        return keys
    }

    private func compare(_ first: Int, _ second: Int) -> Restatement.Kind? {
        let (one, other) = (sentence(first), sentence(second))
        guard !unit.areExclusive(one.block, other.block), !isParallel(one, other),
            !unit.structure.areBothExamples(one.range.lowerBound, other.range.lowerBound)
        else { return nil }
        return judge.kind(features[first], features[second])
    }

    /// Whether two entries are meant to look alike: the same label in different lists, as in the descriptions of
    /// several tools, or different labels in one list with text that differs.
    private func isParallel(_ one: Sentence, _ other: Sentence) -> Bool {
        guard let first = one.label, let second = other.label else { return false }
        let bytes = unit.text.bytes
        if bytes[first].elementsEqual(bytes[second]) { return true }
        let words = unit.words.words
        return !words[one.words].map(\.symbol).elementsEqual(words[other.words].map(\.symbol))
    }

    // MARK: Groups

    private mutating func group(_ pairs: [(first: Int, second: Int, kind: Restatement.Kind)]) {
        var numbers: [Int: Int] = [:]
        for pair in pairs {
            let isNearCopy = pair.kind == .nearCopy
            let one = features[pair.first].sentence
            let other = features[pair.second].sentence
            if let number = numbers[one] ?? numbers[other] {
                for sentence in [one, other] where numbers[sentence] == nil {
                    numbers[sentence] = number
                    groups[number].sentences.append(sentence)
                }
                groups[number].isNearCopy = groups[number].isNearCopy && isNearCopy
            } else {
                numbers[one] = groups.count
                numbers[other] = groups.count
                groups.append(Group(sentences: [one, other], isNearCopy: isNearCopy))
            }
        }
        for number in groups.indices { groups[number].sentences.sort() }
    }
}
