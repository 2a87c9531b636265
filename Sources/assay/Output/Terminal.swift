#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a stream's other end can show.
enum Terminal {
    static let red = "\u{1B}[31m"
    static let yellow = "\u{1B}[33m"
    static let bold = "\u{1B}[1m"
    static let plain = "\u{1B}[0m"

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Colours are for terminals, and only where `NO_COLOR` (https://no-color.org) is not set.
    static func usesColour(_ descriptor: Int32) -> Bool {
        isTerminal(descriptor) && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
            && getenv("TERM").map { String(cString: $0) } != "dumb"
    }
}
