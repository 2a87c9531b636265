/// Turns findings into the text of one format. A reporter computes nothing and writes nothing: it gives the bytes.
public protocol LintReporter: SendableMetatype {
    /// The name that `--format` takes.
    static var name: String { get }

    /// One line: for whom the format is.
    static var summary: String { get }

    /// Whether whoever reads the format looks for its paths from the root of the repository, not from the folder that
    /// the run started in.
    static var startsAtRepository: Bool { get }

    init()

    func report(_ report: LintReport) -> [UInt8]
}

extension LintReporter {
    public static var startsAtRepository: Bool { false }
}

/// All formats of findings, one line a format.
public enum LintReporters {
    public static let all: [any LintReporter.Type] = [
        FullReporter.self,
        ConciseReporter.self,
        JSONReporter.self,
        SARIFReporter.self,
        GitHubReporter.self,
        GitLabReporter.self,
        JUnitReporter.self,
        RDJSONReporter.self,
        CheckstyleReporter.self,
        MarkdownReporter.self,
        HTMLReporter.self,
    ]

    public static func reporter(_ name: String) -> (any LintReporter.Type)? {
        all.first { $0.name == name }
    }
}
