import AssayLinting
import AssayReporting

/// A file's difference to its fixed text.
enum UnifiedDiffText {
    static func text(_ file: LintedFile, _ fixed: [UInt8]) -> String {
        UnifiedDiff.text(file.source, fixed, path: file.path)
    }
}
