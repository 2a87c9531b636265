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
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Count with this many threads; the result is the same with any number. Without it ASSAY_THREADS decides, \
            or else the number of processors, up to 12. Little text is counted by one.
            """, valueName: "n"))
    var threads: String?

    private static let range = 1...256
    private static let variable = "ASSAY_THREADS"

    /// The threads to count with; none is started yet.
    func pool() throws(Failure) -> WorkerPool {
        if let threads { return WorkerPool(threads: try Self.number(threads, of: "--threads")) }
        guard let value = getenv(Self.variable).map({ String(cString: $0) }), !value.isEmpty else {
            return WorkerPool()
        }
        return WorkerPool(threads: try Self.number(value, of: Self.variable))
    }

    private static func number(_ text: String, of name: String) throws(Failure) -> Int {
        guard let number = Int(text), range.contains(number) else { throw failure(name, text) }
        return number
    }

    private static func failure(_ name: String, _ value: String) -> Failure {
        Failure("\(name) is '\(value)'; give a number from \(range.lowerBound) to \(range.upperBound)")
    }
}
