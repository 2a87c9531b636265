import AssayLinting
import AssayText

/// JUnit XML, which every CI service reads: a test case a finding, or one that passed for a file without any.
public struct JUnitReporter: LintReporter {
    public static let name = "junit"
    public static let otherNames = ["JUnit XML", "xml"]
    public static let summary = "JUnit XML, for CI services"

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        let tests = max(1, report.findingCount + report.failures.count)
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"assay lint\" tests=\"\(tests)\" failures=\"\(report.findingCount)\" "
        text += "errors=\"\(report.failures.count)\">\n"
        for file in report.files {
            let count = file.findings.count
            text += "  <testsuite name=\"\(XML.escape(file.path))\" tests=\"\(count)\" failures=\"\(count)\">\n"
            for finding in file.findings {
                let place = file.position(finding.span.lowerBound)
                text += "    <testcase name=\"\(finding.rule) line \(place.line)\" "
                text += "classname=\"\(XML.escape(file.path))\">\n"
                text += "      <failure type=\"\(finding.severity.rawValue)\" "
                text += "message=\"\(XML.escape(finding.message))\">"
                text += XML.escape("\(file.path):\(place.line):\(place.column): \(finding.message)")
                text += "</failure>\n    </testcase>\n"
            }
            text += "  </testsuite>\n"
        }
        for failure in report.failures {
            let path = XML.escape(failure.path)
            text += "  <testsuite name=\"\(path)\" tests=\"1\" errors=\"1\">\n    <testcase name=\"read\" "
            text += "classname=\"\(path)\"><error message=\"\(XML.escape(failure.message))\"/></testcase>\n"
            text += "  </testsuite>\n"
        }
        if report.findingCount + report.failures.count == 0 {
            text += "  <testsuite name=\"assay lint\" tests=\"1\" failures=\"0\">\n"
            text +=
                "    <testcase name=\"\(plural(report.fileCount, "file"))\" classname=\"assay lint\"/>\n  </testsuite>\n"
        }
        text += "</testsuites>\n"
        return Array(text.utf8)
    }
}
