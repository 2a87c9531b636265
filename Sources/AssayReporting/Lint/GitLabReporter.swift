import AssayJSON
import AssayLinting

/// GitLab's code quality report (https://docs.gitlab.com/ci/testing/code_quality/).
public struct GitLabReporter: LintReporter {
    public static let name = "gitlab"
    public static let otherNames = ["Code Climate", "Code Quality"]
    public static let summary = "GitLab's code quality report"
    public static let startsAtRepository = true

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.array { writer in
            for file in report.files {
                for (finding, fingerprint) in zip(file.findings, file.uniqueFingerprints()) {
                    writer.object { writer in
                        writer.member("description", finding.message)
                        writer.member("check_name", finding.rule)
                        // Findings of files with the same words are told apart by the path.
                        writer.member("fingerprint", "\(fingerprint):\(file.path)")
                        writer.member("severity", severity(finding.severity))
                        writer.object("location") { writer in
                            writer.member("path", file.path)
                            writer.object("lines") { writer in
                                writer.member("begin", file.position(finding.span.lowerBound).line)
                                writer.member("end", file.position(finding.span.upperBound).line)
                            }
                        }
                    }
                }
            }
            // A report of issues has no other place for what could not be looked at.
            for failure in report.failures {
                writer.object { writer in
                    writer.member("description", failure.message)
                    writer.member("check_name", "unread")
                    writer.member("fingerprint", "unread:\(failure.path)")
                    writer.member("severity", "critical")
                    writer.object("location") { writer in
                        writer.member("path", failure.path)
                        writer.object("lines") { $0.member("begin", failure.line ?? 1) }
                    }
                }
            }
        }
        return writer.bytes + [0x0A]
    }

    private func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "major"
        case .warning: "minor"
        case .info: "info"
        }
    }
}
