struct Poet {
    /// You are a doc comment that is long enough to look like a prompt.
    static let systemPrompt = """
        You are a poet.
          Write \(count) lines.
        Use "quotes" sparingly.
        """
    let label = "You know nothing about this label, my dear old friend"
    let session = LanguageModelSession(instructions: "You are a critic who answers in one sentence.")
}
