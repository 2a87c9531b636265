import AssayPricing

/// What the lines of one file say about those that follow, and what all of them are asked for.
struct LogContext {
    let labels: LogLabels
    /// The session, the agent and the model that were named last.
    var session = ""
    var model: String?
    var asksForReasoning: Bool?
    var folder: String?
    /// The running total that a session showed last: a line that repeats it repeats a request.
    var runningTotal: String?
    /// The response whose stream is being told.
    var streamed: UsageRecord?

    init(_ labels: LogLabels) { self.labels = labels }
}

/// One format of logs.
protocol UsageLogFormat: SendableMetatype {
    /// The records in a value, or nil where it is not of this format.
    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]?
}

extension Usage {
    /// Adds counts that are there, as a log's error where they don't fit.
    mutating func add(_ counts: [(Meter, Int)]) throws(UsageLogError) {
        for (meter, count) in counts {
            do { try add(count, to: meter) } catch { throw UsageLogError(error.description) }
        }
    }

    /// Input whose cached part may be counted inside or beside it, and output with its reasoning inside.
    ///
    /// Conventions changed over time. A part that is larger than the whole cannot be inside it.
    mutating func addTokens(
        input: Int, read: Int, write5m: Int = 0, write1h: Int = 0, output: Int, reasoning: Int
    ) throws(UsageLogError) {
        let cached = read + write5m + write1h
        try add([
            (.input, cached <= input ? input - cached : input), (.cacheRead, read), (.cacheWrite5m, write5m),
            (.cacheWrite1h, write1h), (.output, reasoning <= output ? output - reasoning : output),
            (.reasoning, reasoning),
        ])
    }
}
