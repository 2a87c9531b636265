import AssayTokenization

/// Counts everything that the arguments name, tells what was left out, and goes on after a file that fails.
///
/// Files are counted by several threads. What is said and reported comes in the order of the paths all the same, and
/// does not depend on the number of threads.
final class CountRun {
    private let pool: WorkerPool
    /// For files that all threads count together, and for standard input.
    private let counter: FileCounter
    private let threadCounters: ThreadCounters
    private let batch = FileBatch(isCount: true)
    private let invalidUTF8Note: InvalidUTF8Note
    private var result: Result
    /// What has been found and not yet reported, in order.
    private var waiting: [Found] = []
    /// How many of those have been reported all the same.
    private var settled = 0

    struct Result {
        var files: [FileCount] = []
        var total: CountTotal
        var failures: [FileFailure] = []
    }

    private enum Found {
        case job(FileJob, WorkerTask)
        case standardInput
        case failure(FilePath, Failure)
    }

    /// Threads are started when so many files, or so many bytes of those counted, say that they will have work.
    private static let enough = (files: 16, bytes: 1 << 18)

    init(columns: [Column], special: SpecialTokenPolicy, pool: WorkerPool) {
        let set = ColumnSet(columns)
        self.pool = pool
        invalidUTF8Note = InvalidUTF8Note("counted", set.tokenizers)
        counter = FileCounter(columns: set, special: special, pool: pool)
        threadCounters = ThreadCounters(columns: set, special: special, pool: pool)
        result = Result(total: CountTotal(columns: columns.count))
        counter.progress = { [batch] in batch.progress.add(bytes: $0) }
    }

    func count(_ sources: [InputSource]) -> Result {
        batch.find(sources, failed: { [unowned self] in add(.failure($0, $1)) }) { source, isNamed in
            switch source {
            case .standardInput: add(.standardInput)
            case .file(let path): add(FileJob(path, isNamed: isNamed))
            }
        }
        while settled < waiting.count { settleFirst() }
        batch.end()
        result.failures = batch.failures
        return result
    }

    // MARK: Finding

    private func add(_ job: FileJob) {
        let counters = threadCounters
        add(.job(job, pool.submit { job.run(counters[$0]) }))
    }

    private func add(_ found: Found) {
        waiting.append(found)
        if waiting.count - settled >= Self.enough.files || result.total.bytes >= Self.enough.bytes { pool.employ() }
        // So many that the threads never wait for the walk, so few that memory does not grow with the tree.
        let limit = pool.threadCount == 1 ? 1 : 256 * pool.threadCount
        while settled < waiting.count, waiting.count - settled >= limit || isSettled(waiting[settled]) {
            settleFirst()
        }
    }

    private func isSettled(_ found: Found) -> Bool {
        guard case .job(_, let task) = found else { return false }
        return pool.isDone(task)
    }

    // MARK: Reporting

    private func settleFirst() {
        let found = waiting[settled]
        settled += 1
        // What is settled is removed now and then, so that each removal is cheap.
        if settled == waiting.count || settled >= 1024 {
            waiting.removeFirst(settled)
            settled = 0
        }
        switch found {
        case .standardInput: countTogether(.standardInput, isNamed: true)
        case .failure(let path, let failure): batch.fail(path, failure)
        case .job(let job, let task):
            if result.total.bytes >= Self.enough.bytes { pool.employ() }
            pool.wait(for: task)
            settle(job)
        }
    }

    private func settle(_ job: FileJob) {
        switch job.outcome {
        case .done(let outcome):
            if case .counted(let file) = outcome { batch.progress.add(bytes: file.bytes) }
            report(outcome, .file(job.path))
        case .failed(let failure): batch.fail(job.path, failure)
        case .left: countTogether(.file(job.path), isNamed: job.isNamed)
        }
    }

    /// Counts what all threads work on together.
    private func countTogether(_ source: InputSource, isNamed: Bool) {
        do {
            report(try counter.count(source, skipsBinary: !isNamed), source)
        } catch {
            batch.fail(source.path, error)
        }
    }

    private func report(_ outcome: FileCounter.Outcome, _ source: InputSource) {
        switch outcome {
        case .binary(let kind): batch.leaveOut(source.path, kind)
        case .counted(let file):
            tellOddities(of: file, source)
            batch.progress.addFile()
            result.files.append(file)
            result.total.add(file)
        }
    }

    private func tellOddities(of file: FileCount, _ source: InputSource) {
        let name = source.display
        let treatment = file.invalidOffset == nil ? "it is counted like any text" : invalidUTF8Note.treatment
        switch file.binary {
        case .binary: batch.diagnostics.note("\(name) is binary (it has NUL bytes); \(treatment)")
        case .utf16:
            batch.diagnostics.note(
                "\(name) is in UTF-16; \(treatment); convert it with \(BinaryCheck.conversion) first")
        case nil:
            if let offset = file.invalidOffset { batch.diagnostics.note(invalidUTF8Note.text(name, offset: offset)) }
        }
    }
}
