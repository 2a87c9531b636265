import AssayEstimation
import AssayTokenization

/// Counts one file after the other, with each column's vocabulary, in one pass and in memory that does not grow with
/// the file. A counter serves one thread; what it says about a file depends on that file alone.
final class FileCounter {
    enum Outcome {
        case counted(FileCount)
        /// Left alone.
        case binary(BinaryCheck.Kind)
    }

    private let columns: ColumnSet
    private let special: SpecialTokenPolicy
    private let pool: WorkerPool
    private let reader = FileReader.make()

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
    /// - Parameter skipsBinary: whether a binary file is left alone.
    func count(_ source: InputSource, skipsBinary: Bool) throws(Failure) -> Outcome {
        let counter = ParallelCounter(columns.tokenizers, special: special, pool: pool)
        var scripts = ScriptTally()
        var bytes = 0
        var binary: BinaryCheck.Kind?
        do {
            try reader.read(source) { part in
                if bytes == 0 { binary = BinaryCheck.kind(part) }
                if binary != nil, skipsBinary { return false }
                bytes += part.count
                if columns.needsScripts { scripts.add(part) }
                try counter.feed(part)
                progress(part.count)
                return true
            }
            if let binary, skipsBinary { return .binary(binary) }
            let tokens = try counter.finish()
            return .counted(
                FileCount(
                    path: source.path, bytes: bytes, counts: columns.counts(tokens, scripts: scripts),
                    invalidOffset: counter.firstInvalidUTF8Offset, binary: binary))
        } catch {
            throw source.failure(error)
        }
    }
}
