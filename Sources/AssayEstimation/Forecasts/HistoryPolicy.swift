import AssayText

/// What becomes of a growing history. Parts may be joined: `window:10+truncate:2000`.
public struct HistoryPolicy: Sendable, Hashable {
    public var kind = Kind.full
    /// Tokens that are kept of a step's tool output; nil keeps all.
    public var toolOutputLimit: Int?

    public enum Kind: Sendable, Hashable {
        /// Everything is sent again.
        case full
        /// The last so many exchanges are; 0 is no history at all.
        case window(Int)
        /// When so many exchanges are there, the oldest are dropped at once.
        case chunk(limit: Int, drop: Int)
        /// Before a call that would be longer than the threshold, the history is replaced by a summary, which a call of
        /// its own writes; the last exchanges may stay as they are.
        case compact(threshold: Int, summary: Int, keep: Int)
    }

    public init(_ kind: Kind = .full, toolOutputLimit: Int? = nil) {
        self.kind = kind
        self.toolOutputLimit = toolOutputLimit
    }

    public static let full = HistoryPolicy()

    /// Whether single exchanges have to be remembered.
    var dropsExchanges: Bool { kind != .full }
}

/// Why a text is no policy.
public struct HistoryPolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
}

extension HistoryPolicy: CustomStringConvertible {
    /// What ``init(_:)-(String)`` reads.
    public var description: String {
        var parts: [String] = []
        switch kind {
        case .full: if toolOutputLimit == nil { parts.append("full") }
        case .window(0): parts.append("none")
        case .window(let count): parts.append("window:\(count)")
        case .chunk(let limit, let drop): parts.append("chunk:\(limit)/\(drop)")
        case .compact(let threshold, let summary, let keep):
            parts.append("compact:\(threshold)/\(summary)" + (keep > 0 ? "/\(keep)" : ""))
        }
        if let toolOutputLimit { parts.append("truncate:\(toolOutputLimit)") }
        return parts.joined(separator: "+")
    }

    /// The policy in a sentence.
    public var explanation: String {
        let cut = toolOutputLimit.map { "; of a step's tool output \(plural($0, "token is", "tokens are")) kept" } ?? ""
        switch kind {
        case .full: return "everything before is sent again" + cut
        case .window(0): return "no history is sent" + cut
        case .window(let count): return "the last \(plural(count, "exchange is", "exchanges are")) sent again" + cut
        case .chunk(let limit, let drop):
            return "when there are \(plural(limit, "exchange")), the oldest \(plural(drop, "goes", "go"))" + cut
        case .compact(let threshold, let summary, let keep):
            return "a call that would pass \(plural(threshold, "token")) is preceded by one that writes a summary of "
                + "\(plural(summary, "token")) in place of the history"
                + (keep > 0 ? " but its last \(plural(keep, "exchange"))" : "") + cut
        }
    }

    /// Reads `full`, `none`, `window:10`, `chunk:20/10`, `compact:50000/1000`, `compact:50000/1000/2`, `truncate:2000`,
    /// or two of them joined by `+`.
    public init(_ text: String) throws(HistoryPolicyError) {
        self.init()
        var hasKind = false
        for part in text.split(separator: "+", omittingEmptySubsequences: false) {
            let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(words[0]).lowercased()
            let numbers = words.count == 2 ? try Self.numbers(String(words[1])) : []
            if name == "truncate" {
                guard numbers.count == 1, toolOutputLimit == nil else { throw Self.misread(text) }
                toolOutputLimit = numbers[0]
                continue
            }
            guard !hasKind, let kind = try Self.kind(name, numbers) else { throw Self.misread(text) }
            (self.kind, hasKind) = (kind, true)
        }
    }

    private static func kind(_ name: String, _ numbers: [Int]) throws(HistoryPolicyError) -> Kind? {
        switch (name, numbers.count) {
        case ("full", 0): return .full
        case ("none", 0): return .window(0)
        case ("window", 1): return .window(numbers[0])
        case ("chunk", 2):
            guard (1...max(1, numbers[0])).contains(numbers[1]), numbers[0] > 0 else {
                throw HistoryPolicyError(
                    description:
                        "chunk:LIMIT/DROP drops at least one exchange and no more than there are, as in chunk:20/10")
            }
            return .chunk(limit: numbers[0], drop: numbers[1])
        case ("compact", 2...3):
            guard numbers[1] < numbers[0] else {
                throw HistoryPolicyError(
                    description:
                        "compact:THRESHOLD/SUMMARY has a summary shorter than the threshold, as in compact:50000/1000")
            }
            return .compact(threshold: numbers[0], summary: numbers[1], keep: numbers.count == 3 ? numbers[2] : 0)
        default: return nil
        }
    }

    private static func numbers(_ text: String) throws(HistoryPolicyError) -> [Int] {
        var numbers: [Int] = []
        for word in text.split(separator: "/", omittingEmptySubsequences: false) {
            guard let number = try? Distribution(String(word)).whole else {
                throw HistoryPolicyError(description: "'\(word)' is no whole number from 0 up")
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func misread(_ text: String) -> HistoryPolicyError {
        HistoryPolicyError(
            description: "'\(text)' is no policy; write full, none, window:10, chunk:20/10, compact:50000/1000 "
                + "(threshold/summary) or truncate:2000, two joined by +")
    }
}
