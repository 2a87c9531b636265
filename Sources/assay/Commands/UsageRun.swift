import AssayEstimation
import AssayReporting
import AssayText
import AssayTokenization

/// Reads logs into a ledger, part by part; a log that cannot be read is reported and the rest goes on.
///
/// Short logs are read by several threads and taken in the order of their paths, so that the result does not depend on the
/// number of threads.
struct UsageRun {
    private(set) var ledger = UsageLedger()
    private(set) var files: [UsageFileReport] = []
    private let labels: [UsageDimension]
    private let reader = FileReader.make()
    private let progress = Progress()
    private let batch = FileBatch()
    /// What could not be read.
    var failures: [FileFailure] { batch.failures }
    private let diagnostics = Diagnostics.standard
    private var isRead: Set<FilePath> = []
    private let pool: WorkerPool
    /// What has been found and not yet taken, in order.
    private var waiting: [(job: UsageFileJob, task: WorkerTask)] = []

    init(labels: [UsageDimension], pool: WorkerPool) {
        self.labels = labels
        self.pool = pool
    }

    /// The names of logs in folders; a file that is named itself may have any.
    private static let endings = [".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".log"]

    mutating func read(_ sources: [InputSource]) {
        for source in sources {
            switch source {
            case .file(let path) where path.isFolder: walk(path)
            case .file(let path): add(path, isNamed: true)
            case .standardInput:
                settle(allBut: 0)
                read(source, isNamed: true)
            }
        }
        settle(allBut: 0)
        progress.clear()
    }

    /// Reads the logs below a folder in the order of their paths. Rules of git don't count: logs are what it ignores.
    private mutating func walk(_ folder: FilePath) {
        var pending: [(path: FilePath, kind: FileStatus.Kind)] = [(folder, .folder)]
        var count = 0
        while let (path, kind) = pending.popLast() {
            if kind == .file {
                let name = path.text.lowercased()
                guard UsageRun.endings.contains(where: name.hasSuffix) else { continue }
                count += 1
                add(path, isNamed: false)
            } else if kind == .folder {
                do {
                    let entries = try DirectoryListing(path).entries
                    pending += entries.reversed().map { (path.appending($0.name), $0.kind) }
                } catch {
                    batch.fail(path, Failure(cannot: "read the folder", path, error))
                }
            }
        }
        if count == 0 {
            diagnostics.note("\(folder.display): no file in it ends in \(UsageRun.endings.joined(separator: ", "))")
        }
    }

    /// What the report says of lines that are in no sum.
    var note: String? {
        let broken = files.reduce(0) { $0 + $1.tally.broken }
        guard broken > 0 else { return nil }
        let lines = files.reduce(0) { $0 + $1.tally.lines }
        return
            "\(broken) of \(plural(lines, "line")) could not be used and \(broken == 1 ? "is" : "are") in no number here"
    }

    // MARK: Taking turns

    private mutating func add(_ path: FilePath, isNamed: Bool) {
        // A path that is given twice, also through a folder, is one log.
        guard isRead.insert(SmallFile.canonicalPath(path) ?? path).inserted else { return }
        let (job, labels) = (UsageFileJob(path, isNamed: isNamed), labels)
        waiting.append((job, pool.submit { _ in job.run(labels: labels) }))
        if waiting.count >= 4 { pool.employ() }
        // So many that no thread waits, so few that memory does not grow with the folder.
        settle(allBut: pool.threadCount == 1 ? 0 : 4 * pool.threadCount)
    }

    private mutating func settle(allBut rest: Int) {
        while waiting.count > rest {
            let (job, task) = waiting.removeFirst()
            pool.wait(for: task)
            guard job.isRead else {
                read(.file(job.path), isNamed: job.isNamed)
                continue
            }
            ledger.beginFile()
            for record in job.records { ledger.add(record) }
            finish(.file(job.path), job.tally, job.failure, isNamed: job.isNamed)
        }
    }

    private mutating func read(_ source: InputSource, isNamed: Bool) {
        var log = UsageLogReader(labels: labels)
        var failure: (any Error)?
        ledger.beginFile()
        do {
            try reader.read(source) { part in
                try log.feed(part) { ledger.add($0) }
                progress.add(bytes: part.count)
                return true
            }
            log.finish { ledger.add($0) }
        } catch {
            failure = error
        }
        finish(source, log.tally, failure, isNamed: isNamed)
    }

    // MARK: Telling

    private mutating func finish(
        _ source: InputSource, _ tally: UsageLogReader.Tally, _ failure: (any Error)?, isNamed: Bool
    ) {
        if let failure {
            let noLog = failure as? UsageLogError
            // In a folder there may be files of any kind.
            if noLog != nil, !isNamed { return }
            let message = noLog?.description ?? source.failure(failure).description
            batch.fail(source.path, Failure(noLog == nil ? message : "\(source.display): \(message)"))
            files.append(UsageFileReport(path: source.path.text, tally: tally, failure: message))
            return
        }
        progress.addFile()
        tell(tally, source, isNamed: isNamed)
        if isNamed || tally.records > 0 || tally.broken > 0 {
            files.append(UsageFileReport(path: source.path.text, tally: tally))
        }
    }

    private func tell(_ tally: UsageLogReader.Tally, _ source: InputSource, isNamed: Bool) {
        // A file of a folder with nothing but broken lines is no log.
        guard isNamed || tally.records > 0 else { return }
        for problem in tally.problems {
            diagnostics.note("\(source.display), line \(problem.line): \(problem.message)")
        }
        if tally.records > 0 { return tellBroken(tally, source) }
        let message = "\(source.display): there is no usage in it"
        if tally.lines == 0 || tally.broken == 0 {
            diagnostics.note(message)
        } else {
            batch.fail(source.path, Failure(message))
        }
    }

    /// Says that requests may be missing from every sum. The half-written last line of a session that is going on is none
    /// yet.
    private func tellBroken(_ tally: UsageLogReader.Tally, _ source: InputSource) {
        guard tally.broken > (tally.endsHalfWritten ? 1 : 0) else { return }
        let named = tally.problems.count < tally.broken ? "; the first \(tally.problems.count) are named above" : ""
        batch.fail(
            source.path,
            Failure(
                "\(source.display): \(tally.broken) of \(plural(tally.lines, "line")) could not be used, and the rest was"
                    + named))
    }
}
