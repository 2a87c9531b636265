import AssayPrompts

/// PB006: a long value that is filled in twice.
public struct VariableSentTwice: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "PB006", name: "variable-sent-twice",
        summary: "The same long value is filled in more than once.",
        rationale: """
            A document, a conversation or a question that stands in a template twice is billed twice in every request, \
            whatever its length. Refer back to the first place ("the document above") instead. Only variables whose \
            names say that they hold much are looked at: a name or a date may well come twice.
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
        let names = Self.names.union(options.texts("names").map { $0.lowercased() })
        var places: [String: [Segment]] = [:]
        var order: [String] = []
        for variable in unit.variables where isLong(variable, names) && !isBoundByLoop(variable, unit) {
            let key = variable.references.first ?? ""
            if places[key] == nil { order.append(key) }
            places[key, default: []].append(variable)
        }
        return order.compactMap { finding($0, places[$0] ?? [], unit) }
    }

    private func finding(_ name: String, _ places: [Segment], _ unit: UnitAnalysis) -> RuleFinding? {
        guard let first = places.first else { return nil }
        let again = places.dropFirst().filter { place in
            !unit.areExclusive(first.block, place.block)
                && !unit.structure.isExample(unit.text.offset(ofVariable: place.span.lowerBound))
        }
        guard let second = again.first else { return nil }
        let value = unit.unit.facts.fixtures.first.flatMap { $0.values[name]?.string }
        let tokens = value.flatMap { try? unit.document.tokenizer.count($0) }.map { $0 * again.count }
        return RuleFinding(
            second.span, "'\(name)' is sent \(again.count + 1) times in one request",
            related: [RelatedSpan(first.span, "sent here")]
                + again.dropFirst().map { RelatedSpan($0.span, "and here") },
            tokens: tokens)
    }

    /// Whether the name of a variable says that it holds much.
    private func isLong(_ variable: Segment, _ names: Set<String>) -> Bool {
        guard variable.references.count == 1, let path = variable.references.first else { return false }
        let last = path.split(separator: ".").last.map(String.init) ?? path
        // The last word says what the value is: a `document_title` is a title.
        guard let noun = NameWords.words(of: last).last else { return false }
        return names.contains(noun) || (noun.hasSuffix("s") && names.contains(String(noun.dropLast())))
    }

    /// The variable of a loop holds another value in each loop.
    private func isBoundByLoop(_ variable: Segment, _ unit: UnitAnalysis) -> Bool {
        let root = variable.references.first?.split(separator: ".").first.map(String.init) ?? ""
        return unit.unit.enclosingBlocks(of: variable).contains { unit.unit.blocks[$0].targets.contains(root) }
    }

    private static let names: Set<String> = [
        "document", "doc", "context", "article", "passage", "transcript", "conversation", "history", "content", "text",
        "body", "code", "diff", "source", "report", "page", "chunk", "result", "question", "query", "message", "email",
        "story", "essay", "input", "data", "schema", "log", "paragraph",
    ]
}
