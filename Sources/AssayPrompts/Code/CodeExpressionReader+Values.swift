/// Choices inside of literals: `…${vip ? "…" : ""}…`, `f"…{'…' if vip else ''}…"`.
extension CodeExpressionReader {
    /// Values that are longer are left open; so are those in values in values.
    private static let longestValue = 4_096
    private static let mostNesting = 4

    /// A literal, divided where a value in it is a choice of texts.
    func parts(of string: CodeString) -> [CodeExpression.Part] {
        guard string.isInterpolated, nesting < Self.mostNesting, string.parts.contains(where: mayChoose) else {
            return [.string(string)]
        }
        var result: [CodeExpression.Part] = []
        var pieces: [CodeString.Part] = []
        func flush() {
            guard !pieces.isEmpty else { return }
            result.append(.string(CodeString(parts: pieces, isInterpolated: true)))
            pieces = []
        }
        for piece in string.parts {
            if mayChoose(piece), case .value(let range, _) = piece, let choice = choice(in: range) {
                flush()
                result.append(.choice(choice))
            } else {
                pieces.append(piece)
            }
        }
        flush()
        return result
    }

    private func mayChoose(_ piece: CodeString.Part) -> Bool {
        guard case .value(let range, _) = piece, range.count <= Self.longestValue else { return false }
        let bytes = source[range]
        return bytes.contains { "\"'`".utf8.contains($0) }
            && (joinsAdjacent ? bytes.contains(UInt8(ascii: "f")) : bytes.contains(UInt8(ascii: "?")))
    }

    /// The choice that a value is as a whole: nothing is done to what it chooses.
    private func choice(in value: Range<Int>) -> CodeChoice? {
        let opening: [String] = joinsAdjacent ? ["{"] : ["${", "\\("]
        guard let opening = opening.first(where: { source[value].starts(with: $0.utf8) })?.utf8.count, value.count > opening + 1
        else { return nil }
        let inside = value.lowerBound + opening..<value.upperBound - 1
        var tokens = lex(Array(source[inside])).map { $0.shifted(by: inside.lowerBound) }
        if joinsAdjacent {
            tokens.removeAll { if case .newline = $0.kind { true } else { false } }
        }
        let reader = CodeExpressionReader(
            source: source, tokens: tokens, joinsAdjacent: joinsAdjacent, nesting: nesting + 1, lex: lex)
        guard let text = reader.read(0), reader.skipNewlines(text.end) == tokens.count, text.isKnown, !text.isChanged,
            !text.isTrimmed, text.syntax == nil, text.parts.count == 1, case .choice(let choice) = text.parts[0]
        else { return nil }
        return choice
    }
}

extension CodeToken {
    /// The same token of a file in which what it was read from begins at an offset.
    func shifted(by offset: Int) -> CodeToken {
        var result = self
        result.range = range.shifted(by: offset)
        if case .string(var string) = kind {
            string.parts = string.parts.map { part in
                switch part {
                case .text(let text): .text(DecodedText(bytes: text.bytes, map: text.map.shifted(by: offset)))
                case .value(let range, let expression): .value(range.shifted(by: offset), expression: expression)
                }
            }
            result.kind = .string(string)
        }
        return result
    }
}

extension Range<Int> {
    fileprivate func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
