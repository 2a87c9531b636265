/// What a program sends together: the system text beside the messages of a call, and constants that prompts read.
extension PromptFinder {
    /// Names of a request's system text, and of what it is sent with.
    private static let systemKeys: Set<String> = ["system", "instructions", "system_instruction", "systemInstruction"]
    private static let bodyKeys: Set<String> = ["messages", "input", "prompt", "contents"]

    /// Remembers the bracket around a part of a request.
    mutating func noteRequest(_ name: String, in bracket: Int?) {
        guard let bracket, requests.last != bracket else { return }
        if Self.systemKeys.contains(name) || Self.bodyKeys.contains(name) { requests.append(bracket) }
    }

    /// Remembers a call whose system text is a constant: `system=RULES`, `{ system, … }`.
    mutating func noteConstant(at index: Int) {
        // Few tokens have such a sign behind them; the text of a string is put together anew each time it is asked for.
        guard let sign = reader.symbol(index + 1), ":=,}".utf8.contains(sign),
            let key = reader.name(index) ?? reader.string(index)?.text, Self.systemKeys.contains(key)
        else { return }
        let isShort = !reader.joinsAdjacent && brackets.last == UInt8(ascii: "{") && ",}".utf8.contains(sign)
        guard isShort || ":=".utf8.contains(sign), let name = soleName(isShort ? index : index + 2),
            let text = text(at: name, limit: 4_096), PromptHeuristic.isPrompt(name: key, text: text, caller: callers.last)
        else { return }
        noteRequest(key, in: bracketStarts.last)
    }

    // MARK: Calls

    /// `create(system="…", messages=[…])`: a unit of both parts, in place of one each.
    /// Complexity: O(n log n) in the tokens.
    mutating func joinRequests() {
        var joined: [PromptUnit] = []
        var isGone = Set<Int>()
        for bracket in Set(requests).sorted() {
            guard !areParameters(bracket) else { continue }
            let parts = parts(of: bracket).filter { !isNothing($0) }
            guard let system = parts.first(where: { Self.systemKeys.contains($0.key) }),
                let body = parts.first(where: { Self.bodyKeys.contains($0.key) })
            else { continue }
            let found = (units(in: system), units(in: body))
            guard isGone.isDisjoint(with: found.0 + found.1) else { continue }
            let sent = pendingSent.count
            guard let unit = join(system, body, isRead: found.0.isEmpty, isRequest: isRequest(bracket, parts)) else {
                // What was put in was not sent.
                pendingSent.removeSubrange(sent...)
                continue
            }
            joined.append(unit)
            isGone.formUnion(found.0 + found.1)
        }
        guard !joined.isEmpty else { return }
        units = units.indices.filter { !isGone.contains($0) }.map { units[$0] } + joined
        units.sort { $0.span.lowerBound < $1.span.lowerBound }
    }

    /// A named argument of a call, or a member of an object.
    struct RequestPart {
        var key: String
        /// Indices of the tokens of the value.
        var value: Range<Int>
    }

    func parts(of bracket: Int) -> [RequestPart] {
        let end = reader.skipBrackets(bracket) - 1
        return elements(bracket).compactMap { index in
            let stop = elementEnd(index, end)
            guard let key = reader.name(index) ?? reader.string(index)?.text else { return nil }
            if index + 1 == stop, reader.name(index) != nil, !reader.joinsAdjacent {
                // `{ model, system, messages }`
                return RequestPart(key: key, value: index..<stop)
            }
            guard let sign = reader.symbol(index + 1), sign == UInt8(ascii: ":") || sign == UInt8(ascii: "="),
                reader.symbol(index + 2) != sign, reader.skipNewlines(index + 2) < stop
            else { return nil }
            return RequestPart(key: key, value: reader.skipNewlines(index + 2)..<stop)
        }
    }

    func isNothing(_ part: RequestPart) -> Bool {
        guard part.value.count == 1 else { return false }
        if let string = reader.string(part.value.lowerBound) { return string.text.isEmpty }
        return ["None", "null", "undefined", "nil", "NOT_GIVEN", "omit"].contains(reader.name(part.value.lowerBound))
    }

    /// Whether a bracket holds what a function may be given: `def ask(system="…", prompt="…")`, `({ system = "…" } = {})`.
    func areParameters(_ bracket: Int) -> Bool {
        if let word = reader.name(bracket - 2), ["def", "func", "function"].contains(word) { return true }
        return reader.symbol(reader.skipBrackets(bracket)) == UInt8(ascii: "=")
    }

    /// Whether an object is handed to a call, or names a model: a table of texts is no request.
    private func isRequest(_ bracket: Int, _ parts: [RequestPart]) -> Bool {
        if reader.symbol(bracket) == UInt8(ascii: "(") || parts.contains(where: { $0.key == "model" }) { return true }
        var previous = bracket - 1
        if reader.symbol(previous) == UInt8(ascii: "="), reader.name(previous - 1) != nil { previous -= 2 }
        while tokens.indices.contains(previous), case .newline = tokens[previous].kind { previous -= 1 }
        return reader.symbol(previous) == UInt8(ascii: "(") || reader.symbol(previous) == UInt8(ascii: ",")
    }

    /// Indices of the units that stand in a part.
    private func units(in part: RequestPart) -> [Int] {
        let range = range(part.value.lowerBound, part.value.upperBound)
        var (low, high) = (0, units.count)
        while low < high {
            let middle = (low + high) / 2
            if units[middle].span.lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        // A part has a handful; nested calls by the thousand mean no good.
        return Array(units[low...].indices.prefix(256).prefix { range.contains(units[$0].span.lowerBound) })
    }

    /// Nil where it is not known what the system text is sent with, or what it is.
    ///
    /// - Parameters:
    ///   - isRead: whether no text was found inside of the system text's expression.
    ///   - isRequest: whether the parts may be sent together where both are texts.
    private mutating func join(
        _ system: RequestPart, _ body: RequestPart, isRead: Bool, isRequest: Bool
    ) -> PromptUnit? {
        let ranges = [system, body].map { range($0.value.lowerBound, $0.value.upperBound) }
        let span = min(ranges[0].lowerBound, ranges[1].lowerBound)..<max(ranges[0].upperBound, ranges[1].upperBound)
        var builder = UnitBuilder(source, name: body.key, span: span)
        builder.beginMessage(.system, at: ranges[0].lowerBound)
        if !appendText(of: system, orBlocks: true, to: &builder) {
            // What is longer holds calls in calls, each of which would be read again.
            guard isRead, ranges[0].count <= 4_096 else { return nil }
            builder.add(value(ranges[0], Interpolation.expression(source, ranges[0])))
        }
        if let (elements, end) = messages(at: body.value.lowerBound), end >= body.value.upperBound {
            append(elements, at: ranges[1].lowerBound, to: &builder)
            return builder.finish()
        }
        guard isRequest else { return nil }
        builder.beginMessage(.user, at: ranges[1].lowerBound)
        return appendText(of: body, orBlocks: false, to: &builder) ? builder.finish() : nil
    }

    /// The text of a part, where it is known: literals, and names that stand for a text.
    private mutating func appendText(of part: RequestPart, orBlocks: Bool, to builder: inout UnitBuilder) -> Bool {
        if let content = content(part.value.lowerBound) ?? (orBlocks ? blocks(part.value.lowerBound) : nil),
            reader.skipNewlines(content.end) >= part.value.upperBound
        {
            guard !content.isChanged else { return false }
            append(content, syntax: content.syntax, to: &builder)
            return true
        }
        guard let name = soleName(part.value.lowerBound) else { return false }
        return append(name, isFilled: false, to: &builder)
    }

    // MARK: Constants

    /// Constants that are prompts and are read by other prompts of the file, and by nothing else there, are sent with
    /// those: they are no requests of their own.
    mutating func markSentConstants() {
        var sent: [String: Int] = [:]
        for segment in units.lazy.flatMap(\.segments) where segment.constant != nil {
            sent[segment.expression, default: 0] += 1
        }
        // Any number of units may have the name of one constant.
        var places: [String: Range<Int>?] = [:]
        for index in units.indices {
            let name = units[index].name
            guard let reads = units[index].facts.readsInFile, let sent = sent[name], sent >= reads else { continue }
            let place = places[name] ?? constants.place(of: name)
            places.updateValue(place, forKey: name)
            if place?.contains(units[index].span.lowerBound) == true { units[index].facts.isFragment = true }
        }
    }

    /// How often each name stands in the file, in the values of literals too; not where it names an argument, a key or a
    /// member, nor where it is only told or measured.
    func countNames() -> [String: Int] {
        var uses: [String: Int] = [:]
        forEachRead { name, _ in uses[name, default: 0] += 1 }
        return uses
    }

    func forEachRead(_ body: (_ name: String, _ index: Int) -> Void) {
        var calls: [Bool] = []
        for index in tokens.indices {
            switch tokens[index].kind {
            case .symbol(let byte) where "([{".utf8.contains(byte):
                // What a call in it gives, `print(ask(prompt))`, is more.
                let isCall = byte == UInt8(ascii: "(") && reader.name(index - 1) != nil
                calls.append(isCall ? PromptHeuristic.onlyTells(reader.path(endingAt: index - 1)) : calls.last == true)
            case .symbol(let byte) where ")]}".utf8.contains(byte): _ = calls.popLast()
            case .name(let name) where !isLabel(index) && calls.last != true: body(name, index)
            case .string(let string) where calls.last != true:
                for case .value(_, let expression) in string.parts {
                    let bytes = Array(expression.utf8)
                    for path in Identifiers.find(bytes, 0..<bytes.count) { body(String(path.prefix { $0 != "." }), index) }
                }
            default: break
            }
        }
    }

    /// `system=…` of a call, `system: …` of an object, `self.system`.
    func isLabel(_ index: Int) -> Bool {
        var previous = index - 1
        if reader.symbol(previous) == UInt8(ascii: ".") { return reader.symbol(previous - 1) != UInt8(ascii: ".") }
        guard let sign = reader.symbol(index + 1), sign == UInt8(ascii: reader.joinsAdjacent ? "=" : ":"),
            reader.symbol(index + 2) != sign
        else { return false }
        while tokens.indices.contains(previous), case .newline = tokens[previous].kind { previous -= 1 }
        return reader.symbol(previous).map { "({,".utf8.contains($0) } ?? false
    }
}
