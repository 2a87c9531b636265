import AssayLinting
import AssayReporting

/// Makes fixes, or shows what they would change.
struct LintFixes {
    let allowsUnsafe: Bool

    /// What became of a file.
    struct Outcome {
        var bytes: [UInt8]
        var fixed: [Finding]
        /// What is left.
        var findings: [Finding]
    }

    /// Rounds of fixing and linting again: a fix can bring another one to light.
    private static let rounds = 10

    /// Fixes a file's text until nothing that may be fixed is left.
    ///
    /// - Parameter shown: the findings that the user sees: others, known or on lines that have not changed, are left
    ///   alone. What fixing brings to light is fixed too.
    func fix(_ file: LintedFile, _ job: LintJob, shown: [Finding]) throws(Failure) -> Outcome {
        var outcome = Outcome(bytes: file.source, fixed: [], findings: file.findings)
        // What a baseline adds to a message changes nothing about which finding it is.
        let chosen = Set(shown.map(Self.place))
        // Fixing moves places, but not what findings are called.
        let hidden = Set(file.findings.filter { !chosen.contains(Self.place($0)) }.map(Self.name))
        guard !shown.isEmpty else { return outcome }
        for round in 0..<Self.rounds {
            let findings = outcome.findings.filter {
                round == 0 ? chosen.contains(Self.place($0)) : !hidden.contains(Self.name($0))
            }
            let result = FixApplier.apply(findings, to: outcome.bytes, allowsUnsafe: allowsUnsafe)
            guard !result.fixed.isEmpty else { break }
            outcome.bytes = result.bytes
            outcome.fixed += result.fixed
            outcome.findings = try job.analyze(result.bytes).findings
        }
        return outcome
    }

    private static func name(_ finding: Finding) -> [String] { [finding.rule, finding.fingerprint] }

    private static func place(_ finding: Finding) -> [String] { name(finding) + ["\(finding.span)"] }

    /// Writes a fixed file in place of the old one, whole or not at all.
    static func write(_ bytes: [UInt8], to path: FilePath) throws(Failure) {
        do {
            try WholeFile.write(bytes, to: path)
        } catch {
            throw Failure(cannot: "write", path, error, advice: "change the rights of the file and its folder")
        }
    }
}
