import AssayLinting
import AssayPrompts
import AssayReporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lines that were added or changed since a git revision, as git itself sees them.
struct ChangedLines {
    private let revision: String

    /// - Throws: ``Failure`` where the revision would be read as an option.
    init(since revision: String) throws(Failure) {
        guard !revision.isEmpty, !revision.hasPrefix("-") else {
            throw Failure("'\(revision)' is no git revision; give a branch, a tag or a commit")
        }
        self.revision = revision
    }

    /// Keeps the findings of a file that have a place on a changed line.
    func filter(_ file: inout LintedFile) throws(Failure) {
        guard !file.findings.isEmpty, let changed = try lines(of: FilePath(file.path)) else { return }
        let index = LineIndex(file.source)
        file.findings.removeAll { finding in
            let spans = [finding.span] + finding.related.filter { $0.path == nil }.map(\.span)
            return !spans.contains { span in changed.contains { $0.overlaps(index.lines(of: span)) } }
        }
    }

    /// The changed lines of a file; nil where all of it is new.
    private func lines(of path: FilePath) throws(Failure) -> [ClosedRange<Int>]? {
        let folder = path.parent ?? FilePath(".")
        let name = FilePath(bytes: path.lastComponent)
        let known = GitProcess.run(["cat-file", "-e", "\(revision)^{commit}"], in: folder)
        guard known.status == 0 else {
            throw Failure("git does not know the revision '\(revision)' in \(folder.display); fetch it first")
        }
        let tracked = GitProcess.run(["ls-files", "--error-unmatch", "--", name.text], in: folder)
        guard tracked.status == 0 else { return nil }
        let diff = GitProcess.run(
            ["diff", "--no-color", "--no-ext-diff", "-U0", revision, "--", name.text], in: folder)
        guard diff.status == 0 else { throw Failure("git cannot compare \(path.display) with '\(revision)'") }
        return Self.hunks(diff.output)
    }

    /// The new lines of each `@@ -a,b +c,d @@`.
    static func hunks(_ diff: [UInt8]) -> [ClosedRange<Int>] {
        var result: [ClosedRange<Int>] = []
        for line in diff.split(separator: 0x0A) where line.starts(with: "@@ ".utf8) {
            let parts = line.split(separator: 0x20)
            guard parts.count > 2, parts[2].first == UInt8(ascii: "+") else { continue }
            let numbers = parts[2].dropFirst().split(separator: UInt8(ascii: ","))
                .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
            let count = numbers.count > 1 ? numbers[1] : 1
            if let start = numbers.first, count > 0 { result.append(start...(start + count - 1)) }
        }
        return result
    }
}

/// Runs git and takes what it writes.
enum GitProcess {
    /// The exit status is 127 where git cannot be started.
    static func run(_ arguments: [String], in folder: FilePath) -> (status: Int32, output: [UInt8]) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return (127, []) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])
        let argv = (["git", "-C", folder.text] + arguments).map { strdup($0) } + [nil]
        defer { for text in argv { free(text) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, "git", &actions, nil, argv, environ)
        close(ends[1])
        defer { close(ends[0]) }
        guard failure == 0 else { return (127, []) }
        var output: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(ends[0], &part, part.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            output += part[..<count]
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return (status & 0x7F == 0 ? (status >> 8) & 0xFF : 128, output)
    }
}
