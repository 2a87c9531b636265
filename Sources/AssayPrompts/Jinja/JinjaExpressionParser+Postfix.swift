extension JinjaExpressionParser {
    // MARK: Postfix

    mutating func postfix(_ node: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        var node = node
        var length = 0
        while true {
            let start = offset
            if skipSymbol(".") {
                if case .int(let index) = token.kind {
                    advance()
                    node = .item(node, .literal(.int(index)), start)
                } else {
                    node = .attribute(node, try identifier(), start)
                }
            } else if isSymbol("[") {
                node = try subscripted(node)
            } else if isSymbol("(") {
                node = .call(node, try arguments(), start)
            } else {
                return node
            }
            try limit(&length)
        }
    }

    mutating func subscripted(_ node: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        let start = offset
        advance()
        var parts: [JinjaExpression?] = []
        var colons = 0
        var current: JinjaExpression?
        while !isSymbol("]") {
            if skipSymbol(":") {
                parts.append(current)
                current = nil
                colons += 1
                guard colons <= 2 else { throw JinjaError("a slice has at most two colons", at: offset) }
            } else if current == nil {
                current = try expressionList()
            } else {
                throw JinjaError("`]` was expected", at: offset)
            }
        }
        try expectSymbol("]")
        guard colons > 0 else {
            guard let current else { throw JinjaError("an index was expected", at: start) }
            return .item(node, current, start)
        }
        parts.append(current)
        return .slice(
            node, JinjaSlice(start: parts[0], stop: parts[1], step: parts.count > 2 ? parts[2] : nil), start)
    }

    mutating func arguments() throws(JinjaError) -> JinjaArguments {
        try expectSymbol("(")
        var arguments = JinjaArguments()
        while !isSymbol(")") {
            if skipSymbol("**") {
                arguments.spreadNamed = try expression()
            } else if skipSymbol("*") {
                arguments.spread = try expression()
            } else if case .name(let name) = token.kind, peek() == .symbol("=") {
                advance()
                advance()
                arguments.named.append((name, try expression()))
            } else {
                arguments.positional.append(try expression())
            }
            guard skipSymbol(",") else { break }
        }
        try expectSymbol(")")
        return arguments
    }

    // MARK: Filters and tests

    mutating func filters(_ node: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        var node = node
        var length = 0
        while true {
            let start = offset
            if skipSymbol("|") {
                node = try filter(node)
            } else if isName("is") {
                node = try test(node)
            } else if isSymbol("(") {
                node = .call(node, try arguments(), start)
            } else {
                return node
            }
            try limit(&length)
        }
    }

    /// One filter after its `|`.
    mutating func filter(_ node: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        let start = offset
        var name = try identifier()
        while skipSymbol(".") { name += "." + (try identifier()) }
        let arguments = isSymbol("(") ? try arguments() : JinjaArguments()
        return .filter(node, name, arguments, start)
    }

    mutating func test(_ node: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        let start = offset
        advance()
        let isNegated = skipName("not")
        let name = try identifier()
        var arguments = JinjaArguments()
        if isSymbol("(") {
            arguments = try self.arguments()
        } else if startsTestArgument {
            let argument = try primary()
            arguments.positional = [try postfix(argument)]
        }
        return .test(node, name, arguments, isNegated: isNegated, start)
    }

    var startsTestArgument: Bool {
        switch token.kind {
        case .name(let name): !["else", "or", "and", "is", "if", "in", "not", "recursive"].contains(name)
        case .string, .int, .double, .symbol("["), .symbol("{"): true
        default: false
        }
    }
}
