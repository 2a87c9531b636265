/// How often a program gives each name in capitals a value, and where it does so for the whole file: `NAME = …`.
///
/// What may be a binding counts as one: parameters, loops, imports, patterns, changes in place. So a name that is bound
/// once stands for one value wherever it is read. Names in small letters are left alone: too often they are parameters,
/// properties or state.
struct NameBindings {
    private var counts: [String: Int] = [:]
    /// Indices of the first tokens of values.
    private var values: [String: Int] = [:]
    private let reader: CodeExpressionReader
    /// Open brackets: where each stands.
    private var open: [Int] = []
    /// Where Python's current statement begins, or its next target: `A = B = …`.
    private var head = 0
    /// The part of a statement in which names are bound: `for … in`, `import …`, `def name(…)`.
    private var pattern: (word: String, depth: Int)?
    /// The parentheses that were closed last and not looked at.
    private var closed: Range<Int>?
    /// The last `import *`: what stands before it may be another value behind it.
    private var lastStarImport = -1
    /// How many tokens may still be looked at again: brackets inside each other would take time without end.
    private var budget: Int

    /// Where the value of a name begins that nothing else binds. Complexity: O(1).
    func onlyValue(of name: String) -> Int? {
        guard budget >= 0, counts[name] == 1, let value = values[name], value > lastStarImport else { return nil }
        return value
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
            case .symbol(let byte): visit(byte, index, isOutside: scopes.isOutside)
            case .name(let name): visit(name, index, isOutside: scopes.isOutside)
            case .newline:
                head = index + 1
                if let pattern, open.count <= pattern.depth { self.pattern = nil }
            case .string, .number: break
            }
        }
    }

    /// `RULES`, `_STYLE_2`.
    static func isConstant(_ name: String) -> Bool {
        name.utf8.count > 1 && name.utf8.contains { (65...90).contains($0) }
            && name.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }

    /// Counts a binding that gives no value that is known here.
    private mutating func bind(_ name: String) {
        if Self.isConstant(name) { counts[name, default: 0] += 2 }
    }

    private mutating func bindAll(_ range: Range<Int>) {
        budget -= range.count
        guard budget >= 0 else { return }
        for index in range {
            // Behind these stand a default and a member; what has members is no parameter.
            if let name = reader.name(index), !isBehind(index, "=."), reader.symbol(index + 1) != UInt8(ascii: ".") { bind(name) }
        }
    }

    private func isBehind(_ index: Int, _ signs: String) -> Bool {
        reader.symbol(index - 1).map { signs.utf8.contains($0) } ?? false
    }

    // MARK: Symbols

    private mutating func visit(_ byte: UInt8, _ index: Int, isOutside: Bool) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["): open.append(index)
        case UInt8(ascii: "{"):
            // `name(parameters) {`, and what follows `if` and `while`.
            if !reader.joinsAdjacent { bindParameters(before: index) }
            open.append(index)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            if let start = open.popLast() { close(start..<index + 1) }
        case UInt8(ascii: ";"):
            head = index + 1
            if let pattern, open.count <= pattern.depth { self.pattern = nil }
        case UInt8(ascii: ":") where pattern?.word == "lambda" && pattern?.depth == open.count: pattern = nil
        case UInt8(ascii: "="): equals(index, isOutside: isOutside)
        case UInt8(ascii: "*") where reader.joinsAdjacent && reader.name(index - 1) == "import": lastStarImport = index
        default: break
        }
    }

    private mutating func close(_ brackets: Range<Int>) {
        let next = brackets.upperBound
        let isParenthesis = reader.symbol(brackets.lowerBound) == UInt8(ascii: "(")
        if isParenthesis { closed = brackets }
        // `{ a, b } = …`
        if reader.symbol(next) == UInt8(ascii: "="), reader.symbol(next + 1) != UInt8(ascii: "=") { bindAll(brackets) }
        if isParenthesis, let pattern, ["def", "func", "function"].contains(pattern.word), open.count <= pattern.depth {
            self.pattern = nil
        }
    }

    /// Binds the names in the parentheses that were closed before an index, with nothing but a type between.
    private mutating func bindParameters(before index: Int) {
        guard let parameters = closed, index - parameters.upperBound <= 12 else { return }
        closed = nil
        let isType = (parameters.upperBound..<index).allSatisfy { place in
            if case .newline = reader.tokens[place].kind { return true }
            return reader.name(place) != nil || reader.symbol(place).map { ":<>|[].-?,".utf8.contains($0) } ?? false
        }
        if isType { bindAll(parameters) }
    }

    private mutating func equals(_ index: Int, isOutside: Bool) {
        let next = reader.symbol(index + 1)
        if next == UInt8(ascii: ">") {
            if let name = reader.name(index - 1) { bind(name) }
            return bindParameters(before: index)
        }
        guard next != UInt8(ascii: "="), !isBehind(index, "=!<>") || isBehind(index - 1, "<>*?|&") else { return }
        if let pattern, ["let", "const", "var"].contains(pattern.word), pattern.depth == open.count { self.pattern = nil }
        guard open.isEmpty, isOutside else {
            // A target that is not the file's: `f(NAME=…)`, a walrus, an assignment in a function.
            return bindTarget(before: index)
        }
        defer { head = index + 1 }
        let target = head..<index
        guard let name = reader.name(target.lowerBound + (reader.joinsAdjacent ? 0 : declaration(target))),
            Self.isConstant(name), isSimple(target)
        else { return bindAll(target) }
        counts[name, default: 0] += 1
        values[name] = index + 1
    }

    /// How many words stand before the name in `export const NAME`; none where it is no declaration.
    private func declaration(_ target: Range<Int>) -> Int {
        let words = target.prefix { reader.name($0).map { Self.declarations.contains($0) } ?? false }.count
        return reader.name(target.lowerBound + words - 1).map { $0 == "const" || $0 == "let" } ?? false ? words : target.count
    }

    private static let declarations: Set<String> = [
        "export", "const", "let", "private", "fileprivate", "public", "internal", "package", "declare",
    ]

    /// `NAME` or `NAME: Type`.
    private func isSimple(_ target: Range<Int>) -> Bool {
        let name = target.lowerBound + (reader.joinsAdjacent ? 0 : declaration(target))
        return name + 1 == target.upperBound || reader.symbol(name + 1) == UInt8(ascii: ":")
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

    // MARK: Names

    /// Words behind which names are bound, up to the end of a head, a pattern or the line.
    private static let binders: Set<String> = [
        "for", "as", "global", "nonlocal", "del", "class", "enum", "struct", "def", "func", "function", "case", "import",
        "lambda", "let", "const", "var", "catch",
    ]

    private mutating func visit(_ name: String, _ index: Int, isOutside: Bool) {
        if Self.binders.contains(name), !isBehind(index, ".") {
            pattern = (name, open.count)
        } else if let word = pattern?.word {
            if name == "in" || name == "of" || (name == "from" && word == "import") { return pattern = nil }
            if Self.isConstant(name), !isBehind(index, "=."), !isDeclared(index, word) { bind(name) }
            if ["as", "class", "enum", "struct"].contains(word), reader.symbol(index + 1) != UInt8(ascii: ",") { pattern = nil }
        }
    }

    /// Whether a name stands in `const NAME = …`, which the sign behind it counts.
    private func isDeclared(_ index: Int, _ word: String) -> Bool {
        guard ["let", "const", "var"].contains(word), open.isEmpty, reader.name(index - 1) == word else { return false }
        if reader.symbol(index + 1) == UInt8(ascii: ":") { return reader.equalsBehindType(index + 2) != nil }
        return reader.symbol(index + 1) == UInt8(ascii: "=")
    }
}
