import AssayJSON
import AssayLinting
import AssayPrompts

/// Everything that is known about the findings, for scripts.
public struct JSONReporter: LintReporter {
    public static let name = "json"
    public static let summary = "everything, for scripts"

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("vocabulary", report.vocabulary)
            writer.key("findings")
            writer.array { writer in
                for file in report.files {
                    for finding in file.findings { write(finding, file, report, &writer) }
                }
            }
            writer.object("summary") { writer in
                writer.member("files", report.fileCount)
                writer.member("findings", report.findingCount)
                for severity in Severity.allCases.reversed() {
                    writer.member(severity.rawValue, report.count(severity))
                }
                writer.member("tokens", report.tokens)
            }
            if !report.failures.isEmpty { writeFailures(report.failures, &writer) }
        }
        return writer.bytes + [0x0A]
    }

    private func write(
        _ finding: Finding, _ file: LintedFile, _ report: LintReport, _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("rule", finding.rule)
            writer.member("severity", finding.severity.rawValue)
            writer.member("path", file.path)
            if !finding.unit.isEmpty { writer.member("unit", finding.unit) }
            writer.member("message", finding.message)
            writeSpan(finding.span, file, &writer)
            writer.objects("related", of: finding.related) { writer, related in
                if let path = related.path { writer.member("path", path) }
                writer.member("message", related.message)
                writeSpan(related.span, file, &writer)
            }
            if let tokens = finding.tokens {
                writer.member("tokens", tokens)
                if let price = report.price, let dollars = price.dollars(tokens) {
                    writer.member("model", price.model)
                    writer.member("dollars", dollars)
                    if price.isEstimate { writer.member("estimated", true) }
                }
            }
            writer.member("fingerprint", finding.fingerprint)
            if let fix = finding.fix { write(fix, &writer) }
        }
    }

    private func writeSpan(_ span: Range<Int>, _ file: LintedFile, _ writer: inout JSONWriter) {
        let start = file.position(span.lowerBound)
        let end = file.position(span.upperBound)
        for (key, value) in [
            ("start", span.lowerBound), ("end", span.upperBound), ("line", start.line), ("column", start.column),
            ("endLine", end.line), ("endColumn", end.column),
        ] {
            writer.member(key, value)
        }
    }

    private func write(_ fix: Fix, _ writer: inout JSONWriter) {
        writer.object("fix") { writer in
            writer.member("title", fix.title)
            writer.member("safety", fix.safety.rawValue)
            writer.objects("edits", of: fix.edits) { writer, edit in
                writer.member("start", edit.span.lowerBound)
                writer.member("end", edit.span.upperBound)
                writer.member("replacement", String(decoding: edit.replacement, as: UTF8.self))
            }
        }
    }

    private func writeFailures(_ failures: [LintFailure], _ writer: inout JSONWriter) {
        writer.objects("errors", of: failures) { writer, failure in
            writer.member("path", failure.path)
            if let line = failure.line { writer.member("line", line) }
            if let column = failure.column { writer.member("column", column) }
            writer.member("message", failure.message)
        }
    }
}
