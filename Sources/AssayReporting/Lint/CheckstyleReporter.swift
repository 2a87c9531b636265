import AssayLinting

/// Checkstyle's XML, which editors and older CI services read.
public struct CheckstyleReporter: LintReporter {
    public static let name = "checkstyle"
    public static let otherNames = ["Checkstyle XML"]
    public static let summary = "Checkstyle's XML"

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
        for file in report.files {
            text += "  <file name=\"\(XML.escape(file.path))\">\n"
            for finding in file.findings {
                let place = file.position(finding.span.lowerBound)
                text += "    <error line=\"\(place.line)\" column=\"\(place.column)\" "
                text += "severity=\"\(finding.severity.rawValue)\" message=\"\(XML.escape(finding.message))\" "
                text += "source=\"assay.\(finding.rule)\"/>\n"
            }
            text += "  </file>\n"
        }
        for failure in report.failures {
            text += "  <file name=\"\(XML.escape(failure.path))\">\n    <error line=\"\(failure.line ?? 1)\" "
            if let column = failure.column { text += "column=\"\(column)\" " }
            text += "severity=\"error\" "
            text += "message=\"\(XML.escape(failure.message))\" source=\"assay\"/>\n  </file>\n"
        }
        text += "</checkstyle>\n"
        return Array(text.utf8)
    }
}
