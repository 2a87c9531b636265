extension Meter: CustomStringConvertible, Comparable {
    /// The meter's name in price files, on the command line and in reports: `input`, `cache-write-1h`,
    /// `audio-output`, `web-search`.
    public var description: String {
        let prefix = modality == .text ? "" : "\(modality)-"
        return prefix + kind.stem(direction)
    }

    /// The meter with a name; nil when there is none.
    ///
    /// - Complexity: O(1).
    public init?(_ name: some StringProtocol) {
        guard let index = Meter.indices[String(name)] else { return nil }
        self = Meter.all[index]
    }

    /// Every meter that has a name, in the order in which price files list them.
    public static let all: [Meter] = {
        var meters: [Meter] = []
        for modality in Modality.allCases {
            for direction in [Direction.input, .output] {
                meters += tokenKinds(direction).map { Meter(direction, $0, modality) }
            }
        }
        for modality in Modality.allCases {
            for kind in [Kind.second, .item, .pixel, .character] {
                meters += Direction.allCases.map { Meter($0, kind, modality) }
            }
        }
        return meters + plainKinds.map { Meter(.none, $0) }
    }()

    private static let indices = Dictionary(
        all.enumerated().map { ($1.description, $0) }, uniquingKeysWith: { first, _ in first })

    private static func tokenKinds(_ direction: Direction) -> [Kind] {
        direction == .input
            ? [.base, .cacheRead] + Lifetime.allCases.map(Kind.cacheWrite) + [.tool]
            : [.base, .reasoning, .citation]
    }

    private static let plainKinds: [Kind] = [
        .training, .cacheStorage, .request, .webSearch, .webSearchLow, .webSearchHigh, .socialSearch, .fileSearch,
        .mapSearch, .codeSession, .searchQuery, .message, .page, .annotatedPage, .gpuSecond, .fileStorage,
    ]

    /// The order in which price files list meters.
    public static func < (left: Meter, right: Meter) -> Bool {
        (indices[left.description] ?? all.count) < (indices[right.description] ?? all.count)
    }
}

extension Meter.Kind {
    fileprivate func stem(_ direction: Meter.Direction) -> String {
        switch self {
        case .base: direction == .input ? "input" : "output"
        case .cacheRead: "cache-read"
        case .cacheWrite(let lifetime): "cache-write" + lifetime.suffix
        case .reasoning: "reasoning"
        case .citation: "citation"
        case .tool: "tool-prompt"
        case .training: "training"
        case .cacheStorage: "cache-storage"
        case .request: "request"
        case .webSearch: "web-search"
        case .webSearchLow: "web-search-low"
        case .webSearchHigh: "web-search-high"
        case .socialSearch: "social-search"
        case .fileSearch: "file-search"
        case .mapSearch: "map-search"
        case .codeSession: "code-session"
        case .searchQuery: "search-query"
        case .message: "message"
        case .page: "page"
        case .annotatedPage: "annotated-page"
        case .gpuSecond: "gpu-second"
        case .fileStorage: "file-storage"
        case .character, .second, .item, .pixel: sidedStem(direction)
        }
    }

    /// Units that may be charged for what goes in, for what comes out, or as a whole.
    private func sidedStem(_ direction: Meter.Direction) -> String {
        let unit =
            switch self {
            case .character: "characters"
            case .second: "seconds"
            case .pixel: "pixels"
            default: "items"
            }
        switch direction {
        case .input: return "input-" + unit
        case .output: return "output-" + unit
        case .none: return unit
        }
    }
}

extension Meter.Lifetime {
    fileprivate var suffix: String {
        switch self {
        case .usual: ""
        case .fiveMinutes: "-5m"
        case .thirtyMinutes: "-30m"
        case .oneHour: "-1h"
        case .twelveHours: "-12h"
        }
    }

    /// The lifetime people write as `5m`, `30m`, `1h` or `12h`.
    public init?(_ text: some StringProtocol) {
        guard let lifetime = Meter.Lifetime.allCases.first(where: { $0 != .usual && $0.suffix.dropFirst() == text })
        else { return nil }
        self = lifetime
    }
}
