/// Turns findings into the text of one format. A reporter computes nothing and writes nothing: it gives the bytes.
public protocol LintReporter: SendableMetatype {
    /// The name that `--format` takes.
    static var name: String { get }

    /// What others call the format, or the service that reads it.
    static var otherNames: [String] { get }

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
    public static var otherNames: [String] { [] }
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

    /// The name of the format that others know under `name`, whatever its case and hyphens.
    public static func name(knownAs name: String) -> String? {
        func plain(_ name: String) -> String { String(name.lowercased().filter { $0.isLetter || $0.isNumber }) }
        return all.first { ([$0.name] + $0.otherNames).contains { plain($0) == plain(name) } }?.name
    }
}
