extension Segment {
    /// What people call the value: the name whose value it is made of, `docs` for `"\n".join(docs)` and for `docs.join("\n")`.
    /// Where the expression has none, as `now()`, it is what is called.
    public var valueName: String {
        ValueName(expression).find() ?? references.first ?? expression
    }
}

/// Finds the first name in an expression of a template or a program that is a value, and no function, method or key.
private struct ValueName {
    private let bytes: [UInt8]
    /// Names that a loop in the expression gives values, as `d` in `d.text for d in docs`.
    private var bound: Set<String> = []

    init(_ expression: String) {
        bytes = Array(expression.utf8)
        var isBehindFor = false
        var offset = 0
        while let path = nextPath(&offset) {
            let word = text(path)
            if word == "for" {
                isBehindFor = true
            } else if word == "in" || word == "of" {
                isBehindFor = false
            } else if isBehindFor {
                bound.insert(word)
            }
        }
    }

    func find() -> String? {
        var offset = 0
        while let path = nextPath(&offset) {
            if let name = value(path) { return name }
        }
        return nil
    }

    /// The name of a path if it is a value's; of `docs.join(` it is `docs`.
    private func value(_ path: Range<Int>) -> String? {
        // A member of what is no name: `"…".join`, `f().text`.
        guard bytes[..<path.lowerBound].last != UInt8(ascii: ".") else { return nil }
        let next = bytes[path.upperBound...].firstIndex { !ByteClass.isWhitespace($0) } ?? bytes.count
        var name = text(path)[...]
        if isByte(next, "(") {
            guard let dot = name.lastIndex(of: ".") else { return nil }
            name = name[..<dot]
        }
        // A filter, the prefix of a string, the label of an argument.
        let before = bytes[..<path.lowerBound].last { !ByteClass.isWhitespace($0) }
        let isFilter = before == UInt8(ascii: "|") && !isByte(path.lowerBound - 2, "|")
        let isPrefix = next == path.upperBound && (isByte(next, "\"") || isByte(next, "'"))
        let isLabel = isByte(next, "=") && !isByte(next + 1, "=") || isByte(next, ":") && isBehindBracket(before)
        guard !isFilter, !isPrefix, !isLabel, !Self.words.contains(String(name)) else { return nil }
        let root = String(name.prefix { $0 != "." })
        return name.isEmpty || bound.contains(root) || Self.modules.contains(root) ? nil : String(name)
    }

    /// `{ key: value`, `f(label: value`; in `a ? b : c` the colon stands behind a value.
    private func isBehindBracket(_ byte: UInt8?) -> Bool { byte.map { "{(,".utf8.contains($0) } ?? false }

    private func isByte(_ offset: Int, _ sign: Unicode.Scalar) -> Bool {
        bytes.indices.contains(offset) && bytes[offset] == UInt8(ascii: sign)
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The next dotted path outside strings.
    private func nextPath(_ offset: inout Int) -> Range<Int>? {
        while offset < bytes.count {
            if "\"'`".utf8.contains(bytes[offset]) {
                offset = Identifiers.skipString(bytes, offset, bytes.count)
            } else if ByteClass.isIdentifierStart(bytes[offset]) {
                let start = offset
                while offset < bytes.count, ByteClass.isIdentifier(bytes[offset]) || isByte(offset, ".") { offset += 1 }
                return start..<offset
            } else {
                offset += 1
            }
        }
        return nil
    }

    /// What has functions that values are handed to: `json.dumps(docs)`.
    private static let modules: Set<String> = [
        "Array", "JSON", "Object", "String", "datetime", "html", "json", "os", "re", "textwrap", "time", "yaml",
    ]

    private static let words: Set<String> = [
        "and", "as", "async", "await", "else", "false", "False", "for", "if", "in", "is", "lambda", "new", "none", "None", "not",
        "null", "of", "or", "this", "true", "True", "try", "typeof", "undefined",
    ]
}
