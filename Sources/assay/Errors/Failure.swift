/// Something the command could not do: what, where, and what to do about it, in one message.
struct Failure: Error, Equatable, CustomStringConvertible {
    var description: String
    /// The place in the file it is about, from 1, columns in characters; nil where it is about the whole of it.
    var line: Int?
    var column: Int?

    init(_ message: String) {
        description = message
    }

    /// A call to the system that failed on a file.
    ///
    /// - Parameter advice: what to do where a right is missing.
    init(
        cannot action: String, _ path: FilePath, _ error: SystemError,
        advice: String = "change its rights or leave it out"
    ) {
        self.init("cannot \(action) \(path.display): \(error)" + (error.isMissingRight ? "; \(advice)" : ""))
    }
}

/// Something wrong in a text, said without the place: whoever read the text adds it and makes it a ``Failure``.
struct TextError: Error, Equatable, CustomStringConvertible {
    var description: String

    init(_ message: String) {
        description = message
    }
}

/// How a command ends.
enum ExitStatus: Int32 {
    /// All was done, and nothing was found.
    case clean = 0
    /// Findings, or a budget exceeded.
    case findings = 1
    /// The command could not do what was asked, in whole or in part.
    case failed = 2
}
