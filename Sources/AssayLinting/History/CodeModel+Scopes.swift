import AssayPrompts

extension CodeModel {
    // MARK: Python

    /// Scopes by indentation: a line that ends a header with a colon opens one.
    mutating func addIndentedScopes() {
        var open: [(scope: Int, indent: Int)] = [(0, -1)]
        var index = 0
        while index < tokens.count {
            let end = statementEnd(index)
            // A blank line or a comment ends nothing.
            if end == index + 1, tokens[index].kind == .newline {
                scopeOfToken[index] = Int32(open[open.count - 1].scope)
                index = end
                continue
            }
            let indent = column(tokens[index].range.lowerBound)
            while open.count > 1, let last = open.last, indent <= last.indent {
                scopes[last.scope].body =
                    scopes[last.scope].body.lowerBound..<max(scopes[last.scope].body.lowerBound, index)
                open.removeLast()
            }
            let parent = open[open.count - 1].scope
            for token in index..<end { scopeOfToken[token] = Int32(parent) }
            if let header = pythonHeader(index, end), let colon = headerColon(index, end) {
                scopes.append(
                    Scope(
                        kind: header.kind, name: header.name, header: index..<colon, body: colon + 1..<tokens.count,
                        parent: parent))
                open.append((scopes.count - 1, indent))
                for token in (colon + 1)..<max(colon + 1, end) { scopeOfToken[token] = Int32(scopes.count - 1) }
            }
            index = end
        }
    }

    /// Index behind the newline that ends the statement at `index`.
    private func statementEnd(_ index: Int) -> Int {
        var end = index
        while end < tokens.count, tokens[end].kind != .newline { end += 1 }
        return min(end + 1, tokens.count)
    }

    private func column(_ offset: Int) -> Int {
        var start = offset
        while start > 0, source[start - 1] != 0x0A, offset - start < 400 { start -= 1 }
        // The indentation alone: a string token may start far behind it.
        var count = 0
        while start + count < offset, source[start + count] == 0x20 || source[start + count] == 0x09 { count += 1 }
        return count
    }

    private func pythonHeader(_ start: Int, _ end: Int) -> (kind: Scope.Kind, name: String)? {
        var index = start
        if name(index) == "async" { index += 1 }
        switch name(index) {
        case "class": return (.type, name(index + 1) ?? "")
        case "def": return (.function, name(index + 1) ?? "")
        case "for", "while": return (.loop, name(index) ?? "")
        case "if", "elif", "else", "try", "except", "finally", "with", "match", "case":
            return (.branch, name(index) ?? "")
        default: return nil
        }
    }

    /// The colon that ends a header: the first one outside brackets.
    private func headerColon(_ start: Int, _ end: Int) -> Int? {
        var index = start
        let around = enclosing[start]
        while index < end {
            if isSymbol(index, ":"), enclosing[index] == around { return index }
            index += 1
        }
        return nil
    }

    // MARK: Braces

    mutating func addBracedScopes() {
        var open: [(scope: Int, close: Int)] = [(0, tokens.count)]
        var ends = StatementEnds()
        // By the first token of its body: the statement is read at its keyword.
        var bare: [Int: BareStatement] = [:]
        for index in tokens.indices {
            while open.count > 1, let last = open.last, index >= last.close { open.removeLast() }
            if let statement = bare.removeValue(forKey: index) {
                scopes.append(
                    Scope(
                        kind: statement.kind, name: statement.name, header: statement.header, body: statement.body,
                        parent: open[open.count - 1].scope))
                open.append((scopes.count - 1, statement.body.upperBound))
            }
            let parent = open[open.count - 1].scope
            scopeOfToken[index] = Int32(parent)
            if language == .javaScript, open.count < Self.deepest, let statement = bareStatement(index, &ends) {
                bare[statement.body.lowerBound] = statement
            }
            guard isSymbol(index, "{") else { continue }
            let close = partner(index) ?? tokens.count
            let header = bracedHeader(index)
            scopes.append(
                Scope(
                    kind: header.kind, name: header.name, header: header.range, body: index + 1..<max(index + 1, close),
                    parent: parent))
            open.append((scopes.count - 1, close))
        }
    }

    /// What opens a block at the brace `index`, read backwards from it.
    private func bracedHeader(_ brace: Int) -> (kind: Scope.Kind, name: String, range: Range<Int>) {
        var start = brace
        var words: [(word: String, index: Int)] = []
        var hasParentheses = false
        while start > 0, brace - start < 400, words.count < 24 {
            let previous = start - 1
            if isNewline(previous) || isSymbol(previous, ";") || isSymbol(previous, "{") || isSymbol(previous, "}") {
                break
            }
            if isSymbol(previous, ")") || isSymbol(previous, "]"), let open = partner(previous) {
                hasParentheses = hasParentheses || isSymbol(previous, ")")
                start = open
                continue
            }
            if isSymbol(previous, "(") || isSymbol(previous, "[") || isSymbol(previous, ",") { break }
            start = previous
            if let word = name(previous) { words.append((word, previous)) }
        }
        let range = start..<brace
        for (word, index) in words.reversed() {
            switch word {
            case "class", "struct", "actor", "extension", "interface":
                return (.type, name(index + 1) ?? "", range)
            case "function", "func": return (.function, name(index + 1) ?? "", range)
            case "init": return (.function, "init", range)
            case "for", "while", "repeat": return (.loop, word, range)
            case "do" where language == .javaScript: return (.loop, word, range)
            case "if", "else", "switch", "guard", "try", "catch", "do", "finally", "defer":
                return (.branch, word, range)
            default: break
            }
        }
        return functionHeader(brace, words, hasParentheses, range)
    }

    /// Arrow functions, methods and closures.
    private func functionHeader(
        _ brace: Int, _ words: [(word: String, index: Int)], _ hasParentheses: Bool, _ range: Range<Int>
    ) -> (kind: Scope.Kind, name: String, range: Range<Int>) {
        let isArrow = isSymbol(brace - 1, ">") && isSymbol(brace - 2, "=")
        if isArrow {
            let modifiers: Set<String> = [
                "const", "let", "var", "export", "default", "async", "await", "public", "private",
            ]
            let named = words.reversed().first { !modifiers.contains($0.word) && isAssigned($0.index) }
            return (.function, named?.word ?? "", range)
        }
        let before = symbol(brace - 1)
        if let before, "=(,:[?&|".utf8.contains(before) { return (.block, "", range) }
        if name(brace - 1) == "return" { return (.block, "", range) }
        // `name(…) {` or `name(…): Type {`.
        if hasParentheses, language == .javaScript,
            let method = words.reversed().first(where: { isSymbol($0.index + 1, "(") })
        {
            return (.function, method.word, range)
        }
        return (.block, words.first?.word ?? "", range)
    }

    private func isAssigned(_ index: Int) -> Bool { isSymbol(index + 1, "=") || isSymbol(index + 1, ":") }
}
