/// The sentences of a unit that say again what another one said.
struct Restatements {
    /// Places that say one thing, in the order of the text.
    struct Group {
        /// Runs of sentences, by their numbers; as many sentences in each.
        var places: [Range<Int>]
        var isNearCopy: Bool

        /// The places as ranges of the unit's text.
        func ranges(_ sentences: [Sentence]) -> [Range<Int>] {
            places.map { sentences[$0.lowerBound].range.lowerBound..<sentences[$0.upperBound - 1].range.upperBound }
        }
    }

    private(set) var groups: [Group] = []
    private let unit: UnitAnalysis
    private let features: [SentenceFeatures]
    private let judge: Restatement
    /// For each sentence the heading that it stands under, or -1.
    private let headings: [Int]

    /// How many words a sentence has that is compared: what goes on for more without an end is data.
    private static let lengths = 4...2_000
    /// Sentences with more neighbours than this by one word are not compared for that word alone.
    private static let widest = 32
    /// More are only made in a text of megabytes whose sentences all share words.
    private static let mostComparisons = 3_000_000

    init(_ unit: UnitAnalysis, judge: Restatement) {
        self.unit = unit
        self.judge = judge
        let structure = unit.structure
        headings = Self.headings(structure.sentences)
        var features: [SentenceFeatures] = unit.text.bytes.withUnsafeBufferPointer { bytes in
            structure.sentences.enumerated().compactMap { number, sentence in
                guard sentence.kind == .text || sentence.kind == .item,
                    Self.lengths.contains(sentence.words.count), !Self.isLink(bytes, sentence.range)
                else { return nil }
                let words = unit.words.words[sentence.words]
                guard SentenceFeatures.isProse(words, bytes) else { return nil }
                return SentenceFeatures(number, sentence, words: words, bytes: bytes)
            }
        }
        var frequency = SymbolTable<Int>()
        for feature in features { for term in feature.content { frequency[term.stem, default: 0] += 1 } }
        for index in features.indices { features[index].weigh(frequency) }
        self.features = features
        group(pairs())
    }

    /// Whether a sentence is nothing but a Markdown link, `[Setting up](#setting-up)`: an entry of a table of contents
    /// has the words of the heading that it leads to.
    private static func isLink(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard let first = range.first(where: { bytes[$0] > 0x20 }), bytes[first] == UInt8(ascii: "["),
            let last = range.last(where: { bytes[$0] > 0x20 }), bytes[last] == UInt8(ascii: ")")
        else { return false }
        let middle = (first..<last).first { bytes[$0] == UInt8(ascii: "]") && bytes[$0 + 1] == UInt8(ascii: "(") }
        return middle.map { !(($0 + 2)..<last).contains { bytes[$0] == UInt8(ascii: ")") } } ?? false
    }

    private static func headings(_ sentences: [Sentence]) -> [Int] {
        var heading = -1
        var message = -1
        return sentences.enumerated().map { number, sentence in
            if sentence.message != message { (heading, message) = (-1, sentence.message) }
            if sentence.kind == .heading { heading = number }
            return heading
        }
    }

    /// Whether two headings count what they are about: `Level A` and `Level B`, `Step 1: build`, `Step 2: ship`.
    private func areParallel(_ first: Int, _ second: Int) -> Bool {
        guard first != second, first >= 0, second >= 0 else { return false }
        let bytes = unit.text.bytes
        func parts(_ number: Int) -> (name: UInt64, count: [UInt8])? {
            let words = unit.words.words[unit.structure.sentences[number].words]
            let isCount = { (word: Word) in word.range.count <= 2 || bytes[Int(word.start)] &- 0x30 < 10 }
            guard let count = words.first(where: isCount), let name = words.first(where: { !isCount($0) }) else {
                return nil
            }
            return (name.symbol, Array(bytes[count.range]))
        }
        guard let one = parts(first), let other = parts(second) else { return false }
        return one.name == other.name && one.count != other.count
    }

    private func sentence(_ index: Int) -> Sentence { unit.structure.sentences[features[index].sentence] }

    // MARK: Candidates

    /// Pairs that say one thing, found among sentences that share a rare word or three weighty words in a row.
    private func pairs() -> [(first: Int, second: Int, kind: Restatement.Kind)] {
        var places = SymbolTable<[Int32]>()
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

    /// Each key once.
    private func keys(of feature: SentenceFeatures) -> [UInt64] {
        let weighty = feature.weighty
        var runs: [UInt64] = []
        if weighty.count >= 3 {
            for start in 0...(weighty.count - 3) {
                runs.append(WordHash.mix(weighty[start] &* 3 &+ weighty[start + 1] &* 5 &+ weighty[start + 2] &* 7))
            }
        }
        runs.sort()
        var keys = feature.content.map(\.stem)
        for run in runs where run != keys.last { keys.append(run) }
        return keys
    }

    private func compare(_ first: Int, _ second: Int) -> Restatement.Kind? {
        let (one, other) = (sentence(first), sentence(second))
        guard !unit.areExclusive(one.block, other.block), !unit.areTurns(one.message, other.message),
            !isParallel(one, other), !describeFields(first, second),
            !unit.structure.areBothMarkedExamples(one.range.lowerBound, other.range.lowerBound),
            let kind = judge.kind(features[first], features[second]),
            !areNeighbors(one, other) || features[first].weighty == features[second].weighty
        else { return nil }
        let bothInstruct = features[first].isDirective && features[second].isDirective
        // Where examples end is a guess: a copy of an instruction behind them is one all the same.
        if unit.structure.areBothExamples(one.range.lowerBound, other.range.lowerBound) {
            guard features[first].isCommand, features[second].isCommand, kind == .nearCopy, one.words.count >= 8 else {
                return nil
            }
        }
        // What describes two levels or steps may say the same of both.
        let mayDescribe = !bothInstruct || !features[first].isEnglish
        if mayDescribe, areParallel(headings[features[first].sentence], headings[features[second].sentence]) {
            return nil
        }
        // What introduces two things is said for each of them.
        if features[first].isLeadIn, features[second].isLeadIn, !goOnAlike(one, other) { return nil }
        return kind
    }

    /// Whether two entries stand side by side in a list, or with one between them: what differs there is meant to.
    private func areNeighbors(_ one: Sentence, _ other: Sentence) -> Bool {
        guard let list = one.list, list == other.list else { return false }
        // Entries of a list are numbered as paragraphs are; the one between may be of any length.
        return (1...2).contains(abs(other.paragraph - one.paragraph))
            || abs(other.words.lowerBound - one.words.upperBound) <= Self.nearby
    }

    /// No more words than this stand between entries that are neighbours.
    private static let nearby = 16

    /// Whether the text behind two sentences begins alike.
    private func goOnAlike(_ one: Sentence, _ other: Sentence) -> Bool {
        func following(_ sentence: Sentence) -> [UInt8] {
            Array(unit.text.bytes[sentence.range.upperBound...].lazy.filter { $0 > 0x20 }.prefix(24))
        }
        return following(one) == following(other)
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

    /// Whether two entries of a list say of different things what they look like: `- title: a string`, `- slug: a string`.
    private func describeFields(_ first: Int, _ second: Int) -> Bool {
        let (one, other) = (sentence(first), sentence(second))
        guard let left = one.label, let right = other.label, one.list != nil, one.list == other.list else { return false }
        return beginsWithForm(one) && beginsWithForm(other) && !unit.text.bytes[left].elementsEqual(unit.text.bytes[right])
    }

    /// Whether a sentence names a form of data first: `a whole number from 1 to 10`.
    private func beginsWithForm(_ sentence: Sentence) -> Bool {
        unit.words.words[sentence.words].prefix(3).contains { word in
            let text = String(decoding: unit.text.bytes[word.range], as: UTF8.self).lowercased()
            return Self.forms.contains(text)
        }
    }

    private static let forms: Set<String> = [
        "string", "text", "number", "integer", "float", "decimal", "percentage", "boolean", "bool", "list", "array", "object",
        "date", "timestamp", "url", "enum",
    ]

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
                    groups[number].places.append(sentence..<sentence + 1)
                }
                groups[number].isNearCopy = groups[number].isNearCopy && isNearCopy
            } else {
                numbers[one] = groups.count
                numbers[other] = groups.count
                groups.append(Group(places: [one..<one + 1, other..<other + 1], isNearCopy: isNearCopy))
            }
        }
        for number in groups.indices { groups[number].places.sort { $0.lowerBound < $1.lowerBound } }
        join()
    }

    /// Makes one group of copies that follow each other in one paragraph at all their places.
    private mutating func join() {
        var joined: [Group] = []
        var ends: [Int: Int] = [:]
        for group in groups.sorted(by: { $0.places[0].lowerBound < $1.places[0].lowerBound }) {
            if group.isNearCopy, let number = ends[group.places[0].lowerBound], continues(joined[number], group) {
                for place in group.places.indices {
                    let start = joined[number].places[place].lowerBound
                    joined[number].places[place] = start..<group.places[place].upperBound
                }
                ends[joined[number].places[0].upperBound] = number
            } else {
                ends[group.places[0].upperBound] = joined.count
                joined.append(group)
            }
        }
        groups = joined
    }

    private func continues(_ earlier: Group, _ later: Group) -> Bool {
        let sentences = unit.structure.sentences
        return earlier.isNearCopy && earlier.places.count == later.places.count
            && zip(earlier.places, later.places).allSatisfy { left, right in
                left.upperBound == right.lowerBound
                    && sentences[left.lowerBound].paragraph == sentences[right.lowerBound].paragraph
            }
    }
}
