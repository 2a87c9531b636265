import AssayEstimation
import AssayLinting
import AssayPrompts

/// Reads the files of both sides, and goes on after one that cannot be read.
final class DiffFilesReader {
    private let configuration: BudgetConfiguration
    private let batch = FileBatch()
    private lazy var documents = DiffDocuments(batch)
    /// What could not be read of either side.
    var failures: [FileFailure] { batch.failures }
    /// The texts of prompts in other files.
    let texts = DiffTexts()
    private var objects: GitObjects?
    private var listed: Listing?
    private var known: [FilePath: [ChangedFile]] = [:]

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
                let found = read().flatMap { documents.document($0, path, nil, as: format, isNamed: false) }
                known[path] = found.map { texts.expand($0, path, side(of: subject, root)) } ?? []
            }
            result += known[path] ?? []
        }
        // A file whose text another one sends would count twice.
        let sent = texts.paths(of: result)
        return result.filter { !sent.contains(FilePath($0.path)) }
    }

    private func side(of subject: DiffSubject, _ root: FilePath) -> DiffTexts.Side {
        if case .revisions(let repository, _, let head?, _) = subject { return side(repository, head) }
        return .folder(root)
    }

    private func side(_ repository: GitRepository, _ revision: GitRepository.Revision) -> DiffTexts.Side {
        .revision { [self] path in try? read("\(revision.id):\(path.text)", repository) }
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
                    let document = documents.document(bytes, inside, nil, as: format, isNamed: !isFolder)
                    guard let document else { continue }
                    let isBudgeted = !isFolder || configuration.hasBudget(for: inside)
                    result += texts.expand(document, beside: file, inside) { problem in
                        if isBudgeted { documents.fail(inside, Failure(problem)) }
                    } note: { [texts] in
                        if isBudgeted { texts.note($0) }
                    }
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
                guard let old = change.old, old.isFile, let bytes = contents(old, repository, base.label) else { return [] }
                let document = documents.document(
                    bytes, old.path, base.label, as: format(old.path, root), isNamed: isNamed, isBase: true)
                return document.map { texts.expand($0, old.path, side(repository, base), isBase: true) } ?? []
            } after: {
                guard let new = change.new, new.isFile else { return [] }
                let bytes =
                    head.map { contents(new, repository, $0.label) } ?? contents(root.appending(new.path.bytes))
                let document = bytes.flatMap {
                    documents.document($0, new.path, head?.label, as: format(new.path, root), isNamed: isNamed)
                }
                let side = head.map { self.side(repository, $0) } ?? .folder(root)
                return document.map { texts.expand($0, new.path, side) } ?? []
            }
            if change.isRename, let old = change.old, let new = change.new {
                files.renames[old.path.text] = new.path.text
            }
        }
        files.leaveOut(texts.paths(of: files.before + files.after)) { named.contains(root.appending($0.bytes)) }
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
            return try read(id, repository)
        } catch {
            batch.fail(version.path, Failure("cannot read \(version.path.display) of \(revision): \(error)"))
            return nil
        }
    }

    private func read(_ object: String, _ repository: GitRepository) throws(Failure) -> [UInt8] {
        if let objects { return try objects.read(object) }
        let opened = try repository.objects()
        objects = opened
        return try opened.read(object)
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
                document(old, isBase: true)
            } after: {
                document(new, isBase: false)
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
                then.map { document($0, inside, old, root) } ?? []
            } after: {
                now.map { document($0, inside, nil, root) } ?? []
            }
        }
        for (inside, path) in earlier.sorted(by: { $0.key < $1.key }) {
            if let bytes = contents(path) { files.before += document(bytes, inside, old, root) }
        }
        files.leaveOut(texts.paths(of: files.before + files.after)) { _ in false }
        return files
    }

    /// The prompts of a file that is named itself.
    private func document(_ path: FilePath, isBase: Bool) -> [ChangedFile] {
        let document = contents(path).flatMap { documents.document($0, path, nil, as: format(path), isNamed: true) }
        return document.map { texts.expand($0, path, .folder(FilePath("")), isBase: isBase) } ?? []
    }

    /// The prompts of a file in a folder.
    ///
    /// - Parameter base: the folder, where it is the earlier one.
    private func document(_ bytes: [UInt8], _ inside: FilePath, _ base: FilePath?, _ root: FilePath) -> [ChangedFile] {
        let document = documents.document(bytes, inside, base?.display, as: format(inside, root), isNamed: false)
        return document.map { texts.expand($0, inside, .folder(base ?? root), isBase: base != nil) } ?? []
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
        to files: inout DiffFiles, since failures: Int? = nil, before: () -> [ChangedFile], after: () -> [ChangedFile]
    ) {
        let failures = failures ?? batch.failures.count
        let undecided = documents.doubts.count
        let after = after()
        guard batch.failures.count == failures else { return }
        let before = before()
        guard batch.failures.count == failures else { return }
        // A prompt on one side, and on the other what breaks off: it is neither new nor removed.
        if before.isEmpty != after.isEmpty, documents.doubts.count > undecided,
            let (path, failure) = documents.doubts.last
        {
            return documents.fail(path, failure)
        }
        files.before += before
        files.after += after
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
