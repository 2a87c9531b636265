import AssayText

/// What to take for media whose size or length neither the data nor the request says.
public struct MediaAssumptions: Sendable, Hashable {
    /// The size of an image.
    public var image: PixelSize?
    /// The pages of a document.
    public var pages: Int?
    /// How long audio and video play.
    public var seconds: Int?

    public init(image: PixelSize? = nil, pages: Int? = nil, seconds: Int? = nil) {
        self.image = image
        self.pages = pages
        self.seconds = seconds
    }
}

/// Counts media by a model's rules.
struct MediaCounter {
    private let rules: MediaRules
    private let assumptions: MediaAssumptions

    init(model: String?, assumptions: MediaAssumptions = MediaAssumptions()) {
        rules = MediaRules(model: model)
        self.assumptions = assumptions
    }

    func count(_ item: MediaItem) -> MediaCount {
        switch item.kind {
        case .image: image(item)
        case .document: document(item)
        case .audio: played(item, rules.audioSecond)
        case .video: played(item, rules.videoSecond(item.detail))
        }
    }

    // MARK: Kinds

    private func image(_ item: MediaItem) -> MediaCount {
        let detail = item.detail == .auto ? "" : ", \(item.detail.rawValue) detail"
        if let size = item.size ?? assumptions.image {
            let origin = item.size == nil ? "as assumed" : item.isRead ? "read from the data" : "as the request says"
            guard rules.image != .unknown else { return unknown(item, detail) }
            let tokens = rules.image.count(size, item.detail)
            let isSure = rules.isPublished && tokens.low == tokens.high
            return MediaCount(
                kind: .image,
                tokens: TokenCount(
                    low: tokens.low, point: tokens.point, high: tokens.high,
                    method: isSure ? .exactWithTemplate : .calibrated),
                basis: "\(size)\(detail), \(origin)")
        }
        return unknown(item, detail)
    }

    private func unknown(_ item: MediaItem, _ detail: String) -> MediaCount {
        let range = rules.image.range(item.detail)
        let isSure = range.low == range.high && rules.isPublished
        let isRuleKnown = rules.image != .unknown
        return MediaCount(
            kind: .image,
            tokens: TokenCount(
                low: range.low, point: range.point, high: range.high, method: isSure ? .exactWithTemplate : .heuristic),
            basis: isSure
                ? "the same for every size\(detail)"
                : isRuleKnown ? "the size is not known\(detail)" : "the model's rule for images is not known\(detail)",
            gap: range.low == range.high ? nil : isRuleKnown ? .imageSize : .imageRule)
    }

    private func document(_ item: MediaItem) -> MediaCount {
        let page = rules.page(item.detail)
        guard let pages = item.pages ?? assumptions.pages, pages > 0 else {
            return range(item, page, 1, 5, 100, "the number of pages is not known; 1 to 100 are taken", .pages)
        }
        let origin = item.pages == nil ? "as assumed" : "read from the data"
        return range(
            item, page, Double(pages), Double(pages), Double(pages),
            "\(plural(pages, "page")), \(origin)")
    }

    private func played(_ item: MediaItem, _ second: ScaledCount) -> MediaCount {
        guard let seconds = item.seconds ?? assumptions.seconds.map(Double.init), seconds >= 0, seconds < 1e9 else {
            return range(
                item, second, 1, 60, 600, "the length is not known; 1 to 600 seconds are taken",
                item.kind == .audio ? .audioLength : .videoLength)
        }
        let origin = item.seconds == nil ? "as assumed" : "read from the data"
        let shown = seconds == seconds.rounded() ? "\(Int(seconds))" : "\((seconds * 10).rounded() / 10)"
        return range(item, second, seconds, seconds, seconds, "\(shown) s, \(origin)")
    }

    /// A rate times a number that is known or lies in a range.
    private func range(
        _ item: MediaItem, _ rate: ScaledCount, _ low: Double, _ point: Double, _ high: Double, _ basis: String,
        _ gap: MediaGap? = nil
    ) -> MediaCount {
        func product(_ part: Int, _ factor: Double) -> Int {
            let tokens = Double(part) / Double(ScaledCount.unit) * factor
            // A started token is a token; rates are whole numbers, so a whole length is exact.
            return tokens < 1e15 ? Int(tokens.rounded(.up)) : Int(1e15)
        }
        let method = low == high ? rate.method : .heuristic
        return MediaCount(
            kind: item.kind,
            tokens: TokenCount(
                low: product(rate.low, low), point: product(rate.point, point), high: product(rate.high, high),
                method: method), basis: basis, gap: gap)
    }
}
