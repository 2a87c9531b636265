import AssayPricing

/// Rows of LiteLLM's spend logs, as JSON or as a table.
enum LiteLLMLog: UsageLogFormat {
    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        guard value.has("request_id"), value.has("spend"),
            value.has(anyOf: ["startTime", "start_time", "call_type", "custom_llm_provider", "model_group"])
        else { return nil }
        guard let id = value.text("request_id") else { throw UsageLogError("request_id is no text") }
        var record = UsageRecord(identity: .response(id))
        let metadata = value.embedded("metadata")
        record.usage = try usage(value, metadata)
        record.model = value.text("model", "model_group")
        record.provider = value.text("custom_llm_provider")
        record.instant = try value.instant("startTime", "start_time", "endTime")
        record.session = value.text("session_id") ?? ""
        record.charged = try value.amount("spend")
        record.isFree = value.flag("cache_hit") == true
        record.options.tier = metadata.object("usage_object").text("service_tier").flatMap { $0 == "auto" ? nil : $0 }
        record.labels = context.labels.read([value])
        record.asksForReasoning = ReasoningRequest.asked(in: [value])
        return [record]
    }

    /// The row's totals, with the parts that newer versions keep in the metadata.
    private static func usage(_ row: LogFields, _ metadata: LogFields) throws(UsageLogError) -> Usage {
        let object = metadata.object("usage_object")
        let more = metadata.object("additional_usage_values")
        let input = object.object("prompt_tokens_details")
        let details = object.object("completion_tokens_details")
        let write = try firstCount([
            object.count("cache_creation_input_tokens"), more.count("cache_creation_input_tokens"),
            input.count("cache_creation_tokens"), row.count("cache_creation_input_tokens"),
        ])
        let hour = try input.object("cache_creation_token_details").count("ephemeral_1h_input_tokens") ?? 0
        var usage = Usage()
        try usage.addTokens(
            input: row.count("prompt_tokens") ?? 0,
            read: firstCount([
                object.count("cache_read_input_tokens"), more.count("cache_read_input_tokens"),
                input.count("cached_tokens"), row.count("cache_read_input_tokens"),
            ]),
            write5m: max(0, write - hour), write1h: hour, output: row.count("completion_tokens") ?? 0,
            reasoning: details.count("reasoning_tokens") ?? 0)
        return usage
    }

    /// The first that says something: zero in one place is often said for lack of a number.
    private static func firstCount(_ counts: [Int?]) -> Int { counts.lazy.compactMap { $0 }.first { $0 > 0 } ?? 0 }
}
