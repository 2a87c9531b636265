import AssayJSON
import AssayPricing

/// OpenAI's usage and cost exports: buckets of the organization's interface, and tables of the dashboard.
enum OpenAIExport: ProviderExport {
    static let start = "start_time"

    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        try records(value.array("results") ?? value.array("result"), of: value, context)
    }

    static func row(
        _ row: LogFields, _ bucket: LogFields, _ context: LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        if let charge = try charge(row, bucket, context) { return charge }
        guard row.has(anyOf: ["num_model_requests", "n_requests", "n_context_tokens_total"]) else { return nil }
        var record = rollup(row, bucket)
        record.requests = try row.count("num_model_requests", "n_requests") ?? 1
        record.usage = try usage(row)
        record.model = row.text("model", "snapshot_id", "source")
        record.provider = "openai"
        record.options.batch = row.flag("batch") == true
        record.options.tier = row.text("service_tier").flatMap { $0 == "auto" ? nil : $0 }
        try finish(&record, row, bucket, context)
        return record
    }

    /// Cached and audio tokens are inside the totals.
    private static func usage(_ row: LogFields) throws(UsageLogError) -> Usage {
        let input = try row.count("input_tokens", "n_context_tokens_total") ?? 0
        let output = try row.count("output_tokens", "n_generated_tokens_total") ?? 0
        let cached = try row.count("input_cached_tokens", "n_cached_context_tokens_total") ?? 0
        let (sound, speech) = (
            try row.count("input_audio_tokens") ?? 0, try row.count("output_audio_tokens") ?? 0
        )
        guard cached + sound <= input || input == 0, speech <= output else {
            throw UsageLogError("cached or audio tokens are more than the tokens that hold them")
        }
        var usage = Usage()
        try usage.add([
            (.input, max(0, input - cached - sound)), (.cacheRead, cached), (Meter(.input, .base, .audio), sound),
            (.output, output - speech), (Meter(.output, .base, .audio), speech),
            (Meter(.none, .item), row.count("images", "num_images") ?? 0),
            (Meter(.input, .character), row.count("characters") ?? 0),
        ])
        return usage
    }

    /// A row of a cost export: money without tokens.
    private static func charge(
        _ row: LogFields, _ bucket: LogFields, _ context: LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        let isCost = row.text("object") == "organization.costs.result" || row.has("amount_value")
        guard isCost else { return nil }
        let amount = row.object("amount")
        try UsageLogError.check(currency: amount.text("currency") ?? row.text("amount_currency"))
        let dollars = amount.has("value") ? try amount.amount("value") : try row.amount("amount_value")
        var record = charge(dollars, row, bucket)
        // Line items are a model and what was charged for: `gpt-4o-2024-08-06, input`.
        record.model = row.text("line_item", "model").map { String($0.prefix { $0 != "," }) }
        try finish(&record, row, bucket, context)
        return record
    }

    private static func finish(
        _ record: inout UsageRecord, _ row: LogFields, _ bucket: LogFields, _ context: LogContext
    ) throws(UsageLogError) {
        record.instant = try bucket.instant(
            "start_time_iso", "start_time", "timestamp", "date", "aggregation_timestamp", "usage_date")
        record.labels = context.labels.read([row, bucket])
    }
}
