/// What of the changed files is no prompt that could be read, to be told at the end.
struct DiffLeftOut {
    var binary: [FilePath] = []
    var links: [FilePath] = []
    private var submodules: [FilePath] = []

    mutating func add(_ version: GitChange.Version) {
        if version.isLink { links.append(version.path) }
        if version.isSubmodule { submodules.append(version.path) }
    }

    func tell(_ diagnostics: Diagnostics) {
        LeftOut.tell(diagnostics, Set(binary).sorted(), "binary file", "binary files")
        LeftOut.tell(diagnostics, Set(links).sorted(), "symbolic link", "symbolic links")
        LeftOut.tell(diagnostics, Set(submodules).sorted(), "submodule", "submodules")
    }
}
