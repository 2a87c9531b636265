import AssayPrompts
import AssayText

/// CA003: text whose order is not fixed.
public struct UnstableSerialisation: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "CA003", name: "unstable-serialisation",
        summary: "A value is written into the prompt in an order that changes from run to run.",
        rationale: """
            Sets, hashed dictionaries, listings of folders and shuffled examples come in another order each time, though \
            they say the same. To a cache that is another prompt: everything from there on is paid in full. Sort before \
            writing. Looked at are prompts and what calls of a model send first: instructions, system message, tools.
            """,
        whenToIgnore: "When the order is drawn anew on purpose, to keep the model from leaning on it.",
        severity: .warning,
        good: [
            RuleExample(
                """
                SYSTEM_PROMPT = f"You are a helpful assistant who may use these topics: {', '.join(sorted(set(topics)))}."
                """, file: "sorted.py"),
            RuleExample(
                """
                def ask(question, language):
                    supported = {entry.code for entry in LANGUAGES}
                    return client.messages.create(
                        model=M, max_tokens=500, system=RULES if language in supported else RULES + ENGLISH_ONLY,
                        messages=[{"role": "user", "content": question}])
                """, file: "supported.py"),
            RuleExample(
                """
                def quiz(question, options):
                    random.shuffle(options)
                    return client.messages.create(
                        model=M, max_tokens=9, system=RULES, messages=[{"role": "user", "content": "\\n".join(options)}])
                """, file: "quiz.py"),
        ],
        bad: [
            RuleExample(
                """
                SYSTEM_PROMPT = f"You are a helpful assistant who may use these topics: ⟦{', '.join(set(topics))}⟧."
                """, file: "unsorted.py"),
            RuleExample(
                """
                SYSTEM_PROMPT = f"You are a helpful assistant who may use these topics: ⟦{', '.join({t.name for t in topics})}⟧."
                """, file: "comprehension.py"),
            RuleExample(
                """
                shots = random.sample(EXAMPLES, 5)
                SYSTEM_PROMPT = f"You are a helpful assistant. Here are some examples of what to do: ⟦{shots}⟧"
                """, file: "shots.py"),
            RuleExample(
                """
                def ask(question):
                    topics = ⟦{entry.topic for entry in ARTICLES}⟧
                    return client.messages.create(
                        model=M, max_tokens=500, system=RULES + "\\n".join(topics),
                        messages=[{"role": "user", "content": question}])
                """, file: "topics.py"),
            RuleExample(
                """
                def ask(question):
                    tools = list(TOOLS)
                    random.⟦shuffle(tools)⟧
                    return client.messages.create(
                        model=M, max_tokens=500, tools=tools, messages=[{"role": "user", "content": question}])
                """, file: "tools.py"),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        guard let flow = document.codeHistory else { return [] }
        var findings = document.units.flatMap { unit in
            unit.variables.compactMap { variable -> RuleFinding? in
                guard let reason = reason(variable.expression) ?? assignedReason(variable, flow) else { return nil }
                return RuleFinding(
                    variable.span, "`\(variable.expression)` is written in an order that changes: \(reason)",
                    unit: unit.index)
            }
        }
        for unstable in UnorderedPrefix.find(flow) {
            let span = flow.code.span(unstable.tokens)
            guard !findings.contains(where: { $0.span.overlaps(span) }) else { continue }
            findings.append(RuleFinding(span, "This is sent in an order that changes: \(unstable.reason)"))
        }
        return findings
    }

    private func reason(_ expression: String) -> String? {
        let compact = expression.filter { $0 != " " }
        guard !["sorted(", "sort_keys", ".sort("].contains(where: { compact.contains(text: $0) }) else { return nil }
        if hasSetComprehension(expression) { return "a set has no order" }
        return Self.causes.first {
            compact.hasPrefix($0.call) || compact.contains(text: "(" + $0.call) || compact.contains(text: "." + $0.call)
        }?
        .reason
    }

    /// `{x for x in y}` as a value or an argument, not `{x: z for x in y}`.
    private func hasSetComprehension(_ expression: String) -> Bool {
        let bytes = Array(expression.utf8)
        guard let open = bytes.firstIndex(of: UInt8(ascii: "{")), open == 0 || bytes[open - 1] == UInt8(ascii: "(") else {
            return false
        }
        let inside = bytes[(open + 1)...].prefix { ![UInt8(ascii: ":"), UInt8(ascii: "}")].contains($0) }
        return String(decoding: inside, as: UTF8.self).contains(text: " for ")
    }

    private static let causes: [(call: String, reason: String)] = [
        ("set(", "a set has no order"), ("frozenset(", "a set has no order"), ("random.sample(", "drawn at random"),
        ("random.choices(", "drawn at random"), ("shuffled()", "shuffled"),
        ("os.listdir(", "folders are listed in any order"),
        ("glob.glob(", "folders are listed in any order"), ("Set(", "a set has no order"),
    ]

    /// The same of the value that a name was given before.
    private func assignedReason(_ variable: Segment, _ flow: HistoryFlow) -> String? {
        guard
            let assignment = flow.facts.assignments[variable.expression]?.last(where: {
                flow.code.span($0.value).upperBound <= variable.span.lowerBound
            }), assignment.value.count < 400
        else { return nil }
        return reason(String(decoding: flow.code.source[flow.code.span(assignment.value)], as: UTF8.self))
    }
}
