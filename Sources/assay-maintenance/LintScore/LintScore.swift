import AssayReporting

/// Counts of labelled cases that a rule or a group of rules got right and wrong.
struct LintScore {
    /// Cases with a finding on them.
    var found = 0
    /// Cases without one.
    var missed = 0
    /// Counterexamples with a finding.
    var violated = 0
    /// Counterexamples without one.
    var kept = 0

    mutating func add(_ labelled: LabelledCase, isHit: Bool) {
        switch (labelled.isPositive, isHit) {
        case (true, true): found += 1
        case (true, false): missed += 1
        case (false, true): violated += 1
        case (false, false): kept += 1
        }
    }

    /// The share of labelled places with a finding that are cases; nil without any.
    var precision: Double? {
        found + violated == 0 ? nil : Double(found) / Double(found + violated)
    }

    /// The share of cases with a finding; nil without cases.
    var recall: Double? {
        found + missed == 0 ? nil : Double(found) / Double(found + missed)
    }
}

/// Which rules look for what a label names.
enum RuleGroup {
    static func rules(of label: String) -> [String] {
        RuleDocument.rulesByLabel[label] ?? [label]
    }

    /// The letters that the rules of the label share.
    static func category(of label: String) -> String { String(rules(of: label).first?.prefix(2) ?? "") }
}
