/// Why a vocabulary file could not be imported: what is wrong, where, and what to do instead.
public struct ImportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Sendable, CaseIterable {
        /// The file is none of the formats that can be imported.
        case unknownFormat
        /// The file breaks the rules of its format, or was cut off.
        case malformed
        /// The file asks for something that cannot be done exactly; the message names it.
        case unsupported
        /// The file does not say something that has to be given as an option.
        case missingOption
        /// An option has a value that cannot be used.
        case invalidOption
    }

    public var code: Code
    public var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    static func malformed(_ message: String) -> ImportError { ImportError(.malformed, message) }

    /// An error that names a part of a file which cannot be honoured exactly.
    static func unsupported(_ part: String, _ reason: String = "it cannot be honoured exactly") -> ImportError {
        ImportError(.unsupported, "unsupported \(part): \(reason)")
    }
}
