/// Decides whether one sentence says again what another one says.
///
/// Two kinds are told apart. A *near copy* has nearly the same words in the same order. A *restatement* has the weighty
/// words of the shorter sentence, whatever stands between them. Neither is one where a slot was filled differently:
/// entries of a list that are built alike and differ in the one word that matters are no repetition.
struct Restatement {
    enum Kind: Sendable {
        case nearCopy
        case restated
    }

    /// The least similarity, order-aware, of a near copy.
    var similarity = 0.85
    /// The least share of the shorter sentence's weight that the longer one has to hold.
    var containment = 0.8
    /// The least weight of the shorter sentence: with less, sentences share words by chance.
    var minimumWeight = 4.0

    /// The least share of the longer sentence's weight that is shared: a short sentence is found in a long one by
    /// chance.
    var coverage = 0.4

    /// How `second` repeats `first`; nil where it does not.
    func kind(_ first: SentenceFeatures, _ second: SentenceFeatures) -> Kind? {
        guard first.isNegated == second.isNegated, first.isQuestion == second.isQuestion else { return nil }
        let shorter = first.weight <= second.weight ? first : second
        let longer = first.weight <= second.weight ? second : first
        let overlap = overlap(shorter, longer)
        guard shorter.weight > 0, overlap.missesNoExact else { return nil }
        let share = overlap.weight / shorter.weight
        guard share >= 0.6, !hasSwappedRoles(first.terms, second.terms), !Opposition.exists(first, second) else {
            return nil
        }
        let alignment = Alignment(first.terms, second.terms)
        let isSame = alignment.similarity == 1
        if alignment.similarity >= similarity, first.terms.count >= (isSame ? 4 : 5) {
            if Opposition.differsInRelation(first, second) { return nil }
            return !alignment.bothAdd && isWorthSaying(first, second, isSame: isSame) ? .nearCopy : nil
        }
        // The same words on both sides, in whatever order, say the same thing.
        let bothInstruct = first.isDirective && second.isDirective
        if share >= 0.95, overlap.weight >= 0.9 * longer.weight, shorter.weight >= 3,
            shorter.terms.count >= (bothInstruct ? 5 : 7), !first.isLeadIn, !second.isLeadIn
        {
            return .restated
        }
        guard share >= containment, overlap.weight / longer.weight >= coverage, shorter.weight >= minimumWeight,
            bothInstruct, !first.isLeadIn, !second.isLeadIn
        else { return nil }
        // One case, but two things to do in it.
        let conditions = (first.condition == nil ? 0 : 1) + (second.condition == nil ? 0 : 1)
        if conditions > 0, first.agreement(with: second) < (conditions == 2 ? 0.75 : 0.5) { return nil }
        // A paraphrase differs all over; a template that is filled twice differs in its slot alone.
        if alignment.hasFilledSlot, alignment.similarity >= 0.5 { return nil }
        return .restated
    }

    /// Whether two weighty words have changed places and all others stay: what one party owes the other, the other owes
    /// the one.
    private func hasSwappedRoles(_ first: [SentenceFeatures.Term], _ second: [SentenceFeatures.Term]) -> Bool {
        guard first.count == second.count else { return false }
        let different = first.indices.filter { first[$0].stem != second[$0].stem }
        guard (2...6).contains(different.count), different.contains(where: { first[$0].weight >= 1 }),
            different.count > 2 || different[1] > different[0] + 1
        else { return false }
        return different.map { first[$0].stem }.sorted() == different.map { second[$0].stem }.sorted()
    }

    /// Whether a near copy is more than a title that comes back.
    private func isWorthSaying(
        _ first: SentenceFeatures, _ second: SentenceFeatures, isSame: Bool
    ) -> Bool {
        if first.isDirective, second.isDirective { return true }
        return !first.isLeadIn && !second.isLeadIn && min(first.terms.count, second.terms.count) >= (isSame ? 6 : 8)
    }

    /// What two sentences share: both lists are sorted by stem.
    private func overlap(
        _ shorter: SentenceFeatures, _ longer: SentenceFeatures
    ) -> (weight: Double, missesNoExact: Bool) {
        var weight = 0.0
        var missesNoExact = true
        var other = 0
        for term in shorter.content {
            while other < longer.content.count, longer.content[other].stem < term.stem { other += 1 }
            if other < longer.content.count, longer.content[other].stem == term.stem {
                weight += term.weight
            } else if term.isExact {
                missesNoExact = false
            }
        }
        return (weight, missesNoExact)
    }
}

/// Two sentences side by side, word by word.
struct Alignment {
    /// 1 less the words that have to be inserted, left out or replaced, as a share of the longer sentence.
    private(set) var similarity = 0.0
    /// Whether a weighty word stands in one sentence where the other has another weighty word.
    private(set) var hasFilledSlot = false
    /// Whether each sentence has a weighty word that the other one lacks, wherever it stands.
    private(set) var bothAdd = false

    private static let longest = 120

    /// Complexity: O(n · m); sentences longer than 120 words are compared by their first 120.
    init(_ left: [SentenceFeatures.Term], _ right: [SentenceFeatures.Term]) {
        let first = left.prefix(Self.longest)
        let second = right.prefix(Self.longest)
        if first.count == second.count, zip(first, second).allSatisfy({ $0.stem == $1.stem }) {
            similarity = 1
            return
        }
        let width = second.count + 1
        var costs = [Int32](repeating: 0, count: (first.count + 1) * width)
        for column in 0..<width { costs[column] = Int32(column) }
        for row in 1...max(1, first.count) where row <= first.count {
            costs[row * width] = Int32(row)
            for column in 1..<max(1, width) {
                let isSame = first[row - 1].stem == second[column - 1].stem
                costs[row * width + column] = min(
                    costs[(row - 1) * width + column] + 1, costs[row * width + column - 1] + 1,
                    costs[(row - 1) * width + column - 1] + (isSame ? 0 : 1))
            }
        }
        let distance = Double(costs[first.count * width + second.count])
        similarity = 1 - distance / Double(max(1, first.count, second.count))
        // By how many more of a word the first sentence has: what only changed its place fills no slot.
        var surplus: [UInt64: Int] = [:]
        for term in first { surplus[term.stem, default: 0] += 1 }
        for term in second { surplus[term.stem, default: 0] -= 1 }
        bothAdd =
            first.contains { $0.weight >= 1 && surplus[$0.stem, default: 0] > 0 }
            && second.contains { $0.weight >= 1 && surplus[$0.stem, default: 0] < 0 }
        hasFilledSlot = bothAdd && Self.findSlot(first, second, costs, width, surplus)
    }

    /// Walks the cheapest alignment back and looks for a gap with weighty words on both sides.
    private static func findSlot(
        _ first: ArraySlice<SentenceFeatures.Term>, _ second: ArraySlice<SentenceFeatures.Term>, _ costs: [Int32],
        _ width: Int, _ surplus: [UInt64: Int]
    ) -> Bool {
        func isLeftAlone(_ term: SentenceFeatures.Term) -> Bool { term.weight >= 1 && surplus[term.stem, default: 0] > 0 }
        func isRightAlone(_ term: SentenceFeatures.Term) -> Bool { term.weight >= 1 && surplus[term.stem, default: 0] < 0 }
        var (row, column) = (first.count, second.count)
        var (hasLeft, hasRight) = (false, false)
        while row > 0 || column > 0 {
            let cost = costs[row * width + column]
            if row > 0, column > 0, first[row - 1].stem == second[column - 1].stem,
                cost == costs[(row - 1) * width + column - 1]
            {
                if hasLeft, hasRight { return true }
                (hasLeft, hasRight) = (false, false)
                row -= 1
                column -= 1
            } else if row > 0, column > 0, cost == costs[(row - 1) * width + column - 1] + 1 {
                row -= 1
                column -= 1
                hasLeft = hasLeft || isLeftAlone(first[row])
                hasRight = hasRight || isRightAlone(second[column])
            } else if row > 0, cost == costs[(row - 1) * width + column] + 1 {
                row -= 1
                hasLeft = hasLeft || isLeftAlone(first[row])
            } else {
                column -= 1
                hasRight = hasRight || isRightAlone(second[column])
            }
        }
        return hasLeft && hasRight
    }
}
