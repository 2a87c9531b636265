/// How often a program gives each name a value, and where it does so for the whole file or a whole function: `name = …`.
///
/// What may be a binding counts as one: parameters, loops, imports, patterns, changes in place. So a name that is bound
/// once stands for one value wherever it can be read.
struct NameBindings {
    /// The only value of a name.
    private struct Value {
        /// Index of its first token.
        var start: Int
        /// The tokens among which the name stands for it: the file's, those of a function, or of a block in braces.
        var home: Range<Int>
    }

    private var counts: [String: Int] = [:]
    private var values: [String: Value] = [:]
    /// Of the bindings those by statements of their own, `name = …`, and how often something is added: `name += …`.
    private var statements: [String: Int] = [:]
    private var additions: [String: Int] = [:]
    private let reader: CodeExpressionReader
    /// Open brackets: where each stands.
    private var open: [Int] = []
    /// Where Python's current statement begins, or its next target: `A = B = …`.
    private var head = 0
    /// The part of a statement in which names are bound: `for … in`, `import …`, `def name(…)`.
    private var pattern: (word: String, depth: Int)?
    /// Whether there is an `import *`: any name may be one of its.
    private var hasStarImport = false
    /// How many tokens may still be looked at again: brackets inside each other would take time without end.
    private var budget: Int

    /// Where the value begins that a name has at a token, where nothing else binds it. Complexity: O(1).
    ///
    /// - Parameter token: nil for wherever it has one.
    func onlyValue(of name: String, at token: Int? = nil) -> Int? {
        guard budget >= 0, !hasStarImport, counts[name] == 1, additions[name] == nil, let value = values[name],
            token.map({ value.home.contains($0) }) ?? true
        else { return nil }
        return value.start
    }

    /// Whether nothing but statements of its own gives a name values, `name = …` and `name += …`, any number of them.
    func isOnlyAssigned(_ name: String) -> Bool {
        budget >= 0 && !hasStarImport && counts[name] == statements[name]
    }

    /// - Parameter scopes: those of the whole program, before its first token.
    /// - Complexity: O(n) in the tokens.
    init(_ reader: CodeExpressionReader, _ scopes: CodeScopes) {
        self.reader = reader
        budget = 8 * reader.tokens.count
        var scopes = scopes
        for index in reader.tokens.indices {
            scopes.move(to: index)
            switch reader.tokens[index].kind {
            case .symbol(let byte): visit(byte, index, scopes)
            case .name(let name): visit(name, index, scopes)
            case .newline:
                head = index + 1
                if let pattern, open.count <= pattern.depth { self.pattern = nil }
            case .string(let string): visit(string)
            case .number: break
            }
        }
    }

    /// Counts a binding that gives no value that is known here.
    private mutating func bind(_ name: String) {
        counts[name, default: 0] += 2
    }

    /// The tokens among which a name stands for the value that a statement at the current token gives it; nil where the
    /// token is in brackets, or in a type, whose names are read as members.
    private func home(_ scopes: CodeScopes) -> Range<Int>? {
        if scopes.isOutside { return open.isEmpty ? reader.tokens.indices : nil }
        if reader.joinsAdjacent { return open.isEmpty ? scopes.body : nil }
        // In braces `const` and `let` are statements all the same: no object has them.
        guard scopes.body != nil, let brace = open.last, reader.symbol(brace) == UInt8(ascii: "{") else { return nil }
        return brace..<reader.skipBrackets(brace)
    }

    private mutating func bindAll(_ range: Range<Int>) {
        budget -= range.count
        guard budget >= 0 else { return }
        for index in range {
            // What has members is no parameter.
            let isBound = index == range.lowerBound || !isBehind(index, "=") && !isMember(index)
            if let name = reader.name(index), isBound, reader.symbol(index + 1) != UInt8(ascii: ".") { bind(name) }
        }
    }

    /// Whether a name stands behind a dot, and not behind the three of the rest of some parameters.
    private func isMember(_ index: Int) -> Bool { isBehind(index, ".") && !isBehind(index - 1, ".") }

    private func isBehind(_ index: Int, _ signs: String) -> Bool {
        reader.symbol(index - 1).map { signs.utf8.contains($0) } ?? false
    }

    // MARK: Symbols

    private mutating func visit(_ byte: UInt8, _ index: Int, _ scopes: CodeScopes) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(index)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            if let start = open.popLast() { close(start..<index + 1) }
        case UInt8(ascii: ";"):
            head = index + 1
            if let pattern, open.count <= pattern.depth { self.pattern = nil }
        case UInt8(ascii: ":") where pattern?.word == "lambda" && pattern?.depth == open.count: pattern = nil
        case UInt8(ascii: "="): equals(index, scopes)
        case UInt8(ascii: "*") where reader.joinsAdjacent && reader.name(index - 1) == "import": hasStarImport = true
        default: break
        }
    }

    private mutating func close(_ brackets: Range<Int>) {
        let next = brackets.upperBound
        let isParenthesis = reader.symbol(brackets.lowerBound) == UInt8(ascii: "(")
        if isParenthesis, areParameters(brackets) { bindAll(brackets) }
        // `{ a, b } = …`
        if reader.symbol(next) == UInt8(ascii: "="), reader.symbol(next + 1) != UInt8(ascii: "=") { bindAll(brackets) }
        if isParenthesis, let pattern, ["def", "func", "function"].contains(pattern.word), open.count <= pattern.depth {
            self.pattern = nil
        }
    }

    /// Whether parentheses may hold parameters, by what stands before or behind them: `def name(…)`, `(…) =>`, `(…): Type {`.
    private func areParameters(_ brackets: Range<Int>) -> Bool {
        if let word = reader.name(brackets.lowerBound - 2), ["def", "func", "function"].contains(word) { return true }
        guard !reader.joinsAdjacent else { return false }
        let next = reader.skipNewlines(brackets.upperBound)
        if let word = reader.name(next) { return ["throws", "rethrows", "async", "where", "in"].contains(word) }
        guard let sign = reader.symbol(next) else { return false }
        return ":{-".utf8.contains(sign) || sign == UInt8(ascii: "=") && reader.symbol(next + 1) == UInt8(ascii: ">")
    }

    private mutating func equals(_ index: Int, _ scopes: CodeScopes) {
        let next = reader.symbol(index + 1)
        if next == UInt8(ascii: ">") {
            if let name = reader.name(index - 1) { bind(name) }
            return
        }
        guard next != UInt8(ascii: "="), !isBehind(index, "=!<>") || isBehind(index - 1, "<>*?|&") else { return }
        if let pattern, ["let", "const", "var"].contains(pattern.word), pattern.depth == open.count { self.pattern = nil }
        // `f(name=…)` names an argument; parameters are bound where their parentheses close.
        let inner = open.last.flatMap(reader.symbol)
        if reader.joinsAdjacent, inner == UInt8(ascii: "("), !isBehind(index, ":") { return }
        if reader.symbol(index - 1) == UInt8(ascii: "+"), let name = reader.name(index - 2), open.last.map(isBrace) ?? true {
            if !isMember(index - 2) { additions[name, default: 0] += 1 }
            return
        }
        let target = head..<index
        let place = target.lowerBound + (reader.joinsAdjacent ? 0 : declaration(target))
        guard let home = home(scopes), reader.joinsAdjacent || open.isEmpty || place < index else {
            // `name: Type = …` of a class, an assignment in a block of JavaScript; a walrus, a default in brackets.
            if inner == nil || inner == UInt8(ascii: "{") { bindAll(target) }
            return bindTarget(before: index)
        }
        defer { head = index + 1 }
        guard let name = reader.name(place), !Self.heads.contains(name), isSimple(target) else { return bindAll(target) }
        counts[name, default: 0] += 1
        statements[name, default: 0] += 1
        values[name] = Value(start: index + 1, home: home)
    }

    private func isBrace(_ index: Int) -> Bool { reader.symbol(index) == UInt8(ascii: "{") }

    /// Words before a colon behind which a statement stands: `else: name = …`.
    private static let heads: Set<String> = ["else", "try", "finally"]

    /// How many words stand before the name in `export const NAME`; none where it is no declaration.
    private func declaration(_ target: Range<Int>) -> Int {
        let words = target.prefix { reader.name($0).map { Self.declarations.contains($0) } ?? false }.count
        return reader.name(target.lowerBound + words - 1).map { $0 == "const" || $0 == "let" } ?? false ? words : target.count
    }

    private static let declarations: Set<String> = [
        "export", "const", "let", "private", "fileprivate", "public", "internal", "package", "declare",
    ]

    /// `NAME` or `NAME: Type`. A type makes another value of a text in Swift.
    private func isSimple(_ target: Range<Int>) -> Bool {
        let name = target.lowerBound + (reader.joinsAdjacent ? 0 : declaration(target))
        if name + 1 == target.upperBound { return true }
        guard reader.symbol(name + 1) == UInt8(ascii: ":") else { return false }
        return reader.joinsAdjacent || name + 3 == target.upperBound && reader.name(name + 2)?.lowercased() == "string"
    }

    /// Binds what stands right before a sign, operators aside: `NAME`, `NAME +`, `NAME :`.
    private mutating func bindTarget(before index: Int) {
        var last = index - 1
        while index - last < 4, reader.name(last) == nil { last -= 1 }
        // `self.NAME` is another name.
        if let name = reader.name(last), reader.name(last - 2).map({ ["self", "this", "cls"].contains($0) }) != true {
            bind(name)
        }
    }

    /// `{(name := f())}`, `${(name = f())}`: whatever stands in such a value may be bound.
    private mutating func visit(_ string: CodeString) {
        for case .value(_, let expression) in string.parts {
            let bytes = Array(expression.utf8)
            let isBinding = bytes.indices.contains { index in
                bytes[index] == UInt8(ascii: "=")
                    && ![index - 1, index + 1].contains { bytes.indices.contains($0) && "=!<>".utf8.contains(bytes[$0]) }
            }
            guard isBinding else { continue }
            for path in Identifiers.find(bytes, 0..<bytes.count) { bind(String(path.prefix { $0 != "." })) }
        }
    }

    // MARK: Names

    /// Words behind which names are bound, up to the end of a head, a pattern or the line.
    private static let binders: Set<String> = [
        "for", "as", "global", "nonlocal", "del", "class", "enum", "struct", "def", "func", "function", "case", "import",
        "lambda", "let", "const", "var", "catch",
    ]

    private mutating func visit(_ name: String, _ index: Int, _ scopes: CodeScopes) {
        if Self.binders.contains(name), !isBehind(index, ".") {
            pattern = (name, open.count)
        } else if name == "in", pattern?.word != "for", !reader.joinsAdjacent, let start = open.last {
            // `{ a, b in` of a closure.
            bindAll(start + 1..<index)
        } else if let word = pattern?.word {
            if name == "in" || name == "of" || (name == "from" && word == "import") { return pattern = nil }
            let isDefault = isBehind(index, "=") && word != "case"
            if !isDefault, !isMember(index), !isDeclared(index, word, scopes) { bind(name) }
            if ["as", "class", "enum", "struct"].contains(word), reader.symbol(index + 1) != UInt8(ascii: ",") { pattern = nil }
        }
    }

    /// Whether a name stands in `const NAME = …`, which the sign behind it counts.
    private func isDeclared(_ index: Int, _ word: String, _ scopes: CodeScopes) -> Bool {
        guard ["let", "const", "var"].contains(word), home(scopes) != nil, reader.name(index - 1) == word else { return false }
        if reader.symbol(index + 1) == UInt8(ascii: ":") { return reader.equalsBehindType(index + 2) != nil }
        return reader.symbol(index + 1) == UInt8(ascii: "=")
    }
}
