/// Google's usage metadata: cached tokens inside the prompt, thoughts and tool prompts beside it.
enum GeminiUsage {
    static func read(_ response: UsageFields) throws(UsageReadError) -> ReportedUsage {
        let names = Names(response)
        var report = ReportedUsage(
            format: .gemini,
            model: response.text("modelVersion") ?? response.text("model_version") ?? response.text("model"))
        let usage = names.usage
        let prompt = try usage.count(names.prompt)
        let cached = try usage.count(names.cached)
        let fresh = try report.remainder(of: prompt, names.prompt, without: cached, names.cached)
        let cachedParts = try parts(usage.elements(names.cachedDetails), upTo: cached)
        try add(cached, cachedParts, .input, .cacheRead, &report)
        var freshParts = try parts(usage.elements(names.promptDetails), upTo: prompt)
        for (modality, count) in cachedParts { freshParts[modality] = max(0, (freshParts[modality] ?? 0) - count) }
        try add(fresh, freshParts, .input, .base, &report)
        let output = try usage.count(names.output)
        try add(output, try parts(usage.elements(names.outputDetails), upTo: output), .output, .base, &report)
        let thoughts = try usage.count(names.thoughts)
        try report.add(thoughts, to: .reasoning)
        try report.add(try usage.count(names.tools), to: Meter(.input, .tool))
        if cached > 0 {
            report.notes.append("\(names.prompt) \(prompt) includes \(cached) read from the cache: input \(fresh)")
        }
        if thoughts > 0 {
            report.notes.append("\(thoughts) tokens of thought are counted beside \(names.output) \(output)")
        }
        if let tier = (usage.text("serviceTier") ?? usage.text("service_tier"))?.lowercased() {
            report.options.tier = tier
        }
        return report
    }

    /// The tokens of other modalities than text; documents are images.
    private static func parts(_ details: [UsageFields], upTo total: Int) throws(UsageReadError) -> [Meter.Modality: Int] {
        var parts: [Meter.Modality: Int] = [:]
        for detail in details {
            let modality: Meter.Modality
            switch detail.text("modality") {
            case "AUDIO": modality = .audio
            case "IMAGE", "DOCUMENT": modality = .image
            case "VIDEO": modality = .video
            default: continue
            }
            let count = detail.has("tokenCount") ? try detail.count("tokenCount") : try detail.count("token_count")
            parts[modality, default: 0] = min(total, parts[modality, default: 0] + count)
        }
        return parts
    }

    /// Splits a count by modality; what no detail claims is text.
    private static func add(
        _ total: Int, _ parts: [Meter.Modality: Int], _ direction: Meter.Direction, _ kind: Meter.Kind,
        _ report: inout ReportedUsage
    ) throws(UsageReadError) {
        var rest = total
        for modality in [Meter.Modality.audio, .image, .video] {
            let part = min(parts[modality] ?? 0, rest)
            try report.add(part, to: Meter(direction, kind, modality))
            rest -= part
        }
        try report.add(rest, to: Meter(direction, kind))
    }

    /// The interface writes names in camel case, Google's Python library in snake case.
    private struct Names {
        let usage: UsageFields
        let prompt, cached, output, thoughts, tools, promptDetails, cachedDetails, outputDetails: String

        init(_ response: UsageFields) {
            let isSnake = response.has("usage_metadata") || response.has("prompt_token_count")
            let key = isSnake ? "usage_metadata" : "usageMetadata"
            usage = response.has(key) ? response.object(key) : response
            prompt = isSnake ? "prompt_token_count" : "promptTokenCount"
            cached = isSnake ? "cached_content_token_count" : "cachedContentTokenCount"
            output = isSnake ? "candidates_token_count" : "candidatesTokenCount"
            thoughts = isSnake ? "thoughts_token_count" : "thoughtsTokenCount"
            tools = isSnake ? "tool_use_prompt_token_count" : "toolUsePromptTokenCount"
            promptDetails = isSnake ? "prompt_tokens_details" : "promptTokensDetails"
            cachedDetails = isSnake ? "cache_tokens_details" : "cacheTokensDetails"
            outputDetails = isSnake ? "candidates_tokens_details" : "candidatesTokensDetails"
        }
    }
}
