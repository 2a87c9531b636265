/// Finds the prompts of a program in its tokens and builds units from them.
struct PromptFinder {
    struct Language {
        /// Literals next to each other are one text, and a dictionary's entries use `:` only inside braces.
        var joinsAdjacent: Bool
    }

    private let source: [UInt8]
    private let reader: CodeExpressionReader
    private var units: [PromptUnit] = []
    private var problems: [ReadProblem] = []
    /// How often each name stands in the file.
    private var uses: [String: Int] = [:]
    /// The functions around the current token, innermost last.
    private var callers: [String] = []
    /// The brackets around the current token, innermost last.
    private var brackets: [UInt8] = []
    /// Searches for the ends of brackets that were not closed; each costs the rest of the file.
    private var unclosed = 0

    static func find(_ source: [UInt8], _ tokens: [CodeToken], _ language: Language) -> ([PromptUnit], [ReadProblem]) {
        var finder = PromptFinder(source, tokens, language)
        finder.run()
        return (finder.units, finder.problems)
    }

    private init(_ source: [UInt8], _ tokens: [CodeToken], _ language: Language) {
        self.source = source
        reader = CodeExpressionReader(source: source, tokens: tokens, joinsAdjacent: language.joinsAdjacent)
        for token in tokens {
            if case .name(let name) = token.kind { uses[name, default: 0] += 1 }
        }
    }

    private var tokens: [CodeToken] { reader.tokens }

    private mutating func run() {
        var index = 0
        while index < tokens.count {
            if let byte = reader.symbol(index) { trackCaller(byte, index) }
            if let next = messageList(at: index) ?? assignment(at: index) ?? returned(at: index) ?? template(at: index) {
                index = max(next, index + 1)
            } else {
                index += 1
            }
        }
    }

    private mutating func trackCaller(_ byte: UInt8, _ index: Int) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            callers.append(byte == UInt8(ascii: "(") ? reader.name(index - 1) ?? "" : "")
            brackets.append(byte)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): closeBracket()
        default: break
        }
    }

    private mutating func closeBracket() {
        _ = callers.popLast()
        _ = brackets.popLast()
    }

    // MARK: Single texts

    /// `name = text`, `name: text`, `"name": text`, `name: Type = text`.
    private mutating func assignment(at index: Int) -> Int? {
        guard let name = reader.name(index) ?? label(index) else { return nil }
        var next = index + 1
        if reader.symbol(next) == UInt8(ascii: ":") {
            // A type stands between the name and its value: skip it if an equals sign follows on the line.
            if let equals = equalsBehindType(next + 1) { next = equals }
            if reader.symbol(next + 1) == UInt8(ascii: "=") { next += 1 }
        }
        guard let sign = reader.symbol(next), sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":"),
            reader.symbol(next + 1) != UInt8(ascii: "=")
        else {
            return addition(at: index, name)
        }
        // In Python a colon outside a dictionary's braces starts a type or a block.
        if sign == UInt8(ascii: ":"), reader.joinsAdjacent, brackets.last != UInt8(ascii: "{") { return nil }
        return expression(at: next + 1, name: name)
    }

    /// `name += text`.
    private mutating func addition(at index: Int, _ name: String) -> Int? {
        guard reader.symbol(index + 1) == UInt8(ascii: "+"), reader.symbol(index + 2) == UInt8(ascii: "=") else { return nil }
        return expression(at: index + 3, name: name)
    }

    private func label(_ index: Int) -> String? {
        guard let string = reader.string(index), reader.symbol(index + 1) == UInt8(ascii: ":") else { return nil }
        return string.text.utf8.count <= 40 ? string.text : nil
    }

    private func equalsBehindType(_ start: Int) -> Int? {
        for index in start..<min(start + 12, tokens.count) {
            if case .newline = tokens[index].kind { return nil }
            if case .string = tokens[index].kind { return nil }
            if let byte = reader.symbol(index) {
                if byte == UInt8(ascii: "=") { return index }
                if ",(){}".utf8.contains(byte) { return nil }
            }
        }
        return nil
    }

    private mutating func returned(at index: Int) -> Int? {
        guard reader.name(index) == "return" else { return nil }
        return expression(at: index + 1, name: "")
    }

    /// `PromptTemplate.from_template("…")` that is not assigned to a name.
    private mutating func template(at index: Int) -> Int? {
        guard let name = reader.name(index), name == "from_template" || name == "fromTemplate",
            reader.symbol(index + 1) == UInt8(ascii: "("), let text = reader.read(index + 2)
        else { return nil }
        guard PromptHeuristic.isPrompt(name: "prompt", text: text.text, caller: nil) else { return nil }
        add(text, name: "", syntax: text.syntax ?? .braces)
        return text.end
    }

    private mutating func expression(at index: Int, name: String) -> Int? {
        guard let text = reader.read(index) else { return nil }
        guard PromptHeuristic.isPrompt(name: name, text: text.text, caller: callers.last) else { return nil }
        add(text, name: name, syntax: text.syntax)
        return text.end
    }

    private mutating func add(_ text: CodeExpression, name: String, syntax: TemplateSyntax?) {
        let start = tokens[reader.skipNewlines(max(0, firstToken(of: text)))].range.lowerBound
        let end = tokens[max(0, min(text.end, tokens.count) - 1)].range.upperBound
        var builder = UnitBuilder(source, name: name, span: start..<max(start, end))
        append(text, syntax: syntax, to: &builder)
        if let count = uses[name], !name.isEmpty { builder.unit.facts.readsInFile = count - 1 }
        problems += builder.problems
        let unit = builder.finish()
        // The same text may be reached twice, as an argument and as a return value.
        if let last = units.last, last.span.upperBound > unit.span.lowerBound { return }
        units.append(unit)
    }

    private func firstToken(of text: CodeExpression) -> Int {
        var index = min(text.end, tokens.count) - 1
        guard let first = text.parts.first else { return index }
        let start: Int =
            switch first {
            case .value(let range, _): range.lowerBound
            case .string(let string): string.start
            }
        while index > 0, tokens[index].range.lowerBound > start { index -= 1 }
        return index
    }

    private func append(_ text: CodeExpression, syntax: TemplateSyntax?, to builder: inout UnitBuilder) {
        let literals = Array(text.literals.utf8)
        for part in text.parts {
            switch part {
            case .value(let range, let expression): builder.add(value(range, expression))
            case .string(let string):
                let used: TemplateSyntax =
                    syntax ?? (string.isInterpolated ? .interpolation : DataMessages.guessSyntax(literals))
                builder.unit.syntax = used == .none ? builder.unit.syntax : used
                for piece in string.parts {
                    switch piece {
                    case .value(let range, let expression): builder.add(value(range, expression))
                    case .text(let text): TemplateAssembler.append(text, syntax: used, to: &builder)
                    }
                }
            }
        }
    }

    private func value(_ range: Range<Int>, _ expression: String) -> Segment {
        let bytes = Array(expression.utf8)
        var references = Identifiers.find(bytes, 0..<bytes.count)
        if expression.hasPrefix("MessagesPlaceholder"),
            let name = expression.split(whereSeparator: { "\"'`".contains($0) }).dropFirst().first
        {
            references = [String(name)]
        }
        return Segment(kind: .variable, span: range, expression: expression, references: references)
    }

    // MARK: Message lists

    private enum Element {
        case message(role: String, content: CodeExpression)
        case value(Range<Int>, role: String?)
    }

    /// `[{"role": …, "content": …}, …]`, `[("system", "…"), …]`, `[SystemMessage(content="…"), …]`.
    private mutating func messageList(at index: Int) -> Int? {
        guard reader.symbol(index) == UInt8(ascii: "["), unclosed < 16 else { return nil }
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
        guard elements.contains(where: { if case .message = $0 { true } else { false } }) else { return nil }
        add(elements, span: tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound, name: assignedName(index))
        closeBracket()
        return end
    }

    private func startsElement(_ index: Int) -> Bool {
        if let byte = reader.symbol(index) { return "{([*.".utf8.contains(byte) }
        return reader.name(index) != nil
    }

    /// Index of the comma behind an element, or of the list's end.
    private func elementEnd(_ start: Int, _ limit: Int) -> Int {
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

    private func element(_ start: Int, _ end: Int) -> Element? {
        guard start < end else { return nil }
        if reader.symbol(start) == UInt8(ascii: "{") { return dictionary(start, end) }
        if let open = reader.symbol(start), open == UInt8(ascii: "(") || open == UInt8(ascii: "["),
            let role = reader.string(start + 1)?.text, reader.symbol(start + 2) == UInt8(ascii: ","),
            Self.tupleRoles.contains(role)
        {
            return message(role, reader.read(start + 3), start, end)
        }
        if let name = reader.name(start), let role = Self.messageClasses[name],
            reader.symbol(start + 1) == UInt8(ascii: "(") || reader.symbol(start + 1) == UInt8(ascii: ".")
        {
            return message(role, role.isEmpty ? nil : reader.read(start), start, end)
        }
        return .value(range(start, end), role: nil)
    }

    private func message(_ role: String, _ content: CodeExpression?, _ start: Int, _ end: Int) -> Element {
        guard let content else { return .value(range(start, end), role: role.isEmpty ? nil : role) }
        return .message(role: role, content: content)
    }

    private static let tupleRoles: Set<String> = ["system", "user", "human", "assistant", "ai", "developer"]

    private static let messageClasses = [
        "SystemMessage": "system", "HumanMessage": "user", "AIMessage": "assistant", "MessagesPlaceholder": "",
        "SystemMessagePromptTemplate": "system", "HumanMessagePromptTemplate": "user",
        "AIMessagePromptTemplate": "assistant",
    ]

    private func range(_ start: Int, _ end: Int) -> Range<Int> {
        tokens[start].range.lowerBound..<max(tokens[start].range.upperBound, tokens[max(start, end - 1)].range.upperBound)
    }

    private func dictionary(_ start: Int, _ end: Int) -> Element? {
        var role: String?
        var content: CodeExpression?
        var index = reader.skipNewlines(start + 1)
        while index < end - 1 {
            let stop = elementEnd(index, end - 1)
            if let key = reader.name(index) ?? reader.string(index)?.text, reader.symbol(index + 1) == UInt8(ascii: ":") {
                if key == "role" { role = reader.string(index + 2)?.text ?? reader.name(index + 2) }
                if key == "content" { content = self.content(index + 2) }
            }
            index = reader.skipNewlines(stop + 1)
        }
        guard let role else { return nil }
        return message(role, content, start, end)
    }

    /// A text, or the text blocks of a list.
    private func content(_ index: Int) -> CodeExpression? {
        if let text = reader.read(index) { return text }
        guard reader.symbol(index) == UInt8(ascii: "[") else { return nil }
        let end = reader.skipBrackets(index)
        var result = CodeExpression(end: end)
        for position in index..<min(end, tokens.count) where (reader.name(position) ?? reader.string(position)?.text) == "text" {
            if reader.symbol(position + 1) == UInt8(ascii: ":"), let text = reader.read(position + 2) { result.parts += text.parts }
        }
        return result.hasStrings ? result : nil
    }

    private func assignedName(_ index: Int) -> String {
        if let sign = reader.symbol(index - 1), sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") {
            return reader.name(index - 2) ?? reader.string(index - 2)?.text ?? ""
        }
        return ""
    }

    private mutating func add(_ elements: [Element], span: Range<Int>, name: String) {
        var builder = UnitBuilder(source, name: name, span: span)
        let isTemplate = callers.suffix(2).contains { $0 == "from_messages" || $0 == "fromMessages" }
        for element in elements {
            switch element {
            case .message(let role, let content):
                builder.beginMessage(Role(name: role), at: span.lowerBound)
                append(content, syntax: content.syntax ?? (isTemplate ? .braces : nil), to: &builder)
            case .value(let range, let role):
                let expression = Interpolation.expression(source, range)
                builder.beginMessage(role.map { Role(name: $0) } ?? .variable(expression), at: range.lowerBound)
                builder.add(value(range, expression))
            }
        }
        problems += builder.problems
        units.append(builder.finish())
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
