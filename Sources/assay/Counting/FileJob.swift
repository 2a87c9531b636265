import AssayTokenization

/// A file that is counted on whatever thread has time for it.
final class FileJob: @unchecked Sendable {
    enum Outcome {
        case counted(FileCount)
        /// It is binary, and those are left out.
        case binary
        case failed(Failure)
        /// It is worth the work of all threads, or can be read only once: the one that hands out the work counts it.
        case left
    }

    let path: FilePath
    /// Whether the user has named this very file, and not a folder that holds it.
    let isNamed: Bool
    // One thread has it at a time: the pool's lock lies between those that write and read it.
    private(set) var outcome = Outcome.left

    /// Longer files are counted by all threads, one after the other.
    private static let longest = 4 << 20

    init(_ path: FilePath, isNamed: Bool) {
        self.path = path
        self.isNamed = isNamed
    }

    func run(_ counter: FileCounter) {
        if let status = try? FileStatus(path, followsLinks: true), status.kind != .file || status.size > Self.longest {
            return
        }
        do throws(Failure) {
            outcome = try counter.count(.file(path), skipsBinary: !isNamed).map { .counted($0) } ?? .binary
        } catch {
            outcome = .failed(error)
        }
    }
}

/// A counter a thread, for files that one thread counts.
struct ThreadCounters: @unchecked Sendable {
    // Each is used by the thread of its number alone.
    private let counters: [FileCounter]

    init(columns: ColumnSet, special: SpecialTokenPolicy, pool: WorkerPool) {
        counters = (0..<pool.threadCount).map {
            FileCounter(columns: columns, special: special, pool: WorkerPool(thread: $0, of: pool))
        }
    }

    subscript(thread: Int) -> FileCounter { counters[thread] }
}
