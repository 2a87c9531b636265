import AssayPrompts

/// HI004: the history inside an entry of the history.
public struct NestedHistory: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI004", name: "nested-history",
        summary: "The conversation so far is written into a message that is kept in it.",
        rationale: """
            Each kept message then holds all messages before it, which hold all before them: the conversation doubles \
            with every turn instead of growing by one. Keep what was said, and put the history together when the \
            request is made.
            """,
        whenToIgnore: "Never for lists that are kept; when the list is thrown away after one request.",
        severity: .error,
        good: [
            RuleExample(
                """
                class Chat:
                    def ask(self, question):
                        prompt = f"{SYSTEM} {self.history} {question}"
                        answer = complete(prompt)
                        self.history.append(f"User: {question}")
                        self.history.append(f"AI: {answer}")
                """, file: "chat.py"),
            RuleExample(
                """
                messages = []
                messages.append(ask(messages))
                """, file: "ask.py"),
        ],
        bad: [
            RuleExample(
                """
                class Chat:
                    def ask(self, question):
                        prompt = f"Conversation so far: {self.history} Question: {question}"
                        ⟦self.history.append({"role": "user", "content": prompt})⟧
                """, file: "chat.py"),
            RuleExample(
                """
                def ask(question):
                    past = " ".join(f"{m['role']}: {m['content']}" for m in history)
                    prompt = f"So far: {past} Question: {question}"
                    ⟦history.append({"role": "user", "content": prompt})⟧
                """, file: "past.py"),
            RuleExample(
                """
                log = []

                def reply(text):
                    prompt = "Conversation: " + " ".join(log) + f" User: {text}"
                    answer = llm.complete(prompt)
                    ⟦log.append(prompt)⟧
                """, file: "log.py"),
            RuleExample(
                """
                {% for message in messages %}
                {{ message.role }}: {{ message.content }}
                Earlier: ⟦{{ chat_history }}⟧
                {% endfor %}
                """, file: "chat.jinja2"),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        if let flow = document.codeHistory {
            return flow.nestedGrowths().map { nested in
                RuleFinding(
                    flow.code.span(nested.tokens),
                    "`\(CodePlace.written(nested.place))` is written into an entry of itself: it doubles with every turn")
            }
        }
        return document.units.flatMap { unit in nested(unit) }
    }

    /// A history inside a loop over the history is sent once for each turn.
    private func nested(_ unit: UnitAnalysis) -> [RuleFinding] {
        let history = TemplateHistory(unit.unit, source: unit.document.source)
        let loops = Set(history.places.compactMap(\.block))
        guard !loops.isEmpty else { return [] }
        let nearest = nearestLoops(unit, loops)
        return unit.variables.compactMap { variable in
            guard let name = variable.references.first, HistoryName.read(name)?.certainty == .certain,
                let inner = variable.block, nearest.indices.contains(inner), let block = nearest[inner]
            else { return nil }
            let targets = unit.unit.blocks[block].targets
            let root = name.split(separator: ".").first.map(String.init) ?? name
            guard !targets.contains(root), root != "this", root != "loop" else { return nil }
            return RuleFinding(
                variable.span,
                "`\(name)` is rendered once for each turn: the prompt grows with the square of the turns",
                unit: unit.index)
        }
    }

    /// For each block the loop over the history that is nearest around it, itself included.
    private func nearestLoops(_ unit: UnitAnalysis, _ loops: Set<Int>) -> [Int?] {
        var result: [Int?] = []
        for (index, block) in unit.unit.blocks.enumerated() {
            let around = block.parent.flatMap { result.indices.contains($0) ? result[$0] : nil }
            result.append(loops.contains(index) ? index : around)
        }
        return result
    }
}
