/// How often a program gives each of its names a value, and where it does so in a statement of its own: `NAME = …`.
///
/// What may be a binding counts as one: parameters, loops, imports, patterns, changes in place. So a name that is bound
/// once stands for one value wherever it is read.
struct NameBindings {
    /// A statement that gives a name its value.
    struct Assignment {
        /// Index of the value's first token.
        var value: Int
        /// The function around it; nil for one outside of functions.
        var function: Range<Int>?
    }

    private var counts: [String: Int] = [:]
    private var assignments: [String: Assignment] = [:]
    private let reader: CodeExpressionReader
    /// Open brackets: where each stands.
    private var open: [Int] = []
    /// The parentheses that were closed last and not looked at.
    private var closed: Range<Int>?
    /// How many tokens may still be looked at again: brackets inside each other would take time without end.
    private var budget: Int

    /// The only assignment of a name that nothing else binds. Complexity: O(1).
    func onlyAssignment(of name: String) -> Assignment? { budget >= 0 && counts[name] == 1 ? assignments[name] : nil }

    /// - Parameter scopes: those of the whole program, before its first token.
    /// - Complexity: O(n) in the tokens.
    init(_ reader: CodeExpressionReader, _ scopes: CodeScopes) {
        self.reader = reader
        budget = 8 * reader.tokens.count
        var scopes = scopes
        for index in reader.tokens.indices {
            scopes.move(to: index)
            if let byte = reader.symbol(index) { visit(byte, index) }
            if let name = reader.name(index) { visit(name, index, scopes) }
        }
    }

    /// Counts a binding that gives no value that is known here.
    private mutating func bind(_ name: String) { counts[name, default: 0] += 2 }

    private mutating func bindAll(_ range: Range<Int>) {
        budget -= range.count
        guard budget >= 0 else { return }
        for index in range { if let name = reader.name(index) { bind(name) } }
    }

    // MARK: Symbols

    private mutating func visit(_ byte: UInt8, _ index: Int) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["): open.append(index)
        case UInt8(ascii: "{"):
            // `name(parameters) {`, and what follows `if` and `while`, which does no harm.
            if !reader.joinsAdjacent { bindParameters(before: index) }
            open.append(index)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            if let start = open.popLast() { close(start..<index + 1) }
        case UInt8(ascii: "=") where reader.symbol(index + 1) == UInt8(ascii: ">"):
            if let name = reader.name(index - 1) { bind(name) }
            bindParameters(before: index)
        default: break
        }
    }

    private mutating func close(_ brackets: Range<Int>) {
        let (start, next) = (brackets.lowerBound, brackets.upperBound)
        if reader.symbol(start) == UInt8(ascii: "(") {
            closed = brackets
            if isDefinition(start) { bindAll(brackets) }
        } else if reader.symbol(next) == UInt8(ascii: "="), reader.symbol(next + 1) != UInt8(ascii: "=") {
            // `{ a, b } = …`
            bindAll(brackets)
        }
    }

    /// Whether the parentheses at an index hold parameters: `def name(`, `func name<T>(`, `function (`.
    private func isDefinition(_ start: Int) -> Bool {
        var last = start - 1
        if reader.symbol(last) == UInt8(ascii: ">") {
            let limit = max(0, last - 12)
            while last > limit, reader.symbol(last) != UInt8(ascii: "<") { last -= 1 }
            last -= 1
        }
        if let word = reader.name(last), word == "function" || word == "init" { return true }
        let head = reader.symbol(last - 1) == UInt8(ascii: "*") ? last - 2 : last - 1
        return reader.name(head).map { ["def", "func", "function"].contains($0) } ?? false
    }

    /// Binds the names in the parentheses that were closed before an index, with nothing but a type between.
    private mutating func bindParameters(before index: Int) {
        guard let parameters = closed, index - parameters.upperBound <= 12 else { return }
        let isType = (parameters.upperBound..<index).allSatisfy { place in
            reader.name(place) != nil || reader.symbol(place).map { ":<>|[].-?,".utf8.contains($0) } ?? false
        }
        guard isType else { return }
        bindAll(parameters)
        closed = nil
    }

    // MARK: Names

    /// Words behind which a name is bound.
    private static let binders: Set<String> = [
        "for", "as", "global", "nonlocal", "del", "class", "enum", "struct", "def", "func", "function", "inout", "case",
    ]
    private static let declarations: Set<String> = ["let", "const", "var"]

    private mutating func visit(_ name: String, _ index: Int, _ scopes: CodeScopes) {
        switch name {
        case "lambda" where reader.joinsAdjacent: bindAll(index + 1..<end(of: index + 1, UInt8(ascii: ":")))
        case "import": bindAll(index + 1..<end(of: index + 1, UInt8(ascii: ";")))
        case "in": bindList(endingAt: index - 1)
        default: break
        }
        let word = reader.name(index - 1)
        if let word, Self.binders.contains(word) { bind(name) }
        switch change(behind: index) {
        case .assignment(let value):
            bindList(endingAt: index - 2, isListed: reader.symbol(index - 1) == UInt8(ascii: ","))
            guard isStatement(index, word) else { return bind(name) }
            counts[name, default: 0] += 1
            assignments[name] = Assignment(value: value, function: scopes.functionTokens)
        case .inPlace: bind(name)
        // `let name`, which is filled elsewhere.
        case nil: if let word, Self.declarations.contains(word) { bind(name) }
        }
    }

    /// Binds `a, b` before `in` or `=`.
    private mutating func bindList(endingAt last: Int, isListed: Bool = true) {
        var index = last
        while isListed, let name = reader.name(index) {
            bind(name)
            guard reader.symbol(index - 1) == UInt8(ascii: ","), last - index < 20 else { return }
            index -= 2
        }
    }

    /// Index of the line's end, or of a sign that ends what stands there; no further than 64 tokens.
    private func end(of start: Int, _ sign: UInt8) -> Int {
        let limit = max(start, min(reader.tokens.count, start + 64))
        return (start..<limit).first { index in
            if case .newline = reader.tokens[index].kind { return true }
            return reader.symbol(index) == sign
        } ?? limit
    }

    private enum Change {
        case assignment(value: Int)
        /// `name += …`, `name ??= …`, `name++`.
        case inPlace
    }

    /// What the signs behind a name do to it; nil where they leave it alone.
    private func change(behind index: Int) -> Change? {
        var sign = index + 1
        guard let byte = reader.symbol(sign) else { return nil }
        if byte == UInt8(ascii: ":") {
            guard let equals = reader.equalsBehindType(sign + 1) else { return nil }
            sign = equals
        }
        if reader.symbol(sign) == UInt8(ascii: "=") {
            let next = reader.symbol(sign + 1)
            return next == UInt8(ascii: "=") || next == UInt8(ascii: ">") ? nil : .assignment(value: sign + 1)
        }
        guard "+-*/%&|^?@<>".utf8.contains(byte) else { return nil }
        var next = sign + 1
        if reader.symbol(next) == byte {
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { return .inPlace }
            next += 1
        }
        // `name <= 3` compares.
        let isComparison = next == sign + 1 && (byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">"))
        return reader.symbol(next) == UInt8(ascii: "=") && !isComparison ? .inPlace : nil
    }

    /// Whether a name stands where a statement can begin, so that what follows it is an assignment and no argument.
    private func isStatement(_ index: Int, _ word: String?) -> Bool {
        if let last = open.last, reader.symbol(last) != UInt8(ascii: "{") { return false }
        guard reader.joinsAdjacent else { return word.map(Self.declarations.contains) ?? false }
        guard open.isEmpty, index > 0 else { return open.isEmpty }
        if case .newline = reader.tokens[index - 1].kind { return true }
        return reader.symbol(index - 1) == UInt8(ascii: ";")
    }
}
