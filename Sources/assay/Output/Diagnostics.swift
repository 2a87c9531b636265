import AssayText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a command tells the person who started it, on standard error.
final class Diagnostics {
    /// The one voice of the process.
    nonisolated(unsafe) static let standard = Diagnostics()

    /// How many errors were told. A run with errors ends with status 2.
    private(set) var errorCount = 0
    /// Whether nothing was told.
    private(set) var isSilent = true
    /// Told before each message, so that a progress line makes room.
    var willSpeak: () -> Void = {}

    private let usesColour = Terminal.usesColour(STDERR_FILENO)

    /// Something that was not done. The rest goes on.
    func error(_ message: String) {
        errorCount += 1
        speak(label: "assay: ", colour: Terminal.red, message)
    }

    /// Something that was done, but that one should know about.
    func note(_ message: String) {
        speak(label: "assay: note: ", colour: Terminal.yellow, message)
    }

    private func speak(label: String, colour: String, _ message: String) {
        willSpeak()
        isSilent = false
        let start = usesColour ? colour + label + Terminal.plain : label
        // Messages quote what files and arguments say.
        let line = start + message.harmless(keepsLines: true) + (message.hasSuffix("\n") ? "" : "\n")
        // A closed or full standard error leaves nobody to tell.
        _ = Array(line.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
