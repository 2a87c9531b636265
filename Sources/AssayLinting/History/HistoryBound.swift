import AssayPrompts

/// Why a history in a template cannot grow without end, where the template says so.
enum HistoryBound {
    /// The bound that an expression puts on the values it reads: `slice history -6`, `history | truncate(500)`.
    static func inExpression(_ expression: String) -> Bool {
        guard expression.contains(where: \.isNumber) else { return false }
        let words = IdentifierWords.split(expression)
        return words.contains { limiting.contains($0) }
    }

    /// Whether a function of Semantic Kernel makes a summary of what it is given:
    /// `ConversationSummaryPlugin.SummarizeConversation $history`.
    static func inFunction(_ expression: String) -> Bool {
        guard let space = expression.firstIndex(of: " "), expression[space...].hasPrefix(" $") else { return false }
        return IdentifierWords.split(expression[..<space]).contains { ["summarize", "summarise"].contains($0) }
    }

    private static let limiting: Set<String> = [
        "slice", "truncate", "last", "tail", "take", "limit", "recent", "window", "trim", "head", "first", "lastn",
        "takelast", "end", "batch", "max",
    ]

    /// Whether an expression starts by taking one entry of a list: `messages[0]["content"]`, `history.0.text`.
    static func isElement(_ expression: String) -> Bool {
        let rest = expression.drop { $0.isLetter || $0.isNumber || $0 == "_" }
        guard rest.count > 1, rest.count < expression.count, let sign = rest.first, sign == "[" || sign == "." else {
            return false
        }
        let index = rest.dropFirst().drop { $0 == "-" && sign == "[" }
        let digits = index.prefix { $0.isNumber }
        guard !digits.isEmpty else { return false }
        let next = index.dropFirst(digits.count).first
        return sign == "[" ? next == "]" : next == nil || next == "."
    }

    /// Whether a branch lets only a number of turns through: `loop.revindex <= 6`, `history | length < 20`.
    static func inCondition(_ condition: String) -> Bool {
        guard condition.contains(where: \.isNumber) else { return false }
        guard condition.contains("<") || condition.contains(">") else { return false }
        let words = IdentifierWords.split(condition)
        // More than none is no bound.
        let numbers = words.compactMap { Int($0) }
        return numbers.contains { $0 > 1 }
            && words.contains { ["index", "index0", "revindex", "revindex0", "length", "count", "size"].contains($0) }
    }

    /// A setting beside the template that limits the history: `max_history: 10`.
    static func inSettings(_ settings: [PromptSetting]) -> PromptSetting? {
        settings.first { setting in
            guard let value = Int(setting.value), value > 0 else { return false }
            let words = IdentifierWords.split(setting.path.split(separator: ".").suffix(2).joined(separator: "_"))
            return words.contains { limits.contains($0) } && words.contains { subjects.contains($0) }
        }
    }

    private static let limits: Set<String> = ["max", "maximum", "limit", "last", "window", "recent", "keep", "n", "k"]
    private static let subjects: Set<String> = [
        "history", "messages", "turns", "conversation", "memory", "rounds", "thread", "observations", "dialogue",
    ]
}
