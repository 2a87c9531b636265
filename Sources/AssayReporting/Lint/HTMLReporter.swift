import AssayLinting
import AssayText

/// One page that needs nothing else: the findings in their source, readable on a phone, in light and in dark.
public struct HTMLReporter: LintReporter {
    public static let name = "html"
    public static let summary = "one self-contained page, the findings in their source"

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var text = "<header><h1>assay lint</h1><p>\(HTML.escape(FindingText.summary(report)))</p></header>\n"
        text += overview(report) + "<main>\n"
        for failure in report.failures { text += "<p class=\"failure\">\(HTML.escape(failure.message))</p>\n" }
        for file in report.files { text += section(file, report) }
        text += explanations(report)
        text += "</main>\n<footer>Tokens are counted with \(HTML.escape(report.vocabulary)). "
        text += "assay \(HTML.escape(report.version))</footer>"
        return Array(HTMLPage(title: "assay lint", style: Self.style, body: text).text.utf8)
    }

    /// How many findings each rule has, and what they cost.
    private func overview(_ report: LintReport) -> String {
        var counts: [String: (findings: Int, tokens: Int, severity: Severity)] = [:]
        for finding in report.files.flatMap(\.findings) {
            var count = counts[finding.rule] ?? (0, 0, finding.severity)
            count.findings += 1
            count.tokens += finding.tokens ?? 0
            count.severity = max(count.severity, finding.severity)
            counts[finding.rule] = count
        }
        guard !counts.isEmpty else { return "" }
        var text = "<table>\n<thead><tr><th>rule</th><th></th><th>findings</th><th>tokens</th></tr></thead>\n<tbody>\n"
        for (rule, count) in counts.sorted(by: { ($1.value.severity, $0.key) < ($0.value.severity, $1.key) }) {
            let name = RuleRegistry.rule(rule)?.description.name ?? ""
            text += "<tr class=\"\(count.severity.rawValue)\"><td><a href=\"#\(rule)\">"
            text += "\(rule) \(HTML.escape(name))</a></td>"
            text += "<td><span class=\"badge\">\(count.severity.rawValue)</span></td><td>\(count.findings)</td>"
            text += "<td>\(count.tokens > 0 ? "\(count.tokens)" : "")</td></tr>\n"
        }
        return text + "</tbody>\n</table>\n"
    }

    private func section(_ file: LintedFile, _ report: LintReport) -> String {
        let count = file.findings.count
        var text = "<section>\n<h2>\(HTML.escape(file.path.harmless())) "
        text += "<span class=\"count\">\(plural(count, "finding"))</span></h2>\n"
        for finding in file.findings { text += article(finding, file, report) }
        return text + "</section>\n"
    }

    private func article(_ finding: Finding, _ file: LintedFile, _ report: LintReport) -> String {
        let rule = RuleRegistry.rule(finding.rule)?.description
        let severity = finding.severity.rawValue
        var text = "<article class=\"\(severity)\">\n<h3><span class=\"badge\">\(severity)</span> "
        text += "\(HTML.escape(finding.message)) "
        text += "<a class=\"rule\" href=\"#\(finding.rule)\">"
        text += "\(finding.rule) \(HTML.escape(rule?.name ?? ""))</a></h3>\n"
        text += source(finding.span, file, label: nil)
        for related in finding.related.prefix(8) where related.path == nil {
            text += source(related.span, file, label: related.message)
        }
        for related in finding.related where related.path != nil {
            text += "<p>\(HTML.escape(related.message)): \(HTML.escape(related.path?.harmless() ?? ""))</p>\n"
        }
        if let saving = FindingText.saving(finding, report) {
            text += "<p class=\"saving\">Saves \(HTML.escape(saving)).</p>\n"
        }
        return text + "</article>\n"
    }

    /// Why each rule that found something is there, and when to leave it.
    private func explanations(_ report: LintReport) -> String {
        let found = Set(report.files.flatMap(\.findings).map(\.rule))
        let rules = RuleRegistry.rules.map { $0.description }.filter { found.contains($0.id) }
        guard !rules.isEmpty else { return "" }
        return rules.reduce("<section>\n<h2>Why</h2>\n") { text, rule in
            text + "<h3 id=\"\(rule.id)\">\(rule.id) \(HTML.escape(rule.name))</h3>\n"
                + "<p>\(HTML.escape(rule.rationale))</p>\n"
                + "<p class=\"soft\">When to ignore: \(HTML.escape(rule.whenToIgnore))</p>\n"
        } + "</section>\n"
    }

    /// The lines of a place, up to eight, with the place marked.
    private func source(_ span: Range<Int>, _ file: LintedFile, label: String?) -> String {
        let lines = file.lines.lines(of: span)
        var text = label.map { "<p class=\"label\">\(HTML.escape($0))</p>\n" } ?? ""
        text += "<pre>"
        for line in lines.prefix(8) {
            let shown = file.excerpt(ofLine: line, around: span)
            guard let whole = file.lines.span(ofLine: line, in: file.source) else { continue }
            var marked = span.clamped(to: shown)
            // Indentation is no part of what is marked.
            while !marked.isEmpty, file.source[marked.lowerBound] <= 0x20 { marked.removeFirst() }
            func part(_ range: Range<Int>) -> String {
                HTML.escape(String(decoding: file.source[range], as: UTF8.self))
            }
            text += "<span class=\"line\"><span class=\"number\">\(line)</span><span class=\"code\">"
            text += (shown.lowerBound > whole.lowerBound ? "…" : "") + part(shown.lowerBound..<marked.lowerBound)
            if !marked.isEmpty { text += "<mark>\(part(marked))</mark>" }
            text += part(marked.upperBound..<shown.upperBound) + (shown.upperBound < whole.upperBound ? "…" : "")
            text += "\n</span></span>"
        }
        if lines.count > 8 {
            text += "<span class=\"line\"><span class=\"number\">…</span><span class=\"code\">"
            text += "\(plural(lines.count - 8, "more line"))\n</span></span>"
        }
        return text + "</pre>\n"
    }

    private static let style = """
        :root { --text: #1c1e21; --soft: #5b616b; --page: #f6f7f9; --card: #ffffff;
          --line: #d9dde3; --mark: #ffe08a; --error: #b3261e; --warning: #8a5a00; --info: #0b57a4; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --soft: #a2a9b4; --page: #14171b;
          --card: #1d2127; --line: #343a43; --mark: #6b5310; --error: #ff8a80; --warning: #ffc35c; --info: #82b9ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--page); color: var(--text);
          font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 1.4rem; margin: 0; }
        h2 { font-size: 1.05rem; overflow-wrap: anywhere; margin: 1.5rem 0 .5rem; }
        h3 { font-size: 1rem; font-weight: 600; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        .count, .rule, .label, .soft, footer { color: var(--soft); font-weight: normal; font-size: .875rem; }
        article { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--info);
          border-radius: 6px; padding: .75rem 1rem; margin: 0 0 .75rem; }
        article.error { border-left-color: var(--error); } article.warning { border-left-color: var(--warning); }
        .badge { text-transform: uppercase; font-size: .75rem; letter-spacing: .04em; color: var(--info); font-weight: 600; }
        .error .badge, .failure { color: var(--error); } .warning .badge { color: var(--warning); }
        pre { margin: .25rem 0 .5rem; padding: .5rem; background: var(--page); border-radius: 4px; overflow-x: auto;
          font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
        .line { display: flex; } .code { flex: 1; min-width: 0; }
        .number { color: var(--soft); user-select: none; flex: none; min-width: 2.5rem; padding-right: .75rem; }
        table { border-collapse: collapse; margin: 1rem 0; font-size: .9375rem; overflow-wrap: normal; }
        th { text-align: left; color: var(--soft); font-weight: normal; font-size: .875rem; }
        th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
        th:nth-child(n + 3), td:nth-child(n + 3) { text-align: right; font-variant-numeric: tabular-nums; }
        mark { background: var(--mark); color: inherit; border-radius: 2px; }
        p { margin: .25rem 0; } .saving { font-weight: 600; } section > h3 { margin-top: 1rem; }
        a { color: inherit; text-decoration: underline; text-decoration-color: var(--line); }
        footer { margin: 2rem 0 1rem; }
        """
}
