/// A price key of `litellm`, taken apart: `cache_read_input_token_cost_above_272k_tokens_priority`.
struct LiteLLMKey {
    var meter: Meter
    /// Prompt tokens above which the price holds; nil for the base price.
    var threshold: Int?
    /// What the request must say; nil for a standard price.
    var condition: Condition?
    /// The quantity the price is for, as a factor to the quoted one: a price a second becomes one an hour.
    var scale: Scale

    enum Scale {
        /// A price for one; the table quotes for `MeterUnit.quoted`.
        case one
        /// Already for the quoted quantity.
        case quoted
    }

    /// Nil for a key that is no price or one that the table cannot say.
    init?(_ key: String, mode: String) {
        // The longest stem first, since some are the start of others.
        guard let stem = LiteLLMKey.stems.first(where: { key.hasPrefix($0.key) }) else { return nil }
        var rest = key.dropFirst(stem.key.count)
        meter = stem.meter
        scale = stem.scale
        if case .cacheWrite = meter.kind {
            if rest.takePrefix("_above_1hr") { meter.kind = .cacheWrite(.oneHour) }
            if rest.takePrefix("_above_12hr") { meter.kind = .cacheWrite(.twelveHours) }
        }
        if rest.takePrefix("_above_") {
            let digits = rest.prefix { $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let thousands = Int(digits), rest.takePrefix("k_tokens") else { return nil }
            threshold = thousands * 1000
        }
        if let special = LiteLLMKey.conditions.first(where: { rest == $0.suffix }) {
            condition = special.condition
            rest = ""
        }
        guard rest.isEmpty else { return nil }
        if meter.kind == .second, meter.modality == .text { meter.modality = LiteLLMKey.modality(mode) }
    }

    /// Seconds are of sound or of film, which the mode tells.
    private static func modality(_ mode: String) -> Meter.Modality {
        switch mode {
        case "audio_transcription", "audio_speech", "realtime": .audio
        case "video_generation": .video
        default: .text
        }
    }

    private static let conditions: [(suffix: String, condition: Condition)] = [
        ("_batches", .batch), ("_flex", Condition(.tier, "flex")), ("_priority", Condition(.tier, "priority")),
        ("_ultrafast", Condition(.tier, "ultrafast")), ("_balanced", Condition(.tier, "balanced")),
        ("_decisions", Condition(.route, "decisions")),
    ]

    private static let stems: [(key: String, meter: Meter, scale: Scale)] = [
        ("input_cost_per_token_cache_hit", .cacheRead, .one), ("input_cost_per_token", .input, .one),
        ("output_cost_per_token", .output, .one), ("cache_read_input_token_cost", .cacheRead, .one),
        ("cache_creation_input_token_cost", .cacheWrite, .one), ("output_cost_per_reasoning_token", .reasoning, .one),
        ("citation_cost_per_token", Meter(.output, .citation), .one),
        ("input_cost_per_audio_token", Meter(.input, .base, .audio), .one),
        ("output_cost_per_audio_token", Meter(.output, .base, .audio), .one),
        ("cache_read_input_audio_token_cost", Meter(.input, .cacheRead, .audio), .one),
        ("cache_creation_input_audio_token_cost", Meter(.input, .cacheWrite(.usual), .audio), .one),
        ("input_cost_per_image_token", Meter(.input, .base, .image), .one),
        ("output_cost_per_image_token", Meter(.output, .base, .image), .one),
        ("cache_read_input_image_token_cost", Meter(.input, .cacheRead, .image), .one),
        ("input_cost_per_video_token", Meter(.input, .base, .video), .one),
        ("output_cost_per_video_token", Meter(.output, .base, .video), .one),
        ("input_cost_per_image", Meter(.input, .item, .image), .one),
        ("output_cost_per_image", Meter(.output, .item, .image), .one),
        ("input_cost_per_pixel", Meter(.input, .pixel, .image), .one),
        ("output_cost_per_pixel", Meter(.output, .pixel, .image), .one),
        ("input_cost_per_character", Meter(.input, .character), .one),
        ("output_cost_per_character", Meter(.output, .character), .one),
        ("input_cost_per_second", Meter(.input, .second), .one),
        ("output_cost_per_second", Meter(.output, .second), .one),
        ("input_cost_per_audio_per_second", Meter(.input, .second, .audio), .one),
        ("input_cost_per_video_per_second", Meter(.input, .second, .video), .one),
        ("output_cost_per_video_per_second", Meter(.output, .second, .video), .one),
        ("input_cost_per_query", Meter(.none, .searchQuery), .one), ("input_cost_per_request", .request, .one),
        ("input_cost_per_text_message", Meter(.none, .message), .one), ("ocr_cost_per_page", Meter(.none, .page), .one),
        ("annotation_cost_per_page", Meter(.none, .annotatedPage), .one),
        ("google_maps_grounding_cost_per_query", Meter(.none, .mapSearch), .one),
        ("code_interpreter_cost_per_session", Meter(.none, .codeSession), .one),
        ("file_search_cost_per_1k_calls", Meter(.none, .fileSearch), .quoted),
    ].sorted { $0.0.count > $1.0.count }
}

extension Substring {
    /// Drops a prefix and says whether it was there.
    fileprivate mutating func takePrefix(_ prefix: String) -> Bool {
        guard hasPrefix(prefix) else { return false }
        self = dropFirst(prefix.count)
        return true
    }
}
