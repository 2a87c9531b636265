import AssayPrompts

/// A file to lint.
public struct LintSource: Sendable {
    /// The path that reports show and that decides the format, unless one is given.
    public var path: String
    public var bytes: [UInt8]
    /// The format, where it is known.
    public var format: PromptFormat?
    /// The file's earlier version, where the run compares with one.
    public var before: [UInt8]?
    /// Reads a file beside this one by its relative path; nil where there is none.
    public var neighbour: @Sendable (String) -> [UInt8]?

    public init(
        path: String, bytes: [UInt8], format: PromptFormat? = nil,
        neighbour: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) {
        self.path = path
        self.bytes = bytes
        self.format = format
        self.neighbour = neighbour
    }
}
