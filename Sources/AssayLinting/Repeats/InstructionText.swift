import AssayPrompts

/// The words of a unit that instruct, as a sequence in which repeats are looked for: tables, code and what the format
/// marks as an example are left out, and a run never crosses from one message, block or left-out part into another.
struct InstructionText {
    /// Symbols of the words, ``RepeatFinder/barrier`` between what does not belong together.
    private(set) var symbols: [UInt64] = []
    /// For each symbol the word it stands for.
    private(set) var words: [Int32] = []
    /// For each symbol its length in tokens, the same for equal symbols.
    private(set) var weights: [Int32] = []

    /// No text.
    init() {}

    init(_ unit: UnitAnalysis) {
        let text = unit.text
        let all = unit.words
        var lengths = SymbolTable<Int32>()
        symbols.reserveCapacity(all.words.count)
        words.reserveCapacity(all.words.count)
        weights.reserveCapacity(all.words.count)
        var line = 0
        var previous: UnitText.Piece?
        let lines = unit.structure.lines
        for (index, word) in all.words.enumerated() {
            let piece = text.pieces[Int(all.pieces[index])]
            let start = Int(word.start)
            while line + 1 < lines.count, lines[line + 1].range.lowerBound <= start { line += 1 }
            let isLeftOut =
                piece.kind == .example || piece.kind == .toolDefinition
                || (line < lines.count && (lines[line].kind == .code || lines[line].kind == .table))
            if isLeftOut {
                appendBarrier()
                continue
            }
            if let previous, previous.message != piece.message || previous.block != piece.block { appendBarrier() }
            previous = piece
            symbols.append(word.symbol == RepeatFinder.barrier ? 1 : word.symbol)
            words.append(Int32(index))
            weights.append(Self.weight(word, unit, &lengths))
        }
    }

    private mutating func appendBarrier() {
        guard let last = symbols.last, last != RepeatFinder.barrier else { return }
        symbols.append(RepeatFinder.barrier)
        words.append(words[words.count - 1])
        weights.append(0)
    }

    /// The number of tokens of a word where it first occurs.
    private static func weight(_ word: Word, _ unit: UnitAnalysis, _ lengths: inout SymbolTable<Int32>) -> Int32 {
        if let known = lengths[word.symbol] { return known }
        let weight = Int32(unit.tokenCount(of: word.range))
        lengths[word.symbol] = weight
        return weight
    }
}
