import AssayLinting

/// The page of a rule in Markdown, made from the rule itself.
public enum RuleDocument {
    /// The page, with a line break at its end.
    ///
    /// - Parameter measurement: what was counted on labelled prompts; nil for a rule without labels.
    public static func markdown(_ rule: RuleDescription, _ measurement: RuleMeasurement?) -> String {
        var parts = ["# \(rule.id) \(rule.name)", rule.summary, facts(rule)]
        parts += ["## Why it matters", collapsed(rule.rationale)]
        parts += examples("Flagged", rule.bad, "The marks ⟦ and ⟧ stand around each finding; they are no part of the prompt.")
        parts += examples("Not flagged", rule.good, nil)
        parts += ["## Options", options(rule), "## Fix", fix(rule)]
        parts += ["## When to switch it off", collapsed(rule.whenToIgnore), switchingOff(rule)]
        parts += ["## How often it is right", measured(rule, measurement)]
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The list of all rules, with links to their pages.
    public static func index(_ rules: [RuleDescription]) -> String {
        var text = "# Rules\n\n| rule | name | severity | fix | what it flags |\n|---|---|---|---|---|\n"
        for rule in rules {
            text += "| [\(rule.id)](\(rule.id).md) | \(rule.name) | \(rule.severity.rawValue) | "
            text += "\(rule.fixSafety?.rawValue ?? "") | \(cell(rule.summary)) |\n"
        }
        return text
    }

    private static func facts(_ rule: RuleDescription) -> String {
        "Category: \(rule.category). Severity: \(rule.severity.rawValue)."
    }

    private static func examples(_ title: String, _ examples: [RuleExample], _ note: String?) -> [String] {
        guard !examples.isEmpty else { return [] }
        var parts = ["## \(title)"]
        if let note { parts.append(note) }
        for example in examples {
            var head = "`\(example.file)`"
            if !example.options.isEmpty {
                let pairs = example.options.sorted { $0.key < $1.key }.map { "`\($0.key): \($0.value)`" }
                head += ", with " + pairs.joined(separator: ", ")
            }
            parts.append(head + ":")
            for (name, text) in example.neighbours.sorted(by: { $0.key < $1.key }) {
                parts += ["beside it `\(name)`:", fenced(text)]
            }
            if let before = example.before { parts += [fenced(before), "became:"] }
            parts.append(fenced(example.text))
        }
        return parts
    }

    /// A fence that is longer than any in the text.
    private static func fenced(_ text: String) -> String {
        var longest = 2
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)text\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)"
    }

    private static func options(_ rule: RuleDescription) -> String {
        guard !rule.options.isEmpty else { return "None." }
        let rows = rule.options.map { option in
            "| `\(option.name)` | `\(option.defaultValue)` | \(cell(option.summary)) |"
        }
        return "| option | default | what it decides |\n|---|---|---|\n" + rows.joined(separator: "\n")
    }

    private static func fix(_ rule: RuleDescription) -> String {
        switch rule.fixSafety {
        case .safe: "Safe: `assay lint --fix` makes it, and what the prompt says stays the same."
        case .unsafe: "Unsafe: `assay lint --fix --unsafe-fixes` makes it; look at the result (`--diff` shows it first)."
        case nil: "None: what to change is for the author to decide."
        }
    }

    private static func switchingOff(_ rule: RuleDescription) -> String {
        """
        In `.assay.yml`:

        ```yaml
        rules:
          \(rule.id): off
        ```

        For one place, a comment on its line or the line before, in the comment of the format, as in a Jinja template:

        ```jinja
        {# assay-ignore \(rule.id): the reason #}
        ```
        """
    }

    private static func measured(_ rule: RuleDescription, _ measurement: RuleMeasurement?) -> String {
        guard let measurement else { return RuleMeasurement.none }
        let rows = measurement.figures(of: rule.id).map { "| \($0.name) | \($0.figure) |" }
        return "\(measurement.occasion)\n\n| | |\n|---|---|\n" + rows.joined(separator: "\n")
    }

    /// One line for each paragraph, whatever the source's wrapping.
    private static func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func cell(_ text: String) -> String {
        collapsed(text).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
