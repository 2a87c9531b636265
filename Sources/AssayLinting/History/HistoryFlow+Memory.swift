import AssayPrompts

extension HistoryFlow {
    /// Memory objects of the usual libraries that keep every turn: the opening parentheses of their constructors.
    func unboundedMemories() -> [Range<Int>] {
        guard !hasBoundedMemory else { return [] }
        return Self.keepers.flatMap { facts.calls[$0] ?? [] }
            .compactMap { open -> Range<Int>? in
                // The class itself, and calls that hand over a limit, are none.
                guard code.name(open - 2) != "class", code.name(open - 2) != "def", let close = code.partner(open)
                else {
                    return nil
                }
                let isLimited = code.arguments(open).contains { argument in
                    let label = code.labelled(argument, in: open)?.label ?? ""
                    return IdentifierWords.split(label).contains { ["limit", "max", "k", "window"].contains($0) }
                }
                return isLimited ? nil : open - 1..<close + 1
            }
            .sorted { $0.lowerBound < $1.lowerBound }
    }

    private static let keepers = [
        "ConversationBufferMemory", "ConversationStringBufferMemory", "BufferMemory", "RunnableWithMessageHistory",
        "UnboundedChatCompletionContext",
    ]

    /// Whether the file makes a memory that forgets, or trims what a memory holds.
    var hasBoundedMemory: Bool {
        Self.forgetters.contains { facts.calls[$0] != nil }
    }

    private static let forgetters = [
        "ConversationBufferWindowMemory", "ConversationSummaryMemory", "ConversationSummaryBufferMemory",
        "ConversationTokenBufferMemory", "BufferWindowMemory", "trim_messages", "trimMessages",
        "SummarizationMiddleware",
        "ChatHistoryTruncationReducer", "ChatHistorySummarizationReducer", "BufferedChatCompletionContext",
        "ConversationKGMemory", "ChatSummaryMemoryBuffer", "SummarizationNode", "VectorStoreRetrieverMemory",
    ]
}
