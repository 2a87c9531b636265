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
    func fix(_ file: LintedFile, _ job: LintJob, keeps: (Finding) -> Bool) throws(Failure) -> Outcome {
        var outcome = Outcome(bytes: file.source, fixed: [], findings: file.findings)
        for _ in 0..<Self.rounds {
            let result = FixApplier.apply(
                outcome.findings.filter(keeps), to: outcome.bytes, allowsUnsafe: allowsUnsafe)
            guard !result.fixed.isEmpty else { break }
            outcome.bytes = result.bytes
            outcome.fixed += result.fixed
            outcome.findings = try job.analyze(result.bytes).findings
        }
        return outcome
    }

    /// Writes a fixed file in place of the old one, whole or not at all.
    static func write(_ bytes: [UInt8], to path: FilePath) throws(Failure) {
        do {
            try DataFiles().write(bytes, to: path.text)
        } catch {
            throw (error as? Failure) ?? Failure("cannot write \(path.display): \(error)")
        }
    }
}
