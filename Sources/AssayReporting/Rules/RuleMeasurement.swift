import AssayJSON

/// What `lint-score` counted for a rule on labelled prompts, as `measured.json` keeps it, which is a part of the library.
public struct RuleMeasurement: Sendable {
    /// The day of the measurement, as 2026-11-21.
    public var date: String
    /// What the labelled prompts are.
    public var set: String
    /// What the labels look for, such as `repeated-examples`: several rules share a label.
    public var label: String
    /// Labelled cases that the label's rules found and missed, and counterexamples that they flagged and left alone.
    public var found: Int
    public var missed: Int
    public var violated: Int
    public var kept: Int
    /// Cases that this rule found, and counterexamples that it flagged.
    public var foundByRule: Int
    public var violatedByRule: Int

    /// The measurements of all rules that there are labelled prompts for, by rule.
    public static let all = read(PackageResources.measured_json, rules: RuleDocument.rulesByLabel) ?? [:]

    /// What is said of a rule without labelled prompts.
    public static let none = "Not measured: there are no labelled prompts for this rule yet."

    /// On what was measured, and when.
    public var occasion: String { "On \(date), on \(set)." }

    /// What was counted, with a name for each figure; names in code stand between backticks.
    ///
    /// - Parameter rule: the id of the rule.
    public func figures(of rule: String) -> [(name: String, figure: String)] {
        [
            ("precision of all rules for `\(label)`", precision), ("recall of all rules for `\(label)`", recall),
            ("counterexamples left alone", "\(kept) of \(kept + violated)"),
            ("cases on which \(rule) itself has a finding", "\(foundByRule)"),
            ("counterexamples on which \(rule) itself has a finding", "\(violatedByRule)"),
        ]
    }

    /// The measurements by rule.
    ///
    /// - Parameter rules: for each label the rules that look for its cases.
    /// - Returns: nil where `bytes` is no file of measurements.
    public static func read(_ bytes: [UInt8], rules: [String: [String]]) -> [String: RuleMeasurement]? {
        guard let root = try? JSONDocument(bytes).root, let date = root["date"]?.string,
            let set = root["set"]?.string, let groups = root["groups"], let own = root["rules"]
        else { return nil }
        var result: [String: RuleMeasurement] = [:]
        for group in groups.elements {
            guard let label = group["label"]?.string, let found = group["found"]?.int,
                let missed = group["missed"]?.int, let violated = group["violated"]?.int,
                let kept = group["kept"]?.int
            else { return nil }
            // Labels may have been measured on prompts of their own.
            let groupSet = group["set"]?.string ?? set
            // Cases of one rule alone have its id as their label.
            for rule in rules[label] ?? [label] {
                let entry = own.elements.first { $0["rule"]?.string == rule }
                result[rule] = RuleMeasurement(
                    date: date, set: groupSet, label: label, found: found, missed: missed, violated: violated, kept: kept,
                    foundByRule: entry?["found"]?.int ?? 0, violatedByRule: entry?["violated"]?.int ?? 0)
            }
        }
        return result
    }

    /// The share of flagged labelled places that are cases, with its counts.
    var precision: String { Self.share(found, found + violated) }

    /// The share of cases that were found, with its counts.
    var recall: String { Self.share(found, found + missed) }

    /// Hundredths, rounded, with the counts behind them: `0.93 (14 of 15)`.
    private static func share(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "not measured (0 of 0)" }
        let hundredths = (200 * part + whole) / (2 * whole)
        let digits = String(hundredths % 100)
        return "\(hundredths / 100).\(digits.count < 2 ? "0" : "")\(digits) (\(part) of \(whole))"
    }
}
