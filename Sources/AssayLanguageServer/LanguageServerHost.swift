import AssayLinting
import AssayPrompts
import AssayText

/// What a language server asks the program around it: the server itself reads no file and no clock.
public protocol LanguageServerHost: AnyObject {
    /// How a document is linted; nil where it is to be left alone: excluded, or no prompt. It is asked anew for each
    /// linting, so that a changed configuration is seen.
    ///
    /// - Parameters:
    ///   - path: the file, or nil for a document that is none.
    ///   - name: what decides the format where there is no path.
    func setup(path: String?, name: String, bytes: [UInt8]) throws(LanguageServerError) -> DocumentSetup?
}

/// Something that a host could not do, in one message.
public struct LanguageServerError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    public init(_ message: String) { description = message }
}

/// How a document is linted, and what its tokens cost.
public struct DocumentSetup: Sendable {
    public var linter: Linter
    public var format: PromptFormat
    /// Reads a file beside the document by its relative path.
    public var neighbour: @Sendable (String) -> [UInt8]?
    /// The vocabulary or the models that are configured, the most important first.
    public var meters: [TokenMeter]
    /// The least severity that is shown.
    public var severity: Severity

    public init(
        linter: Linter, format: PromptFormat, meters: [TokenMeter], severity: Severity = .info,
        neighbour: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) {
        self.linter = linter
        self.format = format
        self.meters = meters
        self.severity = severity
        self.neighbour = neighbour
    }
}

/// A way to count tokens and to price them.
public struct TokenMeter: Sendable {
    /// How many tokens a text has; all three are the same where that is known exactly.
    public struct Count: Sendable, Hashable {
        public var low: Int
        public var point: Int
        public var high: Int

        public init(low: Int, point: Int, high: Int) {
            self.low = low
            self.point = point
            self.high = high
        }
    }

    /// The vocabulary, or the model.
    public var name: String
    public var count: @Sendable ([UInt8]) -> Count?
    /// What a number of input tokens costs, as a decimal number of US dollars; nil where there is no price.
    public var dollars: @Sendable (Int) -> String?

    public init(
        name: String, count: @escaping @Sendable ([UInt8]) -> Count?,
        dollars: @escaping @Sendable (Int) -> String? = { _ in nil }
    ) {
        self.name = name
        self.count = count
        self.dollars = dollars
    }

    /// "231 tokens with gpt-4o, $0.0005775", or "about 231 (210 to 260) tokens with …".
    func sentence(_ bytes: [UInt8]) -> String? {
        guard let count = count(bytes) else { return nil }
        let isExact = count.low == count.high
        let number = isExact ? "\(count.point)" : "about \(count.point) (\(count.low) to \(count.high))"
        let price = dollars(count.point).map { ", $\($0) a request" } ?? ""
        return "\(number) \(count.point == 1 && isExact ? "token" : "tokens") with \(name)\(price)"
    }

    /// "42 tokens a request, $0.000105 with gpt-4o".
    func saving(_ tokens: Int) -> String {
        plural(tokens, "token") + " a request" + (dollars(tokens).map { ", $\($0) with \(name)" } ?? "")
    }
}
