extension ComparedCase {
    /// Whether both come to the same answer: the same output, or chains of thought that end alike and are alike.
    func hasSameAnswer(as other: ComparedCase) -> Bool {
        if outputHash == other.outputHash { return true }
        guard let output, let another = other.output, output.words.count >= 16 else { return false }
        return WordAlignment.similarity(output.words.prefix(400), another.words.prefix(400)) >= 0.8
            && !Self.differDecisively(output.words[...], another.words[...])
    }

    /// Whether the last sentences are the same: where nothing divides a case, its answer stands there.
    func endsAlike(_ other: ComparedCase) -> Bool {
        Self.sentences(self).last.map(Array.init) == Self.sentences(other).last.map(Array.init)
    }

    /// Whether at least `share` of the rarer words of the one that has fewer stand in both.
    func shares(atLeast share: Double, with other: ComparedCase) -> Bool {
        let least = min(stems.count, other.stems.count)
        return least == 0 || Double(Self.commonCount(stems, other.stems)) >= share * Double(least)
    }

    /// How alike the inputs are in the order of their words; nil below `threshold`, and for cases that differ where it
    /// counts.
    func likeness(to other: ComparedCase, _ threshold: Double) -> Double? {
        let similarity = WordAlignment.similarity(stripped, other.stripped)
        guard similarity >= threshold, !Self.differDecisively(stripped, other.stripped) else { return nil }
        guard !differInSubject(from: other) else { return nil }
        // Long common passages must not hide another question: what is left without common sentences is alike too.
        let (left, right) = Self.withoutCommonSentences(self, other)
        guard WordAlignment.similarity(left[...], right[...]) >= 0.6 else { return nil }
        guard fields.count == other.fields.count else { return similarity }
        for (field, counterpart) in zip(fields, other.fields)
        where WordAlignment.similarity(field.words[...], counterpart.words[...]) < threshold - 0.15 { return nil }
        return similarity
    }

    /// Whether each input has a share of words with content that the other one lacks: "your photos" in place of "your
    /// address" is another case in a short input, and the same in a long one.
    private func differInSubject(from other: ComparedCase) -> Bool {
        let left = Set(stripped.lazy.filter { $0.kind == .word && !$0.isStopWord }.map(\.stem))
        let right = Set(other.stripped.lazy.filter { $0.kind == .word && !$0.isStopWord }.map(\.stem))
        let replaced = min(left.subtracting(right).count, right.subtracting(left).count)
        return replaced > 0 && 8 * replaced > min(left.count, right.count)
    }

    /// Numbers, negations, names, signs of formulas, values: where they differ, it is another case.
    private static func differDecisively(_ first: ArraySlice<ExampleWord>, _ second: ArraySlice<ExampleWord>) -> Bool {
        var counts: [ExampleWord: Int] = [:]
        for word in first { counts[word, default: 0] += 1 }
        for word in second { counts[word, default: 0] -= 1 }
        let different = Set(counts.filter { $0.value != 0 }.keys)
        guard !different.isEmpty else {
            // The same words in another order: "A before B" and "B before A".
            return first.count != second.count || !first.elementsEqual(second)
        }
        var capitals: [ExampleWord: Int] = [:]
        for word in [first, second].joined() where different.contains(word) {
            if word.isDecisive || word.isName || word.kind == .variable { return true }
            if word.kind == .sign { return true }
            if word.isCapital { capitals[word, default: 0] += 1 }
        }
        return capitals.values.contains { $0 > 1 }
    }

    private static func withoutCommonSentences(
        _ first: ComparedCase, _ second: ComparedCase
    ) -> ([ExampleWord], [ExampleWord]) {
        let left = sentences(first)
        let right = sentences(second)
        let leftSet = Set(left.map { Array($0) })
        let rightSet = Set(right.map { Array($0) })
        return (
            left.filter { !rightSet.contains(Array($0)) }.flatMap { $0 },
            right.filter { !leftSet.contains(Array($0)) }.flatMap { $0 }
        )
    }

    private static func sentences(_ item: ComparedCase) -> [ArraySlice<ExampleWord>] {
        let starts = item.input.sentences
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1] : item.input.words.count
            return item.input.words[starts[index]..<max(starts[index], end)]
        }
    }

    // MARK: The same case under other names

    /// Whether the whole case, output included, becomes the other one when a few names are replaced one for one.
    func isRenaming(of other: ComparedCase) -> Bool {
        let mine = input.words + (output?.words ?? [])
        let theirs = other.input.words + (other.output?.words ?? [])
        // What the answer names is what the example is about, unless the case is a long one.
        let least = output != nil && outputHash == other.outputHash ? 24 : 40
        guard mine.count == theirs.count, mine.count >= least, stems.count <= 400 else { return false }
        var forward: [UInt64: UInt64] = [:]
        var backward: [UInt64: UInt64] = [:]
        for (word, counterpart) in zip(mine, theirs) where word != counterpart {
            guard word.isCapital, counterpart.isCapital, word.kind == .word, counterpart.kind == .word,
                !word.isDecisive, !counterpart.isDecisive
            else { return false }
            if forward[word.key, default: counterpart.key] != counterpart.key { return false }
            if backward[counterpart.key, default: word.key] != word.key { return false }
            forward[word.key] = counterpart.key
            backward[counterpart.key] = word.key
            guard forward.count <= 4 else { return false }
        }
        // A name that was replaced must not stand anywhere unreplaced.
        return !forward.isEmpty && !zip(mine, theirs).contains { $0 == $1 && forward[$0.key] != nil }
    }

    // MARK: The same case in other words

    /// Whether the inputs share most of the words that set them apart from the other examples, field by field, and
    /// name the same numbers and names.
    func isParaphrase(of other: ComparedCase) -> Bool {
        guard output != nil, outputHash == other.outputHash, labels == other.labels, stems.count >= 8,
            other.stems.count >= 8
        else {
            return false
        }
        let common = Self.commonCount(stems, other.stems)
        guard Double(common) >= 0.55 * Double(min(stems.count, other.stems.count)), overlap(with: other) >= 0.36 else {
            return false
        }
        guard Self.marks(input.words) == Self.marks(other.input.words) else { return false }
        return zip(fields, other.fields).allSatisfy { Self.areAbout($0, $1) }
    }

    /// The share of rarer words of both that stand in both.
    func overlap(with other: ComparedCase) -> Double {
        let common = Self.commonCount(stems, other.stems)
        let union = stems.count + other.stems.count - common
        return union == 0 ? 0 : Double(common) / Double(union)
    }

    /// Numbers and negations of a text, with their counts, and its names.
    private static func marks(_ words: [ExampleWord]) -> [UInt64: Int] {
        var result: [UInt64: Int] = [:]
        for (index, word) in words.enumerated() where word.kind == .number || word.isNegation {
            // `can not` and `will not` deny two things.
            let verb = index > 0 && words[index - 1].isModal ? words[index - 1].key : 0
            result[word.key ^ verb, default: 0] += 1
        }
        for word in words where word.isName { result[word.key] = 1 }
        return result
    }

    private static func areAbout(_ first: ExampleWords, _ second: ExampleWords) -> Bool {
        let left = contentStems(first)
        let right = contentStems(second)
        let smaller = min(left.count, right.count)
        return smaller == 0 || Double(left.intersection(right).count) >= 0.5 * Double(smaller)
    }

    private static func contentStems(_ words: ExampleWords) -> Set<UInt64> {
        Set(words.words.lazy.filter { $0.kind != .sign && !$0.isStopWord }.map(\.stem))
    }

    /// Number of equal elements of two sorted lists.
    private static func commonCount(_ first: [UInt64], _ second: [UInt64]) -> Int {
        var left = 0
        var right = 0
        var count = 0
        while left < first.count, right < second.count {
            if first[left] == second[right] {
                count += 1
                left += 1
                right += 1
            } else if first[left] < second[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return count
    }
}
