import AssayPricing

/// OpenRouter: generations, as its interface and its activity table tell them, and activity by day.
enum OpenRouterLog: UsageLogFormat {
    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        let inner = value.object("data")
        let row = inner.json == nil ? value : inner
        if row.has(anyOf: ["native_tokens_prompt", "tokens_prompt"]),
            row.has(anyOf: ["generation_id", "id", "model_permaslug", "provider_name"])
        {
            return [try generation(row, context)]
        }
        guard row.has(anyOf: ["model_permaslug", "byok_usage_inference"]), row.has("date"),
            row.has(anyOf: ["requests", "prompt_tokens"])
        else { return nil }
        return [try day(row, context)]
    }

    /// One generation. Native counts are those of the model that was charged for.
    private static func generation(_ row: LogFields, _ context: LogContext) throws(UsageLogError) -> UsageRecord {
        let id = row.text("generation_id", "id")
        var record = UsageRecord(identity: id.map(UsageRecord.Identity.response) ?? .none)
        try record.usage.addTokens(
            input: row.count("native_tokens_prompt", "tokens_prompt") ?? 0,
            read: row.count("native_tokens_cached", "tokens_cached") ?? 0,
            output: row.count("native_tokens_completion", "tokens_completion") ?? 0,
            reasoning: row.count("native_tokens_reasoning", "tokens_reasoning") ?? 0)
        record.instant = try row.instant("created_at", "date")
        record.charged = try row.amount("total_cost", "cost_total", "usage")
        finish(&record, row, context)
        return record
    }

    /// All requests of a model on a day.
    private static func day(_ row: LogFields, _ context: LogContext) throws(UsageLogError) -> UsageRecord {
        var record = UsageRecord(identity: .row(row.digest()))
        try record.usage.addTokens(
            input: row.count("prompt_tokens") ?? 0, read: row.count("cached_tokens") ?? 0,
            output: row.count("completion_tokens") ?? 0, reasoning: row.count("reasoning_tokens") ?? 0)
        record.requests = try row.count("requests") ?? 1
        record.isRollup = true
        record.instant = try row.instant("date")
        record.charged = try row.amount("usage")
        finish(&record, row, context)
        return record
    }

    private static func finish(_ record: inout UsageRecord, _ row: LogFields, _ context: LogContext) {
        record.model = row.text("model", "model_permaslug")
        record.provider = "openrouter"
        record.session = row.text("session_id") ?? ""
        record.labels = context.labels.read([row])
    }
}
