import AssayPrompts

/// TP002: an arm of a branch that is never sent.
public struct UnreachableBranch: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TP002", name: "unreachable-branch",
        summary: "An arm of a branch can never be sent.",
        rationale: """
            A condition that is always false, or that an earlier arm of the same branch has tested already, guards text \
            that nobody will ever see. It was meant to be sent, or is a leftover; either way its readers are misled.
            """,
        whenToIgnore: "When the arm is switched on by hand.",
        severity: .warning,
        good: [
            RuleExample("{% if a %}\nOne.\n{% elif b %}\nTwo.\n{% else %}\nThree.\n{% endif %}\n", file: "p.jinja2")
        ],
        bad: [
            RuleExample(
                "{% if a %}\nOne.\n⟦{% elif a %}⟧\nTwo.\n{% endif %}\n⟦{% if false %}⟧\nThree.\n{% endif %}\n",
                file: "p.jinja2")
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        var tested: [Int: Set<String>] = [:]
        var findings: [RuleFinding] = []
        for block in unit.unit.blocks where block.kind == .branch {
            let condition = String(block.expression.filter { !$0.isWhitespace })
            guard !condition.isEmpty else { continue }
            if ["false", "False", "0", "none", "None"].contains(condition) {
                findings.append(RuleFinding(block.header, "the condition is always false, so the text is never sent"))
            } else if !tested[block.group, default: []].insert(condition).inserted {
                findings.append(
                    RuleFinding(block.header, "an earlier arm has tested '\(block.expression)' already"))
            }
        }
        return findings
    }
}
