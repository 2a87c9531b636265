/// A git repository that is read by running git.
struct GitRepository {
    /// Where the user stands: paths of the command line start here.
    let folder: FilePath
    /// The folder of the working tree, where there is one.
    let root: FilePath?
    private let git: GitCommand

    /// The repository around a folder.
    ///
    /// - Throws: ``Failure`` where git is not installed or there is no repository.
    init(around folder: FilePath) throws(Failure) {
        self.folder = folder
        git = GitCommand(folder: folder)
        let found = git.run(["rev-parse", "--git-dir"])
        guard found.status != 127 else {
            throw Failure(
                "git could not be run, which revisions need; install it, or compare two paths: "
                    + "assay diff old/ new/")
        }
        guard found.status == 0 else {
            throw Failure(
                "there is no git repository here, or git does not trust it ('git status' says why); go into one, or "
                    + "compare two paths: assay diff old/ new/")
        }
        let top = git.run(["rev-parse", "--show-toplevel"])
        let path = top.output.last == 0x0A ? Array(top.output.dropLast()) : top.output
        root = top.status == 0 && !path.isEmpty ? FilePath(bytes: path) : nil
    }

    // MARK: Revisions

    /// A commit, by its id and the name that it was asked for by.
    struct Revision {
        var name: String
        var id: String

        /// Its name for people, who cannot tell whole ids apart.
        var label: String { name == id ? shortID : name }

        /// Enough of the id to find the commit.
        fileprivate var shortID: String { String(id.prefix(7)) }
    }

    /// The commit that a name means; nil where it means none.
    func find(_ name: String) -> Revision? {
        // Such a name would be read as an option.
        guard !name.isEmpty, !name.hasPrefix("-") else { return nil }
        let found = git.run(["rev-parse", "--verify", "--quiet", name + "^{commit}"])
        let id = found.line
        guard found.status == 0, id.count >= 40, id.allSatisfy(\.isHexDigit) else { return nil }
        return Revision(name: name, id: id)
    }

    /// The commit that a name means.
    func revision(_ name: String) throws(Failure) -> Revision {
        if let found = find(name) { return found }
        guard !name.hasPrefix("-") else {
            throw Failure("'\(name)' is no git revision: none begins with a dash; give a branch, a tag or a commit")
        }
        let hasHead = find("HEAD") != nil
        guard hasHead || !git.run(["rev-list", "-n", "1", "--all"]).output.isEmpty else {
            throw Failure("the repository has no commit yet to compare with; make one first")
        }
        guard hasHead || !name.hasPrefix("HEAD") else {
            throw Failure("this branch has no commit yet, so there is no '\(name)'; name another branch or a commit")
        }
        throw Failure("git knows no revision '\(name)'\(isShallow ? "; \(Self.shallow)" : "")")
    }

    /// The last commit that two have in common, which is what `BASE...HEAD` starts from: the first of them itself, where
    /// the other has all of it.
    func mergeBase(_ one: Revision, _ other: Revision) throws(Failure) -> Revision {
        let found = git.run(["merge-base", one.id, other.id])
        guard found.status == 0, found.line.count >= 40 else {
            throw Failure(
                "\(one.name) and \(other.name) have no commit in common\(isShallow ? "; \(Self.shallow)" : "")")
        }
        guard found.line != one.id else { return one }
        var common = Revision(name: "", id: found.line)
        common.name = "merge base of \(one.label) and \(other.label) (\(common.shortID))"
        return common
    }

    private var isShallow: Bool { git.run(["rev-parse", "--is-shallow-repository"]).line == "true" }

    private static let shallow =
        "this clone is shallow and does not have all commits: run 'git fetch --unshallow', or check out with "
        + "fetch-depth: 0"

    // MARK: Files

    /// The files that differ between two commits, or between a commit and the working tree, by paths from the root.
    ///
    /// - Parameters:
    ///   - head: nil for the working tree, in which files that git does not track and does not ignore are new.
    ///   - paths: only these, from the user's folder on; all where there are none.
    func changes(from base: Revision, to head: Revision?, paths: [FilePath]) throws(Failure) -> [GitChange] {
        let found = git.run(
            [
                "diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color",
                "--ignore-submodules=none", "--no-relative", base.id,
            ] + (head.map { [$0.id] } ?? []), paths: paths)
        guard found.status == 0 else {
            throw Failure("git cannot compare \(base.name) with \(head?.name ?? "the working tree")")
        }
        guard let changes = GitChange.parse(found.output) else {
            throw Failure("git wrote a list of changes that cannot be read; is it older than 2.30?")
        }
        guard head == nil else { return changes }
        // Without paths the whole tree is meant, wherever the user stands.
        let place = paths.isEmpty ? GitCommand(folder: root ?? folder) : git
        let untracked = place.run(["ls-files", "--others", "--exclude-standard", "-z", "--full-name"], paths: paths)
        return changes + Self.paths(untracked.output).map(GitChange.init(untracked:))
    }

    /// What `git diff` says of the lines of a file that has changed from a commit to the working tree, without context.
    func diff(of change: GitChange, since base: Revision) throws(Failure) -> [UInt8] {
        let paths = [change.old?.path, change.new?.path].compactMap { $0 }
        let found = GitCommand(folder: root ?? folder).run(
            ["diff", "-U0", "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", base.id],
            paths: paths)
        guard found.status == 0 else {
            throw Failure("git cannot compare \(paths.first?.display ?? "a file") with \(base.name)")
        }
        return found.output
    }

    /// The files that git tracks, by paths from the root.
    func trackedFiles() -> Set<FilePath> {
        Set(Self.paths(GitCommand(folder: root ?? folder).run(["ls-files", "-z", "--full-name"], paths: []).output))
    }

    /// A file of a commit.
    struct TreeEntry {
        var path: FilePath
        var id: String
        var mode: String
    }

    /// All files of a commit, by paths from the root.
    func tree(_ revision: Revision) throws(Failure) -> [TreeEntry] {
        let found = git.run(["ls-tree", "-r", "-z", "--full-tree", revision.id])
        guard found.status == 0 else { throw Failure("git cannot list the files of \(revision.name)") }
        return found.output.split(separator: 0).compactMap { line in
            // mode SP type SP id TAB path
            guard let tab = line.firstIndex(of: 0x09) else { return nil }
            let fields = line[..<tab].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 3 else { return nil }
            return TreeEntry(path: FilePath(bytes: Array(line[(tab + 1)...])), id: fields[2], mode: fields[0])
        }
    }

    /// Whether a commit has a file or folder of that name, from the user's folder on.
    func has(_ path: FilePath, in revision: Revision) -> Bool {
        let found = git.run(["ls-tree", "-z", "--name-only", revision.id], paths: [path])
        return found.status == 0 && !found.output.isEmpty
    }

    /// Reads the contents of files.
    func objects() throws(Failure) -> GitObjects { try GitObjects(git) }

    private static func paths(_ output: [UInt8]) -> [FilePath] {
        output.split(separator: 0).map { FilePath(bytes: Array($0)) }
    }
}
