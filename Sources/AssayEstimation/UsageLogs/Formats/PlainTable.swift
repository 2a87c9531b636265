import AssayPricing

/// Any table with a row a request: a model, tokens in and out, perhaps a time, an identifier and a cost.
enum PlainTable: UsageLogFormat {
    private static let input = ["input_tokens", "prompt_tokens", "tokens_in", "input"]

    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        guard value.json == nil, value.has(anyOf: input) else { return nil }
        try UsageLogError.check(currency: value.text("currency"))
        let id = value.text("id", "request_id", "response_id", "generation_id")
        var record = UsageRecord(identity: id.map(UsageRecord.Identity.response) ?? .row(value.digest()))
        let requests = try value.count("requests", "num_requests", "calls")
        record.requests = requests ?? 1
        record.isRollup = record.requests != 1
        try record.usage.addTokens(
            input: value.count("input_tokens", "prompt_tokens", "tokens_in", "input") ?? 0,
            read: value.count("cached_tokens", "cache_read_tokens", "cache_read_input_tokens", "cache_read") ?? 0,
            write5m: value.count("cache_write_tokens", "cache_creation_input_tokens", "cache_write") ?? 0,
            output: value.count("output_tokens", "completion_tokens", "tokens_out", "output") ?? 0,
            reasoning: value.count("reasoning_tokens", "reasoning") ?? 0)
        record.model = value.text("model", "model_name", "model_id")
        record.provider = value.text("provider")
        record.instant = try ResponseLog.time([value])
        record.session = value.text("session_id", "session", "conversation_id") ?? ""
        record.charged = try value.amount("cost", "cost_usd", "total_cost")
        record.labels = context.labels.read([value])
        return [record]
    }
}
