import AssayLinting
import AssayPrompts

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
    /// The folder that paths start from, from the root of the file system on, where that is the root of a repository.
    public private(set) var root: String?

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

    /// Makes all paths start from a repository's root.
    ///
    /// - Parameters:
    ///   - root: the folder, from the root of the file system on.
    ///   - path: turns a path of the report into one below that folder.
    public mutating func start(at root: String, _ path: (String) -> String) {
        self.root = root
        for file in files.indices {
            files[file].path = path(files[file].path)
            for finding in files[file].findings.indices {
                files[file].findings[finding].path = path(files[file].findings[finding].path)
                for related in files[file].findings[finding].related.indices {
                    let known = files[file].findings[finding].related[related].path
                    files[file].findings[finding].related[related].path = known.map(path)
                }
            }
        }
        for failure in failures.indices { failures[failure].path = path(failures[failure].path) }
    }

    /// Whether nothing could be linted.
    var saysNothing: Bool { fileCount == 0 && !failures.isEmpty }

    public var findingCount: Int { files.reduce(0) { $0 + $1.findings.count } }

    /// Findings of a severity.
    public func count(_ severity: Severity) -> Int {
        files.reduce(0) { $0 + $1.findings.count { $0.severity == severity } }
    }

    /// The tokens of all findings that name a number: what each request would save.
    public var tokens: Int { files.reduce(0) { $0 + $1.findings.reduce(0) { $0 + ($1.tokens ?? 0) } } }
}

/// A file that could not be linted.
public struct LintFailure: Sendable, Hashable {
    public var path: String
    public var message: String
    /// The place it is about, from 1, columns in characters; nil where it is about the whole file.
    public var line: Int?
    public var column: Int?

    public init(path: String, message: String, line: Int? = nil, column: Int? = nil) {
        self.path = path
        self.message = message
        self.line = line
        self.column = column
    }
}
