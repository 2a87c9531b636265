/// The usage objects of OpenAI, and of the many who copied them.
enum OpenAIUsage {
    /// Chat completions: `prompt_tokens` and `completion_tokens`, with parts of each in details.
    static func chat(_ response: UsageFields, format: UsageFormat) throws(UsageReadError) -> ReportedUsage {
        let usage = response.usageObject
        var report = ReportedUsage(format: format, model: response.text("model"))
        let input = usage.object("prompt_tokens_details")
        let prompt = try usage.count("prompt_tokens")
        let cached = try cachedTokens(prompt, usage, input)
        let written = try input.count("cache_write_tokens")
        try addInput(
            prompt, "prompt_tokens", cached: cached, written: written, audio: try input.count("audio_tokens"), &report)
        let details = usage.object("completion_tokens_details")
        let reasoning = try same(
            (details, "reasoning_tokens"), (usage, "reasoning_tokens"), in: "completion_tokens_details")
        try addOutput(
            try usage.count("completion_tokens"), "completion_tokens", reasoning: reasoning,
            audio: try details.count("audio_tokens"), isReasoningInside: format != .xAI, &report)
        try addService(response, usage, &report)
        return report
    }

    /// Responses: `input_tokens` and `output_tokens`, with details under the same names.
    static func responses(_ response: UsageFields) throws(UsageReadError) -> ReportedUsage {
        let usage = response.usageObject
        var report = ReportedUsage(format: .openAIResponses, model: response.text("model"))
        let input = usage.object("input_tokens_details")
        try addInput(
            try usage.count("input_tokens"), "input_tokens", cached: try input.count("cached_tokens"),
            written: try input.count("cache_write_tokens"), audio: 0, &report)
        try addOutput(
            try usage.count("output_tokens"), "output_tokens",
            reasoning: try usage.object("output_tokens_details").count("reasoning_tokens"), audio: 0,
            isReasoningInside: true, &report)
        for item in response.elements("output") {
            switch item.text("type") {
            case "web_search_call": try report.add(1, to: .webSearch)
            case "file_search_call": try report.add(1, to: Meter(.none, .fileSearch))
            default: break
            }
        }
        try addService(response, usage, &report)
        return report
    }

    /// The cached part of the prompt, which some providers say in two places and DeepSeek beside its misses.
    private static func cachedTokens(
        _ prompt: Int, _ usage: UsageFields, _ details: UsageFields
    ) throws(UsageReadError) -> Int {
        let (hits, misses) = ("prompt_cache_hit_tokens", "prompt_cache_miss_tokens")
        if usage.has(hits), usage.has(misses) {
            let sum = try usage.count(hits) + usage.count(misses)
            guard sum == prompt else {
                throw UsageReadError(
                    code: .inconsistent,
                    reason: "\(hits) and \(misses) add up to \(sum), and prompt_tokens is \(prompt)")
            }
        }
        let listed = try same((details, "cached_tokens"), (usage, "cached_tokens"), in: "prompt_tokens_details")
        let hit = try usage.count(hits)
        guard listed == 0 || hit == 0 || listed == hit else {
            throw UsageReadError(code: .inconsistent, reason: "cached_tokens is \(listed), and \(hits) is \(hit)")
        }
        return max(listed, hit)
    }

    /// A count that stands in the details, in the usage itself or in both; zero in one of them says nothing.
    private static func same(
        _ inner: (fields: UsageFields, key: String), _ outer: (fields: UsageFields, key: String), in details: String
    ) throws(UsageReadError) -> Int {
        let (one, two) = (try inner.fields.count(inner.key), try outer.fields.count(outer.key))
        guard one == 0 || two == 0 || one == two else {
            throw UsageReadError(
                code: .inconsistent,
                reason: "\(inner.key) is \(one) in \(details), and \(two) in the usage around it")
        }
        return max(one, two)
    }

    private static func addInput(
        _ prompt: Int, _ name: String, cached: Int, written: Int, audio: Int, _ report: inout ReportedUsage
    ) throws(UsageReadError) {
        var fresh = try report.remainder(of: prompt, name, without: cached, "cached_tokens")
        fresh = try report.remainder(of: fresh, "\(name) that is not cached", without: written, "cache_write_tokens")
        // Cached sound is counted both as cached and as sound; only what is left of the prompt can be fresh sound.
        let sound = min(audio, fresh)
        try report.add(fresh - sound, to: .input)
        try report.add(sound, to: Meter(.input, .base, .audio))
        try report.add(cached, to: .cacheRead)
        try report.add(written, to: .cacheWrite)
        if cached > 0 || written > 0 {
            report.notes.append(
                "\(name) \(prompt) includes \(cached) read from the cache"
                    + (written > 0 ? " and \(written) written to it" : "") + ": input \(fresh)")
        }
    }

    private static func addOutput(
        _ output: Int, _ name: String, reasoning: Int, audio: Int, isReasoningInside: Bool,
        _ report: inout ReportedUsage
    ) throws(UsageReadError) {
        var visible = output
        if isReasoningInside {
            visible = try report.remainder(of: output, name, without: reasoning, "reasoning_tokens")
        }
        visible = try report.remainder(of: visible, "visible output", without: audio, "audio_tokens")
        try report.add(visible, to: .output)
        try report.add(reasoning, to: .reasoning)
        try report.add(audio, to: Meter(.output, .base, .audio))
        if reasoning > 0 {
            report.notes.append(
                isReasoningInside
                    ? "\(name) \(output) includes \(reasoning) of reasoning: output \(visible)"
                    : "\(reasoning) reasoning tokens are counted beside \(name) \(output)")
        }
    }

    private static func addService(
        _ response: UsageFields, _ usage: UsageFields, _ report: inout ReportedUsage
    ) throws(UsageReadError) {
        // `auto` is what a request asks for; a response that repeats it does not say how it was served.
        if let tier = response.text("service_tier") ?? usage.text("service_tier"), tier != "auto" {
            report.options.tier = tier
        }
        try report.add(try usage.object("server_tool_use").count("web_search_requests"), to: .webSearch)
        if let cost = usage.numberText("cost") { report.notes.append("the response reports a cost of $\(cost)") }
    }
}
