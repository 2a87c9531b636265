/// The texts that a program gives a name once and for all: `RULES = "…"`. What such a name stands for in a prompt,
/// `RULES + f"…"`, is known without running the program.
struct ProgramConstants {
    private let reader: CodeExpressionReader
    private let bindings: NameBindings
    /// What was asked before; nil for a name that is no constant, or is being read.
    private var known: [String: [UInt8]?] = [:]
    /// How many bytes constants may still put in their readers' place: names of names of names would grow without end.
    private var budget: Int

    /// - Parameter scopes: those of the whole program, before its first token.
    init(_ reader: CodeExpressionReader, _ scopes: CodeScopes) {
        self.reader = reader
        bindings = NameBindings(reader, scopes)
        budget = 16 * reader.source.count + 65_536
    }

    /// The text of a constant that is read by an expression; nil where the expression is more than a constant's name, and
    /// where another value may stand there.
    ///
    /// - Parameter index: a token of the statement that reads it.
    mutating func text(of expression: String, at index: Int, depth: Int = 0) -> [UInt8]? {
        guard depth < 8, let assignment = bindings.onlyAssignment(of: expression) else { return nil }
        if let function = assignment.function, !function.contains(index) { return nil }
        if known[expression] == nil {
            // A name that stands for itself stands for nothing.
            known.updateValue(nil, forKey: expression)
            known.updateValue(value(at: assignment.value, depth), forKey: expression)
        }
        guard let text = known[expression] ?? nil, text.count <= budget else { return nil }
        budget -= text.count
        return text
    }

    /// The text of an expression of literals and constants alone.
    private mutating func value(at start: Int, _ depth: Int) -> [UInt8]? {
        guard let expression = reader.read(start), expression.isKnown, expression.syntax == nil, isWhole(expression) else {
            return nil
        }
        var text: [UInt8] = []
        for part in expression.parts {
            switch part {
            case .value(_, let name):
                guard let constant = self.text(of: name, at: start, depth: depth + 1) else { return nil }
                text += constant
            case .string(let string):
                for piece in string.parts {
                    guard let bytes = bytes(of: piece, at: start, depth) else { return nil }
                    text += bytes
                }
            }
        }
        // With places of its own to fill it is a template, and what is sent is not known.
        return DataMessages.guessSyntax(text) == .none ? text : nil
    }

    private mutating func bytes(of piece: CodeString.Part, at index: Int, _ depth: Int) -> [UInt8]? {
        switch piece {
        case .text(let text): text.bytes
        case .value(_, let name): text(of: name, at: index, depth: depth + 1)
        }
    }

    /// Whether the statement ends with an expression: behind it no `if … else`, `* 3` or `as` makes it another text.
    private func isWhole(_ expression: CodeExpression) -> Bool {
        guard reader.tokens.indices.contains(expression.end) else { return true }
        if case .newline = reader.tokens[expression.end].kind {
            // A line may go on with a sign: `? a : b`, `.replace(…)`.
            let next = reader.skipNewlines(expression.end)
            guard let sign = reader.symbol(next) else { return true }
            return reader.joinsAdjacent || "}@#".utf8.contains(sign)
        }
        let sign = reader.symbol(expression.end)
        return sign == UInt8(ascii: ";") || sign == UInt8(ascii: "}")
    }
}
