/// A function, type or table of a program: what stands between its start and its end belongs to it.
struct CodeScope {
    enum Kind {
        case function
        /// A class, an enumeration, an object, a dictionary.
        case container
    }

    var kind: Kind
    /// Empty for a function without a name.
    var name: String
    /// Indices of the tokens inside.
    var tokens: Range<Int>
}

/// Follows the scopes around the current token, from the program's start to its end.
struct CodeScopes {
    private let scopes: [CodeScope]
    private var next = 0
    private var open: [CodeScope] = []

    /// `scopes` are in the order of their starts.
    init(_ scopes: [CodeScope]) { self.scopes = scopes }

    /// Moves to the token at `index`, which never goes back. Complexity: O(scopes) for a whole program.
    mutating func move(to index: Int) {
        while let last = open.last, last.tokens.upperBound <= index { open.removeLast() }
        while next < scopes.count, scopes[next].tokens.lowerBound <= index {
            if index < scopes[next].tokens.upperBound { open.append(scopes[next]) }
            next += 1
        }
    }

    /// The name of the function around the current token.
    var function: String? { open.last { $0.kind == .function }?.name }

    /// Whether the current token is in no function and no type.
    var isOutside: Bool { open.isEmpty }

    /// The tokens of the function around the current token, unless a type or a table inside it is nearer.
    var body: Range<Int>? { open.last.flatMap { $0.kind == .function ? $0.tokens : nil } }

    /// The tokens of the functions around the current token; no more than the innermost eight, so that deep nesting costs no
    /// more.
    var functions: [Range<Int>] { open.suffix(16).filter { $0.kind == .function }.suffix(8).map(\.tokens) }

    /// The names of the containers around the current token up to the function it is in, outermost first; no more than
    /// the innermost sixteen, so that deep nesting costs no more.
    var containers: [String] {
        open.suffix(16).reversed().prefix { $0.kind == .container }.reversed().map(\.name)
    }

    /// The function whose body begins at the current token.
    func functionStarting(at index: Int) -> CodeScope? {
        guard let last = open.last, last.kind == .function, last.tokens.lowerBound == index else { return nil }
        return last
    }
}

extension CodeScopes {
    /// Finds scopes by brackets (JavaScript, Swift) and, where lines are statements, by indentation (Python).
    /// Complexity: O(n) in the tokens.
    static func find(_ reader: CodeExpressionReader) -> CodeScopes {
        var scopes = BracketScopes.find(reader)
        if reader.joinsAdjacent {
            scopes += IndentedScopes.find(reader)
            scopes.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
        }
        return CodeScopes(scopes)
    }
}

/// Python's `def` and `class`: a scope ends at the first statement that is not indented deeper than its head.
private enum IndentedScopes {
    static func find(_ reader: CodeExpressionReader) -> [CodeScope] {
        var scopes: [CodeScope] = []
        var open: [(column: Int, scope: Int)] = []
        var isLineStart = true
        for index in reader.tokens.indices {
            if case .newline = reader.tokens[index].kind {
                isLineStart = true
                continue
            }
            guard isLineStart else { continue }
            isLineStart = false
            let column = reader.column(index)
            while let last = open.last, last.column >= column {
                scopes[last.scope].tokens = scopes[last.scope].tokens.lowerBound..<index
                open.removeLast()
            }
            let head = reader.name(index) == "async" ? index + 1 : index
            guard let word = reader.name(head), word == "def" || word == "class", let name = reader.name(head + 1)
            else { continue }
            open.append((column, scopes.count))
            scopes.append(
                CodeScope(
                    kind: word == "def" ? .function : .container, name: name, tokens: index..<reader.tokens.count))
        }
        return scopes
    }
}

extension CodeExpressionReader {
    /// How far a line is indented whose first token this is.
    func column(_ index: Int) -> Int {
        var offset = tokens[index].range.lowerBound
        let end = offset
        while offset > 0, source[offset - 1] == 0x20 || source[offset - 1] == 0x09 { offset -= 1 }
        return end - offset
    }
}

/// Scopes in brackets, by what stands before the opening one.
private struct BracketScopes {
    private let reader: CodeExpressionReader
    private var scopes: [CodeScope] = []
    /// Open brackets: where each stands and which scope it began.
    private var open: [(index: Int, scope: Int?)] = []
    /// The head of a function or type whose brace is still to come, and the number of brackets around it.
    private var head: (kind: CodeScope.Kind, name: String, depth: Int, endsWithLine: Bool)?
    /// Where the parenthesis that was closed last was opened.
    private var closedParenthesis: (open: Int, close: Int)?

    static func find(_ reader: CodeExpressionReader) -> [CodeScope] {
        var finder = BracketScopes(reader: reader)
        for index in reader.tokens.indices { finder.visit(index) }
        return finder.scopes
    }

    private init(reader: CodeExpressionReader) { self.reader = reader }

    private static let types: Set<String> = ["enum", "struct", "class", "extension", "actor", "namespace", "interface"]
    private static let statements: Set<String> = [
        "if", "for", "while", "switch", "catch", "with", "function", "return", "guard", "await", "init",
    ]

    private mutating func visit(_ index: Int) {
        switch reader.tokens[index].kind {
        case .name(let word) where !reader.joinsAdjacent: visit(word, index)
        case .newline where head?.endsWithLine == true && head?.depth == open.count: head = nil
        case .symbol(let byte):
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["): open.append((index, nil))
            case UInt8(ascii: "{"): openBrace(index)
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(index, byte)
            case UInt8(ascii: "=") where head?.endsWithLine == true && head?.depth == open.count: head = nil
            default: break
            }
        default: break
        }
    }

    private mutating func visit(_ word: String, _ index: Int) {
        guard let name = reader.name(index + 1) else { return }
        if word == "func" || word == "function" {
            head = (.function, name, open.count, false)
        } else if Self.types.contains(word), name != "func", name != "var" {
            head = (.container, name, open.count, false)
        } else if word == "var", reader.symbol(index + 2) == UInt8(ascii: ":") {
            // A Swift property that is computed: `var prompt: String { … }`.
            head = (.function, name, open.count, true)
        }
    }

    private mutating func close(_ index: Int, _ byte: UInt8) {
        guard let last = open.popLast() else { return }
        if let scope = last.scope { scopes[scope].tokens = scopes[scope].tokens.lowerBound..<index }
        if byte == UInt8(ascii: ")") { closedParenthesis = (last.index, index) }
        if byte == UInt8(ascii: "}"), head.map({ $0.depth > open.count }) == true { head = nil }
    }

    private mutating func openBrace(_ index: Int) {
        var scope: Int?
        if let found = scopeKind(index) {
            scope = scopes.count
            scopes.append(CodeScope(kind: found.kind, name: found.name, tokens: index + 1..<reader.tokens.count))
        }
        open.append((index, scope))
    }

    /// What the brace at `index` opens; nil for a block of statements.
    private mutating func scopeKind(_ index: Int) -> (kind: CodeScope.Kind, name: String)? {
        if let head, head.depth == open.count {
            self.head = nil
            return (head.kind, head.name)
        }
        let previous = index - 1
        switch reader.symbol(previous) {
        case UInt8(ascii: ">") where reader.symbol(previous - 1) == UInt8(ascii: "="):
            return (.function, arrowName(previous - 1))
        case UInt8(ascii: "="), UInt8(ascii: ":"): return assignedName(previous).map { (.container, $0) }
        default: break
        }
        guard !reader.joinsAdjacent, let parenthesis = closedParenthesis, index - parenthesis.close <= 8,
            isResultType(parenthesis.close + 1..<index)
        else { return nil }
        // `name(arguments) {`: a method. `function (arguments) {`: a value.
        guard let name = reader.name(parenthesis.open - 1) else { return nil }
        if name == "function" { return (.function, assignedName(parenthesis.open - 2) ?? "") }
        // Behind a parenthesis stands the brace or the type of the result.
        let isMethod = index - parenthesis.close == 1 || reader.symbol(parenthesis.close + 1) == UInt8(ascii: ":")
        return isMethod && !Self.statements.contains(name) ? (.function, name) : nil
    }

    /// Whether there is nothing but names and the signs of types between a parenthesis and a brace.
    private func isResultType(_ range: Range<Int>) -> Bool {
        range.allSatisfy { index in
            if let byte = reader.symbol(index) { return ":<>|[].".utf8.contains(byte) }
            return reader.name(index) != nil
        }
    }

    /// The name that `(x) => {` is assigned to, seen from its `=`.
    private func arrowName(_ equals: Int) -> String {
        var start = equals - 1
        if let parenthesis = closedParenthesis, equals - parenthesis.close <= 8,
            isResultType(parenthesis.close + 1..<equals)
        {
            start = parenthesis.open
        }
        start -= 1
        if reader.name(start) == "async" { start -= 1 }
        return assignedName(start) ?? ""
    }

    /// The name before an `=` or a `:`; before `name: Type =` the name, not the type.
    private func assignedName(_ sign: Int) -> String? {
        guard let byte = reader.symbol(sign), byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") else { return nil }
        if byte == UInt8(ascii: "="), let colon = typeColon(before: sign) {
            return reader.name(colon - 1)
        }
        return reader.name(sign - 1) ?? reader.string(sign - 1)?.text
    }

    private func typeColon(before equals: Int) -> Int? {
        var index = equals - 1
        while index > max(0, equals - 14) {
            if reader.symbol(index) == UInt8(ascii: ":") { return index }
            if case .newline = reader.tokens[index].kind { return nil }
            if let byte = reader.symbol(index), !"<>,[].|".utf8.contains(byte) { return nil }
            if let word = reader.name(index), ["const", "let", "var", "export"].contains(word) { return nil }
            index -= 1
        }
        return nil
    }
}
