import AssayEstimation
import AssayPricing
import Testing

/// Reads logs from texts.
enum UsageLogs {
    static let now = UTCInstant("2026-11-21")!

    /// The ledger of some files and what was read of each.
    static func read(
        _ files: [String], labels: [UsageDimension] = [], partSize: Int = 1 << 20
    ) throws -> (ledger: UsageLedger, tallies: [UsageLogReader.Tally]) {
        var ledger = UsageLedger()
        var tallies: [UsageLogReader.Tally] = []
        for file in files {
            var reader = UsageLogReader(labels: labels)
            ledger.beginFile()
            let bytes = Array(file.utf8)
            var start = 0
            while start < bytes.count {
                // The first part has to hold the beginning.
                let end = min(bytes.count, start + (start == 0 ? max(partSize, 8192) : partSize))
                try bytes[start..<end].withUnsafeBufferPointer { part in
                    try reader.feed(part) { ledger.add($0) }
                }
                start = end
            }
            reader.finish { ledger.add($0) }
            tallies.append(reader.tally)
        }
        return (ledger, tallies)
    }

    static func report(
        _ files: [String], by dimensions: [UsageDimension] = [.model],
        _ change: (inout UsageAnalysis) -> Void = { _ in }
    ) throws -> UsageReport {
        var analysis = UsageAnalysis(prices: .embedded, now: now)
        analysis.dimensions = dimensions
        change(&analysis)
        return analysis.report(on: try read(files, labels: dimensions).ledger)
    }

    /// A line of an agent's session.
    static func turn(
        _ id: String, minute: Int, input: Int = 4, read: Int = 0, write: Int = 0, output: Int = 100,
        session: String = "s", model: String = "claude-sonnet-4-5-20250929", agent: String? = nil
    ) -> String {
        let time = "2026-11-02T\(minute / 600)\(minute / 60 % 10):\(minute % 60 / 10)\(minute % 10):00.000Z"
        let side = agent.map { ",\"isSidechain\":true,\"agentId\":\"\($0)\"" } ?? ""
        return """
            {"type":"assistant","sessionId":"\(session)","timestamp":"\(time)"\(side),"message":{"id":"\(id)",\
            "role":"assistant","model":"\(model)","content":[{"type":"text","text":"ok"}],"usage":{"input_tokens":\
            \(input),"cache_read_input_tokens":\(read),"cache_creation_input_tokens":\(write),"output_tokens":\
            \(output),"service_tier":"standard"}}}

            """
    }

    /// A response with a time.
    static func response(
        _ id: String, day: Int, input: Int = 1_000_000, output: Int = 0, reasoning: Int = 0, model: String = "gpt-4o",
        more: String = ""
    ) -> String {
        """
        {"id":"\(id)","timestamp":"2026-11-\(day < 10 ? "0" : "")\(day)T12:00:00Z","model":"\(model)"\(more),"usage":\
        {"prompt_tokens":\(input),"completion_tokens":\(output),"completion_tokens_details":{"reasoning_tokens":\
        \(reasoning)}}}

        """
    }
}
