/// How a model counts what is not text.
struct MediaRules {
    var image: ImageRule
    /// Whether the rule is published for the model, and not for one like it.
    var isPublished: Bool
    /// Tokens of a page of a document.
    var page: ScaledCount
    /// Tokens of a second of audio, of video.
    var audioSecond: ScaledCount
    var videoSecond: ScaledCount

    init(model: String?) {
        let name = model.map { ModelName($0).text } ?? ""
        if name.hasPrefix("claude") {
            self = Self.claude(name)
        } else if name.hasPrefix("gemini") {
            self = Self.gemini(name)
        } else {
            self = Self.openAI(name)
        }
    }

    private init(
        _ image: ImageRule, isPublished: Bool = true, page: ScaledCount, audioSecond: ScaledCount = unknownAudio,
        videoSecond: ScaledCount = unknownVideo
    ) {
        self.image = image
        self.isPublished = isPublished
        self.page = page
        self.audioSecond = audioSecond
        self.videoSecond = videoSecond
    }

    private static let unknownAudio = ScaledCount(low: 5, point: 25, high: 50, method: .heuristic)
    private static let unknownVideo = ScaledCount(low: 60, point: 263, high: 1000, method: .heuristic)

    /// Anthropic: a page is its text, of 1,500 to 3,000 tokens as its documentation of PDF says, and its image.
    private static func claude(_ name: String) -> MediaRules {
        let isNew = ModelCatalogue.isNewClaude(name)
        let image = isNew ? ImageRule.claude(edge: 2576, budget: 4784) : .claude(edge: 1568, budget: 1568)
        return MediaRules(
            image, page: ScaledCount(low: 1500, point: 3500, high: isNew ? 7800 : 4600, method: .heuristic))
    }

    /// Google: a page is an image; video is 263 tokens a second and audio 32, as its documentation of tokens says.
    private static func gemini(_ name: String) -> MediaRules {
        let audio = ScaledCount(32, method: .exactWithTemplate)
        if name.hasPrefix("gemini-1") || name.hasPrefix("gemini-2") {
            return MediaRules(
                .gemini2, page: ScaledCount(258, method: .exactWithTemplate), audioSecond: audio,
                videoSecond: ScaledCount(263, method: .exactWithTemplate))
        }
        // 70 tokens a frame by default and 280 at high resolution, one frame a second, and its sound.
        return MediaRules(
            .gemini3, isPublished: name.hasPrefix("gemini-3"),
            page: ScaledCount(low: 280, point: 560, high: 1120, method: .calibrated), audioSecond: audio,
            videoSecond: ScaledCount(low: 70, point: 102, high: 312, method: .calibrated))
    }

    /// OpenAI: a page is its text and its image. Audio is a token a tenth of a second.
    private static func openAI(_ name: String) -> MediaRules {
        let page = ScaledCount(low: 200, point: 1500, high: 4000, method: .heuristic)
        guard let (_, rule) = openAIRules.first(where: { name.hasPrefix($0.prefix) }) else {
            return MediaRules(.unknown, isPublished: false, page: page)
        }
        // What is published of the newest models leaves their budget of patches open.
        return MediaRules(
            rule, isPublished: rule != newestPatches, page: page, audioSecond: ScaledCount(10, method: .calibrated))
    }

    private static let newestPatches = ImageRule.openAIPatches(budget: 1536, thousandths: 1200)

    /// The first that fits.
    private static let openAIRules: [(prefix: String, rule: ImageRule)] = [
        ("gpt-4o-mini", .openAITiles(base: 2833, tile: 5667)),
        ("gpt-4.1-mini", .openAIPatches(budget: 1536, thousandths: 1620)),
        ("gpt-4.1-nano", .openAIPatches(budget: 1536, thousandths: 2460)),
        ("gpt-4", .openAITiles(base: 85, tile: 170)), ("chatgpt-4o", .openAITiles(base: 85, tile: 170)),
        ("o4-mini", .openAIPatches(budget: 1536, thousandths: 1720)),
        ("o1", .openAITiles(base: 75, tile: 150)), ("o3", .openAITiles(base: 75, tile: 150)),
        ("gpt-5-mini", .openAIPatches(budget: 1536, thousandths: 1620)),
        ("gpt-5-nano", .openAIPatches(budget: 1536, thousandths: 2460)),
        ("gpt-5.", newestPatches),
        ("gpt-5", .openAITiles(base: 70, tile: 140)),
        ("gpt-6", newestPatches),
    ]
}
