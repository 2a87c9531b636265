import AssayPrompts
import AssayText

/// HI005: a window that slides where the prefix is cached.
public struct SlidingWindowBreaksCache: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI005", name: "sliding-window-breaks-cache",
        summary: "A window over the history slides with every turn while the prefix is cached.",
        rationale: """
            A cache holds the beginning of a request. When the oldest turn is dropped in every request, all that follows \
            the system message is shifted, nothing of it is read from the cache and all of it is paid in full, or \
            written again. With a window of m turns, writes at w and reads at r times the input price, keeping the \
            whole history is cheaper for the first (m - 1) (2 w / r - 1) turns, whatever the length of a turn. Cheaper \
            than both is to cut in chunks: let the history grow to a threshold, then compact it to a half.

            The rule speaks only where a cache is used: the file asks for one, or a model of the run has one. The prices are \
            those of the model that the file names, where it names one that is known. An entry of the list counts as a \
            message and two messages as a turn, but where the list is one of turns or exchanges, or the template writes \
            the question and the answer of each entry. The rule is silent where no cache reaches the window anyway: \
            because a value before it changes with every request, or because what stands before it is shorter than \
            the least that the model's provider caches. It is silent about windows of so few turns that the whole \
            history would never be a tenth cheaper, and about a part that is taken once, or always from the beginning.
            """,
        whenToIgnore:
            "When the window is there for the quality of the answers, or turns are rare enough for caches to expire.",
        severity: .warning,
        good: [
            RuleExample(
                """
                def ask(history, question):
                    recent = history[-20:]
                    return client.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=recent)
                """, file: "uncached.py"),
            RuleExample(
                """
                def ask(question):
                    global history
                    history.append({"role": "user", "content": question})
                    if len(history) > 40:
                        history = history[-20:]
                    system = [{"type": "text", "text": SYSTEM, "cache_control": {"type": "ephemeral"}}]
                    return client.messages.create(
                        model="claude-sonnet-4-5", max_tokens=500, system=system, messages=history)
                """, file: "chunks.py"),
            RuleExample(
                """
                ---
                name: Desk
                model:
                  parameters:
                    prompt_cache_key: desk
                ---
                system:
                You help at the desk of a bicycle shop. It is {{ now }}.
                {% for message in history[-20:] %}
                {{ message.role }}: {{ message.content }}
                {% endfor %}
                """, file: "clock-first.prompty"),
        ],
        bad: [
            RuleExample(
                """
                def ask(history, question):
                    history.append({"role": "user", "content": question})
                    system = [{"type": "text", "text": SYSTEM, "cache_control": {"type": "ephemeral"}}]
                    return client.messages.create(
                        model="claude-sonnet-4-5", max_tokens=500, system=system, messages=⟦history[-20:]⟧)
                """, file: "cached.py"),
            RuleExample(
                """
                def ask(question):
                    history.append({"role": "user", "content": question})
                    while len(history) > 20:
                        ⟦history.pop(0)⟧
                    system = [{"type": "text", "text": SYSTEM, "cache_control": {"type": "ephemeral"}}]
                    return client.messages.create(
                        model="claude-sonnet-4-5", max_tokens=500, system=system, messages=history)
                """, file: "popped.py"),
            RuleExample(
                """
                ---
                name: Desk
                model:
                  parameters:
                    prompt_cache_key: desk
                ---
                system:
                You help at the desk of a bicycle shop.
                ⟦{% for message in history[-20:] %}⟧
                {{ message.role }}: {{ message.content }}
                {% endfor %}
                """, file: "sliding.prompty"),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        if let flow = document.codeHistory {
            let windows = flow.windows()
            guard !windows.isEmpty, let cache = CacheEvidence.find(document, named: flow.code.namedModel),
                !cache.isTooShort(FixedPart.tokens(document))
            else { return [] }
            return windows.compactMap { window in
                let turns = Self.turns(window.entries, of: window.place, holdsBothSides: flow.holdsBothSides(window.place))
                guard cache.isDear(window: turns) else { return nil }
                return finding(flow.code.span(window.tokens), CodePlace.written(window.place), cache.advice(window: turns))
            }
        }
        return document.units.flatMap { unit in
            TemplateHistory(unit.unit, source: document.source).places.compactMap { place in
                guard let bound = place.bound, bound.contains(text: "[-"),
                    !Self.isAlreadyBroken(unit, place.span),
                    let cache = CacheEvidence.find(document, named: unit.unit.facts.model),
                    !cache.isTooShort(FixedPart.tokens(unit, before: place.span.lowerBound))
                else { return nil }
                let digits = bound.drop { $0 != "-" }.dropFirst().prefix { $0.isNumber }
                let holdsBothSides = place.holdsBothSides ? true : nil
                let turns = Self.turns(Int(digits), of: place.name, holdsBothSides: holdsBothSides)
                guard cache.isDear(window: turns) else { return nil }
                var found = finding(place.span, place.name, cache.advice(window: turns))
                found.unit = unit.index
                return found
            }
        }
    }

    /// How many turns a window holds. An entry is a message, and a turn has two, but where its name or what is written of
    /// it says that it has both sides. What is known to be added to it decides over its name.
    private static func turns(_ entries: Int?, of list: String, holdsBothSides: Bool?) -> Int? {
        let isTurn = holdsBothSides ?? !turnNames.isDisjoint(with: IdentifierWords.split(list))
        return entries.map { isTurn ? $0 : max(1, $0 / 2) }
    }

    private static let turnNames: Set<String> = ["turns", "exchanges", "rounds", "pairs", "interactions"]

    /// Whether a value before the window is another one in each request, so that no cache reaches the window anyway.
    private static func isAlreadyBroken(_ unit: UnitAnalysis, _ window: Range<Int>) -> Bool {
        unit.text.pieces.contains {
            $0.kind == .variable && $0.span.upperBound <= window.lowerBound
                && Volatility.changesEachRequest($0.expression)
        }
    }

    private func finding(_ span: Range<Int>, _ name: String, _ advice: String) -> RuleFinding {
        RuleFinding(
            span,
            "The window over `\(name)` slides with every turn, so the cached prefix ends before it: \(advice); "
                + "cut in chunks instead")
    }
}
