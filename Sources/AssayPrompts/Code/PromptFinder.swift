/// Finds the prompts of a program in its tokens and builds units from them.
struct PromptFinder {
    struct Language {
        /// Literals next to each other are one text, and a dictionary's entries use `:` only inside braces.
        var joinsAdjacent: Bool
        /// Splits source into tokens.
        var lex: @Sendable ([UInt8]) -> [CodeToken]
    }

    let source: [UInt8]
    let reader: CodeExpressionReader
    var units: [PromptUnit] = []
    var problems: [ReadProblem] = []
    /// How often each name stands in the file; counted once a prompt asks.
    lazy var uses: [String: Int] = countNames()
    /// Asked once a prompt reads a name.
    lazy var constants = ProgramConstants(reader, all)
    /// The functions around the current token, innermost last.
    var callers: [String] = []
    /// The brackets around the current token, innermost last, and where each stands.
    var brackets: [UInt8] = []
    var bracketStarts: [Int] = []
    /// Brackets that hold a part of a request: `system="…"`, `messages=[…]`.
    var requests: [Int] = []
    /// Calls that may be CrewAI's, by their brackets: whether they make an agent or a task.
    var crewCalls: [Int: Bool] = [:]
    /// Where tools may be handed to a request, and the bracket around them where that decides.
    var tools: [(index: Int, bracket: Int?)] = []
    /// Where the program names a model.
    var models: [ModelMention] = []
    /// Whether a model runs where the program does.
    var hasLocalModels = false
    /// The functions and types around the current token.
    var scopes: CodeScopes
    /// The same before the first token.
    let all: CodeScopes
    /// Texts that are put together step by step.
    var steps = Steps()
    /// How many bytes such texts may still take in the place of their names: any number of calls may send a long one.
    var sentBudget: Int
    /// Where messages send such a text, by its place among the bases.
    var pendingSent: [(base: Int, place: Int)] = []
    /// Searches for the ends of brackets that were not closed; each costs the rest of the file.
    var unclosed = 0

    /// Adds the prompts of a program to its document.
    static func read(
        _ program: (tokens: [CodeToken], unclosed: UnclosedString?), _ language: Language,
        into document: inout PromptDocument
    ) {
        let tokens = program.tokens
        var finder = PromptFinder(document.source, tokens, language)
        finder.run()
        finder.joinAdditions()
        finder.joinRequests()
        finder.markSentConstants()
        finder.markSentTexts()
        finder.assignModels()
        document.units = finder.units
        document.problems += finder.problems + CodeToken.problems(tokens)
        if let unclosed = program.unclosed { document.problems.append(unclosed.problem) }
        if !finder.units.isEmpty, let omission = finder.firstTools() { document.omissions.append(omission) }
    }

    init(_ source: [UInt8], _ tokens: [CodeToken], _ language: Language) {
        self.source = source
        reader = CodeExpressionReader(
            source: source, tokens: tokens, joinsAdjacent: language.joinsAdjacent, lex: language.lex)
        all = CodeScopes.find(reader)
        scopes = all
        sentBudget = 16 * source.count + (16 << 20)
    }

    var tokens: [CodeToken] { reader.tokens }

    mutating func run() {
        var index = 0
        while index < tokens.count {
            if let byte = reader.symbol(index) { trackCaller(byte, index) }
            scopes.move(to: index)
            noteConstant(at: index)
            noteSignature(at: index)
            noteTools(at: index)
            noteModel(at: index)
            if let next = messageList(at: index) ?? assignment(at: index) ?? returned(at: index)
                ?? soleExpression(at: index) ?? template(at: index) ?? listed(at: index) ?? argument(at: index)
            {
                index = max(next, index + 1)
            } else {
                index += 1
            }
        }
    }

    mutating func trackCaller(_ byte: UInt8, _ index: Int) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            callers.append(byte == UInt8(ascii: "(") ? reader.name(index - 1) ?? "" : "")
            brackets.append(byte)
            bracketStarts.append(index)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): closeBracket()
        default: break
        }
    }

    mutating func closeBracket() {
        _ = callers.popLast()
        _ = brackets.popLast()
        _ = bracketStarts.popLast()
    }

    // MARK: Single texts

    /// `name = text`, `name: text`, `"name": text`, `name: Type = text`.
    mutating func assignment(at index: Int) -> Int? {
        if let next = entry(at: index) { return next }
        guard let name = reader.name(index) ?? label(index) else { return nil }
        var next = index + 1
        if reader.symbol(next) == UInt8(ascii: ":") {
            // A type stands between the name and its value: skip it if an equals sign follows on the line.
            if let equals = reader.equalsBehindType(next + 1) { next = equals }
            if reader.symbol(next + 1) == UInt8(ascii: "=") { next += 1 }
        }
        guard let sign = reader.symbol(next), sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":"),
            reader.symbol(next + 1) != UInt8(ascii: "=")
        else {
            return addition(at: index, name)
        }
        // In Python a colon outside a dictionary's braces starts a type or a block.
        if sign == UInt8(ascii: ":"), reader.joinsAdjacent, brackets.last != UInt8(ascii: "{") { return nil }
        guard sign == UInt8(ascii: "="), reader.name(index) != nil else { return expression(at: next + 1, name: name) }
        if let end = repeated(at: index, name, value: next + 1) { return end }
        let (text, before) = (text(at: next + 1), units.count)
        let end = text.flatMap { prompt($0, name: name) }
        noteBase(name, at: index, text, isPrompt: units.count > before)
        return end
    }

    /// `PROMPTS["key"] = text`; the unit is called by both.
    mutating func entry(at index: Int) -> Int? {
        guard let name = reader.name(index), reader.symbol(index + 1) == UInt8(ascii: "["),
            let key = reader.string(index + 2)?.text, reader.symbol(index + 3) == UInt8(ascii: "]"),
            reader.symbol(index + 4) == UInt8(ascii: "="), reader.symbol(index + 5) != UInt8(ascii: "=")
        else { return nil }
        return expression(at: index + 5, name: "\(name).\(key)")
    }

    func label(_ index: Int) -> String? {
        guard let string = reader.string(index), reader.symbol(index + 1) == UInt8(ascii: ":") else { return nil }
        return string.text.utf8.count <= 40 ? string.text : nil
    }

    mutating func returned(at index: Int) -> Int? {
        guard reader.name(index) == "return" else { return nil }
        return result(at: index + 1) ?? expression(at: index + 1, name: "")
    }

    /// `PromptTemplate.from_template("…")` that is not assigned to a name, and Mirascope's `@prompt_template("…")`.
    mutating func template(at index: Int) -> Int? {
        guard let name = reader.name(index),
            name == "from_template" || name == "fromTemplate" || name == "prompt_template" && isDecorator(index),
            reader.symbol(index + 1) == UInt8(ascii: "("), let text = reader.read(index + 2)
        else { return nil }
        guard PromptHeuristic.isPrompt(name: "prompt", text: text.text, caller: nil) else { return nil }
        add(text, name: name == "prompt_template" ? decorated(by: index) : "", syntax: text.syntax ?? .braces)
        return text.end
    }

    /// A text that is handed to a function without a name: `invoke("You are a …")`.
    mutating func argument(at index: Int) -> Int? {
        guard brackets.last == UInt8(ascii: "("), let caller = callers.last, !caller.isEmpty,
            reader.string(index) != nil
        else { return nil }
        var previous = index - 1
        while previous > 0, case .newline = tokens[previous].kind { previous -= 1 }
        guard let sign = reader.symbol(previous), sign == UInt8(ascii: "(") || sign == UInt8(ascii: ","),
            let text = reader.read(index), PromptHeuristic.isPromptArgument(text.text, caller: caller)
        else { return nil }
        add(text, name: "", syntax: text.syntax)
        return text.end
    }

    mutating func expression(at index: Int, name: String) -> Int? {
        text(at: index).flatMap { prompt($0, name: name) }
    }

    private func text(at index: Int) -> CodeExpression? {
        reader.read(index) ?? reader.bodyOfFunction(index).flatMap { reader.read($0) }
    }

    /// Adds a text if it is a prompt, and returns the index behind it.
    private mutating func prompt(_ text: CodeExpression, name: String) -> Int? {
        if let name = crewName(name, text) {
            add(text, name: name, syntax: text.syntax)
        } else if PromptHeuristic.isPrompt(name: name, text: text.text, caller: callers.last) || isOfConstants(text, name) {
            add(text, name: name, syntax: text.syntax)
        } else if let name = entryName(name, text) {
            add(text, name: name, syntax: text.syntax)
        } else {
            return nil
        }
        return text.end
    }

    /// Whether a text under a prompt's name is one with the constants in it that it is made of: `f"{ROLE}\n{RULES}"`.
    private mutating func isOfConstants(_ text: CodeExpression, _ name: String) -> Bool {
        guard PromptHeuristic.nameSaysPrompt(name) else { return false }
        var known = ""
        // Its first words tell.
        let most = 4_096
        for case .string(let string) in text.parts {
            for piece in string.parts where known.utf8.count < most {
                switch piece {
                case .text(let text): known += text.string
                case .value(let range, let expression):
                    let place = ProgramConstants.Place(isInLiteral: true, isFilled: false, isTrimmed: text.isTrimmed)
                    guard let constant = constants.text(of: expression, in: range, place, isSent: false) else { continue }
                    known += String(decoding: constant.prefix(most), as: UTF8.self)
                }
            }
        }
        return PromptHeuristic.isPrompt(name: name, text: known, caller: callers.last)
    }

    mutating func add(_ text: CodeExpression, name: String, syntax: TemplateSyntax?) {
        let unit = unit(of: text, name: name, syntax: syntax)
        // The same text may be reached twice, as an argument and as a return value.
        if let last = units.last, last.span.upperBound > unit.span.lowerBound { return }
        noteRequest(name, in: bracketStarts.last)
        units.append(unit)
    }

    mutating func unit(of text: CodeExpression, name: String, syntax: TemplateSyntax?) -> PromptUnit {
        var builder = builder(of: text, name: name)
        append(text, syntax: syntax, to: &builder)
        problems += builder.problems
        return builder.finish()
    }

    mutating func builder(of text: CodeExpression, name: String) -> UnitBuilder {
        let start = tokens[reader.skipNewlines(max(0, firstToken(of: text)))].range.lowerBound
        let end = tokens[max(0, min(text.end, tokens.count) - 1)].range.upperBound
        var builder = UnitBuilder(source, name: name, span: start..<max(start, end))
        if let count = uses[name], !name.isEmpty { builder.unit.facts.readsInFile = count - 1 }
        return builder
    }

    func firstToken(of text: CodeExpression) -> Int {
        var index = min(text.end, tokens.count) - 1
        guard let first = text.parts.first else { return index }
        while index > 0, tokens[index].range.lowerBound > first.start { index -= 1 }
        return index
    }
}
