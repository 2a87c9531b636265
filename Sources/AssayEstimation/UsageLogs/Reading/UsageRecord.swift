import AssayPricing

/// What a log says about one request, or about many requests in one row of an export.
public struct UsageRecord: Sendable {
    /// The response's identifier, or a digest of the line where it has none.
    public var identity: Identity
    /// When the request was made, or the start of the time that a row of an export covers.
    public var instant: UTCInstant?
    public var model: String?
    /// Whose price list is meant, where the model's name alone would mean another.
    public var provider: String?
    public var usage = Usage()
    public var options = PriceOptions()
    /// How many requests the record stands for.
    public var requests = 1
    /// Whether the record adds up requests, so that the prompt of none of them is known.
    public var isRollup = false
    /// Where the export says that all prompts of the row were longer than this.
    public var promptsLongerThan: Int?
    /// What the log itself says was charged, in US dollars.
    public var charged: ExactDecimal?
    /// Whether the record tells money only: rows of cost exports have no tokens.
    public var isChargeOnly = false
    /// Whether a proxy answered from its own cache, so that no provider was paid.
    public var isFree = false
    public var session = ""
    /// The part of the session that has a context of its own: a sub-agent.
    public var agent = ""
    /// Whether lines stand in the order in which things happened, whatever their clock says.
    public var isInOrder = false
    public var labels: [UsageDimension: String] = [:]
    /// Whether the request asked for reasoning; nil where the log does not show the request.
    public var asksForReasoning: Bool?
    /// Whether this is a part of a stream whose other numbers came before.
    public var isPartial = false

    public init(identity: Identity) { self.identity = identity }

    public enum Identity: Sendable, Hashable {
        case response(String)
        /// The digest of a line without identifier that holds more than numbers.
        case content(UInt64)
        /// The digest of an export's row, which may stand in one file more than once.
        case row(UInt64)
        /// A line with nothing in it that would tell it from another request of the same size.
        case none
    }
}

/// Why a line or a row of a log could not be used.
public struct UsageLogError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
