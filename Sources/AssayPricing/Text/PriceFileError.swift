/// A price file that cannot be read: which file, which line, what is wrong.
public struct PriceFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int
    public let reason: String

    public var description: String { "\(file):\(line): \(reason)" }
}

/// The line being read, for messages.
struct PriceFilePlace {
    var file: String
    var line: Int

    func failure(_ reason: String) -> PriceFileError { PriceFileError(file: file, line: line, reason: reason) }

    func instant(_ text: Substring) throws(PriceFileError) -> UTCInstant {
        guard let instant = UTCInstant(text) else {
            throw failure("'\(text)' is not a date such as 2026-11-21 or 2026-11-21T12:00:00Z")
        }
        return instant
    }

    /// The date that must follow `from` or `to`.
    func date(_ text: Substring?) throws(PriceFileError) -> UTCInstant { try instant(text ?? "") }

    func count(_ text: Substring) throws(PriceFileError) -> Int {
        guard let count = Int(text), count >= 0 else { throw failure("'\(text)' is not a number of tokens") }
        return count
    }
}

/// The version and date of the newest check of each source, by its name.
typealias PriceChecks = [String: PriceCheck]

struct PriceCheck: Sendable, Hashable {
    var version: String
    var date: UTCInstant
}
