/// Texts that a program puts together step by step: `prompt = "…"`, then `prompt += "…"`.
extension PromptFinder {
    /// A text that is given to a name, to which others may be added.
    struct Base {
        var name: String
        var text: CodeExpression
        /// Whether the name has a value here that is not known.
        var isUnknown = false
        /// Index of the name's token, and the tokens of the function it stands in.
        var token: Int
        var function: Range<Int>?
        /// Index of the unit that the text is by itself; nil where it is none.
        var unit: Int?
        var additions: [Addition] = []
        /// Index of the token at which the name is given another value.
        var end: Int?
        /// How many texts and values it has, and the text's first words; both with what is added.
        var size: Int
        var opening: String
        /// What the name stands for where it is sent, after so many additions.
        var sentUnit: (unit: PromptUnit, additions: Int)?
        /// Where the name stands for the text in what is sent.
        var sent: Set<Int> = []
    }

    struct Addition {
        var text: CodeExpression
        var token: Int
        /// Where `name = name + …` reads it.
        var read: Int?
    }

    /// What is added where nothing was that it could be added to is a prompt by itself if it looks like one.
    struct Steps {
        var bases: [Base] = []
        /// For each name the bases that an addition may be meant for.
        var live: [String: [Int]] = [:]
        /// For each name all of them.
        var all: [String: [Int]] = [:]
        /// Those of additions that look like prompts by themselves, and what these are added to.
        var alone: [(unit: PromptUnit, bases: [Int])] = []
        /// Asked once something is added.
        var blocks: CodeBlocks?
    }

    private static let mostBases = 32
    /// A text's first words tell whether it is a prompt.
    private static let mostWords = 4_096

    /// Remembers that a name is given a value.
    ///
    /// - Parameters:
    ///   - index: of the name's token.
    ///   - text: nil where the value is none.
    ///   - isPrompt: whether the last unit is the text.
    mutating func noteBase(_ name: String, at index: Int, _ text: CodeExpression?, isPrompt: Bool) {
        guard brackets.last.map({ $0 == UInt8(ascii: "{") && !reader.joinsAdjacent }) ?? true else { return }
        let path = reader.path(endingAt: index)
        let isBase = isPrompt || PromptHeuristic.nameSaysPrompt(name)
        guard isBase || steps.live[path] != nil else { return }
        let function = scopes.body
        // Those of functions around this one are for what is added there.
        let others = (steps.live[path] ?? []).filter { base in
            let home = steps.bases[base].function
            return home != function && home?.contains(index) ?? true
        }
        var live = (steps.live[path] ?? []).filter { steps.bases[$0].function == function }
        if !live.isEmpty {
            let blocks = blocksAround(index)
            // Where it is given a value in the same block, or around it, the one before is gone.
            for base in live {
                guard let blocks, let before = blocksAround(steps.bases[base].token), !before.starts(with: blocks) else {
                    steps.bases[base].end = index
                    continue
                }
            }
            live.removeAll { steps.bases[$0].end != nil }
        }
        if live.count < Self.mostBases, others.count < Self.mostBases {
            let known = isBase ? text : nil
            live.append(steps.bases.count)
            steps.all[path, default: []].append(steps.bases.count)
            var base = Base(
                name: name, text: known ?? CodeExpression(end: index + 1), token: index, function: function,
                unit: isPrompt ? units.count - 1 : nil, size: known?.size ?? 0,
                opening: known.map { String($0.text.prefix(Self.mostWords)) } ?? "")
            base.isUnknown = known == nil
            steps.bases.append(base)
        }
        steps.live[path] = others + live
    }

    /// `name += text`.
    mutating func addition(at index: Int, _ name: String) -> Int? {
        guard reader.symbol(index + 1) == UInt8(ascii: "+"), reader.symbol(index + 2) == UInt8(ascii: "=") else {
            return nil
        }
        return addition(of: index + 3, to: name, at: index)
    }

    /// `name = name + text`.
    mutating func repeated(at index: Int, _ name: String, value: Int) -> Int? {
        // Formatters put long sums into parentheses.
        let open = reader.skipNewlines(value)
        let isInside = reader.symbol(open) == UInt8(ascii: "(")
        let read = isInside ? reader.skipNewlines(open + 1) : value
        let plus = isInside ? reader.skipNewlines(read + 1) : read + 1
        guard reader.name(read) == name, reader.symbol(plus) == UInt8(ascii: "+"), steps.live[name] != nil,
            reader.path(endingAt: index) == name
        else { return nil }
        return addition(
            of: isInside ? reader.skipNewlines(plus + 1) : plus + 1, to: name, at: index, read: read,
            inside: isInside ? reader.skipBrackets(open) : nil)
    }

    private mutating func addition(of start: Int, to name: String, at index: Int, read: Int? = nil, inside close: Int? = nil)
        -> Int?
    {
        guard let live = steps.live[reader.path(endingAt: index)], !isLongValue(start), var text = added(start)
        else {
            return expression(at: start, name: name)
        }
        if let close, reader.skipNewlines(text.end) == close - 1 { text.end = close }
        let (function, blocks) = (scopes.body, blocksAround(index))
        let bases = live.filter { base in
            guard isMeant(steps.bases[base].function, in: function), let blocks,
                let before = blocksAround(steps.bases[base].token)
            else { return false }
            return steps.blocks?.areExclusive(before, blocks) == false
        }
        guard !bases.isEmpty else { return expression(at: start, name: name) }
        let (size, opening) = (text.size, text.text.prefix(Self.mostWords))
        for base in bases {
            steps.bases[base].additions.append(Addition(text: text, token: index, read: read))
            steps.bases[base].size += size
            if steps.bases[base].opening.utf8.count < Self.mostWords { steps.bases[base].opening += opening }
        }
        if PromptHeuristic.isPrompt(name: name, text: text.text, caller: callers.last) {
            steps.alone.append((unit(of: text, name: name, syntax: text.syntax), bases))
        }
        // What a call is handed may be a prompt of its own.
        return text.hasStrings ? text.end : start
    }

    /// A text, or values alone.
    private func added(_ start: Int) -> CodeExpression? {
        if let text = reader.readElement(start, 0) { return text }
        let values = reader.readSum(start, 0)
        return values.parts.isEmpty ? nil : values
    }

    /// What is longer holds calls in calls, or is not closed; each would be kept as often as it is read.
    private func isLongValue(_ start: Int) -> Bool {
        guard reader.name(start) != nil else { return false }
        return range(start, min(reader.skipOperand(start), tokens.count)).count > 4_096
    }

    /// Whether what a function adds is added to a text of this one: functions that JavaScript hands to calls share its names.
    private func isMeant(_ home: Range<Int>?, in function: Range<Int>?) -> Bool {
        if home == function { return true }
        guard !reader.joinsAdjacent, let home, let function,
            let brace = tokens.indices.contains(function.lowerBound - 1)
                ? function.lowerBound - 1 : nil
        else { return false }
        let isArrow = reader.symbol(brace - 1) == UInt8(ascii: ">") && reader.symbol(brace - 2) == UInt8(ascii: "=")
        return isArrow && home.lowerBound < function.lowerBound && function.upperBound <= home.upperBound
    }

    mutating func blocksAround(_ token: Int) -> [Int]? {
        if steps.blocks == nil { steps.blocks = CodeBlocks(reader) }
        return steps.blocks?.path(of: token)
    }

    // MARK: Units

    /// Makes one unit of each text and what is added to it.
    mutating func joinAdditions() {
        var added: [PromptUnit] = []
        var isJoined = Set<Int>()
        for index in steps.bases.indices where !steps.bases[index].additions.isEmpty {
            let base = steps.bases[index]
            guard !base.isUnknown, base.unit != nil || PromptHeuristic.isPrompt(name: base.name, text: base.opening, caller: nil)
            else { continue }
            let unit = joined(base)
            isJoined.insert(index)
            if let place = base.unit { units[place] = unit } else { added.append(unit) }
        }
        added += steps.alone.filter { isJoined.isDisjoint(with: $0.bases) }.map(\.unit)
        guard !added.isEmpty else { return }
        units += added
        units.sort { $0.span.lowerBound < $1.span.lowerBound }
    }

    mutating func joined(_ base: Base) -> PromptUnit {
        var builder = builder(of: base.text, name: base.name)
        if let last = base.additions.last { builder.unit.span = builder.unit.span.lowerBound..<end(of: last.text) }
        append(base.text, syntax: base.text.syntax, to: &builder)
        let around = blocksAround(base.token) ?? []
        var open: [Int] = []
        // For each `if` its group in the unit.
        var groups: [Int: Int] = [:]
        for addition in base.additions {
            let path = blocksAround(addition.token) ?? []
            let inside = Array(path.dropFirst(zip(path, around).prefix { $0 == $1 }.count))
            let shared = zip(inside, open).prefix { $0 == $1 }.count
            let start = tokens[addition.token].range.lowerBound
            while open.count > shared { close(open.removeLast(), at: start, &builder) }
            for block in inside[shared...] {
                self.open(block, &groups, &builder)
                open.append(block)
            }
            append(addition.text, syntax: addition.text.syntax, to: &builder)
        }
        return builder.finish()
    }

    private func end(of text: CodeExpression) -> Int {
        tokens[max(0, min(text.end, tokens.count) - 1)].range.upperBound
    }

    private func open(_ index: Int, _ groups: inout [Int: Int], _ builder: inout UnitBuilder) {
        guard let block = steps.blocks?.blocks[index] else { return }
        let header = range(block.head.lowerBound, block.head.upperBound)
        // What is longer holds calls in calls, each of which would be read again.
        let isShort = !block.expression.isEmpty && block.expression.count <= 48
        let expression =
            isShort ? Interpolation.expression(source, range(block.expression.lowerBound, block.expression.upperBound)) : ""
        let bytes = Array(expression.utf8.prefix(1_024))
        let references = Identifiers.find(bytes, 0..<bytes.count)
        switch block.kind {
        case .other: return
        case .loop:
            let piece = TemplatePiece(.loop(targets: []), header, expression: expression, references: references)
            builder.openBlock(.loop, header: header, piece)
            builder.add(Segment(kind: .loop, span: header, expression: expression, references: references))
        case .arm(let group):
            // An `else` is the last resort only where all arms before it add something.
            let isLast = block.expression.isEmpty && groups[group] != nil
            let piece = TemplatePiece(.arm, header, expression: isLast ? "" : expression, references: references)
            builder.openBlock(.branch, header: header, piece, group: groups[group])
            groups[group] = groups[group] ?? builder.innermost?.group
            builder.add(Segment(kind: .branch, span: header, expression: expression, references: references))
        }
    }

    private func close(_ index: Int, at end: Int, _ builder: inout UnitBuilder) {
        if case .other? = steps.blocks?.blocks[index].kind { return }
        builder.closeBlock(at: end)
    }
}

extension CodeExpressionReader {
    /// The path that ends with a name: `self.prompt`.
    func path(endingAt index: Int) -> String {
        var names = [name(index) ?? ""]
        var start = index
        while names.count < 8, symbol(start - 1) == UInt8(ascii: "."), let name = name(start - 2) {
            names.append(name)
            start -= 2
        }
        return names.reversed().joined(separator: ".")
    }
}
