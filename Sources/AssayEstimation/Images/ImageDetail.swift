/// How closely a model is asked to look at an image.
public enum ImageDetail: String, Sendable, Hashable, CaseIterable {
    case low, medium, high
    /// Gemini's finest level, for one part of a request.
    case ultraHigh = "ultra-high"
    /// OpenAI's `original`: the image as it is, up to the model's largest budget.
    case original
    /// The provider decides.
    case auto

    /// Reads OpenAI's `detail` and Gemini's `mediaResolution`.
    init(name: String?) {
        let name = name?.lowercased() ?? ""
        self =
            name.hasSuffix("ultra_high")
            ? .ultraHigh
            : name == "original"
                ? .original
                : name.hasSuffix("low")
                    ? .low : name.hasSuffix("medium") ? .medium : name.hasSuffix("high") ? .high : .auto
    }
}
