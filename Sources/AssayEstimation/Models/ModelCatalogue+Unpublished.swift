extension ModelCatalogue {
    /// Models that can only be estimated, unless the user has imported the vocabulary that the vendor names.
    static let unpublished: [ModelFamily] = gemini + others

    private static let gemini: [ModelFamily] = [
        ModelFamily(
            ["gemini-2.0-flash", "gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite"],
            prefixes: ["gemini-2."], .vendorMapped("gemma3", "Gemini 2.0 to 2.5 use the vocabulary of Gemma 3"),
            geminiEstimate("gemma3")),
        ModelFamily(
            ["gemini-3-pro-preview", "gemini-3-flash-preview", "gemini-3.1-pro-preview", "gemini-3.1-flash-lite"]
                + ["gemini-3.5-flash", "gemini-3.5-flash-lite", "gemini-3.6-flash", "gemini-3.7-flash"]
                + ["gemini-3.8-flash"],
            prefixes: ["gemini-3"], .vendorMapped("gemma4", "Gemini 3 uses the vocabulary of Gemma 4"),
            geminiEstimate("gemma4")),
        ModelFamily(["gemini-4-argon"], prefixes: ["gemini-4"], geminiEstimate(nil)),
    ]

    /// Measured on code: 1.18 times o200k_base (1.12-1.22). Prose and other scripts were not measured, so the bands
    /// reach further down.
    private static func geminiEstimate(_ gemma: String?) -> ModelTokenization {
        let hint = gemma.map {
            "; for a count import Gemma's tokenizer file with 'assay vocab import FILE --name \($0)'"
        }
        return ModelTokenization(
            vocabulary: "o200k_base", method: .calibrated,
            calibration: Calibration(
                latin: Calibration.Factor(1180, 950...1220), other: Calibration.Factor(1180, 750...1400)),
            source: "measured on code against o200k_base" + (hint ?? ""))
    }

    private static let others: [ModelFamily] = [
        ModelFamily(
            ["grok-4", "grok-4-0709", "grok-4-fast-reasoning", "grok-4.3", "grok-4.7", "grok-code-fast-1"]
                + ["grok-build-0.1"],
            prefixes: ["grok-"], .heuristic(noVocabulary)),
        ModelFamily(
            ["nova-micro-v1", "nova-lite-v1", "nova-pro-v1", "nova-premier-v1", "nova-2-lite-v1"],
            prefixes: ["nova-"], .heuristic(noVocabulary)),
        ModelFamily(["muse-spark-1.3", "muse-wonder-1.0"], prefixes: ["muse-"], .heuristic(noVocabulary)),
        ModelFamily(
            ["command", "command-light", "command-r", "command-r-plus", "command-r7b", "command-a"],
            prefixes: ["command-"], .heuristic(notEmbedded)),
        ModelFamily(["kimi-k2", "kimi-k2.7-code", "kimi-k3"], prefixes: ["kimi-"], .heuristic(notEmbedded)),
        ModelFamily(["minimax-m2", "minimax-m3"], prefixes: ["minimax-"], .heuristic(notEmbedded)),
        ModelFamily(
            ["glm-4.5", "glm-4.6", "glm-4.7", "glm-5", "glm-5.3"], prefixes: ["glm-"], .heuristic(notEmbedded)),
        ModelFamily(["sonar", "sonar-pro", "sonar-reasoning-pro"], prefixes: ["sonar-"], .heuristic(noVocabulary)),
    ]

    private static let noVocabulary = "the vendor publishes no vocabulary; o200k_base stands in"
    private static let notEmbedded = "the vocabulary is not embedded; o200k_base stands in"
}
