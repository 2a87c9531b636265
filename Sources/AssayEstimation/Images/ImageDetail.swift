/// How closely a model is asked to look at an image.
public enum ImageDetail: String, Sendable, Hashable, CaseIterable {
    case low, medium, high
    /// The provider decides; all of them take it for their default.
    case auto

    /// Reads OpenAI's `detail` and Gemini's `mediaResolution`.
    init(name: String?) {
        let name = name?.lowercased() ?? ""
        self =
            name.hasSuffix("low")
            ? .low
            : name.hasSuffix("medium") ? .medium : name.hasSuffix("high") || name == "original" ? .high : .auto
    }
}
