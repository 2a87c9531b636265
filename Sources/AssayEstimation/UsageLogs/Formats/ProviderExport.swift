import AssayJSON
import AssayPricing

/// A provider's export of usage and cost: buckets of time with rows, or tables whose rows tell their time themselves.
protocol ProviderExport: UsageLogFormat {
    /// The field in which a bucket tells when it starts.
    static var start: String { get }

    /// A row's record; nil where it is none of this export.
    ///
    /// - Parameter bucket: where the row's time is; of a table the row itself.
    static func row(_ row: LogFields, _ bucket: LogFields, _ context: LogContext) throws(UsageLogError) -> UsageRecord?
}

extension ProviderExport {
    /// The records of a bucket, or of a table's row.
    ///
    /// - Parameter rows: the bucket's; nil for the row of a table.
    static func records(
        _ rows: [JSONValue]?, of value: LogFields, _ context: LogContext
    ) throws(UsageLogError) -> [UsageRecord]? {
        guard let rows else { return try row(value, value, context).map { [$0] } }
        guard value.has(start) else { return nil }
        var records: [UsageRecord] = []
        for one in rows {
            if let record = try row(LogFields(one), value, context) { records.append(record) }
        }
        return records
    }

    /// The record of a row, which stands for any number of requests.
    static func rollup(_ row: LogFields, _ bucket: LogFields) -> UsageRecord {
        var record = UsageRecord(identity: .row(row.digest(bucket.text(start) ?? "")))
        record.isRollup = true
        return record
    }

    /// The record of a row of a cost export: money without tokens.
    static func charge(_ amount: ExactDecimal?, _ row: LogFields, _ bucket: LogFields) -> UsageRecord {
        var record = rollup(row, bucket)
        record.isChargeOnly = true
        record.requests = 0
        record.charged = amount
        return record
    }
}

extension UsageLogError {
    /// Refuses amounts in another currency: they would be added to others that are in dollars.
    static func check(currency: String?) throws(UsageLogError) {
        guard let currency = currency?.lowercased(), currency != "usd" else { return }
        throw UsageLogError("the amount is in \(currency); only US dollars are read")
    }
}
