/// Splits a Jinja template into pieces: text as white-space control leaves it, variables, loops, branches, definitions.
struct JinjaScanner {
    private let bytes: [UInt8]
    private var result = TemplatePieces()
    /// Bounds of names set so far, one level a block: a bound counts only where it dominates its use.
    private var bounds: [[String: String?]] = [[:]]
    private var defined: [String] = []
    private var read = Set<String>()
    /// The tags of the blocks that are open, the outermost first, and where they stand.
    private var open: [(word: String, tag: Range<Int>, hasElse: Bool)] = []
    /// Whether the last `raw` has an end to come.
    private var isRaw = false
    /// Whether there are tags that are not Jinja's own, which may have arms as well.
    private var hasExtensions = false

    static func pieces(_ bytes: [UInt8], in range: Range<Int>) -> TemplatePieces {
        var scanner = JinjaScanner(bytes)
        scanner.run(range)
        return scanner.result
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func run(_ range: Range<Int>) {
        let (tokens, problems) = JinjaLexer.tokens(bytes, in: range)
        result.problems = problems
        // Only `-` marks are certain without knowing the environment that renders the template.
        let ranges = JinjaWhitespace.ranges(
            bytes, tokens, trimBlocks: false, lstripBlocks: false, keepsTrailingNewline: true)
        for (index, token) in tokens.enumerated() {
            switch token.kind {
            case .data:
                if !ranges[index].isEmpty { result.pieces.append(.text(ranges[index])) }
            case .comment: result.pieces.append(TemplatePiece(.comment, token.range))
            case .variable: variable(token)
            case .statement: statement(token)
            }
        }
        result.unread = Set(defined).subtracting(read)
        // Behind a tag that is not closed all is text, the ends of blocks too.
        guard problems.isEmpty else { return }
        for block in open { report("`\(block.word)` is not closed", block.tag) }
    }

    private mutating func report(_ message: String, _ tag: Range<Int>) {
        result.unmatched.append(ReadProblem(tag: tag, message: "Jinja: " + message))
    }

    // MARK: Expressions

    private struct Reading {
        var expression: String
        var references: [String]
        var bound: String?
    }

    private mutating func reading(_ range: Range<Int>, _ parsed: JinjaExpression?) -> Reading {
        noteNames(range)
        let text = trimmed(range)
        guard let parsed else { return Reading(expression: text, references: Identifiers.find(bytes, range)) }
        // Deeper nesting than this is no prompt; the limit keeps the search short.
        let bounds = bounds.suffix(64)
        let bound = parsed.bound { name in bounds.last { $0[name] != nil }?[name] ?? nil }
        return Reading(expression: text, references: parsed.references(), bound: bound)
    }

    private func trimmed(_ range: Range<Int>) -> String {
        let body = bytes[range]
        let start = body.firstIndex { !ByteClass.isWhitespace($0) } ?? range.upperBound
        let end = body.lastIndex { !ByteClass.isWhitespace($0) }.map { $0 + 1 } ?? start
        return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }

    private mutating func noteNames(_ range: Range<Int>) {
        for path in Identifiers.find(bytes, range) {
            read.insert(String(path.prefix { $0 != "." }))
        }
    }

    private mutating func variable(_ token: JinjaToken) {
        var parser = try? JinjaExpressionParser(bytes, in: token.body)
        let parsed = try? parser?.expressionList()
        let reading = reading(token.body, parsed)
        result.pieces.append(
            TemplatePiece(
                .variable, token.range, expression: reading.expression, references: reading.references,
                bound: reading.bound))
    }

    // MARK: Statements

    private mutating func statement(_ token: JinjaToken) {
        let (word, after) = JinjaKeyword.first(bytes, token.body)
        let rest = after..<max(after, token.body.upperBound)
        switch word {
        case "for": loop(token, rest)
        case "if":
            enter(word, token)
            append(.branch(alternativeTo: nil), token, reading(rest, parse(rest)))
        case "elif", "else":
            checkArm(word, token)
            guard !open.isEmpty else { return append(.directive, token, reading(token.body, nil)) }
            if word == "else" { open[open.count - 1].hasElse = true }
            bounds[bounds.count - 1] = [:]
            append(.arm, token, reading(rest, parse(rest)))
        case "set": assignment(token, rest)
        case "macro", "block":
            enter(word, token)
            let name = JinjaKeyword.first(bytes, rest).word
            if word == "macro" { defined.append(name) }
            append(.block(word == "macro" ? .macro : .section), token, Reading(expression: name, references: []))
        case "call", "filter", "with", "autoescape", "trans", "generation":
            enter(word, token)
            append(.block(.section), token, reading(rest, nil))
        case "include", "import", "from", "extends":
            var piece = TemplatePiece(.directive, token.range, expression: trimmed(token.body))
            piece.include = literal(rest)
            noteNames(rest)
            result.pieces.append(piece)
        case _ where word.hasPrefix("end") && Self.blocks.contains(String(word.dropFirst(3))): close(word, token)
        default:
            checkPlain(word, token)
            append(.directive, token, reading(token.body, nil))
        }
    }

    /// Tags of Jinja's own that are no blocks.
    private static let plain: Set<String> = ["do", "break", "continue", "debug", "pluralize", "raw", "endraw"]

    /// Tags that open a block, where `set` has no value.
    private static let blocks: Set<String> = [
        "for", "if", "macro", "block", "call", "filter", "with", "autoescape", "trans", "generation", "set",
    ]

    private mutating func enter(_ word: String, _ token: JinjaToken) {
        bounds.append([:])
        open.append((word, token.range, false))
    }

    /// Tells of an arm that no branch has. Tags that are not Jinja's own may have arms of any kind.
    private mutating func checkArm(_ word: String, _ token: JinjaToken) {
        guard !hasExtensions else { return }
        guard let block = open.last else { return report("`\(word)` stands outside a block", token.range) }
        if block.word != "if", block.word != "for" || word == "elif" {
            report("`\(word)` stands in `\(block.word)`, which has no such part", token.range)
        } else if block.hasElse {
            report("`\(word)` stands behind the `else` of its `\(block.word)`", token.range)
        }
    }

    /// Tells of a tag that other languages have, and of the end of a `raw` that did not begin.
    private mutating func checkPlain(_ word: String, _ token: JinjaToken) {
        if word == "raw" || word == "endraw" {
            if word == "endraw", !isRaw { report("`endraw` closes nothing: no `raw` is open here", token.range) }
            isRaw = word == "raw"
        } else if ["elseif", "elsif"].contains(word), !hasExtensions, open.last?.word == "if" {
            report("`\(word)` is no tag of Jinja; it is `elif` there", token.range)
        } else if !Self.plain.contains(word) {
            hasExtensions = true
        }
    }

    /// Closes the innermost block, also where the tag's name is another block's: what is meant is not known then. Blocks inside
    /// of the one that it names have no end of their own.
    private mutating func close(_ word: String, _ token: JinjaToken) {
        guard let block = open.last else {
            report("`\(word)` closes nothing: no block is open here", token.range)
            return append(.directive, token, Reading(expression: word, references: []))
        }
        let named = word.dropFirst(3)
        // Deeper nesting than this is no prompt; the limit keeps the search short.
        if let match = open.suffix(64).lastIndex(where: { $0.word == named }) {
            for inner in open[(match + 1)...] { report("`\(inner.word)` is not closed", inner.tag) }
            open.removeSubrange(match...)
        } else {
            report("`\(word)` stands where `end\(block.word)` was expected", token.range)
            open.removeLast()
        }
        bounds.removeSubrange((open.count + 1)...)
        append(.close, token, Reading(expression: word, references: []))
    }

    private mutating func append(_ kind: TemplatePiece.Kind, _ token: JinjaToken, _ reading: Reading) {
        result.pieces.append(
            TemplatePiece(
                kind, token.range, expression: reading.expression, references: reading.references, bound: reading.bound)
        )
    }

    private func parse(_ range: Range<Int>) -> JinjaExpression? {
        guard var parser = try? JinjaExpressionParser(bytes, in: range) else { return nil }
        return try? parser.expressionList()
    }

    private mutating func loop(_ token: JinjaToken, _ rest: Range<Int>) {
        enter("for", token)
        guard let separator = Identifiers.find(word: "in", bytes, rest) else {
            append(.loop(targets: []), token, reading(rest, nil))
            return
        }
        let targets = Identifiers.find(bytes, rest.lowerBound..<separator)
        let source = separator + 2..<rest.upperBound
        var parser = try? JinjaExpressionParser(bytes, in: source)
        var reading = reading(source, try? parser?.expression(allowsConditional: false))
        // Only the source of the loop, not the condition that filters it.
        if let parser { reading.expression = trimmed(source.lowerBound..<parser.offset) }
        append(.loop(targets: targets), token, reading)
    }

    private mutating func assignment(_ token: JinjaToken, _ rest: Range<Int>) {
        let name = JinjaKeyword.first(bytes, rest).word
        guard let equals = equalsSign(in: rest) else {
            enter("set", token)
            defined.append(name)
            append(.block(.assignment), token, Reading(expression: name, references: []))
            return
        }
        let value = equals + 1..<rest.upperBound
        let reading = reading(value, parse(value))
        bounds[bounds.count - 1][name] = .some(reading.bound)
        var piece = TemplatePiece(
            .directive, token.range, expression: trimmed(token.body), references: reading.references,
            bound: reading.bound)
        piece.expression = trimmed(token.body)
        result.pieces.append(piece)
    }

    /// The `=` behind the names that are set; one behind `|` is a filter's, as in `{% set a | indent(width=4) %}`.
    private func equalsSign(in range: Range<Int>) -> Int? {
        let first = range.first { bytes[$0] == UInt8(ascii: "=") || bytes[$0] == UInt8(ascii: "|") }
        return first.flatMap { bytes[$0] == UInt8(ascii: "=") ? $0 : nil }
    }

    private func literal(_ range: Range<Int>) -> String? {
        guard let tokens = try? JinjaExpressionLexer.tokens(bytes, in: range) else { return nil }
        for token in tokens {
            if case .string(let text) = token.kind { return text }
        }
        return nil
    }
}
