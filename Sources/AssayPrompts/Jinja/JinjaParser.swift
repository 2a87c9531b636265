/// Parses the tokens of a template into statements.
struct JinjaParser {
    private let source: [UInt8]
    private let tokens: [JinjaToken]
    private let texts: [String]
    private var index = 0
    private var depth = 0

    /// - Parameter texts: what each data token stands for after white-space control, by token index.
    init(_ source: [UInt8], tokens: [JinjaToken], texts: [String]) {
        self.source = source
        self.tokens = tokens
        self.texts = texts
    }

    mutating func template() throws(JinjaError) -> [JinjaStatement] {
        let (body, stop) = try statements(until: [])
        if let stop {
            throw JinjaError("`\(stop.word)` stands where no block is open", at: stop.token.range.lowerBound)
        }
        return body
    }

    /// A statement tag: its first word and a parser behind it.
    private struct Tag {
        var word: String
        var token: JinjaToken
        var parser: JinjaExpressionParser
    }

    // MARK: Bodies

    private mutating func statements(
        until stops: Set<String>
    ) throws(JinjaError) -> ([JinjaStatement], Tag?) {
        depth += 1
        defer { depth -= 1 }
        if depth > ReadLimits.nesting {
            throw JinjaError(
                "blocks are nested deeper than \(ReadLimits.nesting)", at: tokens[max(0, index - 1)].range.lowerBound)
        }
        var result: [JinjaStatement] = []
        while index < tokens.count {
            let token = tokens[index]
            index += 1
            switch token.kind {
            case .comment: continue
            case .data:
                let text = texts[index - 1]
                if !text.isEmpty { result.append(.text(text)) }
            case .variable:
                var parser = try JinjaExpressionParser(source, in: token.body)
                let expression = try parser.expressionList()
                try parser.expectEnd()
                result.append(.output(expression, token.range.lowerBound))
            case .statement:
                var parser = try JinjaExpressionParser(source, in: token.body)
                let word = try parser.identifier()
                if word == "raw" || word == "endraw" { continue }
                let tag = Tag(word: word, token: token, parser: parser)
                if stops.contains(word) || Self.closers.contains(word) { return (result, tag) }
                if let statement = try statement(tag) { result.append(contentsOf: statement) }
            }
        }
        return (result, nil)
    }

    private static let closers: Set<String> = [
        "endfor", "endif", "elif", "else", "endmacro", "endcall", "endfilter", "endset", "endwith", "endgeneration",
        "endautoescape", "endblock", "endtrans",
    ]

    private mutating func body(
        of tag: Tag, until stops: Set<String>
    ) throws(JinjaError) -> ([JinjaStatement], Tag) {
        let (body, stop) = try statements(until: stops)
        guard let stop else {
            throw JinjaError("`\(tag.word)` is not closed", at: tag.token.range.lowerBound)
        }
        guard stops.contains(stop.word) else {
            let wanted = stops.sorted().joined(separator: "` or `")
            throw JinjaError("`\(wanted)` was expected, not `\(stop.word)`", at: stop.token.range.lowerBound)
        }
        return (body, stop)
    }

    // MARK: Statements

    private mutating func statement(_ tag: Tag) throws(JinjaError) -> [JinjaStatement]? {
        var tag = tag
        let start = tag.token.range.lowerBound
        switch tag.word {
        case "for": return [try loop(tag)]
        case "if": return [try conditional(tag)]
        case "set": return [try assignment(tag)]
        case "macro": return [try .macro(macro(tag))]
        case "call": return [try callBlock(tag)]
        case "filter": return [try filterBlock(tag)]
        case "with": return [try with(tag)]
        case "do":
            let expression = try tag.parser.expressionList()
            try tag.parser.expectEnd()
            return [.evaluate(expression)]
        case "include": return [try include(tag)]
        case "break": return [.breakLoop(start)]
        case "continue": return [.continueLoop(start)]
        case "generation":
            // It marks what the model has written. The text that is sent is the body's, which is a call block there:
            // what it sets is not seen outside.
            return [.with([], body: try body(of: tag, until: ["endgeneration"]).0)]
        case "autoescape":
            guard case .literal(.bool(false)) = try tag.parser.expression() else {
                throw JinjaError("escaping by `autoescape` is not rendered", at: start)
            }
            return [.with([], body: try body(of: tag, until: ["endautoescape"]).0)]
        default:
            throw JinjaError("the tag `\(tag.word)` is not rendered", at: start)
        }
    }

    private mutating func loop(_ tag: Tag) throws(JinjaError) -> JinjaStatement {
        var parser = tag.parser
        let target = try target(&parser)
        try parser.expectName("in")
        // A condition here is the loop's filter, not a conditional expression.
        var loop = JinjaLoop(
            target: target, source: try listWithoutConditional(&parser), condition: nil, body: [], otherwise: [],
            isRecursive: false, offset: tag.token.range.lowerBound)
        if parser.skipName("if") { loop.condition = try parser.expression() }
        loop.isRecursive = parser.skipName("recursive")
        try parser.expectEnd()
        var (statements, stop) = try body(of: tag, until: ["else", "endfor"])
        loop.body = statements
        if stop.word == "else" {
            (statements, stop) = try body(of: tag, until: ["endfor"])
            loop.otherwise = statements
        }
        return .loop(loop)
    }

    private func listWithoutConditional(
        _ parser: inout JinjaExpressionParser
    ) throws(JinjaError) -> JinjaExpression {
        let first = try parser.expression(allowsConditional: false)
        guard parser.isSymbol(",") else { return first }
        var items = [first]
        while parser.skipSymbol(",") { items.append(try parser.expression(allowsConditional: false)) }
        return .tuple(items)
    }

    private mutating func conditional(_ tag: Tag) throws(JinjaError) -> JinjaStatement {
        var arms: [(condition: JinjaExpression, body: [JinjaStatement])] = []
        var current = tag
        while true {
            let condition = try current.parser.expressionList()
            try current.parser.expectEnd()
            let (statements, stop) = try body(of: tag, until: ["elif", "else", "endif"])
            arms.append((condition, statements))
            switch stop.word {
            case "elif": current = stop
            case "else":
                let (otherwise, _) = try body(of: tag, until: ["endif"])
                return .conditional(arms, otherwise: otherwise)
            default: return .conditional(arms, otherwise: [])
            }
        }
    }

    private mutating func assignment(_ tag: Tag) throws(JinjaError) -> JinjaStatement {
        var parser = tag.parser
        let start = tag.token.range.lowerBound
        let target = try target(&parser)
        if parser.skipSymbol("=") {
            let value = try parser.expressionList()
            try parser.expectEnd()
            return .assign(target, value, start)
        }
        guard case .name(let name) = target else {
            throw JinjaError("a `set` block binds one name", at: start)
        }
        let filter = try blockFilter(&parser)
        let (statements, _) = try body(of: tag, until: ["endset"])
        return .assignBlock(name, filter: filter, body: statements, start)
    }

    /// The filters behind a `set` block's name or a `filter` tag.
    private func blockFilter(_ parser: inout JinjaExpressionParser) throws(JinjaError) -> JinjaExpression? {
        guard parser.isSymbol("|") else {
            try parser.expectEnd()
            return nil
        }
        let filter = try parser.filters(.name(JinjaStatement.bodyName, parser.offset))
        try parser.expectEnd()
        return filter
    }

    private mutating func filterBlock(_ tag: Tag) throws(JinjaError) -> JinjaStatement {
        var parser = tag.parser
        var filter = try parser.filter(.name(JinjaStatement.bodyName, parser.offset))
        filter = try parser.filters(filter)
        try parser.expectEnd()
        let (statements, _) = try body(of: tag, until: ["endfilter"])
        return .filterBlock(filter, body: statements, tag.token.range.lowerBound)
    }

    private mutating func macro(_ tag: Tag) throws(JinjaError) -> JinjaMacro {
        var parser = tag.parser
        let name = try parser.identifier()
        let parameters = try parameters(&parser)
        try parser.expectEnd()
        let (statements, _) = try body(of: tag, until: ["endmacro"])
        return JinjaMacro(name: name, parameters: parameters, body: statements, offset: tag.token.range.lowerBound)
    }

    private mutating func callBlock(_ tag: Tag) throws(JinjaError) -> JinjaStatement {
        var parser = tag.parser
        let start = tag.token.range.lowerBound
        let parameters = parser.isSymbol("(") ? try parameters(&parser) : []
        let callee = try parser.expression()
        try parser.expectEnd()
        guard case .call = callee else { throw JinjaError("`call` needs a call behind it", at: start) }
        let (statements, _) = try body(of: tag, until: ["endcall"])
        let caller = JinjaMacro(name: "caller", parameters: parameters, body: statements, offset: start)
        return .callBlock(caller, callee, start)
    }

    private func parameters(
        _ parser: inout JinjaExpressionParser
    ) throws(JinjaError) -> [(name: String, value: JinjaExpression?)] {
        try parser.expectSymbol("(")
        var parameters: [(name: String, value: JinjaExpression?)] = []
        while !parser.isSymbol(")") {
            let name = try parser.identifier()
            parameters.append((name, parser.skipSymbol("=") ? try parser.expression() : nil))
            guard parser.skipSymbol(",") else { break }
        }
        try parser.expectSymbol(")")
        return parameters
    }

    private mutating func with(_ tag: Tag) throws(JinjaError) -> JinjaStatement {
        var parser = tag.parser
        var values: [(name: String, value: JinjaExpression)] = []
        while !parser.isAtEnd {
            let name = try parser.identifier()
            try parser.expectSymbol("=")
            values.append((name, try parser.expression()))
            guard parser.skipSymbol(",") else { break }
        }
        try parser.expectEnd()
        let (statements, _) = try body(of: tag, until: ["endwith"])
        return .with(values, body: statements)
    }

    private func include(_ tag: Tag) throws(JinjaError) -> JinjaStatement {
        var parser = tag.parser
        let name = try parser.expression()
        var ignoresMissing = false
        if parser.skipName("ignore") {
            try parser.expectName("missing")
            ignoresMissing = true
        }
        if parser.skipName("with") || parser.skipName("without") { try parser.expectName("context") }
        try parser.expectEnd()
        return .include(name, ignoresMissing: ignoresMissing, tag.token.range.lowerBound)
    }

    private func target(_ parser: inout JinjaExpressionParser) throws(JinjaError) -> JinjaTarget {
        var targets = [try singleTarget(&parser)]
        var isTuple = false
        while parser.skipSymbol(",") {
            isTuple = true
            if parser.isName("in") || parser.isSymbol("=") { break }
            targets.append(try singleTarget(&parser))
        }
        return isTuple ? .tuple(targets) : targets[0]
    }

    private func singleTarget(_ parser: inout JinjaExpressionParser) throws(JinjaError) -> JinjaTarget {
        if parser.skipSymbol("(") {
            // One level of brackets: `for (key, value) in …`.
            var targets = [JinjaTarget.name(try parser.identifier())]
            while parser.skipSymbol(",") { targets.append(.name(try parser.identifier())) }
            try parser.expectSymbol(")")
            return .tuple(targets)
        }
        let name = try parser.identifier()
        guard parser.skipSymbol(".") else { return .name(name) }
        return .attribute(name, try parser.identifier())
    }
}
