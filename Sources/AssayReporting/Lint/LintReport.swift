import AssayLinting
import AssayPrompts
import Synchronization

/// What a lint run found, ready for any reporter.
public struct LintReport: Sendable {
    /// The files with findings, in the order of the run.
    public var files: [LintedFile]
    /// How many files were looked at.
    public var fileCount: Int
    /// What could not be linted.
    public var failures: [LintFailure]
    /// The vocabulary that tokens were counted with.
    public var vocabulary: String
    /// What a token of input costs, where a model is configured.
    public var price: InputPrice?
    /// The version of the tool.
    public var version: String

    public init(
        files: [LintedFile] = [], fileCount: Int = 0, failures: [LintFailure] = [], vocabulary: String,
        price: InputPrice? = nil, version: String
    ) {
        self.files = files
        self.fileCount = fileCount
        self.failures = failures
        self.vocabulary = vocabulary
        self.price = price
        self.version = version
    }

    public var findingCount: Int { files.reduce(0) { $0 + $1.findings.count } }

    /// Findings of a severity.
    public func count(_ severity: Severity) -> Int {
        files.reduce(0) { $0 + $1.findings.count { $0.severity == severity } }
    }

    /// The tokens of all findings that name a number: what each request would save.
    public var tokens: Int { files.reduce(0) { $0 + $1.findings.reduce(0) { $0 + ($1.tokens ?? 0) } } }
}

/// A file with its findings.
public struct LintedFile: Sendable {
    public var path: String
    public var source: [UInt8]
    /// In the order of the file.
    public var findings: [Finding]
    private let index: LazyLines

    public init(path: String, source: [UInt8], findings: [Finding]) {
        self.path = path
        self.source = source
        self.findings = findings
        index = LazyLines(source)
    }

    var lines: LineIndex { index.lines }

    /// Line and column of an offset, columns counted in characters as editors count them (Unicode scalar values).
    func position(_ offset: Int) -> LineIndex.Position {
        lines.position(at: offset, in: source, unit: .scalars)
    }

    /// For each finding a name that no other finding of the file has: its fingerprint, and which one of those with
    /// the same words it is.
    func uniqueFingerprints() -> [String] {
        var counts: [String: Int] = [:]
        return findings.map { finding in
            let number = counts[finding.fingerprint, default: 0] + 1
            counts[finding.fingerprint] = number
            return "\(finding.fingerprint):\(number)"
        }
    }

    /// The text of a line without its line break.
    func text(ofLine line: Int) -> String {
        lines.span(ofLine: line, in: source).map { String(decoding: source[$0], as: UTF8.self) } ?? ""
    }
}

/// The line starts of a file, found when they are first asked for: most files have no finding.
private final class LazyLines: Sendable {
    private let source: [UInt8]
    private let known = Mutex<LineIndex?>(nil)

    init(_ source: [UInt8]) { self.source = source }

    var lines: LineIndex {
        known.withLock { lines in
            if let lines { return lines }
            let found = LineIndex(source)
            lines = found
            return found
        }
    }
}

/// A file that could not be linted.
public struct LintFailure: Sendable, Hashable {
    public var path: String
    public var message: String

    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }
}
