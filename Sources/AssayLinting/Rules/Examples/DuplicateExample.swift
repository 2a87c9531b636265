import AssayPrompts

/// FS001: an example that stands twice.
public struct DuplicateExample: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "FS001", name: "duplicate-example",
        summary: "Two examples have the same input and the same output.",
        rationale: """
            The second copy of an example teaches nothing and is billed in every request; it also makes its answer look \
            more likely than the others. Examples are compared after normalising: Unicode form, case, white space, \
            line wrapping, list numbers, quotation marks, escapes and the marks that end a sentence do not count. Only \
            examples under the same markers are compared, and never across exclusive branches of a template. Turns of a \
            conversation count where they have six words or more, or give texts labels that the prompt names.
            """,
        whenToIgnore: "When a case is repeated on purpose, to weigh it more.",
        severity: .error, fixSafety: .safe,
        good: [
            RuleExample(
                """
                Classify the sentiment.

                Review: The soup was cold and nobody cared.
                Sentiment: negative

                Review: We laughed all evening.
                Sentiment: positive
                """),
            RuleExample(
                """
                Q: not ( ( True ) ) is
                A: not ( True ) = False. So the answer is False.

                Q: not ( ( not True ) ) is
                A: not ( False ) = True. So the answer is True.

                Q: not ( ( False ) ) is
                A: not ( False ) = True. So the answer is True.
                """),
            RuleExample(
                """
                system:
                Answer shortly.
                {# kept for reference
                Q: Why is the sky blue?
                A: Air scatters short waves most.
                #}
                Q: Why is the sky blue?
                A: Air scatters short waves most.

                Q: Why is the sea salty?
                A: Rivers carry salts into it.
                """, file: "answer.jinja2"),
        ],
        bad: [
            RuleExample(
                """
                Classify the sentiment.

                Review: The soup was cold and nobody cared.
                Sentiment: negative

                Review: We laughed all evening.
                Sentiment: positive

                ⟦Review: The soup was cold and nobody cared.
                Sentiment: negative⟧

                Review: {review}
                Sentiment:
                """),
            RuleExample(
                """
                <example>
                <input>Translate: good morning</input>
                <output>guten Morgen</output>
                </example>
                <example>
                <input>Translate: good night</input>
                <output>gute Nacht</output>
                </example>
                ⟦<example>
                <input>translate:  GOOD MORNING</input>
                <output>Guten Morgen</output>
                </example>⟧
                """),
            RuleExample(
                """
                # system:
                You solve problems.
                # user:
                What is the least prime above twenty?
                # assistant:
                The next primes are 23 and 29, so it is 23.
                # user:
                What is half of ninety?
                # assistant:
                Ninety divided by two is 45.
                # user:
                ⟦What is the least prime above twenty?
                # assistant:
                The next primes are 23 and 29, so it is 23.⟧
                # user:
                {{question}}
                """, file: "solve.jinja2"),
        ])

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        document.allDemonstrations.flatMap { check($0, options, document) }
    }

    private func check(
        _ demonstrations: UnitDemonstrations, _ options: RuleOptions, _ document: DocumentAnalysis
    ) -> [RuleFinding] {
        return zip(demonstrations.groups, demonstrations.pairs()).flatMap { group, pairs -> [RuleFinding] in
            var removal: ExampleRemoval?
            return pairs.compactMap { pair -> RuleFinding? in
                guard case .duplicate(let isVerbatim) = pair.relation else { return nil }
                removal = removal ?? ExampleRemoval(of: group, demonstrations, document.source)
                return demonstrations.finding(
                    pair, in: group, "This example repeats an earlier one: same input, same output",
                    fix: removal?.fix(pair.second, isVerbatim: isVerbatim))
            }
        }
    }
}
