import AssayText

/// What `assay diff` compares.
enum DiffSubject {
    /// Two commits, or a commit and the working tree; only the paths, where there are any.
    case revisions(GitRepository, base: GitRepository.Revision, head: GitRepository.Revision?, paths: [FilePath])
    case paths(FilePath, FilePath)
}

/// Finds out which of the arguments are revisions and which are paths, as git does: what could be both is asked about.
enum DiffArguments {
    static func subject(_ words: [String]) throws(Failure) -> DiffSubject {
        let folder = FilePath(".")
        if words.count == 2, words.allSatisfy(exists) {
            // Without a repository there are only paths.
            if let repository = try? GitRepository(around: folder) {
                for word in words where !isPath(word) && repository.find(word) != nil { throw ambiguous(word) }
            }
            return .paths(ArgumentBytes.path(words[0]), ArgumentBytes.path(words[1]))
        }
        let repository: GitRepository
        do { repository = try GitRepository(around: folder) } catch {
            guard let missing = words.first(where: { !exists($0) }) else { throw error }
            throw Failure(
                "there is no file or folder \(ArgumentBytes.path(missing).display), and it is no revision either: \(error)")
        }
        var rest = words[...]
        var revisions: [GitRepository.Revision] = []
        if let word = rest.first, !exists(word), let (base, head) = try range(word, repository) {
            revisions = [base, head]
            rest = rest.dropFirst()
        }
        while revisions.count < 2, let word = rest.first, !isPath(word), let found = repository.find(word) {
            if exists(word) { throw ambiguous(word) }
            revisions.append(found)
            rest = rest.dropFirst()
        }
        let base: GitRepository.Revision
        if let first = revisions.first {
            base = first
        } else {
            // On a branch without a commit a name that is neither a revision nor a path is the mistake.
            if let word = rest.first, !isPath(word), !exists(word), repository.find("HEAD") == nil {
                _ = try repository.revision(word)
            }
            base = try newest(repository)
        }
        let head = revisions.count > 1 ? revisions[1] : nil
        guard head != nil || repository.root != nil else {
            throw Failure("this repository has no working tree; give two revisions: assay diff BASE HEAD")
        }
        let paths = rest.map(ArgumentBytes.path)
        for (word, path) in zip(rest, paths) {
            let isKnown =
                exists(word) || repository.has(path, in: base) || head.map { repository.has(path, in: $0) } ?? false
            guard isKnown else { throw try unknown(word, repository, isFirst: word == words.first) }
            try requireInside(repository, path)
        }
        return .revisions(repository, base: base, head: head, paths: paths)
    }

    /// `A..B`, or `A...B`, which starts from the last commit that both have in common.
    private static func range(
        _ word: String, _ repository: GitRepository
    ) throws(Failure) -> (GitRepository.Revision, GitRepository.Revision)? {
        guard !isPath(word), !word.hasPrefix("-"), let dots = word.firstRange(ofText: "..") else { return nil }
        var tail = word[dots.upperBound...]
        let isSymmetric = tail.first == "."
        if isSymmetric { tail = tail.dropFirst() }
        let names = [String(word[..<dots.lowerBound]), String(tail)].map { $0.isEmpty ? "HEAD" : $0 }
        let base = try repository.revision(names[0])
        let head = try repository.revision(names[1])
        return (isSymmetric ? try repository.mergeBase(base, head) : base, head)
    }

    /// The last commit.
    private static func newest(_ repository: GitRepository) throws(Failure) -> GitRepository.Revision {
        try repository.revision("HEAD")
    }

    /// Git knows nothing of what is outside its working tree.
    private static func requireInside(_ repository: GitRepository, _ path: FilePath) throws(Failure) {
        // A link is where it stands, wherever it leads.
        let isLink = (try? FileStatus(path, followsLinks: false))?.kind == .symbolicLink
        let place = isLink ? path.parent ?? FilePath(".") : path
        guard let root = repository.root, let whole = SmallFile.canonicalPath(place) else { return }
        guard whole == root || whole.isBelow(root) else {
            throw Failure(
                "\(path.display) is outside the repository in \(root.display); compare two paths: assay diff old/ new/")
        }
    }

    private static func exists(_ word: String) -> Bool {
        (try? FileStatus(ArgumentBytes.path(word), followsLinks: true)) != nil
    }

    /// Whether a word is written as a path.
    private static func isPath(_ word: String) -> Bool {
        word.hasPrefix("/") || word.hasPrefix("./") || word.hasPrefix("../") || word == "." || word == ".."
    }

    private static func ambiguous(_ word: String) -> Failure {
        Failure("'\(word)' is a revision and a path; write ./\(word) for the path, or the commit's id for the revision")
    }

    private static func unknown(
        _ word: String, _ repository: GitRepository, isFirst: Bool
    ) throws(Failure) -> Failure {
        if isPath(word) { return Failure("there is no \(ArgumentBytes.path(word).display), now or in the base") }
        do throws(Failure) {
            _ = try repository.revision(word)
        } catch {
            return Failure("\(error); nor is there a path of that name")
        }
        return Failure("'\(word)' is a third revision; two can be compared, and paths come after them")
    }
}
