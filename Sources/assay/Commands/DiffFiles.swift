import AssayEstimation

/// The files that two sides do not have in common, read.
struct DiffFiles {
    var before: [ChangedFile] = []
    var after: [ChangedFile] = []
    /// Paths before, with the paths after.
    var renames: [String: String] = [:]
    /// What the sides are called.
    var base: String
    var head: String
    /// Where the paths of the later side start, from the root on.
    var root: FilePath

    /// Leaves out the files that hold the texts of others, with which they are compared.
    mutating func leaveOut(_ texts: Set<FilePath>, unless isNamed: (FilePath) -> Bool) {
        guard !texts.isEmpty else { return }
        let isText = { (file: ChangedFile) in
            let path = FilePath(file.path)
            return texts.contains(path) && !isNamed(path)
        }
        before.removeAll(where: isText)
        after.removeAll(where: isText)
    }
}
