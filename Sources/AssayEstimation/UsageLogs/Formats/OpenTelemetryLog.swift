import AssayJSON
import AssayPricing

/// OpenTelemetry spans and events with GenAI attributes: OTLP exports, lists of spans, or one a line.
enum OpenTelemetryLog: UsageLogFormat {
    /// Spans around requests: what they tell is what the requests inside them used together.
    private static let outerOperations: Set<String> = [
        "invoke_agent", "create_agent", "execute_tool", "invoke_workflow", "plan",
    ]

    /// Levels of an OTLP export, in both spellings of its JSON.
    private static let levels = [
        "resourceSpans", "resource_spans", "scopeSpans", "scope_spans", "instrumentationLibrarySpans", "spans",
        "resourceLogs", "resource_logs", "scopeLogs", "scope_logs", "logRecords", "log_records",
    ]

    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        guard value.has(anyOf: levels) else { return try span(value, LogFields(nil), context).map { [$0] } }
        var records: [UsageRecord] = []
        var pending: [(fields: LogFields, resource: LogFields)] = [(value, LogFields(nil))]
        while let (fields, outer) = pending.popLast() {
            let inner = attributes(fields.object("resource"))
            let resource = inner ?? outer
            let below = levels.compactMap { fields.array($0) }.joined().map { (LogFields($0), resource) }
            pending += below.reversed()
            if below.isEmpty, let record = try span(fields, resource, context) { records.append(record) }
        }
        return records
    }

    /// Attributes as a mapping, as OTLP's list of keys and typed values, or among the other members.
    private static func attributes(_ fields: LogFields) -> LogFields? {
        if let list = fields.array("attributes") {
            var columns: [String: Int] = [:]
            var cells: [[UInt8]] = []
            for entry in list {
                guard let key = entry["key"]?.string, let value = entry["value"] else { continue }
                columns[LogRow.fold(key)] = cells.count
                cells.append(plain(value))
            }
            return LogFields(LogRow(columns: columns, cells: cells))
        }
        let mapping = fields.object("attributes")
        return mapping.json == nil ? nil : mapping
    }

    /// The value inside its type, as text.
    private static func plain(_ value: JSONValue) -> [UInt8] {
        for type in [
            "stringValue", "intValue", "doubleValue", "boolValue", "string_value", "int_value", "double_value",
        ] {
            if let inner = value[type] { return inner.utf8 ?? Array(inner.rawBytes) }
        }
        return value.kind == .object ? [] : value.utf8 ?? Array(value.rawBytes)
    }

    private static let usageNames = [
        "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.prompt_tokens",
        "gen_ai.usage.completion_tokens", "llm.usage.prompt_tokens", "llm.token_count.prompt",
    ]

    private static func span(
        _ span: LogFields, _ resource: LogFields, _ context: LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        let values = attributes(span) ?? span
        guard values.has(anyOf: usageNames) else { return nil }
        let operation = values.text("gen_ai.operation.name")
        if let operation, outerOperations.contains(operation) { return nil }
        let trace = span.text("traceId", "trace_id") ?? span.object("context").text("trace_id") ?? ""
        let identifier = span.text("spanId", "span_id") ?? span.object("context").text("span_id")
        let id = values.text("gen_ai.response.id") ?? identifier.map { "\(trace)/\($0)" }
        var record = UsageRecord(identity: id.map(UsageRecord.Identity.response) ?? .none)
        record.usage = try usage(values)
        record.model = values.text("gen_ai.response.model", "gen_ai.request.model", "llm.model_name")
        record.provider = values.text("gen_ai.provider.name", "gen_ai.system").flatMap { cloud($0) }
        record.options.tier = values.text("gen_ai.openai.response.service_tier", "openai.response.service_tier")
            .flatMap { $0 == "auto" ? nil : $0 }
        record.instant = try span.instant(
            "startTimeUnixNano", "start_time_unix_nano", "timeUnixNano", "time_unix_nano", "startTime", "start_time",
            "timestamp")
        record.session = values.text("gen_ai.conversation.id", "session.id") ?? trace
        record.charged = try values.amount("gen_ai.usage.cost", "gen_ai.usage.total_cost")
        record.labels = context.labels.read([values, span, resource])
        record.asksForReasoning = values.text(
            "gen_ai.request.reasoning_effort", "gen_ai.openai.request.reasoning_effort",
            "gen_ai.request.reasoning.effort"
        ).map { $0 != "none" }
        return record
    }

    /// Attributes of the conventions of 2024 and before, and of those since; both count cached tokens and reasoning
    /// inside the totals.
    private static func usage(_ values: LogFields) throws(UsageLogError) -> Usage {
        var usage = Usage()
        try usage.addTokens(
            input: values.count(
                "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens",
                "llm.token_count.prompt") ?? 0,
            read: values.count(
                "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens",
                "gen_ai.usage.cache_read_tokens", "gen_ai.usage.input_tokens.cached",
                "llm.token_count.prompt_details.cache_read") ?? 0,
            write5m: values.count(
                "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens",
                "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_write_tokens",
                "llm.token_count.prompt_details.cache_write") ?? 0,
            output: values.count(
                "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.usage.completion_tokens",
                "llm.token_count.completion") ?? 0,
            reasoning: values.count(
                "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens",
                "gen_ai.usage.output_tokens.reasoning", "llm.usage.reasoning_tokens",
                "llm.token_count.completion_details.reasoning") ?? 0)
        return usage
    }

    /// The clouds that sell others' models at prices of their own; a maker follows from the model's name.
    private static func cloud(_ system: String) -> String? {
        switch system.lowercased() {
        case "aws.bedrock", "aws_bedrock", "bedrock": "bedrock"
        case "azure.ai.openai", "az.ai.openai", "azure.ai.inference", "az.ai.inference", "azure": "azure"
        case "openrouter": "openrouter"
        default: nil
        }
    }
}
