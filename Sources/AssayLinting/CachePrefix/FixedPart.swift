import AssayPrompts

/// How long the part of a request is that stands before its history and is the same in each: all that a cache can hold
/// behind which the history slides.
enum FixedPart {
    /// The tokens of a template before a place; nil where a value stands before it, which may hold much.
    static func tokens(_ unit: UnitAnalysis, before place: Int) -> Int? {
        var end = 0
        for piece in unit.text.pieces where piece.span.upperBound <= place {
            guard piece.kind != .variable else { return nil }
            end = max(end, piece.range.upperBound)
        }
        return unit.tokenCount(of: 0..<end)
    }

    /// The most tokens that the instructions of a program can have, all of those in the file together; nil where there are
    /// none, or a value that is not in the file is among them.
    static func tokens(_ program: DocumentAnalysis) -> Int? {
        var sum: Int?
        for unit in program.units {
            let messages = unit.unit.messages
            var variables = unit.variables.makeIterator()
            for piece in unit.text.pieces {
                let variable = piece.kind == .variable ? variables.next() : nil
                guard isInstruction(messages[piece.message].role) else { continue }
                guard let tokens = variable.map({ ProgramConstant.tokens(unit, $0) }) ?? unit.tokenCount(of: piece.range)
                else { return nil }
                sum = (sum ?? 0) + tokens
            }
        }
        return sum
    }

    private static func isInstruction(_ role: Role) -> Bool {
        role == .system || role == .developer || role == .unspecified
    }
}
