import AssayLinting
import AssayReporting
import AssayText

/// How many findings each rule has, and the tokens they cost.
struct LintStatistics {
    private let rows: [(rule: String, count: Int, tokens: Int)]
    private let summary: String

    init(_ report: LintReport) {
        var counts: [String: (count: Int, tokens: Int)] = [:]
        for file in report.files {
            for finding in file.findings {
                counts[finding.rule, default: (0, 0)].count += 1
                counts[finding.rule, default: (0, 0)].tokens += finding.tokens ?? 0
            }
        }
        rows = counts.map { ($0.key, $0.value.count, $0.value.tokens) }
            .sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }
        let findings = report.findingCount == 1 ? "1 finding" : "\(report.findingCount) findings"
        summary = "\(findings) in \(report.fileCount == 1 ? "1 file" : "\(report.fileCount) files")"
    }

    /// A line a rule, the most frequent first.
    var text: [UInt8] {
        var text = ""
        for row in rows {
            let name = RuleRegistry.rule(row.rule)?.description.name ?? ""
            let count = "\(row.count)"
            text += String(repeating: " ", count: max(0, 7 - count.count)) + count
            text +=
                "  \(row.rule)  \(name)" + (row.tokens > 0 ? " (\(plural(row.tokens, "token")) a request)" : "") + "\n"
        }
        return Array((text + summary + "\n").utf8)
    }
}
