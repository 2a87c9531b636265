import AssayPrompts

/// A program's tokens with its brackets paired and its scopes nested: as much of it as following a list takes.
struct CodeModel {
    enum Language {
        case python, javaScript, swift
    }

    struct Scope {
        enum Kind {
            case module, type, function, loop, branch, block
        }

        var kind: Kind
        /// The name of a type or function; the keyword of any other scope.
        var name: String
        /// Tokens between the keyword and the body.
        var header: Range<Int>
        /// Tokens of the body.
        var body: Range<Int>
        var parent: Int?
    }

    let source: [UInt8]
    let tokens: [SourceToken]
    let language: Language
    /// For each bracket the index of its partner; -1 for every other token and for brackets without one.
    let partners: [Int32]
    /// For each token the index of the innermost bracket around it; -1 outside.
    let enclosing: [Int32]
    /// The module comes first; a scope stands behind the one around it.
    var scopes: [Scope] = []
    /// For each token the index of the innermost scope.
    var scopeOfToken: [Int32] = []

    /// Nil for documents that are no program. Complexity: O(n) in the tokens.
    init?(_ document: PromptDocument) {
        switch document.format {
        case .python: language = .python
        case .javascript: language = .javaScript
        case .swift: language = .swift
        default: return nil
        }
        guard let tokens = SourceTokens.read(document.source, as: document.format) else { return nil }
        source = document.source
        self.tokens = tokens
        (partners, enclosing) = Self.pair(tokens)
        scopes = [Scope(kind: .module, name: "", header: 0..<0, body: 0..<tokens.count, parent: nil)]
        scopeOfToken = [Int32](repeating: 0, count: tokens.count)
        if language == .python { addIndentedScopes() } else { addBracedScopes() }
    }

    private static func pair(_ tokens: [SourceToken]) -> ([Int32], [Int32]) {
        var partners = [Int32](repeating: -1, count: tokens.count)
        var enclosing = partners
        var open: [Int] = []
        for (index, token) in tokens.enumerated() {
            guard case .symbol(let byte) = token.kind else {
                enclosing[index] = Int32(open.last ?? -1)
                continue
            }
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                enclosing[index] = Int32(open.last ?? -1)
                open.append(index)
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if let start = open.popLast() {
                    partners[start] = Int32(index)
                    partners[index] = Int32(start)
                }
                enclosing[index] = Int32(open.last ?? -1)
            default: enclosing[index] = Int32(open.last ?? -1)
            }
        }
        return (partners, enclosing)
    }

    // MARK: Tokens

    func symbol(_ index: Int) -> UInt8? {
        guard tokens.indices.contains(index), case .symbol(let byte) = tokens[index].kind else { return nil }
        return byte
    }

    func isSymbol(_ index: Int, _ character: Unicode.Scalar) -> Bool {
        symbol(index).map { UInt32($0) == character.value } ?? false
    }

    func name(_ index: Int) -> String? {
        guard tokens.indices.contains(index), tokens[index].kind == .name else { return nil }
        return tokens[index].text
    }

    func string(_ index: Int) -> String? {
        guard tokens.indices.contains(index), tokens[index].kind == .string else { return nil }
        return tokens[index].text
    }

    func isNewline(_ index: Int) -> Bool {
        tokens.indices.contains(index) && tokens[index].kind == .newline
    }

    /// The bracket that closes or opens the one at `index`.
    func partner(_ index: Int) -> Int? {
        guard partners.indices.contains(index), partners[index] >= 0 else { return nil }
        return Int(partners[index])
    }

    /// The innermost opening bracket around a token.
    func bracket(around index: Int) -> Int? {
        guard enclosing.indices.contains(index), enclosing[index] >= 0 else { return nil }
        return Int(enclosing[index])
    }

    /// The bytes of a range of tokens.
    func span(_ range: Range<Int>) -> Range<Int> {
        guard let first = range.first, let last = range.last, tokens.indices.contains(last) else { return 0..<0 }
        return tokens[first].range.lowerBound..<max(tokens[first].range.upperBound, tokens[last].range.upperBound)
    }

    /// The token that holds a byte, or the first one behind it. Complexity: O(log n).
    func token(at offset: Int) -> Int? {
        var (low, high) = (0, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < tokens.count ? low : nil
    }

    // MARK: Scopes

    func scope(_ token: Int) -> Int {
        scopeOfToken.indices.contains(token) ? Int(scopeOfToken[token]) : 0
    }

    /// Deeper nesting is no program that a person wrote; the limit keeps hostile files linear.
    static let deepest = 200

    /// The scopes around a token, innermost first.
    func scopes(around token: Int) -> [Int] {
        var result: [Int] = []
        var next: Int? = scope(token)
        while let index = next, result.count < Self.deepest {
            result.append(index)
            next = scopes[index].parent
        }
        return result
    }

    /// The function around a token, or the module.
    func function(around token: Int) -> Int {
        scopes(around: token).first { scopes[$0].kind == .function } ?? 0
    }

    /// The type around a scope.
    func type(around scope: Int) -> Int? {
        var next: Int? = scope
        for _ in 0..<Self.deepest {
            guard let index = next else { return nil }
            if scopes[index].kind == .type { return index }
            next = scopes[index].parent
        }
        return nil
    }

    /// Whether `outer` is `inner` or stands around it.
    func contains(_ outer: Int, _ inner: Int) -> Bool {
        var next: Int? = inner
        for _ in 0..<Self.deepest {
            guard let index = next, index >= outer else { return false }
            if index == outer { return true }
            next = scopes[index].parent
        }
        return false
    }
}
