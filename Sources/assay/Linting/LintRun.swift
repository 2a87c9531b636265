import AssayLinting
import AssayPrompts
import AssayReporting
import AssayTokenization

/// Lints everything that the arguments name, and goes on after a file that fails. Findings come in the order of the
/// paths, whatever the number of threads.
final class LintRun {
    private let setup: LintSetup
    private let pool: WorkerPool
    private let batch = FileBatch()
    private var jobs: [(job: LintJob, task: WorkerTask)] = []
    /// What could not be linted.
    var failures: [LintFailure] {
        batch.failures.map { LintFailure(path: $0.path.text, message: $0.message, line: $0.line, column: $0.column) }
    }
    /// The files that were linted, with their jobs, in order.
    private(set) var files: [(file: LintedFile, job: LintJob)] = []

    /// Paths from the root on.
    private var seen: Set<FilePath> = []
    /// Folders, from the root on.
    private var walked: [FilePath] = []
    /// Candidates in folders that the configuration excludes.
    private var excluded: Set<FilePath> = []
    var excludedCount: Int { excluded.count }
    private var results: [(path: String, result: Linter.Result)] = []

    /// What every file is read as; nil where each tells, or its configuration does.
    private let format: PromptFormat?
    private let changed: ChangedLines?
    private let cache: LintCache?
    /// One a thread.
    private let readers: ThreadReaders

    /// - Parameters:
    ///   - format: what every file is read as; nil where each tells, or its configuration does.
    ///   - changed: what the run compares with.
    init(setup: LintSetup, pool: WorkerPool, format: PromptFormat?, changed: ChangedLines? = nil, cache: LintCache?) {
        self.setup = setup
        self.format = format
        self.changed = changed
        self.pool = pool
        self.cache = cache
        readers = ThreadReaders(pool)
    }

    /// - Parameter standardInputName: the path that standard input stands for.
    func lint(_ sources: [InputSource], standardInputName: String?) throws(Failure) {
        let path = { (source: InputSource) in
            source == .standardInput ? FilePath(standardInputName ?? "-") : source.path
        }
        for source in sources { try changed?.check(source.folder ?? path(source).parent ?? FilePath(".")) }
        for source in sources {
            if let folder = source.folder {
                try walk(folder)
            } else {
                let path = path(source)
                let group = try setup.group(in: folder(of: path))
                try add(source, isNamed: true, path, absolute(path), group)
            }
        }
        if jobs.count > 4 { pool.employ() }
        for (job, task) in jobs {
            pool.wait(for: task)
            settle(job)
        }
        cache?.save()
        tellUnusedFormats()
        try addRunFindings()
        batch.end()
        if failures.isEmpty { try changed?.finish() }
    }

    /// Says which formats are given to no file: a mistake in a pattern leaves prompts unread.
    private func tellUnusedFormats() {
        // What is asked for may be in what could not be read.
        guard failures.isEmpty else { return }
        for (file, pattern) in setup.unusedFormats(below: walked) {
            batch.diagnostics.note(
                "\(file.display): no file that was found matches '\(pattern)' under 'formats'; patterns start from the "
                    + "folder of the configuration")
        }
    }

    /// Adds what only shows when all files are known. The first file's configuration speaks for the run.
    private func addRunFindings() throws(Failure) {
        guard let first = files.first else { return }
        let run = try setup.runContext(in: folder(of: FilePath(first.file.path))) { [unowned self] path in
            absolute(FilePath(path))
        }
        var places: [String: Int] = [:]
        for (index, entry) in files.enumerated() { places[entry.file.path] = index }
        for finding in first.job.linter.findings(inRun: results, run) {
            guard let index = places[finding.path] else { continue }
            files[index].file.findings.append(finding)
            files[index].file.findings.sort()
        }
    }

    private func walk(_ root: FilePath) throws(Failure) {
        let absoluteRoot = SmallFile.canonicalPath(root) ?? root
        walked.append(absoluteRoot)
        let skipped = { [batch] (path: FilePath, kind: FileStatus.Kind) in
            if PromptCandidate.isCandidate(path) { batch.leaveOut(path, kind) }
        }
        try batch.walk(root, skipped: skipped) { (path) throws(Failure) in
            let absolute = absoluteRoot.appending(path.inside(root).bytes)
            let group = try setup.group(in: absolute.parent ?? absoluteRoot)
            let configuration = group.configuration
            group.noteFormats(of: absolute)
            let isIncluded = group.matches(configuration.include, absolute)
            let isPrompt = PromptCandidate.isCandidate(path) || group.format(for: absolute) != nil
            let isCandidate = isPrompt && !PromptCandidate.isForeign(path.inside(root))
            guard isIncluded || isCandidate else { return }
            guard !group.matches(configuration.exclude, absolute) else {
                excluded.insert(absolute)
                return
            }
            try add(.file(path), isNamed: isIncluded, path, absolute, group)
        }
    }

    /// The folder of a file that need not exist, from the root on.
    private func folder(of path: FilePath) -> FilePath {
        SmallFile.canonicalPath(path.parent ?? FilePath(".")) ?? FilePath("/")
    }

    private func absolute(_ path: FilePath) -> FilePath { folder(of: path).appending(path.lastComponent) }

    private func add(
        _ source: InputSource, isNamed: Bool, _ path: FilePath, _ absolute: FilePath, _ group: LintSetup.Group
    ) throws(Failure) {
        // A file that is reached twice is one file.
        guard source == .standardInput || seen.insert(absolute).inserted else { return }
        // `./a` is `a` to the services that read reports.
        let isDotted = path.bytes.starts(with: "./".utf8) && path.bytes.count > 2
        let shown = isDotted ? FilePath(bytes: Array(path.bytes.dropFirst(2))) : path
        let before = source == .standardInput ? nil : try changed?.earlierVersion(of: path)
        let configured = group.format(for: absolute)
        let job = LintJob(
            source, isNamed: isNamed, shownPath: shown, format: format ?? configured,
            isFound: !isNamed && configured == nil, setup: group.setup(for: absolute), before: before, cache: cache)
        let readers = readers
        jobs.append((job, pool.submit { job.run(readers[$0]) }))
    }

    private func settle(_ job: LintJob) {
        if let cache, let (key, isKnown) = job.cached {
            switch job.outcome {
            case _ where isKnown: cache.keep(key)
            case .linted(_, let result): cache.add(key, result, path: job.shownPath, job.linter.context)
            case .leftOut(nil): cache.add(key, nil, path: job.shownPath, job.linter.context)
            default: break
            }
        }
        for reservation in job.reservations {
            switch reservation {
            case .note(let text): batch.diagnostics.note(text)
            case .failure(let failure): batch.fail(job.shownPath, failure)
            }
        }
        switch job.outcome {
        case .leftOut(let kind): if let kind { batch.leaveOut(job.source.path, kind) }
        case .failed(let failure): batch.fail(job.shownPath, failure)
        case .linted(let file, let result):
            files.append((file, job))
            results.append((file.path, result))
        }
    }
}

/// A reader a thread.
struct ThreadReaders: @unchecked Sendable {
    // Each is used by the thread of its number alone.
    private let readers: [FileReader]

    init(_ pool: WorkerPool) { readers = (0..<pool.threadCount).map { _ in FileReader.make() } }

    subscript(thread: Int) -> FileReader { readers[thread] }
}
