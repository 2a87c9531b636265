/// PB005: the form of the answer said twice.
public struct OutputFormatRestated: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "PB005", name: "output-format-restated",
        summary: "The form of the answer is demanded more than once.",
        rationale: """
            "Return a number from 1 to 5", and twenty lines on: "the score has to be an integer between 1 and 5". The \
            second demand is paid for in every request; once the two differ, the answers will differ too. Compared are \
            ranges of numbers, data formats, lists of labels, lengths, blocks of data, and the demand for nothing else. \
            A sentence with a condition is left alone, and so is one that says much beside the demand. So is one that \
            PB001 or PB002 reports as a whole: what both rules see is reported, and its tokens count, once. Fields that \
            a rendered schema lists already, as `ctx.output_format` does, are a second demand too.
            """,
        whenToIgnore: """
            When the reminder stands behind a long input and was measured to help; models with a structured-output \
            setting need neither.
            """,
        severity: .warning,
        good: [
            RuleExample(
                """
                Return a JSON object with the keys "title" and "year".
                If there is no title, return an empty JSON object.
                """),
            RuleExample("Rate the answer from 1 to 5. Rate the question from 1 to 3."),
        ],
        bad: [
            RuleExample(
                """
                Answer with a JSON array.
                Put the newest entry first.
                ⟦The output must be a JSON array.⟧
                """),
            RuleExample(
                """
                Return an integer score between 1 and 5.
                {{answer}}
                ⟦The score has to be 1, 2, 3, 4 or 5.⟧
                """, file: "prompt.jinja2"),
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let repeats = FormatStatements(unit).repeats
        guard !repeats.isEmpty, !CompanionText.isOne(unit) else { return [] }
        // A sentence that demands several things again is one finding: its tokens count once.
        var findings: [RuleFinding] = []
        var known: [Range<Int>: Int] = [:]
        for statement in repeats {
            let finding = finding(statement, unit)
            guard let index = known[finding.span] else {
                known[finding.span] = findings.count
                findings.append(finding)
                continue
            }
            findings[index].message += ", and \(statement.text)"
            findings[index].related += finding.related.filter { !findings[index].related.map(\.span).contains($0.span) }
            findings[index].tokens = max(findings[index].tokens ?? 0, statement.tokens)
        }
        return findings
    }

    private func finding(_ statement: FormatStatements.Repeat, _ unit: UnitAnalysis) -> RuleFinding {
        let places = statement.places.map { unit.source(of: $0) }
        let primary = min(1, places.count - 1)
        var related = places.enumerated().filter { $0.offset != primary }.map { offset, span in
            RelatedSpan(span, offset == 0 ? "demanded here" : "and here")
        }
        if let schema = statement.schema { related.append(RelatedSpan(schema, "rendered here")) }
        return RuleFinding(
            places[primary], "the form of the answer is demanded again: \(statement.text)", related: related,
            tokens: statement.tokens)
    }
}
