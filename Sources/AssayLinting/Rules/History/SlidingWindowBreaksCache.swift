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
            those of the model that the file names, where it names one that is known. Where a value before the window \
            changes with every request anyway, no cache reaches the window, and the rule is silent.
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
            guard !windows.isEmpty, let cache = CacheEvidence.find(document, named: flow.code.namedModel) else {
                return []
            }
            return windows.map { window in
                // An entry is a message; a turn has two.
                let turns = window.entries.map { max(1, $0 / 2) }
                return finding(flow.code.span(window.tokens), window.place, cache.advice(window: turns))
            }
        }
        return document.units.flatMap { unit in
            TemplateHistory(unit.unit, source: document.source).places.compactMap { place in
                guard let bound = place.bound, bound.contains(text: "[-"),
                    !Self.isAlreadyBroken(unit, place.span),
                    let cache = CacheEvidence.find(document, named: unit.unit.facts.model)
                else { return nil }
                let digits = bound.drop { $0 != "-" }.dropFirst().prefix { $0.isNumber }
                var found = finding(place.span, place.name, cache.advice(window: Int(digits)))
                found.unit = unit.index
                return found
            }
        }
    }

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
