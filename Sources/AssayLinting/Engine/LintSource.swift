/// A file to lint.
public struct LintSource: Sendable {
    /// The path that reports show and that decides the format.
    public var path: String
    public var bytes: [UInt8]
    /// Reads a file beside this one by its relative path; nil where there is none.
    public var neighbour: @Sendable (String) -> [UInt8]?

    public init(
        path: String, bytes: [UInt8], neighbour: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) {
        self.path = path
        self.bytes = bytes
        self.neighbour = neighbour
    }
}
