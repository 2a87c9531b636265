import AssayEstimation
import AssayReporting

/// Reads logs into a ledger, part by part; a log that cannot be read is reported and the rest goes on.
struct UsageRun {
    private(set) var ledger = UsageLedger()
    private(set) var files: [UsageFileReport] = []
    private let labels: [UsageDimension]
    private let reader = FileReader()
    private let progress = Progress()
    private let diagnostics = Diagnostics.standard
    private var isRead: Set<FilePath> = []

    init(labels: [UsageDimension]) { self.labels = labels }

    /// The names of logs in folders; a file that is named itself may have any.
    private static let endings = [".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".log"]

    mutating func read(_ sources: [InputSource]) {
        for source in sources {
            if case .file(let path) = source, (try? FileStatus(path, followsLinks: true))?.kind == .folder {
                walk(path)
            } else {
                read(source)
            }
        }
        progress.clear()
    }

    private mutating func walk(_ folder: FilePath) {
        var walker = FileWalker(folder)
        var count = 0
        while let event = walker.next() {
            switch event {
            case .file(let path):
                let name = path.text.lowercased()
                guard UsageRun.endings.contains(where: name.hasSuffix) else { continue }
                count += 1
                read(.file(path), isNamed: false)
            case .skipped: break
            case .failure(_, let failure): diagnostics.error(failure.description)
            }
        }
        if count == 0 {
            diagnostics.note("\(folder.display): no file in it ends in \(UsageRun.endings.joined(separator: ", "))")
        }
    }

    private mutating func read(_ source: InputSource, isNamed: Bool = true) {
        // A path that is given twice, also through a folder, is one log.
        if case .file(let path) = source, !isRead.insert(SmallFile.canonicalPath(path) ?? path).inserted { return }
        var log = UsageLogReader(labels: labels)
        ledger.beginFile()
        do {
            try reader.read(source) { part in
                try log.feed(part) { ledger.add($0) }
                progress.add(bytes: part.count)
                return true
            }
            log.finish { ledger.add($0) }
        } catch let error as UsageLogError {
            // In a folder there may be files of any kind.
            if isNamed {
                diagnostics.error("\(source.display): \(error)")
                files.append(UsageFileReport(path: source.path.text, tally: log.tally, failure: error.description))
            }
            return
        } catch {
            let failure = source.failure(error)
            diagnostics.error(failure.description)
            files.append(UsageFileReport(path: source.path.text, tally: log.tally, failure: failure.description))
            return
        }
        progress.addFile()
        tell(log.tally, source, isNamed: isNamed)
        if isNamed || log.tally.records > 0 || log.tally.broken > 0 {
            files.append(UsageFileReport(path: source.path.text, tally: log.tally))
        }
    }

    private func tell(_ tally: UsageLogReader.Tally, _ source: InputSource, isNamed: Bool) {
        // A file of a folder with nothing but broken lines is no log.
        guard isNamed || tally.records > 0 else { return }
        for problem in tally.problems {
            diagnostics.note("\(source.display), line \(problem.line): \(problem.message)")
        }
        if tally.broken > tally.problems.count {
            diagnostics.note(
                "\(source.display): \(tally.broken) lines could not be used, of \(tally.lines); the first "
                    + "\(tally.problems.count) are named above")
        }
        if tally.records == 0 {
            let message = "\(source.display): there is no usage in it"
            if tally.lines == 0 || tally.broken == 0 { diagnostics.note(message) } else { diagnostics.error(message) }
        }
    }
}
