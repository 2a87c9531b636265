import ArgumentParser

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a run ended, and what is said about it. Every command's errors end here, and nowhere else.
enum Exit {
    /// Ends the process.
    static func end(after error: any Error) -> Never {
        exit(status(after: error))
    }

    /// Ends a command that has written everything: by a throw, where an error was told or there are findings.
    static func finish(_ output: OutputWriter, hasFindings: Bool = false) throws {
        try output.flush()
        if Diagnostics.standard.errorCount > 0 { throw ExitCode(ExitStatus.failed.rawValue) }
        if hasFindings { throw ExitCode(ExitStatus.findings.rawValue) }
    }

    /// Says on the right stream what there is to say about `error` and returns the status to end with.
    private static func status(after error: any Error) -> Int32 {
        switch error {
        case let exit as ExitCode:
            return exit.rawValue
        case let failure as OutputFailure:
            return failure.isClosedPipe ? endLikeABrokenPipe() : report(failure.description)
        case let failure as Failure:
            return report(failure.description)
        default:
            return argumentParser(error)
        }
    }

    private static func report(_ message: String) -> Int32 {
        Diagnostics.standard.error(message)
        return ExitStatus.failed.rawValue
    }

    /// Help, version and completion scripts are ordinary output; everything else is a usage error, which ends with 2
    /// where the parser itself would say 64.
    private static func argumentParser(_ error: any Error) -> Int32 {
        let text = Assay.fullMessage(for: error)
        let arguments = Array(CommandLine.arguments.dropFirst())
        // Help about a command that is none would be that of all commands.
        let isDone = Assay.exitCode(for: error) == .success && arguments.first != "help"
        if !isDone, let mistyped = MistypedCommand(arguments) { return report(mistyped.message) }
        if !isDone, let file = DashedFile(arguments, text) { return report(file.message) }
        guard Assay.exitCode(for: error) == .success else {
            let label = "Error: "
            return report(text.hasPrefix(label) ? String(text.dropFirst(label.count)) : text)
        }
        do {
            let output = OutputWriter.standard
            output.write(text.hasSuffix("\n") ? text : text + "\n")
            try output.flush()
            return ExitStatus.clean.rawValue
        } catch {
            return status(after: error)
        }
    }

    /// Nobody reads the output any more. Ends as a program that does not care about pipes would: by the signal, or
    /// with the status a shell shows for it where the signal is blocked.
    private static func endLikeABrokenPipe() -> Int32 {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        return 128 + SIGPIPE
    }
}
