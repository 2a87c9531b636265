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

    /// Reads the logs below a folder in the order of their paths. Rules of git don't count: logs are what it ignores.
    private mutating func walk(_ folder: FilePath) {
        var pending: [(path: FilePath, kind: FileStatus.Kind)] = [(folder, .folder)]
        var count = 0
        while let (path, kind) = pending.popLast() {
            if kind == .file {
                let name = path.text.lowercased()
                guard UsageRun.endings.contains(where: name.hasSuffix) else { continue }
                count += 1
                read(.file(path), isNamed: false)
            } else if kind == .folder {
                do {
                    let entries = try DirectoryListing(path).entries
                    pending += entries.reversed().map { (path.appending($0.name), $0.kind) }
                } catch {
                    diagnostics.error(Failure(cannot: "read the folder", path, error).description)
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
        return "\(broken) of \(lines) lines could not be used and are in no number here"
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
