#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One line on standard error that says how far a long task has come: only on a terminal, only after a second, at most
/// ten times a second, gone when the task ends.
final class Progress {
    private let isOn = Terminal.isTerminal(STDERR_FILENO)
    private var nextUpdate: UInt64
    private var isShown = false
    private var files = 0
    private var bytes = 0

    init() {
        nextUpdate = Self.milliseconds() + 1000
        if isOn { Diagnostics.standard.willSpeak = { [unowned self] in clear() } }
    }

    deinit { Diagnostics.standard.willSpeak = {} }

    func add(bytes count: Int) {
        bytes += count
        update()
    }

    func addFile() {
        files += 1
        update()
    }

    private func update() {
        guard isOn else { return }
        let now = Self.milliseconds()
        guard now >= nextUpdate else { return }
        nextUpdate = now + 100
        isShown = true
        let done = files == 0 ? "" : files == 1 ? "1 file, " : "\(files) files, "
        show("\r\u{1B}[K\(done)\(bytes / 1_000_000) MB")
    }

    /// Takes the line away, so that something else can be written.
    func clear() {
        guard isShown else { return }
        isShown = false
        show("\r\u{1B}[K")
    }

    private func show(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func milliseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
