/// A demonstration as it is compared with the others of its group.
struct ComparedCase {
    var fields: [ExampleWords]
    var labels: [String]
    /// The words of all inputs, one field after the other.
    var input: (words: [ExampleWord], sentences: [Int])
    var output: ExampleWords?
    /// The words of the input without what all examples of the group begin and end with.
    var stripped: ArraySlice<ExampleWord>
    /// Beginnings of words with content that not every other example has, sorted.
    var stems: [UInt64]
    var inputHash: UInt64
    var outputHash: UInt64
    /// The output's last words where it is long: a chain of thought ends with the answer.
    var answerHash: UInt64
    /// See ``ExampleWords/emphasis``, of the inputs.
    var emphasis: Int
    /// Words in input and output.
    var wordCount: Int
    /// Words with content in input and output.
    var contentCount: Int
    /// Holds text of its own, not only values that are filled in.
    var isComparable: Bool
    /// Is shown as good or bad, next to another one.
    var isContrast: Bool

    // MARK: Reading

    static func all(_ group: DemonstrationGroup, _ bytes: [UInt8]) -> [ComparedCase] {
        var earlierEnd = 0
        var cases = group.demonstrations.map { demonstration in
            defer { earlierEnd = demonstration.range.upperBound }
            return ComparedCase(demonstration, bytes, from: earlierEnd)
        }
        strip(&cases)
        weigh(&cases)
        return cases
    }

    /// - Parameter earlierEnd: where the demonstration before this one ends.
    private init(_ demonstration: Demonstration, _ bytes: [UInt8], from earlierEnd: Int) {
        fields = demonstration.inputs.map { ExampleWords(bytes[$0.range]) }
        labels = demonstration.inputs.map(\.label)
        output = demonstration.output.map { ExampleWords(bytes[$0.range]) }
        var words: [ExampleWord] = []
        var sentences: [Int] = []
        for field in fields {
            sentences += field.sentences.map { $0 + words.count }
            words += field.words
        }
        input = (words, sentences)
        stripped = words[...]
        stems = []
        // Another way to write the same words is a near copy, no duplicate.
        inputHash = Self.hash(words[...]) &+ UInt64(fields.reduce(0) { $0 + $1.contractions })
        outputHash = Self.hash(output?.words[...] ?? [])
        answerHash = outputHash
        if let output, output.words.count >= 16 { answerHash = Self.hash(Self.lastSentence(output)) }
        emphasis = fields.reduce(0) { $0 + $1.emphasis }
        wordCount = (words + (output?.words ?? [])).count { $0.kind != .sign }
        contentCount = (words + (output?.words ?? [])).count { $0.kind != .sign && !$0.isStopWord }
        isComparable = words.contains { $0.kind == .word || $0.kind == .number }
        isContrast = Self.isContrast(demonstration, bytes, from: earlierEnd)
    }

    private static func hash(_ words: ArraySlice<ExampleWord>) -> UInt64 {
        words.reduce(0x9E37_79B9_7F4A_7C15) { ($0 ^ $1.key) &* 0x100_0000_01B3 &+ ($0 >> 29) }
    }

    private static func lastSentence(_ words: ExampleWords) -> ArraySlice<ExampleWord> {
        let start = words.sentences.last ?? 0
        return words.words[max(start, words.words.count - 12)...]
    }

    /// Whether the text around the first marker, or a label, says good or bad. What the examples themselves say does
    /// not count.
    private static func isContrast(_ demonstration: Demonstration, _ bytes: [UInt8], from earlierEnd: Int) -> Bool {
        let start = demonstration.range.lowerBound
        let end = min(demonstration.inputs.first?.range.lowerBound ?? start, start + 60)
        let lower = max(earlierEnd, start - 60, 0)
        let window = bytes[min(lower, start)..<max(start, end)]
        let labels = demonstration.inputs.map(\.label) + (demonstration.output.map { [$0.label] } ?? [])
        let words = ([String(decoding: window, as: UTF8.self).lowercased()] + labels)
            .flatMap { $0.split { !$0.isLetter && $0 != "'" } }
        return words.contains { contrasts.contains(String($0)) }
    }

    private static let contrasts: Set<String> = [
        "good", "bad", "correct", "incorrect", "wrong", "right", "better", "worse", "avoid", "don't", "before", "after",
        "preferred", "chosen", "rejected", "instead", "alternative", "alternatively", "variant", "option",
    ]

    /// Takes away the words that all inputs begin and end with.
    private static func strip(_ cases: inout [ComparedCase]) {
        guard cases.count >= 3, let first = cases.first?.input.words else { return }
        var prefix = first.count
        var suffix = first.count
        for item in cases.dropFirst() {
            let words = item.input.words
            prefix = zip(first.prefix(prefix), words).prefix { $0 == $1 }.count
            suffix = zip(first.suffix(suffix).reversed(), words.reversed()).prefix { $0 == $1 }.count
        }
        let isWhole = cases.contains { $0.input.words.count <= prefix + suffix }
        guard !isWhole else { return }
        for index in cases.indices {
            cases[index].stripped = cases[index].input.words.dropFirst(prefix).dropLast(suffix)
        }
    }

    /// Finds the stems that tell an example from the others.
    private static func weigh(_ cases: inout [ComparedCase]) {
        var counts: [UInt64: Int] = [:]
        var sets: [Set<UInt64>] = []
        for item in cases {
            var set: Set<UInt64> = []
            for word in item.stripped where word.kind != .sign && !word.isStopWord { set.insert(word.stem) }
            for stem in set { counts[stem, default: 0] += 1 }
            sets.append(set)
        }
        let most = cases.count < 4 ? 2 : max(2, cases.count / 2)
        for index in cases.indices {
            cases[index].stems = sets[index].filter { counts[$0, default: 0] <= most }.sorted()
        }
    }
}
