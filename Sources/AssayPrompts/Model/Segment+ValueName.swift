extension Segment {
    /// What people call the value: the name whose value it is made of, `docs` for `"\n".join(docs)` and for `docs.join("\n")`.
    /// Where the expression has none, as `now()`, it is what is called.
    public var valueName: String {
        // The prefix of a string is no name.
        ValueName(expression).find() ?? references.first { !["b", "f", "r"].contains($0) } ?? expression
    }
}

/// Finds the first name in an expression of a template or a program that is a value, and no function, method or key.
private struct ValueName {
    private let bytes: [UInt8]
    /// Names that the expression gives values itself: `d` in `d.text for d in docs`, `lambda d: d.text`, `d => d.text`.
    private var bound: Set<String> = []
    /// Where the parameters of such functions stand.
    private var parameters: [Range<Int>] = []

    init(_ expression: String) {
        bytes = Array(expression.utf8)
        bindLoops()
        bindLambdas()
        bindArrows()
    }

    /// The name of a value; without one, of what is called.
    func find() -> String? {
        var offset = 0
        var called: String?
        while let path = nextPath(&offset) {
            guard let name = name(path) else { continue }
            if let value = value(name, path) { return value }
            called = called ?? name
        }
        return called
    }

    /// The whole path, where it can be a value or a function.
    private func name(_ path: Range<Int>) -> String? {
        // A member of what is no name: `"…".join`, `f().text`.
        guard bytes[..<path.lowerBound].last != UInt8(ascii: "."), !parameters.contains(where: { $0.contains(path.lowerBound) })
        else { return nil }
        let next = next(path)
        // A filter, the prefix of a string, the label of an argument.
        let place = bytes[..<path.lowerBound].lastIndex { !ByteClass.isWhitespace($0) }
        let isFilter = place.map { isByte($0, "|") && !isByte($0 - 1, "|") } ?? false
        let isPrefix = next == path.upperBound && (isByte(next, "\"") || isByte(next, "'"))
        let isLabel =
            isByte(next, "=") && !isByte(next + 1, "=") && !isByte(next + 1, ">")
            || isByte(next, ":") && isBehindBracket(place.map { bytes[$0] })
        let name = text(path)
        guard !isFilter, !isPrefix, !isLabel, !Self.words.contains(name) else { return nil }
        return bound.contains(String(name.prefix { $0 != "." })) ? nil : name
    }

    /// What of a path is a value's name: of `docs.join(` it is `docs`, of `self.load(`, `load(` and `Date.now(` nothing.
    private func value(_ path: String, _ range: Range<Int>) -> String? {
        var name = path[...]
        // `docs.map { $0.text }`
        let isCalled = isByte(next(range), "(") || isByte(next(range), "{")
        if isCalled {
            guard let dot = name.lastIndex(of: ".") else { return nil }
            name = name[..<dot]
        }
        let root = String(name.prefix { $0 != "." })
        guard !name.isEmpty, !Self.modules.contains(root), !["self", "this"].contains(name) else { return nil }
        return isCalled && isType(root) || Self.types.contains(String(name)) ? nil : String(name)
    }

    /// `Date`, but no `NAMES`.
    private func isType(_ name: String) -> Bool {
        name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false && name.utf8.contains { (0x61...0x7A).contains($0) }
    }

    /// Where what stands behind a path begins.
    private func next(_ path: Range<Int>) -> Int {
        bytes[path.upperBound...].firstIndex { !ByteClass.isWhitespace($0) } ?? bytes.count
    }

    /// `{ key: value`, `f(label: value`; in `a ? b : c` the colon stands behind a value.
    private func isBehindBracket(_ byte: UInt8?) -> Bool { byte.map { "{(,".utf8.contains($0) } ?? false }

    private func isSign(_ byte: UInt8) -> Bool { !ByteClass.isWhitespace(byte) }

    // MARK: Names that are bound

    private mutating func bindLoops() {
        var isBinding = false
        var offset = 0
        while let path = nextPath(&offset) {
            let word = text(path)
            // `greeting(for: user)` is no loop.
            if ["for", "in", "of"].contains(word), !isByte(next(path), ":") {
                isBinding = word == "for"
            } else if isBinding {
                bound.insert(word)
            }
        }
    }

    private mutating func bindLambdas() {
        var isBinding = false
        var offset = 0
        while let path = nextPath(&offset) {
            let before = bytes[..<path.lowerBound].last(where: isSign)
            if isBinding { isBinding = before != UInt8(ascii: ":") }
            if text(path) == "lambda" {
                isBinding = true
            } else if isBinding, before != UInt8(ascii: "=") {
                bound.insert(text(path))
            }
        }
    }

    /// The names before `=>`: `d`, `(d, i)`, `(d: Doc)`, `({ a, b })`. What stands between the brackets is no value.
    private mutating func bindArrows() {
        var offset = 0
        while let equals = bytes[offset...].firstIndex(of: UInt8(ascii: "=")) {
            offset = equals + 1
            guard isByte(offset, ">"), let last = bytes[..<equals].lastIndex(where: isSign) else { continue }
            var start = last
            if isByte(last, ")") {
                // Longer ones are no parameters.
                var depth = 0
                while start > max(0, last - 200) {
                    if isByte(start, ")") { depth += 1 }
                    if isByte(start, "(") { depth -= 1 }
                    if depth == 0 { break }
                    start -= 1
                }
            } else {
                while start > 0, ByteClass.isIdentifier(bytes[start - 1]) { start -= 1 }
            }
            parameters.append(start..<last + 1)
            var inside = start
            while let path = nextPath(&inside, before: last + 1) { bound.insert(text(path)) }
        }
    }

    // MARK: Bytes

    private func isByte(_ offset: Int, _ sign: Unicode.Scalar) -> Bool {
        bytes.indices.contains(offset) && bytes[offset] == UInt8(ascii: sign)
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// A letter or digit, a dot, the sign of `this.#name`.
    private func isInPath(_ offset: Int) -> Bool {
        ByteClass.isIdentifier(bytes[offset]) || isByte(offset, ".") || isByte(offset, "#") && isByte(offset - 1, ".")
    }

    /// The next dotted path outside strings.
    private func nextPath(_ offset: inout Int, before limit: Int = .max) -> Range<Int>? {
        let end = min(limit, bytes.count)
        while offset < end {
            if "\"'`".utf8.contains(bytes[offset]) {
                offset = Identifiers.skipString(bytes, offset, end)
            } else if ByteClass.isIdentifierStart(bytes[offset]) {
                let start = offset
                while offset < end, isInPath(offset) { offset += 1 }
                return start..<offset
            } else {
                offset += 1
            }
        }
        return nil
    }

    /// What has functions that values are handed to: `json.dumps(docs)`.
    private static let modules: Set<String> = [
        "JSON", "asyncio", "base64", "copy", "datetime", "functools", "html", "itertools", "json", "math", "np", "operator",
        "os", "pd", "pprint", "random", "re", "secrets", "statistics", "sys", "textwrap", "time", "typing", "urllib", "uuid",
        "yaml",
    ]

    /// What values are turned into, as in `cast(str, name)`.
    private static let types: Set<String> = ["Any", "bool", "float", "int", "str"]

    private static let words: Set<String> = [
        "and", "as", "async", "await", "else", "false", "False", "for", "if", "in", "is", "lambda", "new", "none", "None", "not",
        "null", "of", "or", "self", "this", "true", "True", "try", "typeof", "undefined",
    ]
}
