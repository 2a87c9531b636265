import AssayPricing

extension UsageLedger {
    /// One response, or one row of an export.
    struct Entry {
        var instant: UTCInstant?
        var usage: CompactUsage
        var requests: Int
        /// Places in the ledger's tables.
        var model: Int32
        var provider: Int32
        var options: Int32
        var session: Int32
        var agent: Int32
        var labels: Int32
        var file: Int32
        var charged: Int32 = -1
        var promptsLongerThan: Int32
        var flags: Flags
    }

    struct Flags: OptionSet {
        let rawValue: UInt8
        static let isRollup = Flags(rawValue: 1)
        static let isChargeOnly = Flags(rawValue: 2)
        static let isFree = Flags(rawValue: 4)
        static let isInOrder = Flags(rawValue: 8)
        static let knowsReasoningRequest = Flags(rawValue: 16)
        static let asksForReasoning = Flags(rawValue: 32)
    }
}

extension UsageLedger.Flags {
    init(_ record: UsageRecord) {
        self = []
        if record.isRollup { insert(.isRollup) }
        if record.isChargeOnly { insert(.isChargeOnly) }
        if record.isFree { insert(.isFree) }
        if record.isInOrder { insert(.isInOrder) }
        if let asks = record.asksForReasoning {
            insert(.knowsReasoningRequest)
            if asks { insert(.asksForReasoning) }
        }
    }
}
