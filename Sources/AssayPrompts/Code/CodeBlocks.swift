/// The blocks of a program's statements that decide whether and how often these run: `if`, `else`, `for`.
struct CodeBlocks {
    enum Kind {
        /// One arm of several; arms of one `if` share a group.
        case arm(group: Int)
        case loop
        /// Whatever else has statements inside.
        case other
    }

    struct Block {
        var parent: Int?
        var kind: Kind
        /// Indices of the tokens of its head: `if vip`, `else`.
        var head: Range<Int>
        /// Those of what is tested or looped over.
        var expression: Range<Int>
    }

    private(set) var blocks: [Block] = []
    /// For each token the innermost block it stands in.
    private var innermost: [Int32] = []
    private let reader: CodeExpressionReader
    /// For each closing bracket the one that it closes.
    private var openers: [Int: Int] = [:]
    /// The block around the brace that is looked at.
    private var innermostBlock: Int?
    /// Blocks that were closed, by the index of their last brace.
    private var closed: [Int: Int] = [:]
    /// Blocks that end with a `return` or the like: what stands behind them runs only where they do not.
    private var leaving: Set<Int> = []
    /// The statements that are an arm each without braces, by the tokens they begin at.
    private var soleArms: [Int: Int] = [:]
    private var lastSoleArm: (token: Int, block: Int)?

    /// - Complexity: O(n) in the tokens.
    init(_ reader: CodeExpressionReader) {
        self.reader = reader
        innermost = [Int32](repeating: -1, count: reader.tokens.count)
        if reader.joinsAdjacent { findIndented() } else { findBraced() }
    }

    /// The blocks around a token, outermost first; nil where they are too many to tell.
    mutating func path(of token: Int) -> [Int]? {
        var result: [Int] = []
        var next = soleStatement(token) ?? block(of: token)
        while let index = next {
            guard result.count < 64 else { return nil }
            result.append(index)
            next = blocks[index].parent
        }
        return result.reversed()
    }

    /// Whether no run goes through both: they stand in different arms of one `if`.
    func areExclusive(_ one: [Int], _ other: [Int]) -> Bool {
        guard let fork = zip(one, other).first(where: { $0 != $1 }), case .arm(let group) = blocks[fork.0].kind,
            case .arm(group) = blocks[fork.1].kind
        else { return false }
        return true
    }

    private func block(of token: Int) -> Int? {
        innermost.indices.contains(token) && innermost[token] >= 0 ? Int(innermost[token]) : nil
    }

    private mutating func add(_ kind: Kind, _ parent: Int?, head: Range<Int>, expression: Range<Int>) -> Int {
        blocks.append(Block(parent: parent, kind: kind, head: head, expression: expression))
        return blocks.count - 1
    }

    /// The group of the arm that another one follows; a new one where there is none.
    private func group(after previous: Int?) -> Int {
        if let previous, case .arm(let group) = blocks[previous].kind { return group }
        return blocks.count
    }

    private static let leavingWords: Set<String> = ["return", "raise", "throw", "continue", "break"]

    /// The block of what runs where the one before, a single arm, has not left: the rest of what is around both.
    private mutating func rest(after block: Int, at index: Int) -> Int? {
        guard leaving.contains(block), case .arm(let group) = blocks[block].kind, group == block else { return nil }
        return add(.arm(group: group), blocks[block].parent, head: index..<index, expression: index..<index)
    }

    // MARK: Blocks by indentation

    private mutating func findIndented() {
        var open: [(column: Int, block: Int)] = []
        var isLineStart = true
        for index in reader.tokens.indices {
            if case .newline = reader.tokens[index].kind {
                isLineStart = true
            } else if isLineStart {
                isLineStart = false
                let column = reader.column(index)
                var previous: Int?
                while let last = open.last, last.column >= column {
                    previous = last.column == column ? last.block : nil
                    open.removeLast()
                }
                let word = reader.name(index)
                if let previous, word.map({ ["elif", "else"].contains($0) }) != true, let rest = rest(after: previous, at: index)
                {
                    // It ends where the block around it does.
                    open.append((column - 1, rest))
                }
                if let word, Self.leavingWords.contains(word), let block = open.last?.block { leaving.insert(block) }
                if let block = indented(index, open.last?.block, previous) { open.append((column, block)) }
            }
            innermost[index] = Int32(truncatingIfNeeded: open.last?.block ?? -1)
        }
    }

    /// The block whose head begins at a line's first token; nil where it is another statement.
    private mutating func indented(_ index: Int, _ parent: Int?, _ previous: Int?) -> Int? {
        let start = reader.name(index) == "async" ? index + 1 : index
        guard let word = reader.name(start), let colon = colon(from: start) else { return nil }
        let head = index..<colon
        switch word {
        case "if": return add(.arm(group: blocks.count), parent, head: head, expression: start + 1..<colon)
        case "elif", "else", "except", "case":
            return add(.arm(group: group(after: previous)), parent, head: head, expression: start + 1..<colon)
        case "for":
            let iterable = head.first { reader.name($0) == "in" }.map { $0 + 1..<colon }
            return add(.loop, parent, head: head, expression: iterable ?? start + 1..<colon)
        case "while": return add(.loop, parent, head: head, expression: start + 1..<colon)
        case "with", "try", "finally", "match", "def", "class":
            return add(.other, parent, head: head, expression: start + 1..<colon)
        default: return nil
        }
    }

    /// Index of the colon that ends a head.
    private func colon(from start: Int) -> Int? {
        var index = start
        while reader.tokens.indices.contains(index) {
            if case .newline = reader.tokens[index].kind { return nil }
            guard let byte = reader.symbol(index) else {
                index += 1
                continue
            }
            if byte == UInt8(ascii: ":") { return index }
            if byte == UInt8(ascii: "=") && reader.symbol(index + 1) != byte
                && !"=!<>".utf8.contains(reader.symbol(index - 1) ?? 0)
            {
                return nil
            }
            index = "([{".utf8.contains(byte) ? reader.skipBrackets(index) : index + 1
        }
        return nil
    }

    // MARK: Blocks in braces

    private mutating func findBraced() {
        var open: [(index: Int, block: Int?)] = []
        var current: Int?
        for index in reader.tokens.indices {
            switch reader.symbol(index) {
            case UInt8(ascii: "("), UInt8(ascii: "["): open.append((index, nil))
            case UInt8(ascii: "{"):
                innermostBlock = current
                current = braced(index, current)
                open.append((index, current))
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard let last = open.popLast() else { break }
                openers[index] = last.index
                if let block = last.block {
                    closed[index] = block
                    current = blocks[block].parent
                    if reader.name(reader.skipNewlines(index + 1)) != "else", let rest = rest(after: block, at: index) {
                        current = rest
                    }
                }
            default: visitWord(index, open.last?.block, &current)
            }
            innermost[index] = Int32(truncatingIfNeeded: current ?? -1)
        }
    }

    /// `case` and `default` begin arms of a `switch`; `return` and the like end a block.
    private mutating func visitWord(_ index: Int, _ block: Int?, _ current: inout Int?) {
        guard let word = reader.name(index), let block else { return }
        if Self.leavingWords.contains(word) { leaving.insert(block) }
        guard word == "case" || word == "default", !blocks[block].head.isEmpty,
            reader.name(blocks[block].head.lowerBound) == "switch", reader.symbol(index - 1) != UInt8(ascii: ".")
        else { return }
        let colon = (index..<min(index + 24, reader.tokens.count)).first { reader.symbol($0) == UInt8(ascii: ":") }
        let end = colon ?? index + 1
        current = add(.arm(group: block), block, head: index..<end, expression: index + 1..<end)
    }

    private mutating func braced(_ brace: Int, _ parent: Int?) -> Int {
        guard let (word, start) = headWord(before: brace) else {
            if let callee = callback(brace) { return callee }
            return add(.other, parent, head: brace..<brace, expression: brace..<brace)
        }
        return add(kind(of: word, start), parent, head: start..<brace, expression: expression(word, start + 1..<brace))
    }

    /// The block of a function that is handed to a call: what it does is done for each, `items.forEach((item) => {`, or may be done.
    private mutating func callback(_ brace: Int) -> Int? {
        guard reader.symbol(brace - 1) == UInt8(ascii: ">"), reader.symbol(brace - 2) == UInt8(ascii: "=") else { return nil }
        var start = brace - 3
        start = reader.symbol(start) == UInt8(ascii: ")") ? openers[start] ?? start : start
        if reader.name(start - 1) == "async" { start -= 1 }
        guard reader.symbol(start - 1) == UInt8(ascii: "("), let callee = reader.name(start - 2) else { return nil }
        let head = start - 2..<start - 1
        let isLoop = ["forEach", "map", "each", "reduce", "flatMap"].contains(callee)
        return add(
            isLoop ? .loop : .arm(group: blocks.count), innermostBlock, head: head,
            expression: isLoop ? receiver(start - 2) : head)
    }

    /// What a method is called on.
    private func receiver(_ method: Int) -> Range<Int> {
        var start = method
        while method - start < 16, reader.symbol(start - 1) == UInt8(ascii: "."), reader.name(start - 2) != nil { start -= 2 }
        return start < method ? start..<method - 1 : method..<method + 1
    }

    /// What is tested or looped over: without the parentheses around it, and without what a loop gives a name.
    private func expression(_ word: String, _ head: Range<Int>) -> Range<Int> {
        var range = head
        if reader.symbol(range.lowerBound) == UInt8(ascii: "("), reader.skipBrackets(range.lowerBound) == range.upperBound {
            range = range.lowerBound + 1..<range.upperBound - 1
        }
        guard word == "for", let sign = range.prefix(24).first(where: { ["of", "in"].contains(reader.name($0)) }) else {
            return range
        }
        return sign + 1..<range.upperBound
    }

    private func kind(of word: String, _ start: Int) -> Kind {
        switch word {
        case "for", "while": return .loop
        case "else": return .arm(group: group(after: armBefore(start)))
        case "if" where reader.name(start - 1) == "else": return .arm(group: group(after: armBefore(start - 1)))
        case "if", "catch": return .arm(group: blocks.count)
        default: return .other
        }
    }

    /// The arm that an `else` stands behind.
    private func armBefore(_ index: Int) -> Int? {
        var previous = index - 1
        while reader.tokens.indices.contains(previous), case .newline = reader.tokens[previous].kind { previous -= 1 }
        return closed[previous]
    }

    private static let heads: Set<String> = [
        "if", "else", "for", "while", "switch", "catch", "guard", "do", "try", "func", "function", "class", "struct", "init",
    ]

    /// The word that a head before a brace begins with.
    private func headWord(before brace: Int) -> (String, Int)? {
        var index = brace - 1
        for _ in 0..<64 {
            guard reader.tokens.indices.contains(index) else { return nil }
            switch reader.tokens[index].kind {
            case .name(let word) where Self.heads.contains(word): return (word, index)
            case .newline: return nil
            case .symbol(let byte) where ")]".utf8.contains(byte):
                guard let start = openers[index] else { return nil }
                index = start - 1
            case .symbol(let byte):
                let isArrow = byte == UInt8(ascii: ">") && reader.symbol(index - 1) == UInt8(ascii: "=")
                guard !"{}([;:,".utf8.contains(byte), !isArrow else { return nil }
                index -= 1
            default: index -= 1
            }
        }
        return nil
    }

    /// The block that a statement without braces is: `if (vip) text += "…"`, `else text += "…"`.
    private mutating func soleStatement(_ token: Int) -> Int? {
        guard !reader.joinsAdjacent else { return nil }
        if let known = soleArms[token] { return known }
        var previous = token - 1
        while reader.tokens.indices.contains(previous), case .newline = reader.tokens[previous].kind { previous -= 1 }
        var (group, start, expression) = (blocks.count, previous, token..<token)
        if reader.name(previous) == "else" {
            group = self.group(after: armBefore(previous) ?? soleArm(before: previous))
        } else {
            guard let open = openers[previous], reader.symbol(previous) == UInt8(ascii: ")"), let word = reader.name(open - 1),
                ["if", "for", "while"].contains(word)
            else { return nil }
            (start, expression) = (open - 1, self.expression(word, open..<previous + 1))
            guard word == "if" else { return add(.loop, block(of: token), head: start..<previous + 1, expression: expression) }
            if reader.name(start - 1) == "else" { group = self.group(after: armBefore(start - 1) ?? soleArm(before: start - 1)) }
        }
        let block = add(.arm(group: group), block(of: token), head: start..<previous + 1, expression: expression)
        soleArms[token] = block
        lastSoleArm = (token, block)
        return block
    }

    /// The arm without braces that ends before an `else`.
    private func soleArm(before index: Int) -> Int? {
        guard let last = lastSoleArm, last.token < index, index - last.token < 400 else { return nil }
        let ends = (last.token..<index).count { reader.symbol($0) == UInt8(ascii: ";") }
        return ends <= 1 ? last.block : nil
    }
}
