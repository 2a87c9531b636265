/// What a walk through folders has left out, to be told at the end: nothing is left out in silence.
struct LeftOut {
    private var binary: [FilePath] = []
    private var utf16: [FilePath] = []
    private var links: [FilePath] = []
    private var special: [FilePath] = []
    private var included: [FilePath] = []

    mutating func add(_ path: FilePath, _ kind: BinaryCheck.Kind) {
        switch kind {
        case .binary: binary.append(path)
        case .utf16: utf16.append(path)
        }
    }

    mutating func add(_ path: FilePath, _ kind: FileStatus.Kind) {
        if kind == .symbolicLink { links.append(path) } else { special.append(path) }
    }

    /// A file whose text another file's prompts have.
    mutating func addIncluded(_ path: FilePath) { included.append(path) }

    /// - Parameter isCount: whether a binary file that is named is counted.
    func tell(_ diagnostics: Diagnostics, isCount: Bool) {
        let hint = isCount ? binary.count == 1 ? "name it to count it" : "name them to count them" : nil
        Self.tell(diagnostics, binary, "binary file", "binary files", hint)
        Self.tell(
            diagnostics, utf16, "file in UTF-16", "files in UTF-16",
            "count what \(BinaryCheck.conversion) makes of it")
        Self.tell(diagnostics, links, "symbolic link", "symbolic links", "links are not followed in folders")
        Self.tell(
            diagnostics, included, "file that a configuration includes", "files that configurations include",
            included.count == 1 ? "it counts there; name it to count it alone" : "they count there; name them to count them alone"
        )
        Self.tell(diagnostics, special, "special file", "special files", "neither file nor folder")
    }

    /// Tells of paths of one kind, the first five by name.
    ///
    /// - Parameter hint: what can be done about it, or why it is so.
    static func tell(
        _ diagnostics: Diagnostics, _ paths: [FilePath], _ one: String, _ many: String, _ hint: String? = nil
    ) {
        guard !paths.isEmpty else { return }
        let shown = paths.prefix(5).map(\.display).joined(separator: ", ")
        let rest = paths.count > 5 ? " and \(paths.count - 5) more" : ""
        let reason = hint.map { " (\($0))" } ?? ""
        diagnostics.note("left out \(paths.count) \(paths.count == 1 ? one : many)\(reason): \(shown)\(rest)")
    }
}
