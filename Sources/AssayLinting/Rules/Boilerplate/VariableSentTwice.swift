import AssayPrompts

/// PB006: a long value that is filled in twice.
public struct VariableSentTwice: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "PB006", name: "variable-sent-twice",
        summary: "The same long value is filled in more than once.",
        rationale: """
            A document, a conversation or a question that stands in a template twice is billed twice in every request, \
            whatever its length. Refer back to the first place ("the document above") instead. Only variables \
            whose names or places say that they hold much are looked at, such as those on lines of their own: a name \
            or a date may well come twice.
            """,
        whenToIgnore: "When the value is short in practice, or repeating it behind a long input was measured to help.",
        severity: .warning,
        options: [RuleOption("names", .texts([]), "More words that name long values.")],
        good: [
            RuleExample("Hello {{name}}! Summarise, {{name}}:\n{{document}}", file: "prompt.jinja2"),
            RuleExample(
                "{% if short %}\n{{document}}\n{% else %}\nRead well.\n{{document}}\n{% endif %}", file: "prompt.jinja2"),
        ],
        bad: [
            RuleExample(
                "Read this:\n{{document}}\nAnd now summarise it:\n⟦{{document}}⟧", file: "prompt.jinja2")
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        // A model's own template writes one message after the other under one name.
        guard !ChatTemplate.isModels(unit.document.document) else { return [] }
        let names = Self.names.union(options.texts("names").map { $0.lowercased() })
        var places: [String: [Place]] = [:]
        var order: [String] = []
        let offsets = unit.text.variableOffsets()
        var line = LineOutline(unit.text.bytes)
        for variable in unit.variables {
            guard let place = Place(variable, offsets[variable.span.lowerBound] ?? 0, &line), !isBoundByLoop(variable, unit)
            else { continue }
            if places[place.path] == nil { order.append(place.path) }
            places[place.path, default: []].append(place)
        }
        return order.compactMap { path in
            let found = places[path] ?? []
            return found.count >= 2 && isLong(path, found, names) && !isReassigned(path, unit)
                ? finding(path, found, unit) : nil
        }
    }

    /// Where a variable stands.
    private struct Place {
        var segment: Segment
        var path: String
        /// Where it stands in the unit's text.
        var offset: Int
        /// Whether its line holds nothing else, but for marks.
        var isAlone: Bool
        /// Whether it is a value and not a word of a sentence: nothing stands behind it, nothing or a label before it.
        var isValue: Bool

        init?(_ variable: Segment, _ offset: Int, _ line: inout LineOutline) {
            guard variable.references.count == 1, let path = variable.references.first else { return nil }
            segment = variable
            self.path = path
            self.offset = offset
            line.move(to: offset)
            let endsLine = !line.hasLetterBehind
            isAlone = endsLine && !line.hasLetterBefore
            isValue = isAlone || endsLine && line.lastSign.map { !WordScanner.isLetter($0) } == true
        }
    }

    private func finding(_ name: String, _ places: [Place], _ unit: UnitAnalysis) -> RuleFinding? {
        guard let first = places.first?.segment else { return nil }
        let again = places.dropFirst().filter { place in
            !unit.areExclusive(first.block, place.segment.block) && !unit.structure.isExample(place.offset)
        }.map(\.segment)
        guard let second = again.first else { return nil }
        let value = unit.unit.facts.fixtures.first.flatMap { $0.values[name]?.string }
        let tokens = value.flatMap { try? unit.document.tokenizer.count($0) }.map { $0 * again.count }
        return RuleFinding(
            second.span, "'\(name)' is sent \(again.count + 1) times in one request",
            related: [RelatedSpan(first.span, "sent here")]
                + again.dropFirst().map { RelatedSpan($0.span, "and here") },
            tokens: tokens)
    }

    /// Whether the name of a variable says that it holds much, or its places do: on lines of its own stands what is
    /// longer than a word, whatever it is called.
    private func isLong(_ path: String, _ places: [Place], _ names: Set<String>) -> Bool {
        let words = NameWords.words(of: path.split(separator: ".").last.map(String.init) ?? path)
        // The last word says what the value is: a `document_title` is a title, `max_results` a number.
        guard let noun = words.last, !words.contains(where: Self.counts.contains) else { return false }
        func isIn(_ names: Set<String>) -> Bool {
            names.contains(noun) || noun.hasSuffix("s") && names.contains(String(noun.dropLast()))
        }
        if isIn(names) { return true }
        // A question in the midst of a sentence is a few words.
        if isIn(Self.lines) { return places.count(where: \.isValue) >= 2 }
        return !isIn(Self.words) && places.count(where: \.isAlone) >= 2
    }

    /// The variable of a loop holds another value in each loop.
    private func isBoundByLoop(_ variable: Segment, _ unit: UnitAnalysis) -> Bool {
        let root = variable.references.first?.split(separator: ".").first.map(String.init) ?? ""
        return unit.unit.enclosingBlocks(of: variable).contains { unit.unit.blocks[$0].targets.contains(root) }
    }

    /// A name that the template sets anew holds another value behind that.
    private func isReassigned(_ path: String, _ unit: UnitAnalysis) -> Bool {
        let root = path.split(separator: ".").first.map(String.init) ?? path
        return unit.unit.segments.contains { segment in
            let words = segment.expression.split { $0 == " " || $0 == "=" }
            return segment.kind == .directive && words.first == "set" && words.dropFirst().first == root[...]
        }
    }

    /// Values of many lines.
    private static let names: Set<String> = [
        "document", "doc", "context", "article", "passage", "transcript", "conversation", "history", "body", "code",
        "diff", "report", "page", "chunk", "email", "story", "essay", "schema", "log", "paragraph", "thread", "contract",
        "letter", "resume", "paper", "abstract", "chapter", "book", "dialog", "dialogue", "chat", "excerpt", "notes",
        "specification", "requirements", "instructions", "ticket", "policy", "snippet", "job_description", "manual",
    ]

    /// Values of a line or more.
    private static let lines: Set<String> = [
        "content", "text", "source", "result", "question", "query", "message", "input", "data", "review", "comment",
        "description", "summary", "answer", "response", "output", "request", "post", "statement", "prompt", "task",
    ]

    /// Values of a word or a few.
    private static let words: Set<String> = [
        "name", "language", "lang", "locale", "date", "time", "today", "now", "id", "title", "format", "style", "tone",
        "role", "topic", "subject", "persona", "url", "path", "file", "user", "number", "type", "country", "city",
        "currency", "level", "model", "version", "category", "label", "unit", "year", "company", "product", "brand",
        "audience", "separator", "delimiter", "newline", "sep", "token", "tag", "mode", "score",
    ]

    private static let counts: Set<String> = [
        "max", "min", "num", "number", "count", "total", "limit", "length", "size", "per", "n", "id", "name",
    ]
}
