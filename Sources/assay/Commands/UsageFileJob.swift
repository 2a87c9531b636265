import AssayEstimation

/// A log that is read on whatever thread has time for it; what it holds waits for its turn.
final class UsageFileJob: @unchecked Sendable {
    let path: FilePath
    /// Whether the user has named this very file, and not a folder that holds it.
    let isNamed: Bool
    // One thread has them at a time: the pool's lock lies between those that write and read them.
    private(set) var records: [UsageRecord] = []
    private(set) var tally = UsageLogReader.Tally()
    private(set) var failure: (any Error)?
    /// False for what is too long to be held, or can be read only once.
    private(set) var isRead = false

    /// Longer logs are read part by part, one after the other.
    private static let longest = 4 << 20

    init(_ path: FilePath, isNamed: Bool) {
        self.path = path
        self.isNamed = isNamed
    }

    func run(labels: [UsageDimension]) {
        guard let status = try? FileStatus(path, followsLinks: true), status.kind == .file, status.size <= Self.longest
        else { return }
        var log = UsageLogReader(labels: labels)
        do {
            try FileReader.make().read(.file(path)) { part in
                try log.feed(part) { records.append($0) }
                return true
            }
            log.finish { records.append($0) }
        } catch {
            failure = error
        }
        tally = log.tally
        isRead = true
    }
}
