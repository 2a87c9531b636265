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
    var innermost: [Int32] = []
    let reader: CodeExpressionReader
    /// For each closing bracket the one that it closes.
    var openers: [Int: Int] = [:]
    /// The block around the brace that is looked at.
    var innermostBlock: Int?
    /// Blocks that were closed, by the index of their last brace.
    var closed: [Int: Int] = [:]
    /// Blocks that end with a `return` or the like: what stands behind them runs only where they do not.
    var leaving: Set<Int> = []
    /// The statements that are an arm each without braces, by the tokens they begin at.
    var soleArms: [Int: Int] = [:]
    var lastSoleArm: (token: Int, block: Int)?

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

    func block(of token: Int) -> Int? {
        innermost.indices.contains(token) && innermost[token] >= 0 ? Int(innermost[token]) : nil
    }

    mutating func add(_ kind: Kind, _ parent: Int?, head: Range<Int>, expression: Range<Int>) -> Int {
        blocks.append(Block(parent: parent, kind: kind, head: head, expression: expression))
        return blocks.count - 1
    }

    /// The group of the arm that another one follows; a new one where there is none.
    func group(after previous: Int?) -> Int {
        if let previous, case .arm(let group) = blocks[previous].kind { return group }
        return blocks.count
    }

    static let leavingWords: Set<String> = ["return", "raise", "throw", "continue", "break"]

    /// The block of what runs where the one before, a single arm, has not left: the rest of what is around both.
    mutating func rest(after block: Int, at index: Int) -> Int? {
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
}
