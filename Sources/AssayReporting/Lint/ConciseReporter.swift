import AssayText

/// One line a finding, as compilers write them: `path:line:column: severity: message [rule]`.
public struct ConciseReporter: LintReporter {
    public static let name = "concise"
    public static let otherNames = ["compact", "short", "gcc", "unix", "line"]
    public static let summary = "one line a finding, as compilers write them"

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var text = ""
        for file in report.files {
            for finding in file.findings {
                let place = file.position(finding.span.lowerBound)
                text += "\(file.path.harmless()):\(place.line):\(place.column): \(finding.severity.rawValue): "
                text += "\(finding.message.harmless()) [\(finding.rule)]\n"
            }
        }
        return Array(text.utf8)
    }
}
