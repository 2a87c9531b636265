/// Tells what the labels of demonstrations name.
enum LabelVocabulary {
    /// Labels of people who talk to each other.
    private static let speakers: Set<String> = [
        "user", "human", "customer", "assistant", "ai", "bot", "agent", "student", "tutor", "teacher", "patient",
        "doctor", "therapist", "person", "speaker", "caller", "interviewer", "interviewee", "seller", "buyer", "client",
        "operator", "system", "chatbot", "you", "me", "model", "observation", "thought",
        "action", "action input",
    ]

    static func isInput(_ label: String) -> Bool { contains(LabelWords.inputs, label) }
    static func isOutput(_ label: String) -> Bool { contains(LabelWords.outputs, label) }
    static func isSpeaker(_ label: String) -> Bool { speakers.contains(label) }

    /// Whether it names a step of an agent between a question and its answer.
    static func isStep(_ label: String) -> Bool { LabelWords.steps.contains(label) }

    /// The label itself, or its last word: `example task output` is an output, `side a` is none.
    private static func contains(_ names: Set<String>, _ label: String) -> Bool {
        if names.contains(label) { return true }
        guard let last = label.split(separator: " ").last, last.utf8.count > 1 else { return false }
        return names.contains(String(last))
    }

    /// Whether a heading's words name an example.
    static func isExample(_ word: some StringProtocol) -> Bool {
        var word = Substring(word)
        while let last = word.last, last.isNumber, word.count > 1 { word = word.dropLast() }
        return LabelWords.examples.contains(String(word))
    }
}
