/// Anthropic's usage object: cached tokens beside `input_tokens`, cache writes by lifetime.
enum AnthropicUsage {
    static func read(_ response: UsageFields) throws(UsageReadError) -> ReportedUsage {
        let usage = response.usageObject
        var report = ReportedUsage(format: .anthropic, model: response.text("model"))
        let input = try usage.count("input_tokens")
        let cached = try usage.count("cache_read_input_tokens")
        let written = try usage.count("cache_creation_input_tokens")
        try report.add(input, to: .input)
        try report.add(cached, to: .cacheRead)
        try addWrites(written, usage, &report)
        let output = try usage.count("output_tokens")
        let thinking = try usage.object("output_tokens_details").count("thinking_tokens")
        try report.add(
            try report.remainder(of: output, "output_tokens", without: thinking, "thinking_tokens"), to: .output)
        try report.add(thinking, to: .reasoning)
        try report.add(try usage.object("server_tool_use").count("web_search_requests"), to: .webSearch)
        if cached > 0 || written > 0 {
            report.notes.append(
                "\(cached) tokens read from the cache and \(written) written to it are counted beside "
                    + "input_tokens \(input)")
        }
        addService(usage, &report)
        return report
    }

    /// Writes are of five minutes unless the breakdown says otherwise; a breakdown has to add up to the total.
    private static func addWrites(
        _ written: Int, _ usage: UsageFields, _ report: inout ReportedUsage
    ) throws(UsageReadError) {
        let (total, parts) = ("cache_creation_input_tokens", "cache_creation")
        let breakdown = usage.object(parts)
        let (short, long) = ("ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens")
        guard breakdown.has(short) || breakdown.has(long) else {
            try report.add(written, to: .cacheWrite5m)
            return
        }
        let sum = try breakdown.count(short) + breakdown.count(long)
        guard sum == written || !usage.has(total) else {
            throw UsageReadError(
                code: .inconsistent, reason: "\(total) is \(written), and the parts in \(parts) add up to \(sum)")
        }
        try report.add(try breakdown.count(short), to: .cacheWrite5m)
        try report.add(try breakdown.count(long), to: .cacheWrite1h)
    }

    private static func addService(_ usage: UsageFields, _ report: inout ReportedUsage) {
        switch usage.text("service_tier") {
        case "batch": report.options.batch = true
        case let tier?: report.options.tier = tier
        case nil: break
        }
        report.options.speed = usage.text("speed")
        if let place = usage.text("inference_geo"), place != "not_available" { report.options.residency = place }
    }
}
