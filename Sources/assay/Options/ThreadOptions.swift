import ArgumentParser
import AssayTokenization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `--threads`, as every command that counts much text has it.
struct ThreadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Count with this many threads; the result is the same with any number. Without it ASSAY_THREADS decides, \
            or else the number of processors, up to 12. Little text is counted by one.
            """, valueName: "n"))
    var threads: Int?

    private static let range = 1...256
    private static let variable = "ASSAY_THREADS"

    /// The threads to count with; none is started yet.
    func pool() throws(Failure) -> WorkerPool {
        if let threads {
            guard Self.range.contains(threads) else { throw Self.failure("--threads", "\(threads)") }
            return WorkerPool(threads: threads)
        }
        guard let value = getenv(Self.variable).map({ String(cString: $0) }), !value.isEmpty else {
            return WorkerPool()
        }
        guard let threads = Int(value), Self.range.contains(threads) else {
            throw Self.failure(Self.variable, value)
        }
        return WorkerPool(threads: threads)
    }

    private static func failure(_ name: String, _ value: String) -> Failure {
        Failure("\(name) is '\(value)'; give a number from \(range.lowerBound) to \(range.upperBound)")
    }
}
