import AssayPrompts
import AssayText

/// A variable or a member that a program reads or writes: `messages`, `self.history`, `state["messages"]`.
struct CodePlace: Hashable {
    /// Its path, components joined by dots; optional marks and quotes left out.
    var path: String
    /// From its first token to behind its last.
    var tokens: Range<Int>

    static func == (left: Self, right: Self) -> Bool { left.path == right.path }
    func hash(into hasher: inout Hasher) { hasher.combine(path) }

    /// The first component.
    var root: Substring { path.prefix { $0 != "." } }
    /// The last component.
    var last: Substring { path.split(separator: ".").last ?? "" }
    /// Belongs to an object or a session, so that it outlives a call.
    var isMember: Bool { path.hasPrefix("self.") || path.hasPrefix("this.") || path.contains(text: "session") || isState }
    /// Belongs to a store of the user interface.
    var isState: Bool { path.hasPrefix(Self.storeState) }
    /// An entry of a table of conversations.
    var isEntry: Bool { path.hasSuffix(".[]") }

    static let storeState = "get()"

    /// A path as a program writes it: `threads[…]` for an entry of `threads` under any key.
    static func written(_ path: String) -> String { path.replacing(text: ".[]", with: "[…]") }
}

extension CodeModel {
    /// The place that starts at the name `index`; nil inside a path, at keywords and at labels of arguments.
    ///
    /// An entry under a key that is no literal is the component `[]`, however it is read: `chats[id]`,
    /// `chats.get(id)`, `chats.setdefault(id, [])`.
    func place(at index: Int) -> CodePlace? {
        guard let first = name(index), !Self.keywords.contains(first) else { return nil }
        if isSymbol(index - 1, "."), !isSymbol(index - 2, ".") { return nil }
        var path = first
        var end = index + 1
        // The state of a store: `get().messages`.
        if first == "get" || first == "getState", language == .javaScript, isSymbol(end, "("), isSymbol(end + 1, ")"),
            isSymbol(end + 2, "."), name(end + 3) != nil
        {
            path = CodePlace.storeState
            end += 2
        }
        while let (component, next) = component(end) {
            path += "." + component
            end = next
        }
        return CodePlace(path: path, tokens: index..<end)
    }

    /// What a path goes on with at `start`, and the index behind it.
    private func component(_ start: Int) -> (name: String, end: Int)? {
        if isSymbol(start, "["), let key = key(start) { return key }
        var dot = start
        if (isSymbol(dot, "?") || isSymbol(dot, "!")) && isSymbol(dot + 1, ".") { dot += 1 }
        guard isSymbol(dot, "."), let next = name(dot + 1) else { return nil }
        guard isSymbol(dot + 2, "(") || language == .swift && isSymbol(dot + 2, "{") else { return (next, dot + 2) }
        // A call is no place: what it is called on is. Reading an entry is.
        guard Self.entryReaders.contains(next), isSymbol(dot + 2, "("), let close = partner(dot + 2) else { return nil }
        let given = arguments(dot + 2)
        guard let first = given.first, given.count <= 2 else { return nil }
        return (keyName(first) ?? "[]", close + 1)
    }

    private static let entryReaders: Set<String> = ["get", "setdefault", "getOrDefault"]

    /// The key in the brackets at `open`; nil for slices, numbers and lists.
    private func key(_ open: Int) -> (name: String, end: Int)? {
        guard let close = partner(open), close > open + 1, close - open < 40 else { return nil }
        var inside = open + 1..<close
        // `sessions[id, default: []]`.
        if language == .swift, let comma = inside.first(where: { isSymbol($0, ",") && bracket(around: $0) == open }) {
            guard name(comma + 1) == "default" else { return nil }
            inside = inside.lowerBound..<comma
        }
        if let literal = keyName(inside) { return (literal, close + 1) }
        guard name(inside.lowerBound) != nil || string(inside.lowerBound) != nil else { return nil }
        // A path, a call or a text with a value in it; sums and negative numbers are positions.
        let isKey = inside.allSatisfy { index in
            guard let byte = symbol(index) else { return tokens[index].kind != .number }
            return bracket(around: index) != open || ".()[]?!".utf8.contains(byte)
        }
        guard isKey, !inside.contains(where: { isSymbol($0, ".") && isSymbol($0 + 1, ".") }) else { return nil }
        guard inside.count > 1 || !Self.positions.contains(name(inside.lowerBound) ?? "") else { return nil }
        return ("[]", close + 1)
    }

    /// A literal key.
    private func keyName(_ range: Range<Int>) -> String? {
        guard range.count == 1, let key = string(range.lowerBound), !key.isEmpty,
            tokens[range.lowerBound].values.isEmpty
        else { return nil }
        return key
    }

    private static let positions: Set<String> = ["i", "j", "k", "n", "idx", "index", "pos", "position"]

    static let keywords: Set<String> = [
        "if", "else", "elif", "for", "while", "in", "not", "and", "or", "is", "return", "def", "class", "import",
        "from",
        "as", "with", "try", "except", "finally", "raise", "yield", "await", "async", "lambda", "pass", "break",
        "continue", "const", "let", "var", "function", "new", "typeof", "instanceof", "export", "default", "func",
        "guard", "switch", "case", "throw", "throws", "catch", "do", "None", "True", "False", "null", "undefined",
        "nil",
        "true", "false", "of", "inout", "some", "any", "global", "nonlocal", "del", "assert", "extends", "interface",
    ]

    /// Index behind an expression that starts at `start`: at the end of its statement, or at a comma or closing bracket
    /// of what stands around it.
    func expressionEnd(_ start: Int) -> Int {
        var index = start
        while index < tokens.count {
            switch tokens[index].kind {
            case .newline:
                if language == .python || endsExpression(at: index, start) { return index }
            case .symbol(let byte):
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                    guard let close = partner(index) else { return tokens.count }
                    index = close
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"):
                    return index
                default: break
                }
            default: break
            }
            index += 1
        }
        return index
    }

    /// Whether a line end ends an expression in languages where it may not.
    private func endsExpression(at index: Int, _ start: Int) -> Bool {
        guard index > start else { return false }
        // `count++` is complete.
        if isSymbol(index - 1, "+") && isSymbol(index - 2, "+") || isSymbol(index - 1, "-") && isSymbol(index - 2, "-") {
            return true
        }
        if let before = symbol(index - 1), "=+-*/?:&|,.(<>".utf8.contains(before) { return false }
        var next = index + 1
        while isNewline(next) { next += 1 }
        if isSymbol(next, "+"), isSymbol(next + 1, "+") { return true }
        if let after = symbol(next), ".?:+*/&|".utf8.contains(after) { return false }
        return true
    }

    /// The top-level parts of the brackets that open at `open`, divided by commas.
    func arguments(_ open: Int) -> [Range<Int>] {
        guard let close = partner(open) else { return [] }
        var result: [Range<Int>] = []
        var start = open + 1
        var index = start
        while index < close {
            if let byte = symbol(index) {
                if "([{".utf8.contains(byte), let end = partner(index) {
                    index = end
                } else if byte == UInt8(ascii: ",") {
                    if start < index { result.append(trimmed(start..<index)) }
                    start = index + 1
                }
            }
            index += 1
        }
        if start < close { result.append(trimmed(start..<close)) }
        return result.filter { !$0.isEmpty }
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isNewline(start) { start += 1 }
        while end > start, isNewline(end - 1) { end -= 1 }
        return start..<end
    }

    /// The label of an argument and its value: `messages=x`, `messages: x`, `"messages": x`; the shorthand `messages`
    /// of JavaScript is both.
    func labelled(_ argument: Range<Int>, in open: Int) -> (label: String, value: Range<Int>)? {
        let start = argument.lowerBound
        guard let label = name(start) ?? string(start) else { return nil }
        let isDictionary = isSymbol(open, "{") || isSymbol(open, "[")
        if isSymbol(start + 1, ":"), isDictionary || language != .python {
            return (label, start + 2..<max(start + 2, argument.upperBound))
        }
        if isSymbol(start + 1, "="), !isSymbol(start + 2, "="), language == .python {
            return (label, start + 2..<max(start + 2, argument.upperBound))
        }
        if argument.count == 1, isSymbol(open, "{"), tokens[start].kind == .name { return (label, argument) }
        return nil
    }

    /// The path of what is called at the parenthesis `open`: `client.chat.completions.create`.
    func callee(_ open: Int) -> [String] {
        guard isSymbol(open, "(") else { return [] }
        var names: [String] = []
        var index = open - 1
        // Type arguments: `create<T>(`.
        if isSymbol(index, ">") {
            while index > 0, open - index < 24, !isSymbol(index, "<") { index -= 1 }
            index -= 1
        }
        while index >= 0, names.count < 10 {
            if let word = name(index) {
                names.append(word)
                guard isSymbol(index - 1, ".") else { break }
                index -= 2
                if isSymbol(index, "?") || isSymbol(index, "!") { index -= 1 }
            } else if isSymbol(index, ")") || isSymbol(index, "]"), let start = partner(index) {
                index = start - 1
            } else if isNewline(index) {
                index -= 1
            } else {
                break
            }
        }
        return names.reversed()
    }
}
