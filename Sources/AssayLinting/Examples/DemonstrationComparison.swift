/// Compares the demonstrations of one group.
struct DemonstrationComparison {
    struct Pair {
        /// Indices in the group, the earlier first.
        var first: Int
        var second: Int
        var relation: Relation
    }

    enum Relation {
        /// The same input and output; `isVerbatim` if not even the case of a letter differs.
        case duplicate(isVerbatim: Bool)
        /// Inputs alike, in thousandths, and the same output.
        case alike(Int)
        /// The same case with other names.
        case renamed
        /// The same case in other words.
        case paraphrase
        /// The same input, another output.
        case conflict

        var isConflict: Bool {
            if case .conflict = self { true } else { false }
        }
    }

    let group: DemonstrationGroup
    private let bytes: [UInt8]
    private let cases: [ComparedCase]
    private let threshold: Double
    /// What the outputs are.
    private let answers: Answers
    /// Whether the turns of a conversation give texts labels that are named before them.
    private let labelsTurns: Bool
    /// Steps that are left for comparing; a prompt of thousands of examples is not compared to the last pair.
    private var budget = 10_000_000

    /// - Parameter threshold: how alike two inputs are at least, from 0 to 1.
    init(_ group: DemonstrationGroup, _ bytes: [UInt8], threshold: Double) {
        var group = group
        group.number(bytes)
        self.group = group
        self.bytes = bytes
        self.threshold = threshold
        cases = ComparedCase.all(group, bytes)
        answers = Self.answers(cases)
        labelsTurns = group.isDialogue && answers == .repeatedLabels && Self.areNamed(cases, before: group, bytes)
    }

    /// Each demonstration with the earliest one that it repeats or contradicts, in order.
    ///
    /// Complexity: O(n) for duplicates and conflicts; the words of pairs with the same output for the others, up to a
    /// fixed number of steps.
    mutating func pairs() -> [Pair] {
        var result = exactPairs()
        let repeated = Set(result.map(\.second))
        result += alikePairs(leavingOut: repeated)
        return result.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
    }

    // MARK: The same input

    private func exactPairs() -> [Pair] {
        var result: [Pair] = []
        var byInput: [UInt64: [Int]] = [:]
        var byCase: [SIMD2<UInt64>: Int] = [:]
        for (index, item) in cases.enumerated() where item.isComparable {
            let earlier = byInput[item.inputHash].map { $0.count == 1 ? [$0[0]] : [] } ?? []
            if let same = byCase[[item.inputHash, item.outputHash]] {
                if isWorthReporting(item) {
                    let isVerbatim = text(same) == text(index)
                    result.append(Pair(first: same, second: index, relation: .duplicate(isVerbatim: isVerbatim)))
                }
                continue
            }
            if earlier.count == 1, contradicts(earlier[0], index) {
                result.append(Pair(first: earlier[0], second: index, relation: .conflict))
            }
            byInput[item.inputHash, default: []].append(index)
            byCase[[item.inputHash, item.outputHash]] = index
        }
        // Many outputs for one input are a list of possible answers, not a contradiction; and where many inputs come
        // with two, that is what the examples show.
        let conflicts = result.count { $0.relation.isConflict }
        let isMapping = conflicts >= 3 && 3 * conflicts > cases.count
        return result.filter { pair in
            guard pair.relation.isConflict else { return true }
            return !isMapping && byInput[cases[pair.second].inputHash]?.count == 2
        }
    }

    /// Short exchanges come back in any conversation, but where turns label texts; parts that nothing calls examples may
    /// be entries of a list.
    private func isWorthReporting(_ item: ComparedCase) -> Bool {
        guard group.isDeclared else { return false }
        return item.contentCount >= 2 && (!group.isDialogue || labelsTurns) || group.isDialogue && item.wordCount >= 6
    }

    /// Whether all words of the outputs stand in what comes before the demonstrations: "Answer with positive or negative."
    private static func areNamed(_ cases: [ComparedCase], before group: DemonstrationGroup, _ bytes: [UInt8]) -> Bool {
        guard cases.count >= 3, let first = group.demonstrations.first else { return false }
        let named = Set(ExampleWords(bytes[..<first.range.lowerBound]).words.map(\.key))
        return cases.allSatisfy { $0.output?.words.allSatisfy { $0.kind == .sign || named.contains($0.key) } ?? false }
    }

    private func contradicts(_ first: Int, _ second: Int) -> Bool {
        guard group.isDeclared, cases[first].output != nil, cases[second].output != nil,
            !cases[first].isContrast, !cases[second].isContrast,
            // "Great." and "Great!!!" may well have two labels.
            cases[first].emphasis == cases[second].emphasis,
            group.demonstrations[first].section == group.demonstrations[second].section
        else { return false }
        let content = cases[second].input.words.count { $0.kind != .sign && !$0.isStopWord }
        // In a conversation the same words get another answer each time; turns that label texts are none.
        if group.isDialogue { return cases.count >= 3 && answers == .repeatedLabels && content >= (labelsTurns ? 2 : 3) }
        let words = cases[second].input.words.count { $0.kind != .sign }
        return answers == .texts ? content >= 3 || content == 2 && words >= 4 : content >= 1
    }

    private enum Answers {
        case texts
        /// A few words each.
        case labels
        /// The same few words for several inputs.
        case repeatedLabels
    }

    private static func answers(_ cases: [ComparedCase]) -> Answers {
        let areShort = cases.allSatisfy { ($0.output?.words.count { $0.kind != .sign } ?? .max) <= 4 }
        guard areShort else { return .texts }
        return Set(cases.map(\.outputHash)).count < cases.count ? .repeatedLabels : .labels
    }

    /// Inputs and output without white space.
    private func text(_ index: Int) -> [UInt8] {
        let demonstration = group.demonstrations[index]
        let fields = demonstration.inputs + (demonstration.output.map { [$0] } ?? [])
        return fields.flatMap { bytes[$0.range].filter { !TextLines.isBlank($0) } + [0] }
    }

    // MARK: Nearly the same input

    private mutating func alikePairs(leavingOut repeated: Set<Int>) -> [Pair] {
        guard group.isDeclared else { return [] }
        var result: [Pair] = []
        var buckets: [UInt64: [Int]] = [:]
        for (index, item) in cases.enumerated() where item.isComparable && !repeated.contains(index) {
            if let (first, relation) = earliest(buckets, item.answerHash, item) {
                result.append(Pair(first: first, second: index, relation: relation))
            }
            buckets[item.answerHash, default: []].append(index)
        }
        return result
    }

    private mutating func earliest(
        _ buckets: [UInt64: [Int]], _ answer: UInt64, _ item: ComparedCase
    ) -> (Int, Relation)? {
        for index in buckets[answer] ?? [] {
            guard budget > 0 else { return nil }
            let other = cases[index]
            budget -= item.stems.count + other.stems.count + 8
            if let relation = relation(other, item) { return (index, relation) }
        }
        return nil
    }

    private mutating func relation(_ first: ComparedCase, _ second: ComparedCase) -> Relation? {
        guard first.inputHash != second.inputHash || first.outputHash != second.outputHash else { return nil }
        if !group.isDialogue || first.contentCount >= 12, first.isRenaming(of: second) { return .renamed }
        guard first.hasSameAnswer(as: second), first.output != nil || first.endsAlike(second) else { return nil }
        let longer = max(first.stripped.count, second.stripped.count)
        let shorter = min(first.stripped.count, second.stripped.count)
        // Fewer common words than that cannot be alike enough.
        if shorter >= 6, Double(2 * shorter) >= threshold * Double(longer + shorter),
            first.shares(atLeast: 0.6, with: second)
        {
            budget -= longer * shorter / 32
            if let similarity = first.likeness(to: second, threshold) { return .alike(Int(similarity * 1000)) }
        }
        return first.isParaphrase(of: second) && standsOut(first, second) ? .paraphrase : nil
    }

    /// Whether two cases have much more in common than either has with any third: examples on one subject are no
    /// paraphrases of each other.
    private mutating func standsOut(_ first: ComparedCase, _ second: ComparedCase) -> Bool {
        let overlap = first.overlap(with: second)
        budget -= cases.count * (first.stems.count + second.stems.count)
        return cases.allSatisfy { third in
            third.inputHash == first.inputHash || third.inputHash == second.inputHash
                || max(first.overlap(with: third), second.overlap(with: third)) * 2.5 <= overlap
        }
    }
}
