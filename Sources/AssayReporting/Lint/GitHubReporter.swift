import AssayLinting
import AssayText

/// Workflow commands, which GitHub Actions shows beside the lines of a pull request.
public struct GitHubReporter: LintReporter {
    public static let name = "github"
    public static let otherNames = ["GitHub Actions", "Actions", "annotations"]
    public static let summary = "annotations of GitHub Actions"
    public static let startsAtRepository = true

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var text = ""
        for file in report.files {
            for finding in file.findings {
                let start = file.position(finding.span.lowerBound)
                let end = file.position(finding.span.upperBound)
                let name = RuleRegistry.rule(finding.rule)?.description.name ?? ""
                let saving = FindingText.saving(finding, report).map { " (\($0))" } ?? ""
                text += "::\(command(finding.severity)) file=\(property(file.path)),line=\(start.line),"
                text += "endLine=\(end.line),"
                // Columns are only understood within one line.
                if start.line == end.line { text += "col=\(start.column),endColumn=\(end.column)," }
                text += "title=\(property("\(finding.rule) \(name)"))::\(data(finding.message + saving))\n"
            }
        }
        for failure in report.failures {
            let line = failure.line.map { ",line=\($0)" } ?? ""
            let column = failure.column.map { ",col=\($0)" } ?? ""
            text += "::error file=\(property(failure.path))\(line)\(column)::\(data(failure.message))\n"
        }
        return Array(text.utf8)
    }

    private func command(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "notice"
        }
    }

    private func data(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            // The log of a run is read in terminals too.
            case _ where scalar.isControl: result += scalar.escaped(asASCII: true)
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    private func property(_ text: String) -> String {
        data(text).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case ":": result += "%3A"
            case ",": result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
