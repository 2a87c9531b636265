/// What is counted and charged: a direction, a modality and a kind.
///
/// Meters are exclusive. Input tokens read from a cache are counted under `cache-read` and not under `input` as well;
/// the usage readers take care of providers that count them inside.
public struct Meter: Sendable, Hashable {
    public enum Direction: UInt8, Sendable, CaseIterable {
        case input, output
        /// Neither: requests, searches, storage.
        case none
    }

    public enum Modality: UInt8, Sendable, CaseIterable {
        /// Text, or tokens of any modality where a price does not tell them apart.
        case text
        case audio, image, video
    }

    /// How long a written cache entry lives.
    public enum Lifetime: UInt8, Sendable, CaseIterable {
        /// The provider's usual lifetime: 5 minutes at Anthropic, 30 minutes at OpenAI.
        case usual
        case fiveMinutes, thirtyMinutes, oneHour, twelveHours
    }

    public enum Kind: Sendable, Hashable {
        // Tokens.
        case base
        case cacheRead
        case cacheWrite(Lifetime)
        case reasoning
        case citation
        case tool
        case training
        /// A million tokens kept in an explicit cache for an hour.
        case cacheStorage
        // Calls.
        case request
        case webSearch, webSearchLow, webSearchHigh
        case socialSearch, fileSearch, mapSearch
        case codeSession
        case searchQuery
        case message
        // Other units.
        case page, annotatedPage
        case character
        case second
        case item
        case pixel
        case gpuSecond
        case fileStorage
    }

    public var direction: Direction
    public var modality: Modality
    public var kind: Kind

    public init(_ direction: Direction, _ kind: Kind, _ modality: Modality = .text) {
        self.direction = direction
        self.modality = modality
        self.kind = kind
    }

    public static let input = Meter(.input, .base)
    public static let output = Meter(.output, .base)
    public static let cacheRead = Meter(.input, .cacheRead)
    public static let cacheWrite = Meter(.input, .cacheWrite(.usual))
    public static let cacheWrite5m = Meter(.input, .cacheWrite(.fiveMinutes))
    public static let cacheWrite1h = Meter(.input, .cacheWrite(.oneHour))
    /// Keeping what was cached explicitly, by the token and hour.
    public static let cacheStorage = Meter(.none, .cacheStorage)
    public static let reasoning = Meter(.output, .reasoning)
    public static let request = Meter(.none, .request)
    public static let webSearch = Meter(.none, .webSearch)

    /// Whether the meter counts tokens of the prompt, which is what price tiers look at.
    public var isPromptToken: Bool { direction == .input && kind.unit == .tokens && kind != .training }
    /// Whether the meter counts tokens that a regional or speed multiplier applies to.
    public var isToken: Bool { kind.unit == .tokens }
}

/// What one of a meter is, and how many of them a price is quoted for.
public enum MeterUnit: String, Sendable, CaseIterable {
    case tokens
    case tokenHours = "token-hours"
    case calls, pages, characters, seconds, items, pixels
    case gigabyteDays = "gigabyte-days"

    /// The quantity a price in the table is for: a million tokens, a thousand calls, an hour.
    public var quoted: Int {
        switch self {
        case .tokens, .tokenHours, .characters: 1_000_000
        case .calls, .pages: 1_000
        case .seconds: 3_600
        case .items, .gigabyteDays: 1
        case .pixels: 1_000_000_000
        }
    }

    /// The quoted quantity in words: "1M tokens".
    public var quotedText: String {
        switch self {
        case .tokens: "1M tokens"
        case .tokenHours: "1M tokens an hour"
        case .characters: "1M characters"
        case .calls: "1,000 calls"
        case .pages: "1,000 pages"
        case .seconds: "hour"
        case .items: "item"
        case .pixels: "1,000M pixels"
        case .gigabyteDays: "gigabyte a day"
        }
    }
}

extension Meter.Kind {
    public var unit: MeterUnit {
        switch self {
        case .base, .cacheRead, .cacheWrite, .reasoning, .citation, .tool, .training: .tokens
        case .cacheStorage: .tokenHours
        case .request, .webSearch, .webSearchLow, .webSearchHigh, .socialSearch, .fileSearch, .mapSearch, .codeSession,
            .searchQuery, .message:
            .calls
        case .page, .annotatedPage: .pages
        case .character: .characters
        case .second, .gpuSecond: .seconds
        case .item: .items
        case .pixel: .pixels
        case .fileStorage: .gigabyteDays
        }
    }
}
