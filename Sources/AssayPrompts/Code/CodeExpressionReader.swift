/// Reads expressions from tokens.
struct CodeExpressionReader {
    let source: [UInt8]
    let tokens: [CodeToken]
    /// Literals next to each other are one text.
    let joinsAdjacent: Bool
    /// For each opening bracket the index behind the one that closes it.
    private let behindBrackets: [Int32]

    /// Splits the source of a value in a literal.
    let lex: @Sendable ([UInt8]) -> [CodeToken]
    /// How many literals are around what is read.
    let nesting: Int

    init(
        source: [UInt8], tokens: [CodeToken], joinsAdjacent: Bool, nesting: Int = 0,
        lex: @escaping @Sendable ([UInt8]) -> [CodeToken]
    ) {
        self.source = source
        self.tokens = tokens
        self.joinsAdjacent = joinsAdjacent
        self.nesting = nesting
        self.lex = lex
        behindBrackets = Self.behindBrackets(tokens)
    }

    /// Functions whose first argument is the text itself.
    private static let wrappers: Set<String> = [
        "dedent", "cleandoc", "Template", "from_template", "fromTemplate", "PromptTemplate", "String", "raw", "str",
        "inspect",
        "textwrap", "ChatPromptTemplate", "trim", "strip", "indent", "SystemMessage", "HumanMessage", "Markup",
        "SystemMessagePromptTemplate", "HumanMessagePromptTemplate", "AIMessagePromptTemplate", "LocalizedStringKey",
    ]

    private static func isWrapper(_ name: String) -> Bool {
        wrappers.contains(name) || name.hasSuffix("PromptTemplate") || name.hasSuffix("Prompt")
    }

    func symbol(_ index: Int) -> UInt8? {
        guard tokens.indices.contains(index), case .symbol(let byte) = tokens[index].kind else { return nil }
        return byte
    }

    func name(_ index: Int) -> String? {
        guard tokens.indices.contains(index), case .name(let name) = tokens[index].kind else { return nil }
        return name
    }

    func string(_ index: Int) -> CodeString? {
        guard tokens.indices.contains(index), case .string(let string) = tokens[index].kind else { return nil }
        return string
    }

    /// In Python a line end that is a token ends the statement.
    func skipNewlines(_ index: Int) -> Int {
        guard !joinsAdjacent else { return index }
        var index = index
        while tokens.indices.contains(index), case .newline = tokens[index].kind { index += 1 }
        return index
    }

    /// The text expression at `index`; nil when it holds no literal.
    func read(_ index: Int, depth: Int = 0) -> CodeExpression? {
        guard depth < 12 else { return nil }
        if !joinsAdjacent, let choice = readTernary(skipNewlines(index), depth), choice.hasStrings { return choice }
        let sum = readSum(index, depth)
        if joinsAdjacent, let choice = readConditional(sum, index, depth), choice.hasStrings { return choice }
        return sum.hasStrings ? sum : nil
    }

    /// Literals and values that are added; nothing where none begins at `index`.
    func readSum(_ index: Int, _ depth: Int) -> CodeExpression {
        var result = CodeExpression(end: index)
        var index = skipNewlines(index)
        while true {
            var operand = CodeExpression(end: index)
            guard let next = readOperand(index, depth, &operand) else { break }
            index = readPostfix(next, depth, &operand)
            merge(operand, into: &result)
            result.end = index
            let behind = skipNewlines(index)
            if symbol(behind) == UInt8(ascii: "+"), symbol(behind + 1) != UInt8(ascii: "=") {
                index = skipNewlines(behind + 1)
            } else if symbol(index) == UInt8(ascii: "%"), joinsAdjacent {
                result.syntax = .percent
                result.end = skipOperand(index + 1)
                break
            } else if joinsAdjacent, string(index) != nil {
                continue
            } else {
                break
            }
        }
        return result
    }

    private func readOperand(_ index: Int, _ depth: Int, _ result: inout CodeExpression) -> Int? {
        if let string = string(index) {
            result.parts += parts(of: string)
            return index + 1
        }
        if symbol(index) == UInt8(ascii: "(") {
            guard let inner = read(index + 1, depth: depth + 1) else { return nil }
            let close = skipNewlines(inner.end)
            guard symbol(close) == UInt8(ascii: ")") else { return nil }
            merge(inner, into: &result)
            return close + 1
        }
        if symbol(index) == UInt8(ascii: "[") { return readJoined(index, depth, &result) }
        guard name(index) != nil else { return nil }
        return readNamed(index, depth, &result)
    }

    func merge(_ inner: CodeExpression, into result: inout CodeExpression) {
        result.parts += inner.parts
        result.wrappers += inner.wrappers
        result.isKnown = result.isKnown && inner.isKnown
        result.isTrimmed = result.isTrimmed || inner.isTrimmed
        result.isChanged = result.isChanged || inner.isChanged
        result.syntax = result.syntax ?? inner.syntax
    }

    /// A name, a path, a call: the call's text if it is a known wrapper, else a value.
    private func readNamed(_ start: Int, _ depth: Int, _ result: inout CodeExpression) -> Int? {
        var index = start
        var last = name(start) ?? ""
        while symbol(index + 1) == UInt8(ascii: "."), let next = name(index + 2) {
            last = next
            index += 2
        }
        index += 1
        if symbol(index) == UInt8(ascii: "("), Self.isWrapper(last) {
            let argument = textArgument(skipNewlines(index + 1))
            if var inner = read(argument, depth: depth + 1) {
                let transform = CodeTransform.function(last, isTag: !joinsAdjacent)
                transform?.apply(to: &inner.parts)
                inner.isTrimmed = inner.isTrimmed || transform != nil
                let isText = index == start + 1 && (last == "str" || last == "String")
                // More may stand there than what was read: `dedent("…" * 2)`.
                let close = skipNewlines(inner.end)
                if transform == nil && !isText || symbol(close) != UInt8(ascii: ")") { inner.isKnown = false }
                merge(inner, into: &result)
                result.wrappers.append(last)
                if result.syntax == nil, last == "Template" { result.syntax = Self.templateSyntax(inner) }
                return skipBrackets(index)
            }
        }
        // A tagged template: String.raw`…`.
        if let string = string(index), !joinsAdjacent,
            tokens[index].range.lowerBound == tokens[index - 1].range.upperBound
        {
            result.parts += parts(of: string)
            let transform = CodeTransform.function(last, isTag: true)
            transform?.apply(to: &result.parts)
            result.isTrimmed = result.isTrimmed || transform != nil
            if transform == nil { result.isKnown = false }
            return index + 1
        }
        let end = skipOperand(start)
        let range = tokens[start].range.lowerBound..<tokens[max(start, end - 1)].range.upperBound
        result.parts.append(.value(range, expression: Interpolation.expression(source, range)))
        return end
    }

    private static let textLabels: Set<String> = ["template", "content", "text", "contents"]

    /// Where a wrapper's text begins: the first argument, or the one that is labelled as such: `template="…"`,
    /// `{ template: "…" }`, `input_variables=["x"], template="…"`.
    private func textArgument(_ start: Int) -> Int {
        var index = symbol(start) == UInt8(ascii: "{") ? skipNewlines(start + 1) : start
        guard index > start || isLabel(index) else { return start }
        let limit = min(tokens.count, index + 100)
        var depth = 0
        while index < limit {
            if depth == 0, let label = name(index), Self.textLabels.contains(label), isLabel(index) {
                return skipNewlines(index + 2)
            }
            if let byte = symbol(index) {
                if "([{".utf8.contains(byte) { depth += 1 }
                if ")]}".utf8.contains(byte) { depth -= 1 }
                if depth < 0 { break }
            }
            index += 1
        }
        return start
    }

    private func isLabel(_ index: Int) -> Bool {
        guard name(index) != nil, let sign = symbol(index + 1) else { return false }
        return sign == UInt8(ascii: "=") && symbol(index + 2) != UInt8(ascii: "=") || sign == UInt8(ascii: ":")
    }

    /// `Template` is Python's own with `$name`, unless the text has Jinja's tags.
    private static func templateSyntax(_ text: CodeExpression) -> TemplateSyntax {
        let bytes = Array(text.literals.utf8)
        return !bytes.contains(UInt8(ascii: "$")) && DataMessages.guessSyntax(bytes) == .jinja ? .jinja : .dollar
    }

    /// `.strip()`, `.format(…)`, `.replace(…)`, `.join(…)` behind a literal.
    private func readPostfix(_ index: Int, _ depth: Int, _ result: inout CodeExpression) -> Int {
        let start = result.end
        var index = index
        while symbol(skipNewlines(index)) == UInt8(ascii: "."), let method = name(skipNewlines(index) + 1) {
            let after = skipNewlines(index) + 2
            if method == "format" || method == "format_map", joinsAdjacent { result.syntax = .braces }
            guard symbol(after) == UInt8(ascii: "(") else {
                result.isKnown = false
                index = after
                continue
            }
            let end = skipBrackets(after)
            if method == "join", readJoined(by: after, depth, &result) {
                index = end
                continue
            }
            if method == "join", joinsAdjacent, result.hasStrings {
                // What is joined is not known, and the separator alone is not what is sent.
                let range = tokens[start].range.lowerBound..<tokens[max(start, min(end, tokens.count) - 1)].range.upperBound
                if range.count <= 4_096 {
                    result.parts = [.value(range, expression: Interpolation.expression(source, range))]
                    index = end
                    continue
                }
            }
            // Python's argument names other characters; Swift's and nobody's say white space.
            if end == after + 2 || method == "trimmingCharacters", let transform = CodeTransform.method(method) {
                transform.apply(to: &result.parts)
                result.isTrimmed = true
                if end != after + 2 { result.isKnown = false }
            } else {
                result.isKnown = false
                if method != "format", method != "format_map" { result.isChanged = true }
            }
            index = end
        }
        return index
    }

    /// Index behind a path with calls and subscripts.
    func skipOperand(_ start: Int) -> Int {
        var index = start
        guard tokens.indices.contains(index) else { return index }
        if let open = symbol(index), "([{".utf8.contains(open) { return skipBrackets(index) }
        index += 1
        while true {
            if symbol(index) == UInt8(ascii: "."), name(index + 1) != nil {
                index += 2
            } else if let open = symbol(index), open == UInt8(ascii: "(") || open == UInt8(ascii: "[") {
                index = skipBrackets(index)
            } else {
                return index
            }
        }
    }

    /// Index behind the bracket that closes the one at `start`, or behind all where none does. Complexity: O(1).
    func skipBrackets(_ start: Int) -> Int { tokens.indices.contains(start) ? Int(behindBrackets[start]) : start }

    /// Where brackets are closed, found once: to look for each would take time without end where they lie inside each other.
    private static func behindBrackets(_ tokens: [CodeToken]) -> [Int32] {
        var result = tokens.indices.map { Int32(truncatingIfNeeded: $0 + 1) }
        var open: [Int] = []
        for (index, token) in tokens.enumerated() {
            guard case .symbol(let byte) = token.kind else { continue }
            if "([{".utf8.contains(byte) { open.append(index) }
            if ")]}".utf8.contains(byte), let start = open.popLast() { result[start] = Int32(truncatingIfNeeded: index + 1) }
        }
        for start in open { result[start] = Int32(truncatingIfNeeded: tokens.count) }
        return result
    }

    /// Where the equals sign stands behind the type of `name: Type = …`; nil where none follows on the line.
    func equalsBehindType(_ start: Int) -> Int? {
        for index in start..<min(start + 12, tokens.count) {
            if case .newline = tokens[index].kind { return nil }
            if case .string = tokens[index].kind { return nil }
            if let byte = symbol(index) {
                if byte == UInt8(ascii: "=") { return index }
                if ",(){}".utf8.contains(byte) { return nil }
            }
        }
        return nil
    }
}
