import AssayPrompts

/// Whether a loop of a program ends by itself after a number of turns that the program states.
struct CodeLoops {
    let code: CodeModel
    private let counted: Set<Int>

    init(code: CodeModel) {
        self.code = code
        counted = Self.counted(code)
    }

    /// Loops over a range, a literal or a constant end after a stated number of turns, loops over any other collection
    /// after as many as it holds; `while` loops end where a counter is compared with a limit.
    func isBounded(_ scope: Int) -> Bool {
        let header = code.scopes[scope].header
        let words = header.compactMap { code.name($0) }
        if isEndless(words, header) { return false }
        let isCounted = code.scopes[scope].name == "for" && isStated(words, header)
        return isCounted || comparesCounter(header) || breaksByCounter(scope)
    }

    /// `for i in range(10)`, `for q in ["a", "b"]`, `for case in CASES`, `for i in 0..<10`, `for (const x of [1, 2])`.
    private func isStated(_ words: [String], _ header: Range<Int>) -> Bool {
        if words.contains(where: { ["range", "xrange", "trange", "stride"].contains($0) }) { return true }
        if header.contains(where: { code.tokens[$0].kind == .number }) { return true }
        guard let last = header.last else { return false }
        if code.isSymbol(last, "]"), let open = code.partner(last),
            code.name(open - 1) == nil || code.name(open - 1) == "in"
        {
            return true
        }
        let name = code.name(last) ?? ""
        return name.count > 1 && name == name.uppercased()
    }

    private func isEndless(_ words: [String], _ header: Range<Int>) -> Bool {
        guard words.first == "for" || words.first == "async" else { return false }
        // `for (;;)`, `for await`, `for line in sys.stdin`, `itertools.count()`.
        if words.count == 1 { return true }
        let endless: Set<String> = [
            "await", "stdin", "count", "cycle", "iter", "websocket", "ws", "socket", "readline", "rl", "listen",
            "lines",
            "iter_text", "repeat",
        ]
        return words.dropFirst().contains { endless.contains($0) } || words.first == "async"
    }

    /// A comparison of order with a number or a name of a limit, or a call that says it makes one:
    /// `has_reached_max_steps(step)`.
    func comparesCounter(_ range: Range<Int>) -> Bool {
        let asks = range.contains { index in
            guard let name = code.name(index), code.isSymbol(index + 1, "(") else { return false }
            let words = IdentifierWords.split(name)
            return words.contains { Self.limits.contains($0) } && words.contains { Self.turns.contains($0) }
        }
        if asks { return true }
        for index in range where code.isSymbol(index, "<") || code.isSymbol(index, ">") {
            let near = max(range.lowerBound, index - 6)..<min(range.upperBound, index + 7)
            let words = near.flatMap { code.name($0).map { IdentifierWords.split($0) } ?? [] }
            if words.contains(where: { Self.counters.contains($0) }) { return true }
        }
        return false
    }

    private static let limits: Set<String> = [
        "max", "maximum", "limit", "exceeded", "exceeds", "reached", "budget",
    ]
    private static let turns: Set<String> = [
        "turn", "turns", "step", "steps", "iteration", "iterations", "round", "rounds", "iter", "exchanges",
    ]

    /// Functions and types with a branch that ends the conversation after a stated number of turns:
    /// `if self.turns >= self.max_turns: return`.
    private static func counted(_ code: CodeModel) -> Set<Int> {
        var result: Set<Int> = []
        for scope in code.scopes where scope.kind == .branch && scope.header.count < 40 {
            guard scope.header.contains(where: { code.isSymbol($0, "<") || code.isSymbol($0, ">") }) else { continue }
            let words = Set(scope.header.flatMap { code.name($0).map { IdentifierWords.split($0) } ?? [] })
            guard !words.isDisjoint(with: turns), !words.isDisjoint(with: limits),
                scope.body.prefix(40).contains(where: {
                    ["break", "return", "raise", "throw", "exit"].contains(code.name($0) ?? "")
                })
            else { continue }
            let function = code.function(around: scope.body.lowerBound)
            result.insert(code.type(around: function) ?? function)
        }
        result.remove(0)
        return result
    }

    /// Whether a type or function counts its turns.
    func isCounted(_ scope: Int) -> Bool { counted.contains(scope) }

    private static let counters: Set<String> = [
        "max", "limit", "turn", "turns", "step", "steps", "iteration", "iterations", "iter", "iters", "round", "rounds",
        "attempt", "attempts", "count", "counter", "retries", "retry", "tries", "depth", "calls", "budget", "cost",
        "len",
        "length", "tokens", "size", "i", "n",
    ]

    /// `if turns >= limit { break }` inside the loop.
    func breaksByCounter(_ loop: Int) -> Bool {
        for (index, scope) in code.scopes.enumerated()
        where index > loop && scope.kind == .branch && scope.name != "else" && scope.name != "try" {
            guard scope.body.lowerBound < code.scopes[loop].body.upperBound else { break }
            guard code.contains(loop, index), comparesCounter(scope.header) else { continue }
            let leaves = scope.body.prefix(80).contains { token in
                ["break", "return", "raise", "throw", "exit"].contains(code.name(token) ?? "")
            }
            if leaves { return true }
        }
        return false
    }
}
