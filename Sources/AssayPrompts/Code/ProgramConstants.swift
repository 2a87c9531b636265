/// The texts that a program gives a name once and for all: `RULES = "…"`, in a function `rules = "…"`. What such a name
/// stands for in a prompt, `RULES + f"…"`, is known without running the program.
struct ProgramConstants {
    let reader: CodeExpressionReader
    let bindings: NameBindings
    /// What was asked before; nil for a name that is no constant, or is being read.
    private var known: [String: Known?] = [:]
    var knownTexts: [String: OpenText?] = [:]
    /// How many bytes constants may still put in their readers' place: names of names of names would grow without end.
    var budget: Int

    struct Known {
        let text: [UInt8]
        /// Whether it has signs that filling the prompt would take for places.
        let hasSigns: Bool
        /// Whether trimming a prompt leaves it alone: one line that neither begins nor ends with white space.
        let isFree: Bool

        init(_ text: [UInt8]) {
            self.text = text
            hasSigns = text.contains { "{}%$".utf8.contains($0) }
            isFree = !text.contains(0x0A) && ![text.first, text.last].contains { $0.map(ByteClass.isWhitespace) ?? true }
        }
    }

    /// - Parameter scopes: those of the whole program, before its first token.
    init(_ reader: CodeExpressionReader, _ scopes: CodeScopes) {
        self.reader = reader
        bindings = NameBindings(reader, scopes)
        budget = 16 * reader.source.count + (16 << 20)
    }

    /// The text of a constant that is read by an expression at an offset; nil where the expression is more than a
    /// constant's name, and where another value may stand there.
    private mutating func known(_ expression: String, at offset: Int, depth: Int = 0) -> Known? {
        guard depth < 64, let start = bindings.onlyValue(of: expression, at: max(0, firstToken(from: offset + 1) - 1))
        else { return nil }
        if known[expression] == nil {
            // A name that stands for itself stands for nothing.
            known.updateValue(nil, forKey: expression)
            known.updateValue(value(at: start, depth).map { Known($0) }, forKey: expression)
        }
        return known[expression] ?? nil
    }

    /// Takes bytes from the budget; nil where they are more than is left.
    private mutating func spend(_ text: [UInt8]) -> [UInt8]? {
        guard text.count <= budget else { return nil }
        budget -= text.count
        return text
    }

    /// Where a prompt reads a constant.
    struct Place {
        /// Inside a literal: `{NAME}`.
        var isInLiteral: Bool
        /// The prompt is filled after the constant is in it, so that signs in the constant may be places.
        var isFilled: Bool
        /// White space is taken from the prompt around it.
        var isTrimmed: Bool
        /// In an arm of a choice, which ends before a condition or the next arm.
        var isInChoice = false
    }

    /// The same, where it stands in a prompt; nil where the prompt has another text in its place.
    ///
    /// - Parameter isSent: whether it is for the prompt, and not to see what that would be.
    mutating func text(of name: String, in range: Range<Int>, _ place: Place, isSent: Bool = true) -> [UInt8]? {
        let text = knownText(of: name, in: range, place)
        return isSent ? text.flatMap { spend($0) } : text
    }

    private mutating func knownText(of name: String, in range: Range<Int>, _ place: Place) -> [UInt8]? {
        guard place.isInLiteral ? isBare(range, name) : isSummand(range) || place.isInChoice && endsArm(range),
            let known = known(name, at: range.lowerBound), !(place.isFilled && known.hasSigns),
            !place.isTrimmed || known.isFree
        else { return nil }
        return known.text
    }

    /// Where the value of a constant stands; nil for a name that is none.
    func place(of name: String) -> Range<Int>? {
        guard let start = bindings.onlyValue(of: name), let value = reader.read(start) else { return nil }
        return reader.tokens[start].range.lowerBound..<reader.tokens[max(start, value.end - 1)].range.upperBound
    }

    /// The text of an expression of literals and constants alone.
    private mutating func value(at start: Int, _ depth: Int) -> [UInt8]? {
        guard let expression = reader.read(start), expression.isKnown, expression.syntax == nil, isWhole(expression) else {
            return nil
        }
        var result: [UInt8] = []
        for part in expression.parts {
            switch part {
            case .value(let range, let name):
                guard isSummand(range), let constant = textInside(of: name, at: range, depth) else { return nil }
                result += constant
            case .choice: return nil
            case .string(let string):
                for piece in string.parts {
                    switch piece {
                    case .text(let bytes): result += bytes.bytes
                    case .value(let range, let name):
                        guard isBare(range, name), let constant = textInside(of: name, at: range, depth) else { return nil }
                        result += constant
                    }
                }
            }
        }
        // White space was taken from literals alone.
        let isExact = !expression.isTrimmed || !expression.parts.contains(where: \.hasValue)
        return isExact && !Self.hasPlaces(result) ? result : nil
    }

    private mutating func textInside(of name: String, at range: Range<Int>, _ depth: Int) -> [UInt8]? {
        known(name, at: range.lowerBound, depth: depth + 1).flatMap { spend($0.text) }
    }

    /// Whether a text may be a template: then what is sent is not known.
    static func hasPlaces(_ text: [UInt8]) -> Bool {
        for (byte, next) in zip(text, text.dropFirst()) {
            switch byte {
            case UInt8(ascii: "%") where next == UInt8(ascii: "s") || next == UInt8(ascii: "d") || next == UInt8(ascii: "("):
                return true
            case UInt8(ascii: "$") where next == UInt8(ascii: "{") || ByteClass.isIdentifierStart(next): return true
            // Braces that filling makes one.
            case UInt8(ascii: "{") where next == byte, UInt8(ascii: "}") where next == byte: return true
            default: break
            }
        }
        return DataMessages.guessSyntax(text) != .none
    }

    /// Whether a name in a literal is all of its place: no conversion or format behind it, as in `{NAME!r}`.
    func isBare(_ range: Range<Int>, _ name: String) -> Bool {
        let inside = reader.source[range].drop { "{$\\( \t".utf8.contains($0) }
        return inside.prefix { !"}) \t".utf8.contains($0) }.elementsEqual(name.utf8)
            && inside.dropFirst(name.utf8.count).allSatisfy { "}) \t".utf8.contains($0) }
    }

    /// Whether a name outside of literals is added and nothing else: `+`, a bracket or the end follows it.
    func isSummand(_ range: Range<Int>) -> Bool { endsAddition(firstToken(from: range.upperBound)) }

    /// Whether an arm of a choice ends behind a name: `vip ? NAME : …`, `NAME if vip`.
    private func endsArm(_ range: Range<Int>) -> Bool {
        let next = reader.skipNewlines(firstToken(from: range.upperBound))
        return reader.joinsAdjacent ? reader.name(next) == "if" : reader.symbol(next) == UInt8(ascii: ":")
    }

    /// Index of the first token that begins at an offset or behind it.
    func firstToken(from offset: Int) -> Int {
        var (low, high) = (0, reader.tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if reader.tokens[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether nothing is done to what stands before a token but to add to it.
    private func endsAddition(_ index: Int) -> Bool {
        let next = reader.skipNewlines(index)
        guard reader.tokens.indices.contains(next) else { return true }
        switch reader.tokens[next].kind {
        case .symbol(let byte): return "+,;)]}".utf8.contains(byte) || next > index && "@#".utf8.contains(byte)
        case .newline: return true
        // A statement of its own, unless it goes on with the one before.
        case .name(let word): return next > index && !["in", "instanceof", "as", "is", "satisfies"].contains(word)
        case .string, .number: return false
        }
    }

    /// Whether the statement ends with an expression: behind it no `if … else`, `* 3` or `as` makes it another text.
    func isWhole(_ expression: CodeExpression) -> Bool {
        var end = expression.end
        if reader.name(end) == "as", reader.name(end + 1) == "const" { end += 2 }
        guard reader.tokens.indices.contains(end) else { return true }
        if case .newline = reader.tokens[end].kind {
            // A line may go on with a sign: `? a : b`, `.replace(…)`.
            return reader.joinsAdjacent || reader.symbol(reader.skipNewlines(end)) == nil && endsAddition(end)
                || "}@#".utf8.contains(reader.symbol(reader.skipNewlines(end)) ?? 0)
        }
        return reader.symbol(end) == UInt8(ascii: ";") || reader.symbol(end) == UInt8(ascii: "}")
    }
}
