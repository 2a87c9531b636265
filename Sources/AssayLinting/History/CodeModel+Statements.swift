/// Statements of JavaScript that stand under a condition or in a loop without braces: `if (!list) list = [];`.
extension CodeModel {
    /// A branch or a loop whose body is one statement.
    struct BareStatement {
        var kind: Scope.Kind
        var name: String
        var header: Range<Int>
        var body: Range<Int>
    }

    /// The branch or loop without braces whose keyword is at `index`; nil for one with braces, which the brace opens.
    ///
    /// `else if (…)` is one branch, as it is with braces.
    func bareStatement(_ index: Int, _ ends: inout StatementEnds) -> BareStatement? {
        guard let word = name(index), Self.headed.contains(word), startsStatement(index), let behind = headerEnd(index)
        else { return nil }
        var start = behind
        while isNewline(start) { start += 1 }
        // A brace on a line of its own belongs to the statement all the same.
        guard start < tokens.count, !isSymbol(start, ";"), !isSymbol(start, "{") || start > behind else { return nil }
        let end = ends.end(start, self)
        guard end > start else { return nil }
        return BareStatement(
            kind: word == "if" || word == "else" ? .branch : .loop, name: word, header: index..<behind, body: start..<end)
    }

    static let headed: Set<String> = ["if", "else", "for", "while"]

    /// Whether a keyword is no name of a member, no second word of `else if`, and no end of `do { … } while (…)`.
    private func startsStatement(_ index: Int) -> Bool {
        var before = index - 1
        while isNewline(before) { before -= 1 }
        guard before >= 0 else { return true }
        if name(index) == "else" { return isSymbol(before, "}") || isSymbol(before, ";") || before < index - 1 }
        if isSymbol(before, "}"), name(index) == "while", let open = partner(before), name(open - 1) == "do" {
            return false
        }
        if let byte = symbol(before), ";{}):".utf8.contains(byte) { return true }
        if name(before) == "else" { return name(index) != "if" }
        return before < index - 1
    }

    /// Whether an assignment stands in for a value that is missing: `!threads[id] && (threads[id] = [])`,
    /// `threads[id] ?? (threads[id] = [])`.
    func isAlternative(_ start: Int) -> Bool {
        guard language == .javaScript, isSymbol(start - 1, "("), let byte = symbol(start - 2) else { return false }
        return "&|?".utf8.contains(byte)
    }

    /// Index behind the keyword at `index` and what stands in parentheses behind it.
    func headerEnd(_ index: Int) -> Int? {
        var open = index + 1
        if name(index) == "else" {
            guard name(open) == "if" else { return open }
            open += 1
        } else if name(open) == "await" {
            open += 1
        }
        guard isSymbol(open, "("), let close = partner(open) else { return nil }
        return close + 1
    }
}

/// Where statements of JavaScript end; each is read once.
struct StatementEnds {
    private var known: [Int: Int] = [:]

    /// Deeper nesting without braces is no program that a person wrote.
    private static let deepest = 40

    /// Index behind the statement that starts at `start`.
    mutating func end(_ start: Int, _ code: CodeModel, _ depth: Int = 0) -> Int {
        if let end = known[start] { return end }
        let end = depth < Self.deepest ? nestedEnd(start, code, depth) : nil
        let found = end ?? Self.plainEnd(start, code)
        known[start] = found
        return found
    }

    /// The end of a block, or of a statement that holds another one; nil for any other.
    private mutating func nestedEnd(_ start: Int, _ code: CodeModel, _ depth: Int) -> Int? {
        if code.isSymbol(start, "{") { return code.partner(start).map { $0 + 1 } }
        switch code.name(start) {
        case "for", "while":
            return code.headerEnd(start).map { body($0, code, depth) }
        case "if":
            guard var end = code.headerEnd(start).map({ body($0, code, depth) }) else { return nil }
            while let keyword = Self.next(end, code), code.name(keyword) == "else",
                let behind = code.headerEnd(keyword)
            {
                end = body(behind, code, depth)
            }
            return end
        case "try", "do", "switch":
            return Self.blocksEnd(start, code)
        default: return nil
        }
    }

    private mutating func body(_ start: Int, _ code: CodeModel, _ depth: Int) -> Int {
        end(Self.next(start, code) ?? start, code, depth + 1)
    }

    /// The first token at or behind `index` that is no line end.
    private static func next(_ index: Int, _ code: CodeModel) -> Int? {
        var next = index
        while code.isNewline(next) { next += 1 }
        return next < code.tokens.count ? next : nil
    }

    /// `try { … } catch { … }`, `do { … } while (…)`, `switch (…) { … }`.
    private static func blocksEnd(_ start: Int, _ code: CodeModel) -> Int? {
        var end: Int?
        var index = start
        while let word = code.name(index), ["try", "catch", "finally", "do", "while", "switch"].contains(word) {
            index += 1
            if code.isSymbol(index, "("), let close = code.partner(index) { index = close + 1 }
            if word == "while" { return code.isSymbol(index, ";") ? index + 1 : index }
            guard code.isSymbol(index, "{"), let close = code.partner(index) else { return end }
            end = close + 1
            guard let following = next(close + 1, code), word != "switch" else { return end }
            index = following
        }
        return end
    }

    /// Behind the semicolon or line that ends a statement without a block of its own.
    private static func plainEnd(_ start: Int, _ code: CodeModel) -> Int {
        var index = start
        while true {
            index = code.expressionEnd(index)
            if code.isSymbol(index, ";") { return index + 1 }
            guard code.isSymbol(index, ",") else { return min(index, code.tokens.count) }
            index += 1
        }
    }
}
