/// Blocks in braces: those of JavaScript and Swift.
extension CodeBlocks {
    mutating func findBraced() {
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
        if Self.leavingWords.contains(word), !isConditional(index) { leaving.insert(block) }
        guard word == "case" || word == "default", !blocks[block].head.isEmpty,
            reader.name(blocks[block].head.lowerBound) == "switch", reader.symbol(index - 1) != UInt8(ascii: ".")
        else { return }
        let colon = (index..<min(index + 24, reader.tokens.count)).first { reader.symbol($0) == UInt8(ascii: ":") }
        let end = colon ?? index + 1
        current = add(.arm(group: block), block, head: index..<end, expression: index + 1..<end)
    }

    /// Whether a statement without braces stands behind a condition: `if (done) return`.
    private func isConditional(_ index: Int) -> Bool {
        var previous = index - 1
        while reader.tokens.indices.contains(previous), case .newline = reader.tokens[previous].kind { previous -= 1 }
        return reader.symbol(previous) == UInt8(ascii: ")") || reader.name(previous) == "else"
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
    mutating func soleStatement(_ token: Int) -> Int? {
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
