/// The runs of instructions that a unit sends more than once.
struct BlockRepeats {
    /// A run and its copies, as ranges of the unit's text.
    struct Group {
        var source: Range<Int>
        var copies: [Range<Int>]
    }

    private(set) var groups: [Group] = []

    /// - Parameter minimum: the shortest run, in tokens.
    init(_ unit: UnitAnalysis, minimum: Int) {
        // Punctuation between the words has tokens of its own, so a run may have fewer in its words.
        guard unit.tokenCount >= 2 * minimum else { return }
        let text = InstructionText(unit)
        let words = unit.words
        func range(_ start: Int, _ length: Int) -> Range<Int> {
            let last = words.words[Int(text.words[start + length - 1])]
            return Int(words.words[Int(text.words[start])].start)..<Int(last.end)
        }
        func segmentBlock(_ place: Int) -> Int? { unit.text.pieces[Int(words.pieces[Int(text.words[place])])].block }
        var finder = RepeatFinder(symbols: text.symbols, weights: text.weights, seed: max(1, minimum / 2))
        let copies = finder.copies { source, start in
            !unit.areExclusive(segmentBlock(source), segmentBlock(start))
        } accepts: { copy in
            let range = range(copy.start, copy.length)
            return unit.tokenCount(of: max(0, range.lowerBound - 1)..<range.upperBound) >= minimum
        }
        var numbers: [Key: Int] = [:]
        for copy in copies {
            let key = Key(source: copy.source, length: copy.length)
            if let number = numbers[key] {
                groups[number].copies.append(range(copy.start, copy.length))
            } else {
                numbers[key] = groups.count
                groups.append(
                    Group(source: range(copy.source, copy.length), copies: [range(copy.start, copy.length)]))
            }
        }
    }

    private struct Key: Hashable {
        var source: Int
        var length: Int
    }
}
