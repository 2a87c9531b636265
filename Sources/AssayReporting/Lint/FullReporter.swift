import AssayLinting
import AssayText

/// For people: each finding with its source line, the place marked, and what it costs.
public struct FullReporter: LintReporter {
    public static let name = "full"
    public static let otherNames = ["text", "pretty", "human"]
    public static let summary = "for people: the source line, the place marked, what it costs"

    private let usesColour: Bool

    public init() { usesColour = false }

    /// - Parameter usesColour: whether the output goes to a terminal that shows colours.
    public init(usesColour: Bool) { self.usesColour = usesColour }

    public func report(_ report: LintReport) -> [UInt8] {
        // What failed is told on standard error.
        if report.saysNothing { return [] }
        var text = ""
        for file in report.files {
            for finding in file.findings { text += self.text(finding, file, report) + "\n" }
        }
        text += FindingText.summary(report) + "\n"
        return Array(text.utf8)
    }

    private func text(_ finding: Finding, _ file: LintedFile, _ report: LintReport) -> String {
        let place = file.position(finding.span.lowerBound)
        let name = RuleRegistry.rule(finding.rule)?.description.name ?? ""
        var text = bold("\(file.path.harmless()):\(place.line):\(place.column)") + ": "
        text += severity(finding.severity) + ": \(finding.message.harmless()) [\(finding.rule) \(name)]\n"
        text += excerpt(finding.span, file, mark: "^")
        for related in finding.related.prefix(5) {
            let path = related.path.map { "\($0.harmless()): " } ?? ""
            text += "  \(path)\(related.message.harmless()):\n"
            if related.path == nil { text += excerpt(related.span, file, mark: "-") }
        }
        if finding.related.count > 5 { text += "  and \(finding.related.count - 5) more places\n" }
        if let saving = FindingText.saving(finding, report) { text += "  saves \(saving)\n" }
        if let fix = finding.fix {
            text += "  fix (\(fix.safety.rawValue)): \(fix.title.harmless())\n"
        }
        return text
    }

    private func excerpt(_ span: Range<Int>, _ file: LintedFile, mark: Character) -> String {
        let start = file.position(span.lowerBound)
        let end = file.position(span.upperBound)
        let shown = file.excerpt(ofLine: start.line, around: span)
        let line = String(decoding: file.source[shown], as: UTF8.self)
        let before = start.column - file.position(shown.lowerBound).column
        let length = end.line == start.line ? end.column - start.column : line.unicodeScalars.count
        let excerpt = SourceExcerpt(line, from: before, to: before + length)
        let number = "\(start.line)"
        let margin = String(repeating: " ", count: max(0, 6 - number.count))
        let marks = String(repeating: mark, count: min(excerpt.width, 120))
        let more = end.line > start.line ? " … to line \(end.line)" : ""
        return "\(margin)\(number) | \(excerpt.text)\n"
            + "       | " + String(repeating: " ", count: excerpt.indentation) + colour(marks, "32") + more + "\n"
    }

    private func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: colour("error", "31;1")
        case .warning: colour("warning", "33;1")
        case .info: colour("info", "36;1")
        }
    }

    private func bold(_ text: String) -> String { colour(text, "1") }

    private func colour(_ text: String, _ code: String) -> String {
        usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
