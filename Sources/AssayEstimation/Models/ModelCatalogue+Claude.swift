extension ModelCatalogue {
    /// How a Claude model is counted. Anthropic published one vocabulary, that of Claude 2; the models since share two
    /// unpublished ones, the newer from Opus 4.7, Sonnet 5, Haiku 5, Fable and Mythos on.
    static func claude(_ name: String) -> [ModelTokenization]? {
        let parts = name.split(separator: "-").dropFirst().map(String.init)
        guard let first = parts.first else { return nil }
        if first == "instant" || ["1", "2", "v1", "v2"].contains(version(first)) {
            return [.exact("claude-legacy", "the Claude 2 tokenizer.json of the PyPI wheel anthropic 0.34.2")]
        }
        // claude-3-5-sonnet, claude-3-opus: the version comes first.
        if let major = Int(first) { return major == 3 || major == 4 ? [claudeOld] : nil }
        guard ["opus", "sonnet", "haiku", "fable", "mythos"].contains(first) else { return nil }
        guard parts.count > 1, let major = Int(version(parts[1])), major < 10 else { return nil }
        let minor = parts.count > 2 ? Int(version(parts[2])).flatMap { $0 < 10 ? $0 : nil } : nil
        return [isNewGeneration(family: first, major: major, minor: minor ?? 0) ? claudeNew : claudeOld]
    }

    /// Names to offer for a misspelt one; every one of them resolves.
    static let claudeNames = [
        "claude-2", "claude-2.1", "claude-instant-1.2", "claude-3-haiku", "claude-3-sonnet", "claude-3-opus-latest",
        "claude-3-5-haiku-latest", "claude-3-5-sonnet", "claude-3-7-sonnet-latest", "claude-sonnet-4-0",
        "claude-opus-4-0", "claude-opus-4-1", "claude-haiku-4-5", "claude-sonnet-4-5", "claude-opus-4-5",
        "claude-sonnet-4-6", "claude-opus-4-6", "claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-5",
        "claude-opus-5", "claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5",
        "claude-fable-5-1", "claude-fable-5-2", "claude-mythos-5", "claude-mythos-5-1", "claude-mythos-5-2",
    ]

    /// Whether a model that `claude(_:)` knows is of the newer generation; an unknown one is taken for one.
    static func isNewClaude(_ name: String) -> Bool {
        guard let way = claude(name)?.first else { return true }
        return way == claudeNew
    }

    private static func isNewGeneration(family: String, major: Int, minor: Int) -> Bool {
        if family == "fable" || family == "mythos" { return true }
        return major >= 5 || (family == "opus" && major == 4 && minor >= 7)
    }

    /// The part without what clouds write behind it: `2:1` and `5@20251101` are 2 and 5.
    private static func version(_ part: String) -> String {
        String(part.prefix { $0 != ":" && $0 != "@" })
    }

    /// Claude 3 to Opus 4.6, Sonnet 4.6 and Haiku 4.5. Published ratios to o200k_base: 1.16-1.24 on code, 1.09 on
    /// prose, 1.18 in an independent fit. No ratio is published for other scripts, hence the wide band.
    private static let claudeOld = ModelTokenization(
        vocabulary: "o200k_base", method: .calibrated,
        calibration: Calibration(
            latin: Calibration.Factor(1180, 1050...1300), other: Calibration.Factor(1180, 900...1600)),
        source: "Anthropic publishes no vocabulary since Claude 2; fitted on published ratios to o200k_base")

    /// Opus 4.7, Sonnet 5 and later. Published ratios to o200k_base: 1.43-1.53 on code, 1.58 on prose, 1.53 in an
    /// independent fit; against the older generation 1.00 in Russian, Chinese, Arabic and Hindi, hence its factor.
    private static let claudeNew = ModelTokenization(
        vocabulary: "o200k_base", method: .calibrated,
        calibration: Calibration(
            latin: Calibration.Factor(1500, 1250...1700), other: Calibration.Factor(1180, 900...1600)),
        source: "Anthropic publishes no vocabulary since Claude 2; fitted on published ratios to o200k_base")
}
