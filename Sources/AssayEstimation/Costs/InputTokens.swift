import AssayPricing

/// The input of a call as meters: text, and what of the rest has a price of its own.
struct InputTokens {
    var total: TokenCount
    /// Tokens that are not text and not charged as text.
    var media: [Meter.Modality: TokenCount]

    /// The quantities at one end of the interval.
    ///
    /// - Parameters:
    ///   - held: what a cache holds of it: text first, since images and sound come late in a prompt.
    ///   - meter: what that is charged as.
    func meters(
        at end: KeyPath<TokenCount, Int>, held: TokenCount = .zero, as meter: Meter = .cacheRead
    ) -> [Meter: Int] {
        let cached = min(held[keyPath: end], total[keyPath: end])
        var fresh = total[keyPath: end] - cached
        var result: [Meter: Int] = [meter: cached]
        for (modality, tokens) in media.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let part = min(tokens[keyPath: end], fresh)
            result[Meter(.input, .base, modality)] = part
            fresh -= part
        }
        result[.input, default: 0] += fresh
        return result.filter { $0.value > 0 }
    }
}

extension MediaKind {
    /// What prices call it: pages of documents are sent as images.
    public var modality: Meter.Modality {
        switch self {
        case .image, .document: .image
        case .audio: .audio
        case .video: .video
        }
    }
}
