import AssayLinting
import AssayPrompts

/// A comment that silences a finding. Which comment works depends on the format and on the place: in a string of a
/// program a line with `#` would be sent with the prompt. So each is tried, and only one that silences the finding
/// and that no request pays for is offered.
enum SuppressionAction {
    struct Action {
        var title: String
        var edit: Fix.Edit
    }

    /// Linting a larger document once more for each comment would take too long.
    static let largestDocument = 1 << 18

    static func action(
        for finding: Finding, among findings: [Finding], in document: OpenDocument, _ setup: DocumentSetup
    ) -> Action? {
        guard document.text.bytes.count <= largestDocument,
            RuleRegistry.rule(finding.rule)?.description.category != "Suppressions"
        else { return nil }
        let here = besideLine(finding, document).first { works($0, finding, findings, document, setup) }
        if let here { return Action(title: "Ignore \(finding.rule) here (say why behind the colon)", edit: here) }
        let file = atTop(finding, document).first { works($0, finding, findings, document, setup) }
        return file.map {
            Action(title: "Ignore \(finding.rule) in this file (say why behind the colon)", edit: $0)
        }
    }

    /// Comments of templates at the end of the finding's first line, where they add nothing to what is sent; comments
    /// of programs and settings in a line before it.
    private static func besideLine(_ finding: Finding, _ document: OpenDocument) -> [Fix.Edit] {
        let bytes = document.text.bytes
        let line = document.text.line(around: finding.span.lowerBound)
        let text = "assay-ignore \(finding.rule):"
        let indent = bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }
        let lineBreak = lineBreak(of: bytes)
        var edits = ["{# \(text) #}", "{{! \(text) }}"].map {
            Fix.Edit(line.upperBound..<line.upperBound, Array($0.utf8))
        }
        edits += ["# \(text)", "// \(text)"].map {
            Fix.Edit(line.lowerBound..<line.lowerBound, indent + Array($0.utf8) + lineBreak)
        }
        return edits
    }

    /// Comments that speak for the whole file: in its first line, or in the second where the first has to be first.
    private static func atTop(_ finding: Finding, _ document: OpenDocument) -> [Fix.Edit] {
        let bytes = document.text.bytes
        let text = "assay-ignore-file \(finding.rule):"
        let lineBreak = lineBreak(of: bytes)
        let isBound = bytes.starts(with: "#!".utf8) || bytes.starts(with: "---".utf8)
        var place = 0
        if isBound, let end = bytes.firstIndex(of: 0x0A) { place = end + 1 }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]), place == 0 { place = 3 }
        return ["# \(text)", "// \(text)"].map { Fix.Edit(place..<place, Array($0.utf8) + lineBreak) }
    }

    private static func lineBreak(of bytes: [UInt8]) -> [UInt8] {
        guard let end = bytes.firstIndex(of: 0x0A), end > 0, bytes[end - 1] == 0x0D else { return [0x0A] }
        return [0x0D, 0x0A]
    }

    /// Whether the finding is gone with the comment in the text, nothing else is, and what is sent is as before.
    private static func works(
        _ edit: Fix.Edit, _ finding: Finding, _ findings: [Finding], _ document: OpenDocument, _ setup: DocumentSetup
    ) -> Bool {
        var bytes = document.text.bytes
        bytes.replaceSubrange(edit.span, with: edit.replacement)
        guard case .linted(let before, _, _) = document.state,
            let after = try? document.analysis(of: bytes, setup),
            after.units.map(\.text.bytes) == before.units.map(\.text.bytes)
        else { return false }
        let left = setup.linter.analyze(after).findings
        func count(_ findings: [Finding]) -> Int {
            findings.count { $0.rule == finding.rule && $0.fingerprint == finding.fingerprint }
        }
        return count(left) < count(findings)
    }
}
