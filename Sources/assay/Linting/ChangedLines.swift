import AssayLinting
import AssayPrompts
import AssayReporting

/// The lines that were added or changed since a git revision, as git itself sees them.
///
/// Where the revision has gone on since the branch left it, the last commit that both have counts: what others did is
/// not what the branch has brought. A file that was only renamed has no changed lines.
final class ChangedLines {
    private let revision: String
    /// By the root of the working tree.
    private var repositories: [FilePath: ChangedRepository] = [:]

    /// - Throws: ``Failure`` where the revision would be read as an option.
    init(since revision: String) throws(Failure) {
        guard !revision.isEmpty, !revision.hasPrefix("-") else {
            throw Failure("'\(revision)' is no git revision; give a branch, a tag or a commit")
        }
        self.revision = revision
    }

    /// Keeps the findings of a file that have a place on a changed line, be it in another file, and those that the
    /// earlier version did not have: a bound that is gone, or a prompt that is now too long, stands elsewhere.
    ///
    /// - Parameters:
    ///   - earlier: the findings of the file's earlier version; asked only for files that have changed.
    ///   - others: the other files of the run by their paths.
    func filter(
        _ file: inout LintedFile, earlier: () -> [Finding], others: (String) -> LintedFile?
    ) throws(Failure) {
        guard !file.findings.isEmpty else { return }
        var known: [String: Int]?
        /// Whether the earlier version has fewer findings of the kind.
        func isNew(_ finding: Finding) throws(Failure) -> Bool {
            guard try earlierVersion(of: FilePath(file.path)) != nil,
                !(RuleRegistry.rule(finding.rule) is any RunRule.Type)
            else { return false }
            let counts = known ?? earlier().reduce(into: [:]) { $0[$1.rule + $1.fingerprint, default: 0] += 1 }
            known = counts
            let now = file.findings.count { $0.rule == finding.rule && $0.fingerprint == finding.fingerprint }
            return now > counts[finding.rule + finding.fingerprint, default: 0]
        }
        var indices: [String: LineIndex] = [:]
        var kept: [Finding] = []
        for finding in file.findings {
            if RuleRegistry.rule(finding.rule) is any ChangeRule.Type {
                kept.append(finding)
                continue
            }
            var isTouched = false
            for place in [(finding.path, finding.span)] + finding.related.map({ ($0.path ?? finding.path, $0.span) }) {
                let (path, span) = place
                guard let source = path == file.path ? file.source : others(path)?.source else { continue }
                let index = indices[path] ?? LineIndex(source)
                indices[path] = index
                if try hunks(of: FilePath(path)).touch(index.lines(of: span)) {
                    isTouched = true
                    break
                }
            }
            if !isTouched { isTouched = try isNew(finding) }
            if isTouched { kept.append(finding) }
        }
        file.findings = kept
    }

    /// Fails where git does not know the revision, before anything is linted and whether or not anything will be found: a
    /// mistyped one would look clean.
    ///
    /// - Parameter folder: one that is in no repository may hold some, which are asked when their files are reached.
    func check(_ folder: FilePath) throws(Failure) {
        if let root = SmallFile.canonicalPath(folder).flatMap({ Repository(around: $0) })?.root { _ = try repository(root) }
    }

    /// Fails where no repository was reached, and so nothing was asked.
    func finish() throws(Failure) {
        guard repositories.isEmpty else { return }
        throw Failure("--since needs a git repository, and nothing that was named is in one")
    }

    /// What a file was before it was changed; nil where it has not changed or is new.
    func earlierVersion(of path: FilePath) throws(Failure) -> [UInt8]? {
        // A file that is not there is said when it is read.
        guard SmallFile.canonicalPath(path.parent ?? FilePath(".")) != nil else { return nil }
        let (repository, inside) = try place(of: path)
        return repository.earlierVersion(of: inside)
    }

    /// Looks at all files anew: one has been written.
    func forget() {
        for repository in repositories.values { repository.forget() }
    }

    private func hunks(of path: FilePath) throws(Failure) -> ChangedHunks {
        let (repository, inside) = try place(of: path)
        return try repository.hunks(of: inside)
    }

    /// The repository of a file, and its path from the root of the working tree on.
    private func place(of path: FilePath) throws(Failure) -> (ChangedRepository, FilePath) {
        let folder = SmallFile.canonicalPath(path.parent ?? FilePath(".")) ?? FilePath("/")
        guard let root = Repository(around: folder)?.root else {
            throw Failure("--since needs a git repository, and \(path.display) is in none")
        }
        let repository = try repository(root)
        let inside = folder.appending(path.lastComponent).bytes.dropFirst(root.bytes.count)
            .drop { $0 == UInt8(ascii: "/") }
        return (repository, FilePath(bytes: Array(inside)))
    }

    private func repository(_ root: FilePath) throws(Failure) -> ChangedRepository {
        if let known = repositories[root] { return known }
        let repository = try ChangedRepository(root, since: revision)
        repositories[root] = repository
        return repository
    }
}

/// What has changed in one repository; git is asked once for the files, and once more for each that has findings.
private final class ChangedRepository {
    private let repository: GitRepository
    private let base: GitRepository.Revision
    private var changes: [FilePath: GitChange] = [:]
    private var known: [FilePath: ChangedHunks] = [:]
    private var objects: GitObjects?
    private lazy var tracked = repository.trackedFiles()

    init(_ root: FilePath, since name: String) throws(Failure) {
        guard let repository = try? GitRepository(around: root) else {
            throw Failure(
                "--since needs git, which could not be run in \(root.display) or does not trust it; 'git status' says why")
        }
        let revision = try repository.revision(name)
        // Without a commit in common, as in a shallow clone, the revision itself is what there is to compare with.
        let common = repository.find("HEAD").flatMap { try? repository.mergeBase(revision, $0) }
        base = common ?? revision
        self.repository = repository
        for change in try repository.changes(from: base, to: nil, paths: []) {
            if let new = change.new { changes[new.path] = change }
        }
    }

    func forget() { known = [:] }

    /// - Parameter path: from the root of the working tree on.
    func earlierVersion(of path: FilePath) -> [UInt8]? {
        guard let old = changes[path]?.old, old.isFile, let id = old.id else { return nil }
        if objects == nil { objects = try? repository.objects() }
        return try? objects?.read(id)
    }

    /// - Parameter path: from the root of the working tree on.
    func hunks(of path: FilePath) throws(Failure) -> ChangedHunks {
        if let hunks = known[path] { return hunks }
        let hunks: ChangedHunks
        if let change = changes[path] {
            hunks = change.old == nil ? .all : ChangedHunks(diff: try repository.diff(of: change, since: base))
        } else {
            // What git leaves alone is nowhere but here.
            hunks = tracked.contains(path) ? ChangedHunks() : .all
        }
        known[path] = hunks
        return hunks
    }
}

/// The changed lines of a file.
struct ChangedHunks {
    private var lines: [ClosedRange<Int>] = []
    /// The lines behind which something was taken away.
    private var gaps: [Int] = []
    private var isAll = false

    static var all: ChangedHunks {
        var hunks = ChangedHunks()
        hunks.isAll = true
        return hunks
    }

    /// No changed line.
    init() {}

    /// The new lines of each `@@ -a,b +c,d @@`.
    init(diff: [UInt8]) {
        for line in diff.split(separator: 0x0A) where line.starts(with: "@@ ".utf8) {
            let parts = line.split(separator: 0x20)
            guard parts.count > 2, parts[2].first == UInt8(ascii: "+") else { continue }
            let numbers = parts[2].dropFirst().split(separator: UInt8(ascii: ","))
                .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
            let count = numbers.count > 1 ? numbers[1] : 1
            guard let start = numbers.first else { continue }
            if count > 0 { lines.append(start...(start + count - 1)) } else { gaps.append(start) }
        }
    }

    /// Whether one of the lines was changed, or something was taken away between two of them.
    func touch(_ range: ClosedRange<Int>) -> Bool {
        isAll || lines.contains { $0.overlaps(range) }
            || gaps.contains { $0 >= range.lowerBound && $0 < range.upperBound }
    }
}
