/// Names of functions, steps and classes whose result is a bounded part of what they are given.
enum HistoryTrimming {
    private static let verbs: Set<String> = [
        "trim", "trims", "trimmed", "trimmer", "truncate", "truncated", "truncator", "truncation", "compact",
        "compacted",
        "compactor", "compaction", "summarize", "summarise", "summarized", "summarizer", "summary", "prune", "pruned",
        "pruner", "shrink", "condense", "condensed", "condenser", "compress", "compressed", "compressor", "fit",
        "window",
        "windowed", "limit", "limited", "limiter", "cap", "recent", "last", "latest", "clip", "shorten", "reduce",
        "reducer", "crop", "cut", "drop", "evict", "retrieve", "relevant", "budget", "bounded", "bound", "slice",
        "islice",
    ]

    /// Whether a name says that its result is bounded: `trim_messages`, `fitToContext`, `ConversationSummaryMemory`.
    static func isTrimming(_ name: some StringProtocol) -> Bool {
        IdentifierWords.split(name).contains { verbs.contains($0) }
    }
}
