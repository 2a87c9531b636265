import ArgumentParser
import AssayTokenization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `--threads`, as every command that counts much text has it.
enum ThreadOption {
    static let help = ArgumentHelp(
        """
        Count with this many threads; the result is the same with any number. Without it ASSAY_THREADS decides, \
        or else the number of processors, up to 12. Little text is counted by one.
        """, valueName: "n")

    private static let range = 1...256
    private static let variable = "ASSAY_THREADS"

    /// The threads to count with, of which none is started yet, where `--threads` was given with this value or not at all.
    static func pool(_ given: String?) throws(Failure) -> WorkerPool {
        if let given { return WorkerPool(threads: try number(given, of: "--threads")) }
        guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else { return WorkerPool() }
        return WorkerPool(threads: try number(value, of: variable))
    }

    private static func number(_ text: String, of name: String) throws(Failure) -> Int {
        guard let number = Int(text), range.contains(number) else { throw failure(name, text) }
        return number
    }

    private static func failure(_ name: String, _ value: String) -> Failure {
        Failure("\(name) is '\(value)'; give a number from \(range.lowerBound) to \(range.upperBound)")
    }
}
