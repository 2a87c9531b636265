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
                TOPICS = {"billing", "delivery"}
                SYSTEM_PROMPT = f"You are a helpful assistant for {len(TOPICS)} topics: {', '.join(sorted(TOPICS))}."
                """, file: "counted.py"),
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
                TOPICS = {"billing", "delivery"}
                SYSTEM_PROMPT = f"You are a helpful assistant who may use these topics: ⟦{', '.join(TOPICS)}⟧."
                """, file: "literal.py"),
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
        let prefix = UnorderedPrefix.find(flow).map { (span: flow.code.span($0.tokens), reason: $0.reason) }
        let spans = prefix.prefix(HistoryFlow.mostCalls).map(\.span)
        let written = document.units.flatMap { unit in
            unit.variables.compactMap { variable -> RuleFinding? in
                guard let reason = reason(variable.expression, flow) ?? assignedReason(variable, flow, found: spans)
                else { return nil }
                return RuleFinding(
                    variable.span, "`\(variable.expression)` is written in an order that changes: \(reason)",
                    unit: unit.index)
            }
        }
        return written
            + prefix.filter { place in !written.contains { $0.span.overlaps(place.span) } }
            .map { RuleFinding($0.span, "This is sent in an order that changes: \($0.reason)") }
    }

    /// Why what an expression writes comes in another order each time.
    private func reason(_ expression: String, _ flow: HistoryFlow) -> String? {
        let compact = expression.filter { $0 != " " }
        guard !["sorted(", "sort_keys", ".sort("].contains(where: { compact.contains(text: $0) }) else { return nil }
        if WrittenValues(expression, isPython: flow.code.language == .python).makesSet { return "a set has no order" }
        return Self.causes.first {
            compact.hasPrefix($0.call) || compact.contains(text: "(" + $0.call) || compact.contains(text: "." + $0.call)
        }?
        .reason
    }

    private static let causes: [(call: String, reason: String)] = [
        ("random.sample(", "drawn at random"), ("random.choices(", "drawn at random"), ("shuffled()", "shuffled"),
        ("os.listdir(", "folders are listed in any order"), ("glob.glob(", "folders are listed in any order"),
    ]

    /// The same of the values that the names in an expression were given before, but for those that were found already.
    private func assignedReason(_ variable: Segment, _ flow: HistoryFlow, found: [Range<Int>]) -> String? {
        let names = WrittenValues(variable.expression, isPython: flow.code.language == .python).names
        return names.prefix(16).lazy.compactMap { name in
            flow.lastAssignment(of: name, before: variable.span.lowerBound).flatMap { value in
                let span = flow.code.span(value)
                guard value.count < 400, !found.contains(where: { $0.overlaps(span) }) else { return nil }
                return reason(String(decoding: flow.code.source[span], as: UTF8.self), flow)
            }
        }.first
    }
}

extension HistoryFlow {
    /// What a name was given last before a byte, in the function there or in one around it.
    fileprivate func lastAssignment(of name: String, before offset: Int) -> Range<Int>? {
        guard let assignments = facts.assignments[name], let token = code.token(at: offset) else { return nil }
        let function = code.function(around: token)
        let isParameter = facts.functionOfScope[function]?.parameters.contains(name) ?? false
        let near = assignments.prefix { $0.place.tokens.lowerBound < token }.suffix(Self.nearestAssignments)
        return near.last { assignment in
            let assigner = code.function(around: assignment.place.tokens.lowerBound)
            return isParameter ? assigner == function : code.contains(assigner, function)
        }?
        .value
    }

    /// Those of other functions among more of them are passed over.
    private static let nearestAssignments = 64
}
