import AssayEstimation
import AssayTokenization

/// Counts one file after the other, with each column's vocabulary, in one pass and in memory that does not grow with
/// the file. A counter serves one thread; what it says about a file depends on that file alone.
final class FileCounter {
    private let columns: ColumnSet
    private let special: SpecialTokenPolicy
    private let pool: WorkerPool
    private let reader = FileReader()

    /// Told the size of each part that was read.
    var progress: (Int) -> Void = { _ in }

    /// - Parameter pool: the threads that count the parts of one file.
    init(columns: ColumnSet, special: SpecialTokenPolicy, pool: WorkerPool) {
        self.columns = columns
        self.special = special
        self.pool = pool
    }

    /// Counts what `source` holds.
    ///
    /// - Parameter skipsBinary: whether a binary file is left alone; the result is then `nil`.
    func count(_ source: InputSource, skipsBinary: Bool) throws(Failure) -> FileCount? {
        let counter = ParallelCounter(columns.tokenizers, special: special, pool: pool)
        var scripts = ScriptTally()
        var bytes = 0
        var isBinary = false
        do {
            try reader.read(source) { part in
                if bytes == 0, BinaryCheck.isBinary(part) {
                    isBinary = true
                    if skipsBinary { return false }
                }
                bytes += part.count
                if columns.needsScripts { scripts.add(part) }
                try counter.feed(part)
                progress(part.count)
                return true
            }
            if isBinary, skipsBinary { return nil }
            let tokens = try counter.finish()
            return FileCount(
                path: source.path, bytes: bytes, counts: columns.counts(tokens, scripts: scripts),
                invalidOffset: counter.firstInvalidUTF8Offset, isBinary: isBinary)
        } catch {
            throw source.failure(error)
        }
    }
}
