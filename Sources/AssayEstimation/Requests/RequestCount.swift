import AssayPrompts

/// How many input tokens a request has, and where they come from.
///
/// Each number carries its own interval and method. For an estimate the parts are rounded each by itself, so their sum
/// can differ from ``total`` by a token or two; ``total`` is what to go by.
public struct RequestCount: Sendable, Hashable {
    /// All input tokens of the request.
    public var total: TokenCount
    /// The messages in the order they are sent.
    public var messages: [MessageCount]
    /// Definitions of tools, with what the model's provider puts around them.
    public var tools: TokenCount
    /// Schemas for the answer that are sent with the request.
    public var schemas: TokenCount
    /// What marks roles, turns, and the start and end of the request; the texts and ``priming`` not included.
    public var framing: TokenCount
    /// What starts the reply, after the last message.
    public var priming: TokenCount
    /// How the request was put together.
    public var layout: ChatLayout
    /// What the count leaves out, assumes, or takes from a rule that was published for another model.
    public var notes: [String]
    /// The values that nothing fills, whose tokens are not counted; a note says so.
    public var openValues: [String] = []
    /// All but what starts the reply, before it was rounded.
    var unrounded = ScaledCount.zero

    /// The text of system and developer messages.
    public var system: TokenCount { text { $0 == .system || $0 == .developer } }
    /// The text of all other messages.
    public var conversation: TokenCount { text { $0 != .system && $0 != .developer } }

    /// Images, documents, audio or video in all messages.
    public func media(_ kind: MediaKind) -> TokenCount {
        messages.reduce(.zero) { sum, message in
            message.media.reduce(sum) { $1.kind == kind ? $0 + $1.tokens : $0 }
        }
    }

    /// The parts of the total that hold anything, in the order they are shown.
    public var parts: [(name: String, tokens: TokenCount)] {
        let all =
            [("system", system), ("messages", conversation), ("tools", tools), ("schemas", schemas)]
            + MediaKind.allCases.map { ($0.plural, media($0)) } + [("framing", framing), ("priming", priming)]
        return all.filter { $0.1.high > 0 }
    }

    /// The tokens of the request's beginning, which was counted by itself.
    ///
    /// They are what the rest leaves of the total, and the rest is rounded by itself: the same text behind another
    /// beginning has as many tokens, so that a longer beginning never leaves less of it to be paid in full.
    func tokens(of beginning: RequestCount) -> TokenCount {
        let all = total - priming
        let rest = (unrounded - beginning.unrounded).tokens
        let ends = [all.low - rest.low, all.point - rest.point, all.high - rest.high].map { max(0, $0) }
        return TokenCount(
            low: min(ends[0], ends[1]), point: ends[1], high: max(ends[1], ends[2]), method: beginning.total.method)
    }

    /// What the notes say of ``openValues``.
    var openValuesNote: String { "without the values of \(openValues.joined(separator: ", "))" }

    private func text(_ isWanted: (Role) -> Bool) -> TokenCount {
        messages.reduce(.zero) { isWanted($1.role) ? $0 + $1.text : $0 }
    }
}

/// The tokens of one message.
public struct MessageCount: Sendable, Hashable {
    public var role: Role
    public var name: String?
    /// Its texts: what was written, calls of tools and their results.
    public var text: TokenCount
    /// Its images, documents, audio and video.
    public var media: [MediaCount]
    /// What is put around it.
    public var framing: TokenCount

    /// All of it.
    public var tokens: TokenCount { media.reduce(text + framing) { $0 + $1.tokens } }
}

/// The tokens of an image, a document, audio or video.
public struct MediaCount: Sendable, Hashable {
    public var kind: MediaKind
    public var tokens: TokenCount
    /// What was known of it, such as `1024x768, read from the data`, or what was assumed.
    public var basis: String
    /// What would have to be known for a smaller range.
    public var gap: MediaGap?
}

/// What a message can hold beside text.
public enum MediaKind: String, Sendable, Hashable, CaseIterable {
    case image, document, audio, video

    /// The name of several.
    public var plural: String {
        switch self {
        case .image: "images"
        case .document: "documents"
        case .audio: "audio"
        case .video: "video"
        }
    }
}
