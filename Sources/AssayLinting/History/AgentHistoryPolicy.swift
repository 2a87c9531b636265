import AssayPrompts

/// What an agent's configuration says about the observations that are kept: a list of history processors.
struct AgentHistoryPolicy {
    /// The place of the key's values.
    var span: Range<Int>
    /// The processor that bounds the history, if there is one.
    var bound: String?

    /// Reads a document; nil for configurations without such a list.
    static func read(_ document: PromptDocument) -> AgentHistoryPolicy? {
        guard document.format == .agentConfig, let settings = document.units.first?.facts.settings else { return nil }
        let processors = settings.filter { isPolicy($0.path) }
        guard let key = keySpan(document.source) else { return nil }
        let end = processors.map(\.span.upperBound).max() ?? key.upperBound
        let bound = processors.first { isBounding($0) }
        return AgentHistoryPolicy(
            span: key.lowerBound..<max(key.upperBound, end), bound: bound.map { "`\($0.value)`" })
    }

    private static func isPolicy(_ path: String) -> Bool {
        path.split(separator: ".").contains { $0 == "history_processors" || $0 == "history_processor" }
    }

    /// A processor's type that drops, folds or summarises what is old; marking messages for the cache does not.
    private static func isBounding(_ setting: PromptSetting) -> Bool {
        let key = setting.path.split(separator: ".").last ?? ""
        guard key == "type" || key == "name" || key.allSatisfy(\.isNumber) || key == "history_processor" else {
            return false
        }
        let words = IdentifierWords.split(setting.value)
        return words.contains { bounding.contains($0) }
    }

    private static let bounding: Set<String> = [
        "last", "observations", "window", "closed", "summary", "summarize", "summarizer", "truncate", "remove", "elide",
        "compress", "condense", "condenser", "recent", "trim", "limit", "polling",
    ]

    /// The line with the key, outside comments.
    private static func keySpan(_ source: [UInt8]) -> Range<Int>? {
        for line in TextLines.split(source, 0..<source.count) {
            let content = TextLines.trimmed(source, line)
            for key in ["history_processors:", "history_processor:"] where source[content].starts(with: Array(key.utf8)) {
                return content
            }
        }
        return nil
    }
}
