import AssayLinting
import AssayReporting

/// The page of a rule, as a terminal shows it.
enum RulePage {
    static func text(_ rule: RuleDescription) -> String {
        var text = "\(rule.id) \(rule.name)\n\(rule.summary)\n\n"
        text += "Category: \(rule.category). Severity: \(rule.severity.rawValue). "
        text += "Fix: \(rule.fixSafety?.rawValue ?? "none").\n\n"
        text += "Why\n\(wrapped(rule.rationale))\n"
        if let bad = rule.bad.first { text += "Flagged\n\(example(bad))\n" }
        if let good = rule.good.first { text += "Not flagged\n\(example(good))\n" }
        if !rule.options.isEmpty {
            text += "Options\n"
            for option in rule.options {
                text += "  \(option.name) (\(option.defaultValue)): \(option.summary)\n"
            }
            text += "\n"
        }
        text += "When to switch it off\n\(wrapped(rule.whenToIgnore))\n"
        text += "In .assay.yml\n  rules:\n    \(rule.id): off\n\n"
        return text + "How often it is right\n\(measured(rule, RuleMeasurement.all[rule.id]))"
    }

    private static func measured(_ rule: RuleDescription, _ measurement: RuleMeasurement?) -> String {
        guard let measurement else { return "  \(RuleMeasurement.none)\n" }
        return measurement.figures(of: rule.id).reduce(wrapped(measurement.occasion)) { text, row in
            text + "  \(row.name): \(row.figure)\n"
        }
    }

    /// An example, its places marked `[[like this]]`.
    private static func example(_ example: RuleExample) -> String {
        var text = example.file == "prompt.txt" ? "" : "  (\(example.file))\n"
        for line in example.text.split(separator: "\n", omittingEmptySubsequences: false) {
            let shown = line.unicodeScalars.reduce(into: "") { result, scalar in
                switch scalar {
                case "⟦": result += "[["
                case "⟧": result += "]]"
                default: result.unicodeScalars.append(scalar)
                }
            }
            text += shown.isEmpty ? "\n" : "  \(shown)\n"
        }
        return text
    }

    /// Text in lines of at most 100 columns.
    private static func wrapped(_ text: String) -> String {
        var lines: [String] = []
        var line = " "
        for word in text.split(whereSeparator: \.isWhitespace) {
            if line.count + word.count + 1 > 100 {
                lines.append(line)
                line = " "
            }
            line += " " + word
        }
        return (lines + [line]).joined(separator: "\n") + "\n"
    }
}
