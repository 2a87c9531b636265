/// What a walk through folders has left out, to be told at the end: nothing is left out in silence.
struct LeftOut {
    private var binary: [FilePath] = []
    private var links: [FilePath] = []
    private var special: [FilePath] = []

    mutating func addBinary(_ path: FilePath) { binary.append(path) }

    mutating func add(_ path: FilePath, _ kind: FileStatus.Kind) {
        if kind == .symbolicLink { links.append(path) } else { special.append(path) }
    }

    func tell(_ diagnostics: Diagnostics) {
        tell(diagnostics, binary, "binary file", "binary files", "name it to count it")
        tell(diagnostics, links, "symbolic link", "symbolic links", "links are not followed in folders")
        tell(diagnostics, special, "special file", "special files", "neither file nor folder")
    }

    private func tell(
        _ diagnostics: Diagnostics, _ paths: [FilePath], _ one: String, _ many: String, _ hint: String
    ) {
        guard !paths.isEmpty else { return }
        let shown = paths.prefix(5).map(\.display).joined(separator: ", ")
        let rest = paths.count > 5 ? " and \(paths.count - 5) more" : ""
        diagnostics.note("left out \(paths.count) \(paths.count == 1 ? one : many) (\(hint)): \(shown)\(rest)")
    }
}
