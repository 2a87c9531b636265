import AssayLinting
import AssayText

/// Sentences that several reports share.
enum FindingText {
    /// "saves 42 tokens a request ($0.000105 with gpt-4o)"; nil where a finding names no tokens.
    static func saving(_ finding: Finding, _ report: LintReport) -> String? {
        guard let tokens = finding.tokens, tokens > 0 else { return nil }
        return plural(tokens, "token") + " a request" + money(tokens, report)
    }

    static func money(_ tokens: Int, _ report: LintReport) -> String {
        guard let price = report.price, let dollars = price.dollars(tokens) else { return "" }
        return ", \(price.isEstimate ? "~" : "")$\(dollars) with \(price.model)"
    }

    /// "3 findings (2 warnings, 1 info) in 2 of 14 files, 84 tokens a request".
    static func summary(_ report: LintReport) -> String {
        guard report.findingCount > 0 else {
            return report.saysNothing ? "nothing could be linted" : "no findings in \(plural(report.fileCount, "file"))"
        }
        let parts = Severity.allCases.reversed().compactMap { severity -> String? in
            let count = report.count(severity)
            guard count > 0 else { return nil }
            return "\(count) \(severity.rawValue)\(count == 1 || severity == .info ? "" : "s")"
        }
        let findings = plural(report.findingCount, "finding")
        let files = "\(report.files.count) of \(plural(report.fileCount, "file"))"
        let tokens =
            report.tokens > 0 ? "; \(plural(report.tokens, "token")) a request" + money(report.tokens, report) : ""
        let basis =
            report.price.map { price in
                price.isEstimate && report.tokens > 0
                    ? " (estimated: the tokens are those of \(report.vocabulary))" : ""
            } ?? ""
        return "\(findings) (\(parts.joined(separator: ", "))) in \(files)\(tokens)\(basis)"
    }
}
