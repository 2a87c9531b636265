import AssayJSON
import AssayLinting

/// SARIF 2.1.0, for code scanning services (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
public struct SARIFReporter: LintReporter {
    public static let name = "sarif"
    public static let summary = "SARIF 2.1.0, for code scanning"
    public static let startsAtRepository = true

    public init() {}

    public func report(_ report: LintReport) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            writer.member("version", "2.1.0")
            writer.key("runs")
            writer.array { writer in
                writer.object { writer in writeRun(report, &writer) }
            }
        }
        return writer.bytes + [0x0A]
    }

    private func writeRun(_ report: LintReport, _ writer: inout JSONWriter) {
        writer.object("tool") { writer in
            writer.object("driver") { writer in
                writer.member("name", "assay")
                writer.member("version", report.version)
                writer.key("rules")
                writer.array(of: RuleRegistry.rules) { writer, rule in write(rule.description, &writer) }
            }
        }
        if let root = report.root {
            writer.object("originalUriBaseIds") { writer in
                writer.object(Self.base) { $0.member("uri", Self.uri(root.hasSuffix("/") ? root : root + "/")) }
            }
        }
        writer.member("columnKind", "unicodeCodePoints")
        writer.key("invocations")
        writer.array { writer in
            writer.object { writer in
                writer.member("executionSuccessful", report.failures.isEmpty)
                guard !report.failures.isEmpty else { return }
                writer.objects("toolExecutionNotifications", of: report.failures) { writer, failure in
                    writer.member("level", "error")
                    writeMessage(failure.message, &writer)
                    writer.key("locations")
                    writer.array { $0.object { writer in writeLocation(failure, report, &writer) } }
                }
            }
        }
        writer.key("results")
        writer.array { writer in
            for file in report.files {
                for (finding, fingerprint) in zip(file.findings, file.uniqueFingerprints()) {
                    writer.object { writer in write(finding, fingerprint, file, report, &writer) }
                }
            }
        }
    }

    private func write(_ rule: RuleDescription, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", rule.id)
            writer.member("name", rule.name)
            for (key, text) in [("shortDescription", rule.summary), ("fullDescription", rule.rationale)] {
                writer.object(key) { $0.member("text", text) }
            }
            writer.object("help") { $0.member("text", "\(rule.rationale) When to ignore: \(rule.whenToIgnore)") }
            writer.object("defaultConfiguration") { $0.member("level", level(rule.severity)) }
        }
    }

    private func write(
        _ finding: Finding, _ fingerprint: String, _ file: LintedFile, _ report: LintReport,
        _ writer: inout JSONWriter
    ) {
        writer.member("ruleId", finding.rule)
        if let index = RuleRegistry.rules.firstIndex(where: { $0.description.id == finding.rule }) {
            writer.member("ruleIndex", index)
        }
        writer.member("level", level(finding.severity))
        let saving = FindingText.saving(finding, report).map { " (\($0))" } ?? ""
        writeMessage(finding.message + saving, &writer)
        writer.key("locations")
        writer.array { writer in
            writer.object { writer in writeLocation(finding.span, file, file.path, report, &writer) }
        }
        if !finding.related.isEmpty {
            writer.objects("relatedLocations", of: finding.related.enumerated()) { writer, entry in
                writer.member("id", entry.offset + 1)
                writeMessage(entry.element.message, &writer)
                // Spans of another file cannot be turned into lines here.
                let isHere = entry.element.path == nil || entry.element.path == file.path
                writeLocation(
                    isHere ? entry.element.span : nil, file, entry.element.path ?? file.path, report, &writer)
            }
        }
        writer.object("partialFingerprints") { $0.member("assayFinding/v1", fingerprint) }
        if let fix = finding.fix { writeFix(fix, file, report, &writer) }
        if let tokens = finding.tokens {
            writer.object("properties") { $0.member("tokens", tokens) }
        }
    }

    private func writeFix(_ fix: Fix, _ file: LintedFile, _ report: LintReport, _ writer: inout JSONWriter) {
        writer.key("fixes")
        writer.array { writer in
            writer.object { writer in
                writer.object("description") { $0.member("text", "\(fix.title) (\(fix.safety.rawValue))") }
                writer.key("artifactChanges")
                writer.array { writer in
                    writer.object { writer in
                        writeArtifact(file.path, report, &writer)
                        writer.objects("replacements", of: fix.edits) { writer, edit in
                            writer.object("deletedRegion") { writer in writeRegion(edit.span, file, &writer) }
                            writer.object("insertedContent") {
                                $0.member("text", String(decoding: edit.replacement, as: UTF8.self))
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeMessage(_ text: String, _ writer: inout JSONWriter) {
        writer.object("message") { $0.member("text", text) }
    }

    private func writeLocation(
        _ span: Range<Int>?, _ file: LintedFile, _ path: String, _ report: LintReport, _ writer: inout JSONWriter
    ) {
        writer.object("physicalLocation") { writer in
            writeArtifact(path, report, &writer)
            if let span {
                writer.object("region") { writer in writeRegion(span, file, &writer) }
            }
        }
    }

    private func writeLocation(_ failure: LintFailure, _ report: LintReport, _ writer: inout JSONWriter) {
        writer.object("physicalLocation") { writer in
            writeArtifact(failure.path, report, &writer)
            guard let line = failure.line else { return }
            writer.object("region") { writer in
                writer.member("startLine", line)
                if let column = failure.column { writer.member("startColumn", column) }
            }
        }
    }

    /// What relative paths are resolved against (SARIF 2.1.0, 3.14.14), under the name that services expect.
    private static let base = "%SRCROOT%"

    private func writeArtifact(_ path: String, _ report: LintReport, _ writer: inout JSONWriter) {
        writer.object("artifactLocation") { writer in
            writer.member("uri", Self.uri(path))
            if report.root != nil, !path.hasPrefix("/") { writer.member("uriBaseId", Self.base) }
        }
    }

    private func writeRegion(_ span: Range<Int>, _ file: LintedFile, _ writer: inout JSONWriter) {
        let start = file.position(span.lowerBound)
        let end = file.position(span.upperBound)
        writer.member("startLine", start.line)
        writer.member("startColumn", start.column)
        writer.member("endLine", end.line)
        writer.member("endColumn", end.column)
        writer.member("byteOffset", span.lowerBound)
        writer.member("byteLength", span.count)
    }

    private func level(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "note"
        }
    }

    /// A path as a URI reference (RFC 3986): what is not unreserved is written as bytes in hexadecimal.
    static func uri(_ path: String) -> String {
        var result = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
