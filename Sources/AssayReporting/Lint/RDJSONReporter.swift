import AssayJSON
import AssayLinting
import AssayPrompts

/// Reviewdog's diagnostic format, a whole result in one JSON value
/// (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf).
public struct RDJSONReporter: LintReporter {
    public static let name = "rdjson"
    public static let otherNames = ["reviewdog", "rdf"]
    public static let summary = "reviewdog's diagnostic format"
    public static let startsAtRepository = true

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.object("source") { $0.member("name", "assay") }
            writer.key("diagnostics")
            writer.array { writer in
                for file in report.files {
                    for finding in file.findings {
                        writer.object { writer in write(finding, file, &writer) }
                    }
                }
                for failure in report.failures {
                    writer.object { writer in
                        writer.member("message", failure.message)
                        writer.member("severity", "ERROR")
                        writer.object("location") { writer in
                            writer.member("path", failure.path)
                            guard let line = failure.line else { return }
                            writer.object("range") { $0.object("start") { $0.member("line", line) } }
                        }
                    }
                }
            }
        }
        return writer.bytes + [0x0A]
    }

    private func write(_ finding: Finding, _ file: LintedFile, _ writer: inout JSONWriter) {
        writer.member("message", finding.message)
        writer.member("severity", severity(finding.severity))
        writer.object("code") { $0.member("value", finding.rule) }
        writer.object("location") { writer in
            writer.member("path", file.path)
            writer.object("range") { writer in writeRange(finding.span, file, &writer) }
        }
        guard let fix = finding.fix else { return }
        writer.objects("suggestions", of: fix.edits) { writer, edit in
            writer.object("range") { writer in writeRange(edit.span, file, &writer) }
            writer.member("text", String(decoding: edit.replacement, as: UTF8.self))
        }
    }

    /// Reviewdog counts columns in bytes.
    private func writeRange(_ span: Range<Int>, _ file: LintedFile, _ writer: inout JSONWriter) {
        for (key, offset) in [("start", span.lowerBound), ("end", span.upperBound)] {
            let place = file.lines.position(at: offset)
            writer.object(key) { writer in
                writer.member("line", place.line)
                writer.member("column", place.column)
            }
        }
    }

    private func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "ERROR"
        case .warning: "WARNING"
        case .info: "INFO"
        }
    }
}
