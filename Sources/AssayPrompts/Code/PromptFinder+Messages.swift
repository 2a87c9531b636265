extension PromptFinder {
    // MARK: Message lists

    enum Element {
        case message(role: String, content: CodeExpression)
        /// `content` is where the message's content stands, `name` where a name does that is all of it.
        case value(Range<Int>, role: String?, content: Range<Int>?, name: Range<Int>?)
    }

    /// `[{"role": …, "content": …}, …]`, `[("system", "…"), …]`, `[SystemMessage(content="…"), …]`, and Swift's
    /// `[["role": …, "content": …], …]`, `[.init(role: .system, content: "…"), …]`.
    mutating func messageList(at index: Int) -> Int? {
        guard unclosed < 16, let (elements, end) = messages(at: index) else { return nil }
        let name = assignedName(index)
        noteRequest(name, in: bracketStarts.dropLast().last)
        add(elements, span: tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound, name: name)
        closeBracket()
        return end
    }

    /// The messages of a list, of which one at least is known, and the index behind it.
    mutating func messages(at index: Int) -> ([Element], end: Int)? {
        guard reader.symbol(index) == UInt8(ascii: "[") else { return nil }
        let first = reader.skipNewlines(index + 1)
        guard startsElement(first) else { return nil }
        let end = reader.skipBrackets(index)
        guard end <= tokens.count, reader.symbol(end - 1) == UInt8(ascii: "]") else {
            unclosed += 1
            return nil
        }
        var elements: [Element] = []
        var next = first
        while next < end - 1 {
            let stop = elementEnd(next, end - 1)
            if let element = element(next, stop) { elements.append(element) }
            next = reader.skipNewlines(stop + 1)
        }
        return elements.contains { isKnown($0) } && !areCases(first, elements) ? (elements, end) : nil
    }

    private mutating func isKnown(_ element: Element) -> Bool {
        switch element {
        case .message: return true
        case .value(_, let role, _, let name):
            // A word under any key is no message.
            if case .other = Role(name: role ?? "x") { return false }
            guard let text = name.flatMap({ text(at: $0, limit: 256) }) else { return false }
            return PromptHeuristic.wordCount(text, limit: 4) >= 4
        }
    }

    func startsElement(_ index: Int) -> Bool {
        if let byte = reader.symbol(index) { return "{([*.".utf8.contains(byte) }
        return reader.name(index) != nil
    }

    /// Index of the comma behind an element, or of the list's end.
    func elementEnd(_ start: Int, _ limit: Int) -> Int {
        var index = start
        while index < limit {
            if let byte = reader.symbol(index) {
                if byte == UInt8(ascii: ",") { return index }
                if "([{".utf8.contains(byte) {
                    index = reader.skipBrackets(index)
                    continue
                }
            }
            index += 1
        }
        return limit
    }

    func element(_ first: Int, _ end: Int) -> Element? {
        let start = reader.name(first) == "new" && reader.name(first + 1) != nil ? first + 1 : first
        guard start < end else { return nil }
        if reader.symbol(start) == UInt8(ascii: "{") || isDictionary(start) { return dictionary(start, end) }
        if let open = reader.symbol(start), open == UInt8(ascii: "(") || open == UInt8(ascii: "["),
            let role = reader.string(start + 1)?.text, reader.symbol(start + 2) == UInt8(ascii: ","),
            Self.tupleRoles.contains(role)
        {
            return message(role, start + 3, reader.read(start + 3), start, end)
        }
        if let message = messageCall(start, end) { return message }
        if let name = reader.name(start), let role = Self.messageClasses[name],
            reader.symbol(start + 1) == UInt8(ascii: "(") || reader.symbol(start + 1) == UInt8(ascii: ".")
        {
            let label = reader.name(start + 2) == "content" && reader.symbol(start + 3) == UInt8(ascii: "=")
            return message(role, start + (label ? 4 : 2), role.isEmpty ? nil : reader.read(start), start, end)
        }
        return .value(range(start, end), role: nil, content: nil, name: nil)
    }

    /// - Parameter index: where the content begins.
    func message(_ role: String, _ index: Int?, _ content: CodeExpression?, _ start: Int, _ end: Int) -> Element {
        if let content { return .message(role: role, content: content) }
        let open = "([{".utf8.contains(reader.symbol(start) ?? 0) ? start : start + 1
        // Behind it may stand `if … else` or a method.
        let isAll = reader.skipNewlines(reader.skipBrackets(open)) >= end
        let content = role.isEmpty || !isAll ? nil : index
        return .value(
            range(start, end), role: role.isEmpty ? nil : role,
            content: content.flatMap { $0 < end - 1 ? range($0, elementEnd($0, end - 1)) : nil }, name: content.flatMap(soleName))
    }

    /// Where the name at an index stands, if nothing else is behind it up to the next comma or bracket.
    func soleName(_ index: Int) -> Range<Int>? {
        guard reader.name(index) != nil, let sign = reader.symbol(reader.skipNewlines(index + 1)), ",)}]".utf8.contains(sign)
        else { return nil }
        return tokens[index].range
    }

    static let tupleRoles: Set<String> = ["system", "user", "human", "assistant", "ai", "developer"]

    static let messageClasses = [
        "SystemMessage": "system", "HumanMessage": "user", "AIMessage": "assistant", "MessagesPlaceholder": "",
        "SystemMessagePromptTemplate": "system", "HumanMessagePromptTemplate": "user",
        "AIMessagePromptTemplate": "assistant",
    ]

    func range(_ start: Int, _ end: Int) -> Range<Int> {
        tokens[start].range
            .lowerBound..<max(tokens[start].range.upperBound, tokens[max(start, end - 1)].range.upperBound)
    }

    func dictionary(_ start: Int, _ end: Int) -> Element? {
        var role: String?
        var content: (text: CodeExpression?, index: Int)?
        for member in members(start) {
            if member.key == "role" { role = reader.string(member.value)?.text ?? reader.name(member.value) }
            if member.key == "content" { content = (self.content(member.value), member.value) }
        }
        guard let role else { return nil }
        return message(role, content?.index, content?.text, start, end)
    }

    /// Whether a dictionary of Swift begins here: `["role": …`.
    private func isDictionary(_ start: Int) -> Bool {
        guard reader.symbol(start) == UInt8(ascii: "[") else { return false }
        let first = reader.skipNewlines(start + 1)
        return reader.string(first) != nil && reader.symbol(first + 1) == UInt8(ascii: ":")
    }

    /// The keys of the dictionary at an index, and where their values begin.
    func members(_ start: Int) -> [(key: String, value: Int)] {
        guard reader.symbol(start) == UInt8(ascii: "{") || isDictionary(start) else { return [] }
        return elements(start).compactMap { index in
            guard let key = reader.name(index) ?? reader.string(index)?.text, reader.symbol(index + 1) == UInt8(ascii: ":")
            else { return nil }
            return (key, index + 2)
        }
    }

    /// Where the elements between the bracket at an index and the one that closes it begin.
    func elements(_ start: Int) -> [Int] {
        let end = reader.skipBrackets(start) - 1
        var result: [Int] = []
        var index = reader.skipNewlines(start + 1)
        while index < end {
            result.append(index)
            index = reader.skipNewlines(elementEnd(index, end) + 1)
        }
        return result
    }

    /// A text, or the text blocks of a list; names in these are values. Nil where there is no literal.
    func content(_ index: Int) -> CodeExpression? {
        if let text = reader.read(index) { return text }
        return blocks(index).flatMap { $0.hasStrings ? $0 : nil }
    }

    /// `[{"type": "text", "text": "…"}, {"type": "text", "text": RULES}]`.
    func blocks(_ index: Int) -> CodeExpression? {
        guard reader.symbol(index) == UInt8(ascii: "[") else { return nil }
        var result = CodeExpression(end: reader.skipBrackets(index))
        for block in elements(index) {
            for member in members(block) where member.key == "text" {
                if let text = reader.read(member.value) {
                    result.parts += text.parts
                    result.isTrimmed = result.isTrimmed || text.isTrimmed
                    result.isChanged = result.isChanged || text.isChanged || text.syntax != nil
                    continue
                }
                let value = range(member.value, elementEnd(member.value, reader.skipBrackets(block) - 1))
                // What is longer holds calls in calls, each of which would be read again.
                guard value.count <= 4_096 else { return nil }
                result.parts.append(.value(value, expression: Interpolation.expression(source, value)))
            }
        }
        return result.parts.isEmpty ? nil : result
    }

    /// The name that a list is assigned to, or that the call it is handed to is: `name = from_messages([…])`.
    func assignedName(_ index: Int) -> String {
        var index = index
        if reader.symbol(index - 1) == UInt8(ascii: "("), reader.name(index - 2) != nil {
            index -= 2
            while reader.symbol(index - 1) == UInt8(ascii: "."), reader.name(index - 2) != nil { index -= 2 }
        }
        if let sign = reader.symbol(index - 1), sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") {
            if sign == UInt8(ascii: "="), let name = typedName(before: index - 1) { return name }
            return reader.name(index - 2) ?? reader.string(index - 2)?.text ?? ""
        }
        return ""
    }

    /// `name: Type = …`, by its equals sign. In the type may stand colons as well.
    private func typedName(before equals: Int) -> String? {
        var name: String?
        for colon in stride(from: equals - 2, to: max(0, equals - 12), by: -1) where reader.symbol(colon) == UInt8(ascii: ":") {
            guard reader.equalsBehindType(colon + 1) == equals else { break }
            name = reader.name(colon - 1) ?? name
        }
        return name
    }

    mutating func add(_ elements: [Element], span: Range<Int>, name: String) {
        var builder = UnitBuilder(source, name: name, span: span)
        append(elements, at: span.lowerBound, to: &builder)
        problems += builder.problems
        units.append(builder.finish())
    }

    mutating func append(_ elements: [Element], at start: Int, to builder: inout UnitBuilder) {
        let isTemplate = callers.suffix(2).contains { $0 == "from_messages" || $0 == "fromMessages" }
        for element in elements {
            switch element {
            case .message(let role, let content):
                builder.beginMessage(Role(name: role), at: start)
                append(content, syntax: content.syntax ?? (isTemplate ? .braces : nil), to: &builder)
            case .value(let range, let role, let content, let name):
                // Of a message the content is open, and not what its keys are called.
                let expression = Interpolation.expression(source, content ?? range)
                builder.beginMessage(role.map { Role(name: $0) } ?? .variable(expression), at: range.lowerBound)
                if let name, append(name, isFilled: isTemplate, to: &builder) { continue }
                builder.add(value(range, expression))
            }
        }
    }
}

extension CodeString {
    /// Offset of the first part.
    var start: Int {
        switch parts.first {
        case .text(let text): text.map.source(of: 0)
        case .value(let range, _): range.lowerBound
        case nil: 0
        }
    }
}
