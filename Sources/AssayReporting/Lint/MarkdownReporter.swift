import AssayLinting
import AssayText

/// A table for pull requests and job summaries.
public struct MarkdownReporter: LintReporter {
    public static let name = "markdown"
    public static let otherNames = ["md"]
    public static let summary = "a table for pull requests"

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var text = "**assay lint:** \(escaped(FindingText.summary(report)))\n"
        if report.findingCount > 0 {
            text += "\n| | place | finding | tokens | rule |\n|---|---|---|---:|---|\n"
            for file in report.files {
                for finding in file.findings {
                    let place = file.position(finding.span.lowerBound)
                    text += "| \(finding.severity.rawValue) | \(escaped("\(file.path.harmless()):\(place.line)")) "
                    text += "| \(escaped(finding.message)) | \(finding.tokens.map { "\($0)" } ?? "") "
                    text += "| \(finding.rule) |\n"
                }
            }
        }
        for failure in report.failures { text += "\n\(escaped(failure.message))\n" }
        return Array(text.utf8)
    }

    private func escaped(_ text: String) -> String { Markdown.escape(text, in: .comment) }
}
