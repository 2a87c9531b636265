import AssayLinting
import AssayReporting
import AssayTokenization

/// Lints everything that the arguments name, and goes on after a file that fails. Findings come in the order of the
/// paths, whatever the number of threads.
final class LintRun {
    private let linter: Linter
    private let pool: WorkerPool
    private let diagnostics = Diagnostics.standard
    private var leftOut = LeftOut()
    private var jobs: [(job: LintJob, task: WorkerTask)] = []
    private var report: LintReport

    init(linter: Linter, pool: WorkerPool, version: String) {
        self.linter = linter
        self.pool = pool
        report = LintReport(vocabulary: linter.tokenizer.vocabulary.name, version: version)
    }

    /// - Parameter standardInputName: the path that standard input stands for.
    func lint(_ sources: [InputSource], standardInputName: String?) -> LintReport {
        for source in sources {
            switch source {
            case .standardInput:
                add(LintJob(source, isNamed: true, shownPath: standardInputName.map { FilePath($0) }))
            case .file(let path):
                if (try? FileStatus(path, followsLinks: true))?.kind == .folder {
                    walk(path)
                } else {
                    add(LintJob(source, isNamed: true))
                }
            }
        }
        if jobs.count > 4 { pool.employ() }
        for (job, task) in jobs {
            pool.wait(for: task)
            settle(job)
        }
        leftOut.tell(diagnostics)
        return report
    }

    private func walk(_ folder: FilePath) {
        var walker = FileWalker(folder)
        while let event = walker.next() {
            switch event {
            case .file(let path): if LintCandidate.isCandidate(path) { add(LintJob(.file(path), isNamed: false)) }
            case .skipped(let path, let kind): if LintCandidate.isCandidate(path) { leftOut.add(path, kind) }
            case .failure(let path, let failure): fail(path, failure)
            }
        }
    }

    private func add(_ job: LintJob) {
        let linter = linter
        jobs.append((job, pool.submit { _ in job.run(linter, FileReader()) }))
    }

    private func settle(_ job: LintJob) {
        switch job.outcome {
        case .leftOut(let kind): if let kind { leftOut.add(job.source.path, kind) }
        case .failed(let failure): fail(job.shownPath, failure)
        case .linted(let file):
            report.fileCount += 1
            if !file.findings.isEmpty { report.files.append(file) }
        }
    }

    private func fail(_ path: FilePath, _ failure: Failure) {
        diagnostics.error(failure.description)
        report.failures.append(LintFailure(path: path.text, message: failure.description))
    }
}
