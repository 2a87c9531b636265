import AssayJSON

/// A file that a report says nothing about, because it could not be read or used.
public struct ReportFailure: Sendable, Hashable {
    /// The file as the user knows it; `-` for standard input.
    public var path: String
    /// What is wrong with it, and where.
    public var message: String

    public init(path: String, message: String) {
        (self.path, self.message) = (path, message)
    }
}

extension JSONWriter {
    /// The list `errors` of what failed; nothing where nothing did.
    public mutating func errors(_ failures: [ReportFailure]) {
        guard !failures.isEmpty else { return }
        key("errors")
        array(of: failures) { writer, failure in
            writer.object { writer in
                writer.member("path", failure.path)
                writer.member("message", failure.message)
            }
        }
    }
}
