import AssayJSON
import AssayPricing

/// Anthropic's usage and cost exports: buckets of the Admin interface, and tables of the Console.
enum AnthropicExport: ProviderExport {
    static let start = "starting_at"

    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        try records(value.array("results"), of: value, context)
    }

    static func row(
        _ row: LogFields, _ bucket: LogFields, _ context: LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        if let charge = try charge(row, bucket, context) { return charge }
        guard row.has(anyOf: ["uncached_input_tokens", "usage_input_tokens_no_cache"]) else { return nil }
        var record = rollup(row, bucket)
        // The export does not say how many requests there were.
        record.requests = 0
        let writes = row.object("cache_creation")
        try record.usage.add([
            (.input, row.count("uncached_input_tokens", "usage_input_tokens_no_cache") ?? 0),
            (.cacheRead, row.count("cache_read_input_tokens", "usage_input_tokens_cache_read") ?? 0),
            (
                .cacheWrite5m,
                LogFields.first(
                    writes.count("ephemeral_5m_input_tokens"), row.count("usage_input_tokens_cache_write_5m"))
            ),
            (
                .cacheWrite1h,
                LogFields.first(
                    writes.count("ephemeral_1h_input_tokens"), row.count("usage_input_tokens_cache_write_1h"))
            ),
            (.output, row.count("output_tokens", "usage_output_tokens") ?? 0),
            (
                .webSearch,
                LogFields.first(
                    row.object("server_tool_use").count("web_search_requests"), row.count("web_search_count"))
            ),
        ])
        record.model = row.text("model", "model_version")
        record.provider = "anthropic"
        serve(&record, row)
        try finish(&record, row, bucket, context)
        return record
    }

    private static func serve(_ record: inout UsageRecord, _ row: LogFields) {
        switch row.text("service_tier", "usage_type")?.lowercased() {
        case "batch": record.options.batch = true
        case let tier? where tier != "message": record.options.tier = tier
        default: break
        }
        record.options.speed = row.text("speed")
        if let place = row.text("inference_geo"), place != "not_available", place != "unknown" {
            record.options.residency = place
        }
        let window = row.text("context_window") ?? ""
        if window.hasPrefix("200k-") || window.hasPrefix(">") || window.hasPrefix("\u{2265}") {
            record.promptsLongerThan = 200_000
        }
    }

    /// A row of a cost export: money without tokens. The interface tells cents, the Console's tables dollars.
    private static func charge(
        _ row: LogFields, _ bucket: LogFields, _ context: LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        let amount: ExactDecimal?
        if row.has("cost_usd") {
            amount = try row.amount("cost_usd")
        } else if bucket.has(start), row.has("amount"), let cents = try row.amount("amount") {
            try UsageLogError.check(currency: row.text("currency"))
            amount = try? cents.shifted(by: -2)
        } else {
            return nil
        }
        var record = charge(amount, row, bucket)
        record.model = row.text("model", "model_version", "description")
        try finish(&record, row, bucket, context)
        return record
    }

    private static func finish(
        _ record: inout UsageRecord, _ row: LogFields, _ bucket: LogFields, _ context: LogContext
    ) throws(UsageLogError) {
        record.instant = try bucket.instant("starting_at", "usage_date_utc", "usage_date", "date")
        record.labels = context.labels.read([row, bucket])
    }
}
