import AssayEstimation
import AssayLinting
import AssayPrompts

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
}

/// Reads the files of both sides, and goes on after one that cannot be read.
final class DiffFilesReader {
    private let configuration: BudgetConfiguration
    private let batch = FileBatch()
    private lazy var documents = DiffDocuments(batch)
    /// What could not be read of either side.
    var failures: [FileFailure] { batch.failures }
    /// For files whose prompts stand in others the paths of these, from the root on.
    private(set) var texts: [String: [FilePath]] = [:]
    private var objects: GitObjects?
    private var listed: Listing?
    private var known: [FilePath: ChangedFile?] = [:]

    init(_ configuration: BudgetConfiguration) { self.configuration = configuration }

    func read(_ subject: DiffSubject) throws(Failure) -> DiffFiles {
        defer { documents.tellLeftOut() }
        switch subject {
        case .paths(let old, let new): return try compare(old, new)
        case .revisions(let repository, let base, let head, let paths):
            return try compare(repository, base, head, paths)
        }
    }

    /// All prompts of the later side in files that are wanted, for sums over a team. Each file is read once, however
    /// often it is asked for.
    func all(of subject: DiffSubject, where isWanted: (FilePath) -> Bool) throws(Failure) -> [ChangedFile] {
        let (root, paths) = try listing(of: subject)
        var result: [ChangedFile] = []
        for (path, read) in paths where isWanted(root.appending(path.bytes)) {
            if known[path] == nil {
                let format = configuration.format(for: root.appending(path.bytes))
                known[path] = .some(read().flatMap { documents.document($0, path, nil, as: format, isNamed: false) })
            }
            if case .some(.some(let file)) = known[path] { result.append(file) }
        }
        return result
    }

    private typealias Listing = (root: FilePath, files: [(path: FilePath, read: () -> [UInt8]?)])

    /// The files of the later side that may hold prompts, by paths from its root on.
    private func listing(of subject: DiffSubject) throws(Failure) -> Listing {
        if let listed { return listed }
        let result: Listing
        switch subject {
        case .revisions(let repository, _, let head?, _):
            let root = repository.root ?? FilePath("/")
            let entries = try repository.tree(head).filter { $0.mode.hasPrefix("100") && isCandidate($0.path, root) }
            let files = entries.map { entry in
                let version = GitChange.Version(path: entry.path, mode: entry.mode, id: entry.id)
                return (path: entry.path, read: { self.contents(version, repository, head.label) })
            }
            result = (root, files)
        case .revisions(let repository, _, nil, _): result = folder(repository.root ?? FilePath("."))
        case .paths(_, let new): result = folder(SmallFile.canonicalPath(new) ?? new)
        }
        listed = result
        return result
    }

    private func folder(_ root: FilePath) -> Listing {
        let files = walk(root).filter { isCandidate($0.inside, root) }
        return (root, files.map { file in (path: file.inside, read: { self.contents(file.path) }) })
    }

    /// The prompts of some files and folders, by their paths from the configuration's folder on.
    func prompts(in paths: [FilePath]) throws(Failure) -> [ChangedFile] {
        defer { documents.tellLeftOut() }
        var result: [ChangedFile] = []
        var seen: Set<FilePath> = []
        for path in paths {
            guard let absolute = SmallFile.canonicalPath(path) else { throw Failure(cannot: "read", path, .missing) }
            let isFolder = absolute.isFolder
            for (file, _) in isFolder ? walk(absolute) : [(absolute, absolute)] where seen.insert(file).inserted {
                let inside = configuration.relative(file)
                guard !isFolder || isCandidate(inside, configuration.folder) else { continue }
                if let bytes = contents(file) {
                    let format = configuration.format(for: file)
                    let document = documents.document(bytes, inside, nil, as: format, isNamed: !isFolder, keepsNames: true)
                    guard let found = document else { continue }
                    let isBudgeted = !isFolder || configuration.hasBudget(for: inside)
                    func message(_ offset: Int, _ text: String) -> String {
                        "\(inside.display):\(found.document.lineIndex().line(at: offset)): \(text)"
                    }
                    let (files, others) = NamedTexts.resolve(found, beside: file) { offset, text in
                        if isBudgeted { documents.fail(inside, Failure(message(offset, text))) }
                    } note: { offset, text in
                        if isBudgeted { Diagnostics.standard.note(message(offset, text)) }
                    }
                    result += files
                    if !others.isEmpty { texts[inside.text] = others }
                }
            }
        }
        return result
    }

    // MARK: Revisions

    private func compare(
        _ repository: GitRepository, _ base: GitRepository.Revision, _ head: GitRepository.Revision?,
        _ paths: [FilePath]
    ) throws(Failure) -> DiffFiles {
        let root = repository.root ?? FilePath("/")
        var files = DiffFiles(base: base.label, head: head?.label ?? "the working tree", root: root)
        let named = Set(paths.compactMap { SmallFile.canonicalPath($0) })
        for change in try repository.changes(from: base, to: head, paths: paths) {
            if change.old == nil, let path = change.new?.path, change.new?.id == nil, isLeftOut(path, root) { continue }
            let versions = [change.old, change.new].compactMap { $0 }
            let isNamed = versions.contains { named.contains(root.appending($0.path.bytes)) }
            guard isNamed || versions.contains(where: { isCandidate($0.path, root) }) else { continue }
            for version in versions { documents.leftOut.add(version) }
            add(to: &files) {
                guard let old = change.old, old.isFile, let bytes = contents(old, repository, base.label) else { return nil }
                return documents.document(
                    bytes, old.path, base.label, as: format(old.path, root), isNamed: isNamed, isBase: true)
            } after: {
                guard let new = change.new, new.isFile else { return nil }
                let bytes =
                    head.map { contents(new, repository, $0.label) } ?? contents(root.appending(new.path.bytes))
                return bytes.flatMap {
                    documents.document($0, new.path, head?.label, as: format(new.path, root), isNamed: isNamed)
                }
            }
            if change.isRename, let old = change.old, let new = change.new {
                files.renames[old.path.text] = new.path.text
            }
        }
        return files
    }

    /// Whether a file that git does not know is none: a link, or another repository.
    private func isLeftOut(_ path: FilePath, _ root: FilePath) -> Bool {
        guard let kind = (try? FileStatus(root.appending(path.bytes), followsLinks: false))?.kind, kind != .file else {
            return false
        }
        if kind == .symbolicLink, isCandidate(path, root) { documents.leftOut.links.append(path) }
        return true
    }

    private func contents(
        _ version: GitChange.Version, _ repository: GitRepository, _ revision: String
    ) -> [UInt8]? {
        guard let id = version.id else { return nil }
        do throws(Failure) {
            if let objects { return try objects.read(id) }
            let opened = try repository.objects()
            objects = opened
            return try opened.read(id)
        } catch {
            batch.fail(version.path, Failure("cannot read \(version.path.display) of \(revision): \(error)"))
            return nil
        }
    }

    // MARK: Paths

    private func compare(_ old: FilePath, _ new: FilePath) throws(Failure) -> DiffFiles {
        let root = SmallFile.canonicalPath(new) ?? new
        var files = DiffFiles(base: old.display, head: new.display, root: root)
        let isFolder = [old, new].map(\.isFolder)
        guard isFolder[0] == isFolder[1] else {
            let (folder, file) = isFolder[0] ? (old, new) : (new, old)
            throw Failure(
                "\(folder.display) is a folder and \(file.display) a file; compare two files or two folders")
        }
        guard isFolder[0] else {
            files.root = root.parent ?? root
            // Two files are two versions of one, whatever their names.
            files.renames[old.text] = new.text
            add(to: &files) {
                contents(old).flatMap { documents.document($0, old, nil, as: format(old), isNamed: true) }
            } after: {
                contents(new).flatMap { documents.document($0, new, nil, as: format(new), isNamed: true) }
            }
            return files
        }
        var earlier: [FilePath: FilePath] = [:]
        for (path, inside) in walk(old) where isCandidate(inside, root) { earlier[inside] = path }
        let later = walk(new).filter { isCandidate($0.inside, root) }
        // What is in a folder that cannot be read on one side would look new or removed on the other.
        let closed = closedFolders(old) + closedFolders(new)
        func isClosed(_ path: FilePath) -> Bool { closed.contains { path.isBelow($0) } }
        earlier = earlier.filter { !isClosed($0.key) }
        for (path, inside) in later where !isClosed(inside) {
            let other = earlier.removeValue(forKey: inside)
            let failures = batch.failures.count
            let (now, then) = (contents(path), other.flatMap { contents($0) })
            // What is the same needs no reading.
            if let now, now == then { continue }
            add(to: &files, since: failures) {
                then.flatMap { documents.document($0, inside, old.display, as: format(inside, root), isNamed: false) }
            } after: {
                now.flatMap { documents.document($0, inside, nil, as: format(inside, root), isNamed: false) }
            }
        }
        for (inside, path) in earlier.sorted(by: { $0.key < $1.key }) {
            contents(path)
                .flatMap { documents.document($0, inside, old.display, as: format(inside, root), isNamed: false) }
                .map { files.before.append($0) }
        }
        return files
    }

    private func walk(_ root: FilePath) -> [(path: FilePath, inside: FilePath)] {
        var result: [(FilePath, FilePath)] = []
        let skipped = { [unowned self] (path: FilePath, kind: FileStatus.Kind) in
            if kind == .symbolicLink, PromptCandidate.isCandidate(path) { documents.leftOut.links.append(path) }
        }
        batch.walk(root, skipped: skipped) { result.append(($0, $0.inside(root))) }
        return result
    }

    /// The folders below a folder that could not be read when it was walked, by their paths from it on.
    private func closedFolders(_ root: FilePath) -> [FilePath] {
        batch.failures.map(\.path).filter { $0 == root || $0.isBelow(root) }.map { $0.inside(root) }
    }

    private func contents(_ path: FilePath) -> [UInt8]? { batch.read(.file(path)) }

    // MARK: Documents

    /// Adds both versions of a file. Where one cannot be read, the other would look new or removed: neither is added.
    ///
    /// - Parameter failures: how many there were before the file was read; without it, as many as there are.
    private func add(
        to files: inout DiffFiles, since failures: Int? = nil, before: () -> ChangedFile?, after: () -> ChangedFile?
    ) {
        let failures = failures ?? batch.failures.count
        let undecided = documents.doubts.count
        let after = after()
        guard batch.failures.count == failures else { return }
        let before = before()
        guard batch.failures.count == failures else { return }
        // A prompt on one side, and on the other what breaks off: it is neither new nor removed.
        if (before == nil) != (after == nil), documents.doubts.count > undecided,
            let (path, failure) = documents.doubts.last
        {
            return documents.fail(path, failure)
        }
        if let before { files.before.append(before) }
        if let after { files.after.append(after) }
    }

    /// Fails the files that break off before anything shows what they were to be, where something says that they are
    /// prompts.
    func failDoubts(where isPrompt: (FilePath) -> Bool) {
        for (path, failure) in documents.doubts where isPrompt(path) { documents.fail(path, failure) }
    }

    /// What the configuration has a file read as, by its path from a folder on.
    private func format(_ path: FilePath, _ root: FilePath) -> PromptFormat? {
        configuration.format(for: root.appending(path.bytes))
    }

    /// The same of a file that is named itself.
    private func format(_ file: FilePath) -> PromptFormat? {
        configuration.format(for: SmallFile.canonicalPath(file) ?? file)
    }

    /// Whether a file holds prompts, by its name and what the configuration says.
    func isCandidate(_ path: FilePath, _ root: FilePath) -> Bool {
        let absolute = root.appending(path.bytes)
        if configuration.matches(configuration.content.exclude, absolute) { return false }
        let isPrompt = PromptCandidate.isCandidate(path) || configuration.format(for: absolute) != nil
        return isPrompt && !PromptCandidate.isForeign(path)
            || configuration.matches(configuration.content.include, absolute)
    }
}
