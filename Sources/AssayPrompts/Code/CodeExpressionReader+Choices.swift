/// Texts that a condition chooses.
extension CodeExpressionReader {
    /// Arms as they are read.
    private struct Arms {
        var expression: CodeExpression
        var arms: [CodeChoice.Arm] = []

        mutating func add(_ text: CodeExpression, _ header: Range<Int>, _ condition: String, _ reader: CodeExpressionReader) {
            arms.append(CodeChoice.Arm(header: header, condition: condition, parts: text.parts))
            var flags = text
            flags.parts = []
            reader.merge(flags, into: &expression)
            expression.end = text.end
        }

        func finish(_ reader: CodeExpressionReader) -> CodeExpression {
            var result = expression
            let end = reader.tokens[max(0, min(result.end, reader.tokens.count) - 1)].range.upperBound
            result.parts = [.choice(CodeChoice(arms: arms, end: end))]
            return result
        }
    }

    private static let mostArms = 16

    // MARK: Conditions before the text

    /// `kind == "short" ? "…" : vip ? "…" : rules`; nil where there is none, or an arm cannot be read.
    func readTernary(_ start: Int, _ depth: Int) -> CodeExpression? {
        var result = Arms(expression: CodeExpression(end: start))
        var (index, header) = (start, start)
        while let question = questionMark(index) {
            // Each arm of a longer chain would be read again and again: as the end of a text, and as the start of one.
            guard result.arms.count < Self.mostArms else { return nil }
            guard let text = readArm(question + 1, depth), symbol(skipNewlines(text.end)) == UInt8(ascii: ":") else { return nil }
            guard let condition = condition(index, question) else { return nil }
            result.add(text, offsets(header, question + 1), condition, self)
            header = skipNewlines(text.end)
            index = skipNewlines(header + 1)
        }
        guard !result.arms.isEmpty, let text = readArm(index, depth) else { return nil }
        result.add(text, offsets(header, header + 1), "", self)
        return result.finish(self)
    }

    /// Index of the question mark behind a condition that begins at an index; nil where there is none nearby.
    private func questionMark(_ start: Int) -> Int? {
        var index = start
        for _ in 0..<48 {
            guard tokens.indices.contains(index) else { return nil }
            switch tokens[index].kind {
            case .name, .string, .number: index += 1
            case .newline:
                let next = skipNewlines(index)
                guard symbol(next).map({ "?.&|=<>!+-*/%".utf8.contains($0) }) == true || isOperator(index - 1) else { return nil }
                index = next
            case .symbol(let byte):
                if "([{".utf8.contains(byte) {
                    index = skipBrackets(index)
                } else if byte == UInt8(ascii: "?") {
                    // Not `a?.b`, `a ?? b`, or the type of `a?: string`.
                    guard let next = symbol(index + 1), ".?:,)=".utf8.contains(next) else { return index > start ? index : nil }
                    index += 2
                } else if ",;:)]}".utf8.contains(byte) || byte == UInt8(ascii: "=") && !isComparison(index) {
                    return nil
                } else {
                    index += 1
                }
            }
        }
        return nil
    }

    private func isOperator(_ index: Int) -> Bool { symbol(index).map { "&|=<>!+-*/%".utf8.contains($0) } ?? false }

    /// Whether an equals sign is one of `==`, `!=`, `<=` and `>=`.
    private func isComparison(_ index: Int) -> Bool {
        symbol(index + 1) == UInt8(ascii: "=") || symbol(index - 1).map { "=!<>".utf8.contains($0) } ?? false
    }

    // MARK: Conditions behind the text

    /// Python's `"…" if kind == "short" else "…" if vip else rules`, whose first arm begins at an index; nil where there is none.
    func readConditional(_ first: CodeExpression, _ start: Int, _ depth: Int) -> CodeExpression? {
        guard first.end > start, name(first.end) == "if" else { return nil }
        var result = Arms(expression: CodeExpression(end: start))
        var (text, index, header) = (first, start, offsets(start, start))
        while result.arms.count < Self.mostArms {
            let end = text.end
            guard end > index else { return nil }
            if isNothing(text, index) { text = CodeExpression(end: end) }
            guard name(end) == "if", let otherwise = elseWord(end + 1), let condition = condition(end + 1, otherwise) else {
                guard !result.arms.isEmpty else { return nil }
                result.add(text, header, "", self)
                return result.finish(self)
            }
            result.add(text, header, condition, self)
            header = offsets(end, otherwise + 1)
            index = otherwise + 1
            text = readSum(index, depth)
        }
        return nil
    }

    /// Index of the `else` behind a condition that begins at an index; nil where there is none nearby.
    private func elseWord(_ start: Int) -> Int? {
        var index = start
        for _ in 0..<48 {
            guard tokens.indices.contains(index) else { return nil }
            switch tokens[index].kind {
            case .newline: return nil
            case .name("else"): return index > start ? index : nil
            case .name("for"), .name("if"): return nil
            case .name, .string, .number: index += 1
            case .symbol(let byte):
                guard !",;)]}".utf8.contains(byte) else { return nil }
                index = "([{".utf8.contains(byte) ? skipBrackets(index) : index + 1
            }
        }
        return nil
    }

    // MARK: Both

    /// A text, a value's name, or a word for no text.
    private func readArm(_ start: Int, _ depth: Int) -> CodeExpression? {
        let index = skipNewlines(start)
        guard let text = readElement(index, depth) else { return nil }
        return isNothing(text, index) ? CodeExpression(end: text.end) : text
    }

    /// Whether an expression is a word for no text.
    private func isNothing(_ text: CodeExpression, _ index: Int) -> Bool {
        text.end == index + 1 && name(index).map { ["None", "null", "undefined", "nil", "false"].contains($0) } ?? false
    }

    /// What stands between two tokens, if it is short: what is longer holds calls in calls, each of which would be read again.
    private func condition(_ start: Int, _ end: Int) -> String? {
        let range = offsets(start, end)
        return !range.isEmpty && range.count <= 1_024 ? Interpolation.expression(source, range) : nil
    }

    /// The bytes of the tokens from one index up to another.
    private func offsets(_ start: Int, _ end: Int) -> Range<Int> {
        guard tokens.indices.contains(start) else { return source.count..<source.count }
        let lower = tokens[start].range.lowerBound
        return lower..<(end > start ? tokens[min(end, tokens.count) - 1].range.upperBound : lower)
    }
}
