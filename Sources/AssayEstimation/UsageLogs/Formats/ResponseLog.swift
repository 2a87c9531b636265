import AssayJSON
import AssayPricing

/// Responses of providers as they came, or inside whatever a program wrote around them.
enum ResponseLog: UsageLogFormat {
    /// Where programs put the response.
    private static let wrappers = [
        "response", "body", "result", "message", "completion", "raw_response", "output", "data",
    ]

    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        if value.text("type") == "message_delta" { return try progress(value, context.streamed).map { [$0] } ?? [] }
        guard let (response, path) = find(value) else { return nil }
        let scopes = path.reversed() + [response]
        var record = try record(response, scopes)
        record.labels = context.labels.read(Array(scopes))
        record.session = value.text("session_id", "sessionId", "conversation_id", "thread_id", "trace_id") ?? ""
        record.asksForReasoning = ReasoningRequest.asked(in: Array(scopes))
        if value.has("custom_id") { record.options.batch = true }
        if value.text("type") == "message_start" { context.streamed = record }
        return [record]
    }

    /// Walks down at most four wrappers to the object that has a usage.
    private static func find(_ value: LogFields) -> (response: LogFields, path: [LogFields])? {
        var pending: [(LogFields, [LogFields])] = [(value, [])]
        while !pending.isEmpty {
            let (fields, path) = pending.removeFirst()
            if isResponse(fields) { return (fields, path) }
            guard path.count < 4 else { continue }
            for name in wrappers {
                let inner = fields.object(name)
                if inner.json != nil { pending.append((inner, [fields] + path)) }
            }
        }
        return nil
    }

    private static func isResponse(_ fields: LogFields) -> Bool {
        ["usage", "usageMetadata", "usage_metadata"].contains { fields.object($0).json != nil }
            || fields.has(anyOf: ["prompt_tokens", "promptTokenCount", "prompt_token_count"])
            || (fields.has("input_tokens") && fields.has("output_tokens"))
    }

    private static func record(_ response: LogFields, _ scopes: [LogFields]) throws(UsageLogError) -> UsageRecord {
        guard let json = response.json else { throw UsageLogError("this is no response") }
        let identifier = response.text("id", "responseId", "response_id", "request_id", "requestId")
        let identity = identifier.map(UsageRecord.Identity.response)
        var record = UsageRecord(identity: identity ?? outer(scopes) ?? .none)
        record.model =
            scopes.reversed().lazy.compactMap { $0.text("model", "model_name", "modelVersion", "model_id") }.first
        do {
            let report = try UsageReader.read(json)
            record.usage = report.usage
            record.options = report.options
            record.model = report.model ?? record.model
            record.provider = provider(report)
        } catch {
            throw UsageLogError(error.reason)
        }
        record.instant = try time(scopes)
        record.charged = try response.object("usage").amount("cost")
        return record
    }

    /// The provider whose own names a response writes: clouds put something before `claude-`.
    static func provider(_ report: ReportedUsage) -> String? {
        switch report.format {
        case .openRouter: "openrouter"
        case .anthropic: report.model?.hasPrefix("claude-") == true ? "anthropic" : nil
        default: nil
        }
    }

    /// A batch's or a log's own identifier of the request.
    private static func outer(_ scopes: [LogFields]) -> UsageRecord.Identity? {
        scopes.lazy.compactMap { $0.text("id", "request_id", "requestId", "custom_id") }.first.map { .response($0) }
    }

    static func time(_ scopes: [LogFields]) throws(UsageLogError) -> UTCInstant? {
        for scope in scopes {
            if let instant = try scope.instant(
                "timestamp", "created_at", "createdAt", "created", "createTime", "time", "ts", "date", "start_time",
                "startTime")
            {
                return instant
            }
        }
        return nil
    }

    /// What a stream tells of its response while it goes on: running totals, without identifier.
    private static func progress(_ event: LogFields, _ start: UsageRecord?) throws(UsageLogError) -> UsageRecord? {
        guard var record = start else { return nil }
        let usage = event.object("usage")
        record.usage = Usage()
        try record.usage.add([
            (.input, usage.count("input_tokens") ?? 0), (.cacheRead, usage.count("cache_read_input_tokens") ?? 0),
            (.output, usage.count("output_tokens") ?? 0),
        ])
        record.isPartial = true
        return record
    }
}
