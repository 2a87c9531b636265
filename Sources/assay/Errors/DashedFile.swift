import AssayText

/// A file whose name begins with a dash, which the parser takes for an option that it does not know.
struct DashedFile {
    private let name: String

    /// - Parameters:
    ///   - arguments: the command line without the program's name.
    ///   - error: what the parser says.
    init?(_ arguments: [String], _ error: String) {
        let unknown = arguments.first { $0.hasPrefix("-") && error.contains(text: "Unknown option '\($0)'") }
        guard let unknown, (try? FileStatus(ArgumentBytes.path(unknown), followsLinks: true)) != nil else { return nil }
        name = unknown
    }

    var message: String { "'\(name)' is no option; for the file of that name write ./\(name)" }
}
