import AssayText

/// Renders units whose syntax is simple enough to fill segment by segment: Mustache, Handlebars, format strings.
struct SegmentRenderer {
    private let document: PromptDocument
    private let unit: PromptUnit
    private let limits: JinjaTemplate.Limits
    private let segments: [(message: Int, segment: Segment)]
    /// Values in scope, innermost last.
    private var scopes: [JinjaValue]
    private var result = RenderedUnit(messages: [], missing: [], notes: [])
    private var lastMessage: Int?
    private var steps = 0
    private var written = 0
    /// Branches of which an arm has been taken in the current round.
    private var taken: Set<Int> = []

    init(
        _ document: PromptDocument, _ unit: PromptUnit, _ values: [(name: String, value: JinjaValue)],
        _ limits: JinjaTemplate.Limits
    ) {
        self.document = document
        self.unit = unit
        self.limits = limits
        segments = unit.messages.indices.flatMap { index in unit.messages[index].segments.map { (index, $0) } }
        scopes = [.dictionary(JinjaDictionary(values.map { ($0.name, $0.value) }))]
    }

    mutating func run() -> RenderedUnit {
        render(0..<segments.count, inside: nil, depth: 0)
        for index in result.messages.indices where result.messages[index].role != .unspecified {
            result.messages[index].text = PythonStrings.strip(result.messages[index].text, nil, .both)
        }
        return result
    }

    // MARK: Walking

    /// Renders segments that stand directly inside `block`, and the blocks among them.
    private mutating func render(_ range: Range<Int>, inside block: Int?, depth: Int) {
        var index = range.lowerBound
        while index < range.upperBound {
            steps += 1
            guard steps <= limits.steps, written <= limits.outputBytes, depth <= limits.depth else {
                note("rendering was stopped at its limits")
                return
            }
            let (message, segment) = segments[index]
            guard segment.block != block, let inner = child(of: block, around: segment) else {
                write(segment, message)
                index += 1
                continue
            }
            let end = endOfBlock(inner, from: index, range.upperBound)
            enter(inner, index..<end, depth)
            index = max(end, index + 1)
        }
    }

    /// The block directly inside `outer` that holds `segment`.
    private func child(of outer: Int?, around segment: Segment) -> Int? {
        var current = segment.block
        while let index = current, unit.blocks.indices.contains(index) {
            if unit.blocks[index].parent == outer { return index }
            current = unit.blocks[index].parent
        }
        return nil
    }

    private func endOfBlock(_ block: Int, from start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, isInside(segments[end].segment, block) { end += 1 }
        return end
    }

    private func isInside(_ segment: Segment, _ block: Int) -> Bool {
        var current = segment.block
        // A block stands behind the one around it.
        while let index = current, index > block { current = unit.blocks[index].parent }
        return current == block
    }

    private mutating func enter(_ index: Int, _ range: Range<Int>, _ depth: Int) {
        let block = unit.blocks[index]
        switch block.kind {
        case .loop: loop(index, range, depth)
        case .branch:
            guard !taken.contains(block.group), isChosen(block) else { return }
            taken.insert(block.group)
            render(range, inside: index, depth: depth + 1)
        case .macro: return
        case .assignment, .section: render(range, inside: index, depth: depth + 1)
        }
    }

    private mutating func loop(_ index: Int, _ range: Range<Int>, _ depth: Int) {
        let block = unit.blocks[index]
        let source = lookup(block.expression)
        if source == nil { noteMissing(block.expression) }
        let value = source ?? .undefined(block.expression)
        taken.remove(block.group)
        guard value.isTruthy else { return }
        taken.insert(block.group)
        var items = [value]
        if case .list(let list) = value { items = list }
        let outerTaken = taken
        for item in items {
            var scope: [(String, JinjaValue)] = []
            if let name = block.targets.first { scope.append((name, item)) }
            scopes.append(item)
            if !scope.isEmpty { scopes.append(.dictionary(JinjaDictionary(scope))) }
            taken = outerTaken
            render(range, inside: index, depth: depth + 1)
            scopes.removeLast(scope.isEmpty ? 1 : 2)
        }
        taken = outerTaken
    }

    /// Whether a branch's condition holds; an arm without one is chosen when no other was.
    private mutating func isChosen(_ block: PromptBlock) -> Bool {
        if block.arm == 0 { taken.remove(block.group) }
        guard !block.expression.isEmpty else { return true }
        let header = String(decoding: document.source[block.header], as: UTF8.self)
        let isNegated = header.contains(text: "#unless") || header.contains("^")
        return (lookup(block.expression)?.isTruthy ?? false) != isNegated
    }

    // MARK: Writing

    private mutating func write(_ segment: Segment, _ message: Int) {
        guard segment.isSent else {
            // A role tag starts a message even when nothing is sent in it yet.
            return
        }
        let text: String
        switch segment.kind {
        case .variable:
            if let constant = segment.constant {
                text = String(decoding: constant, as: UTF8.self)
                break
            }
            guard let value = lookup(segment.expression) ?? segment.references.first.flatMap(lookup) else {
                noteMissing(segment.references.first ?? segment.expression)
                text = ""
                break
            }
            text = value.rendered()
        case .text, .example, .toolDefinition: text = document.text(of: segment).string
        case .image, .comment, .loop, .branch, .directive: return
        }
        written += text.utf8.count
        if lastMessage != message || result.messages.isEmpty {
            result.messages.append(.init(role: role(of: message), text: ""))
            lastMessage = message
        }
        result.messages[result.messages.count - 1].text += text
    }

    private mutating func role(of message: Int) -> Role {
        guard case .variable(let expression) = unit.messages[message].role else { return unit.messages[message].role }
        return lookup(expression).map { Role(name: $0.rendered()) } ?? unit.messages[message].role
    }

    private mutating func note(_ text: String) {
        if !result.notes.contains(text) { result.notes.append(text) }
    }

    private mutating func noteMissing(_ name: String) {
        if !result.missing.contains(name) { result.missing.append(name) }
    }

    // MARK: Values

    /// The value of `a.b`, `this.b`, `../a`, `.`; nil when there is none.
    private func lookup(_ expression: String) -> JinjaValue? {
        var name = expression.hasPrefix("$") ? String(expression.dropFirst()) : expression
        var level = scopes.count
        while name.hasPrefix("../") {
            name = String(name.dropFirst(3))
            level -= 1
        }
        guard level > 0 else { return nil }
        if name == "this" || name == "." { return scopes[level - 1] }
        let isLocal = name.hasPrefix("this.")
        if isLocal { name = String(name.dropFirst(5)) }
        let path = name.split(whereSeparator: { ".[]/".contains($0) }).map(String.init)
        guard let first = path.first else { return nil }
        for scope in scopes[..<level].reversed() {
            if var value = member(first, of: scope) {
                for key in path.dropFirst() {
                    guard let next = member(key, of: value) else { return nil }
                    value = next
                }
                return value
            }
            if isLocal { return nil }
        }
        return nil
    }

    private func member(_ key: String, of value: JinjaValue) -> JinjaValue? {
        switch value {
        case .dictionary(let dictionary): dictionary[key]
        case .list(let items): Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }
        default: nil
        }
    }
}
