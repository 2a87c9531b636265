/// Parses Jinja expressions with the precedence of jinja2: conditional, or, and, not, comparison, `+ -`, `~`,
/// `* / // %`, `**`, sign, postfix, filters and tests.
struct JinjaExpressionParser {
    let tokens: [JinjaExpressionToken]
    var index = 0
    var depth = 0
    /// Deeper expressions are refused, so that no input exhausts the stack.
    static let maximumDepth = 60

    init(_ source: [UInt8], in range: Range<Int>) throws(JinjaError) {
        tokens = try JinjaExpressionLexer.tokens(source, in: range)
    }

    // MARK: Tokens

    var token: JinjaExpressionToken { tokens[index] }
    var offset: Int { token.offset }
    var isAtEnd: Bool { token.kind == .end }

    mutating func advance() {
        if index + 1 < tokens.count { index += 1 }
    }

    func peek(_ distance: Int = 1) -> JinjaExpressionToken.Kind {
        index + distance < tokens.count ? tokens[index + distance].kind : .end
    }

    func isSymbol(_ symbol: String) -> Bool { token.kind == .symbol(symbol) }
    func isName(_ name: String) -> Bool { token.kind == .name(name) }

    mutating func skipSymbol(_ symbol: String) -> Bool {
        guard isSymbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func skipName(_ name: String) -> Bool {
        guard isName(name) else { return false }
        advance()
        return true
    }

    mutating func expectSymbol(_ symbol: String) throws(JinjaError) {
        guard skipSymbol(symbol) else { throw JinjaError("`\(symbol)` was expected", at: offset) }
    }

    mutating func expectName(_ name: String) throws(JinjaError) {
        guard skipName(name) else { throw JinjaError("`\(name)` was expected", at: offset) }
    }

    mutating func identifier() throws(JinjaError) -> String {
        guard case .name(let name) = token.kind else { throw JinjaError("a name was expected", at: offset) }
        advance()
        return name
    }

    mutating func expectEnd() throws(JinjaError) {
        guard isAtEnd else { throw JinjaError("unexpected text at the end of the tag", at: offset) }
    }

    // MARK: Expressions

    /// An expression, or a tuple without brackets.
    mutating func expressionList() throws(JinjaError) -> JinjaExpression {
        let first = try expression()
        guard isSymbol(",") else { return first }
        var items = [first]
        while skipSymbol(","), !isAtEnd, !isSymbol("=") { items.append(try expression()) }
        return .tuple(items)
    }

    mutating func expression(allowsConditional: Bool = true) throws(JinjaError) -> JinjaExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw JinjaError("the expression is nested too deeply", at: offset) }
        var value = try disjunction()
        guard allowsConditional else { return value }
        var conditionals = 0
        while skipName("if") {
            conditionals += 1
            guard conditionals <= Self.maximumDepth else { throw JinjaError("too many conditions", at: offset) }
            let condition = try disjunction()
            let otherwise = skipName("else") ? try expression() : nil
            value = .conditional(value, condition: condition, otherwise: otherwise)
        }
        return value
    }

    mutating func disjunction() throws(JinjaError) -> JinjaExpression {
        var left = try conjunction()
        var length = 0
        while skipName("or") {
            try limit(&length)
            left = .or(left, try conjunction())
        }
        return left
    }

    mutating func conjunction() throws(JinjaError) -> JinjaExpression {
        var left = try negation()
        var length = 0
        while skipName("and") {
            try limit(&length)
            left = .and(left, try negation())
        }
        return left
    }

    /// Chains of operators become left-deep trees, whose depth has to be limited too.
    func limit(_ length: inout Int) throws(JinjaError) {
        length += 1
        guard length <= 100 else { throw JinjaError("more than 100 operators in a row", at: offset) }
    }

    mutating func negation() throws(JinjaError) -> JinjaExpression {
        var count = 0
        while skipName("not") { count += 1 }
        let inner = try comparison()
        return count == 0 ? inner : (count % 2 == 1 ? .not(inner) : .not(.not(inner)))
    }

    mutating func comparison() throws(JinjaError) -> JinjaExpression {
        let start = offset
        let first = try sum()
        var rest: [(JinjaComparison, JinjaExpression)] = []
        while let comparison = comparisonOperator() {
            rest.append((comparison, try sum()))
        }
        return rest.isEmpty ? first : .compare(first, rest, start)
    }

    mutating func comparisonOperator() -> JinjaComparison? {
        if isName("not"), peek() == .name("in") {
            advance()
            advance()
            return .isNotIn
        }
        if skipName("in") { return .isIn }
        guard case .symbol(let symbol) = token.kind, let comparison = Self.comparisons[symbol] else { return nil }
        advance()
        return comparison
    }

    static let comparisons: [String: JinjaComparison] = [
        "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
    ]

    mutating func sum() throws(JinjaError) -> JinjaExpression {
        var left = try concatenation()
        var length = 0
        while isSymbol("+") || isSymbol("-") {
            try limit(&length)
            let start = offset
            let operation: JinjaOperator = isSymbol("+") ? .add : .subtract
            advance()
            left = .binary(operation, left, try concatenation(), start)
        }
        return left
    }

    mutating func concatenation() throws(JinjaError) -> JinjaExpression {
        var parts = [try product()]
        while skipSymbol("~") { parts.append(try product()) }
        return parts.count == 1 ? parts[0] : .concatenate(parts)
    }

    mutating func product() throws(JinjaError) -> JinjaExpression {
        var left = try power()
        var length = 0
        while case .symbol(let symbol) = token.kind, let operation = Self.products[symbol] {
            try limit(&length)
            let start = offset
            advance()
            left = .binary(operation, left, try power(), start)
        }
        return left
    }

    static let products: [String: JinjaOperator] = [
        "*": .multiply, "/": .divide, "//": .floorDivide, "%": .remainder,
    ]

    mutating func power() throws(JinjaError) -> JinjaExpression {
        var left = try unary(withFilters: true)
        var length = 0
        while isSymbol("**") {
            try limit(&length)
            let start = offset
            advance()
            left = .binary(.power, left, try unary(withFilters: true), start)
        }
        return left
    }

    mutating func unary(withFilters: Bool) throws(JinjaError) -> JinjaExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw JinjaError("the expression is nested too deeply", at: offset) }
        let start = offset
        var node: JinjaExpression
        if skipSymbol("-") {
            node = .negate(try unary(withFilters: false), start)
        } else if skipSymbol("+") {
            node = .plus(try unary(withFilters: false), start)
        } else {
            node = try primary()
        }
        node = try postfix(node)
        return withFilters ? try filters(node) : node
    }

    // MARK: Primaries

    mutating func primary() throws(JinjaError) -> JinjaExpression {
        let start = offset
        switch token.kind {
        case .name(let name):
            advance()
            switch name {
            case "true", "True": return .literal(.bool(true))
            case "false", "False": return .literal(.bool(false))
            case "none", "None": return .literal(.none)
            default: return .name(name, start)
            }
        case .string(var text):
            advance()
            while case .string(let more) = token.kind {
                text += more
                advance()
            }
            return .literal(.string(text))
        case .int(let value):
            advance()
            return .literal(.int(value))
        case .double(let value):
            advance()
            return .literal(.double(value))
        case .symbol("("): return try parenthesised()
        case .symbol("["): return .list(try items(until: "]"))
        case .symbol("{"): return try dictionary()
        default: throw JinjaError("an expression was expected", at: start)
        }
    }

    mutating func parenthesised() throws(JinjaError) -> JinjaExpression {
        advance()
        if skipSymbol(")") { return .tuple([]) }
        let first = try expression()
        if skipSymbol(")") { return first }
        var items = [first]
        while skipSymbol(",") {
            if isSymbol(")") { break }
            items.append(try expression())
        }
        try expectSymbol(")")
        return .tuple(items)
    }

    mutating func items(until close: String) throws(JinjaError) -> [JinjaExpression] {
        advance()
        var items: [JinjaExpression] = []
        while !isSymbol(close) {
            items.append(try expression())
            guard skipSymbol(",") else { break }
        }
        try expectSymbol(close)
        return items
    }

    mutating func dictionary() throws(JinjaError) -> JinjaExpression {
        let start = offset
        advance()
        var members: [(key: JinjaExpression, value: JinjaExpression)] = []
        while !isSymbol("}") {
            let key = try expression()
            try expectSymbol(":")
            members.append((key, try expression()))
            guard skipSymbol(",") else { break }
        }
        try expectSymbol("}")
        return .dictionary(members, start)
    }
}
