/// Paths as services that know a repository want them: from the root of the git checkout, wherever in it the tool runs.
struct RepositoryPaths {
    /// The folder with `.git`, from the root of the file system on, without symbolic links.
    let root: FilePath
    private let working: FilePath

    /// The checkout around the working folder; nil where there is none. A linked work tree, or a submodule, has a root of
    /// its own.
    init?() {
        guard let working = SmallFile.canonicalPath(FilePath(".")),
            let repository = Repository(around: working)
        else { return nil }
        root = repository.root
        self.working = working
    }

    /// A path of the command line from the root of the checkout on; as it is where it leads out of it, and for standard
    /// input without a name.
    func path(_ shown: String) -> String {
        guard shown != "-" else { return shown }
        let path = FilePath(shown)
        // Git knows what a symbolic link names, not the names below it; the link itself is a file of its own.
        let folder = path.parent ?? FilePath(".")
        let absolute = (SmallFile.canonicalPath(folder) ?? joined(folder)).appending(path.lastComponent)
        return absolute != root && absolute.isBelow(root) ? absolute.inside(root).text : shown
    }

    /// A folder that does not exist, as standard input may claim.
    private func joined(_ folder: FilePath) -> FilePath {
        folder.bytes.first == UInt8(ascii: "/") ? folder : working.appending(folder.bytes)
    }
}
