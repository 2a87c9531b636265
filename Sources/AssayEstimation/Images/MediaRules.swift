/// How a model counts what is not text.
struct MediaRules {
    var image: ImageRule
    /// Whether the rule is published for the model, and not for one like it.
    var isPublished: Bool
    private var page: ScaledCount
    /// Tokens of a second of audio.
    var audioSecond: ScaledCount
    private var videoSecond: ScaledCount

    init(model: String?) {
        let name = model.map { ModelName($0).text } ?? ""
        if name.hasPrefix("claude") {
            self = Self.claude(name)
        } else if name.hasPrefix("gemini") {
            self = Self.gemini(name)
        } else {
            self = Self.others(name)
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
        return MediaRules(
            .gemini3, isPublished: name.hasPrefix("gemini-3"), page: gemini3Page(.auto), audioSecond: audio,
            videoSecond: gemini3Video(.auto))
    }

    /// A page of Gemini 3 is an image of at most 560 tokens where nothing else is asked for; its own text is not billed.
    ///
    /// Source: Google's documentation of media resolution.
    private static func gemini3Page(_ detail: ImageDetail) -> ScaledCount {
        let most = detail == .auto ? 560 : ImageRule.gemini3(detail)
        return ScaledCount(low: most * 9 / 10, point: most, high: most, method: .calibrated)
    }

    /// A frame a second of at most 70 tokens, 280 at high resolution, and the sound.
    ///
    /// Source: Google's documentation of media resolution.
    private static func gemini3Video(_ detail: ImageDetail) -> ScaledCount {
        let frame = detail == .high || detail == .ultraHigh ? 280 : 70
        return ScaledCount(low: frame * 9 / 10, point: frame + 32, high: frame + 32, method: .calibrated)
    }

    /// The tokens of a page at a media resolution.
    func page(_ detail: ImageDetail) -> ScaledCount { image == .gemini3 ? Self.gemini3Page(detail) : page }

    /// The tokens of a second of video at a media resolution.
    func videoSecond(_ detail: ImageDetail) -> ScaledCount {
        switch image {
        case .gemini3: Self.gemini3Video(detail)
        // 66 tokens a frame instead of 258; the total is given as about 100.
        case .gemini2 where detail == .low: ScaledCount(low: 66, point: 98, high: 100, method: .calibrated)
        default: videoSecond
        }
    }

    /// OpenAI, and whoever has published how images become tokens: a page is its text and its image. OpenAI's audio is a
    /// token a tenth of a second, as its documentation of realtime costs says.
    private static func others(_ name: String) -> MediaRules {
        let page = ScaledCount(low: 200, point: 1500, high: 4000, method: .heuristic)
        if let (_, rule) = openAIRules.first(where: { name.hasPrefix($0.prefix) }) {
            return MediaRules(
                rule, isPublished: !name.hasPrefix("gpt-5.1"), page: page, audioSecond: ScaledCount(10, method: .calibrated))
        }
        if let (_, rule) = openWeights.first(where: { name.hasPrefix($0.prefix) }) {
            return MediaRules(rule, isPublished: name.hasPrefix("pixtral-"), page: page)
        }
        return MediaRules(.unknown, isPublished: false, page: page)
    }

    /// Models with a budget for high and one for original detail.
    private static func large(_ original: OpenAIPatches.Limit, isDefault: Bool) -> ImageRule {
        .openAIPatches(
            OpenAIPatches(
                high: .init(patches: 2500, longSide: 2048), original: original, prefersOriginal: isDefault,
                thousandths: 1200, isListed: false))
    }

    /// The first that fits.
    private static let openAIRules: [(prefix: String, rule: ImageRule)] = [
        ("gpt-4o-mini", .openAITiles(base: 2833, tile: 5667)),
        ("gpt-4.1-mini", .openAIPatches(.small(thousandths: 1620))),
        ("gpt-4.1-nano", .openAIPatches(.small(thousandths: 2460))),
        ("gpt-4", .openAITiles(base: 85, tile: 170)), ("chatgpt-4o", .openAITiles(base: 85, tile: 170)),
        ("o4-mini", .openAIPatches(.small(thousandths: 1720))),
        ("o1", .openAITiles(base: 75, tile: 150)), ("o3", .openAITiles(base: 75, tile: 150)),
        ("computer-use-preview", .openAITiles(base: 65, tile: 129)),
        ("gpt-5-mini", .openAIPatches(.small(thousandths: 1620))),
        ("gpt-5-nano", .openAIPatches(.small(thousandths: 2460))),
        ("gpt-5.4-mini", .openAIPatches(.small(thousandths: 1620))),
        ("gpt-5.4-nano", .openAIPatches(.small(thousandths: 2460))),
        ("gpt-5.1-codex-mini", .openAIPatches(.small(thousandths: 1200, isListed: false))),
        ("gpt-5-codex-mini", .openAIPatches(.small(thousandths: 1200, isListed: false))),
        ("gpt-5.1", .openAITiles(base: 70, tile: 140)),
        ("gpt-5.2", .openAIPatches(.small(thousandths: 1200, isListed: false))),
        ("gpt-5.3", .openAIPatches(.small(thousandths: 1200, isListed: false))),
        ("gpt-5.4", large(.init(patches: 10_000, longSide: 6000), isDefault: false)),
        ("gpt-5.5", large(.init(patches: 10_000, longSide: 6000), isDefault: true)),
        // 5.6 does not shrink the original.
        ("gpt-5.", large(.init(), isDefault: true)),
        ("gpt-5", .openAITiles(base: 70, tile: 140)),
        // Nor does 6, which refuses one of more than 30,000 patches; its factor is listed.
        (
            "gpt-6",
            .openAIPatches(
                OpenAIPatches(
                    high: .init(patches: 2500, longSide: 65_535), original: .init(), prefersOriginal: true,
                    thousandths: 1200))
        ),
    ]

    private static let openWeights: [(prefix: String, rule: ImageRule)] = [
        ("pixtral-", .mistral(square: 16, edge: 1024)),
        ("mistral-small-25", .mistral(square: 28, edge: 1540)), ("mistral-medium-", .mistral(square: 28, edge: 1540)),
        ("magistral-", .mistral(square: 28, edge: 1540)), ("ministral-", .mistral(square: 28, edge: 1540)),
        ("mistral-large-25", .mistral(square: 28, edge: 1540)),
        ("qwen2-vl", .qwen(square: 28, smallest: 4)), ("qwen2.5-vl", .qwen(square: 28, smallest: 4)),
        ("qwen-vl", .qwen(square: 28, smallest: 4)), ("qwen3-vl", .qwen(square: 32, smallest: 64)),
    ]
}
