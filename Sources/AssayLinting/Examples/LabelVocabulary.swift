/// What the labels of demonstrations are called.
enum LabelVocabulary {
    /// Words that name what goes in.
    private static let inputs: Set<String> = [
        "q", "question", "input", "query", "user", "human", "customer", "problem", "task", "text", "sentence",
        "utterance", "passage", "review", "tweet", "message", "request", "context", "article", "document", "premise",
        "instruction", "source", "english", "prompt", "description", "statement", "claim", "code", "example",
        "问题", "输入", "用户", "问", "質問", "入力", "frage", "pregunta", "entrada", "entrée", "вопрос", "질문", "입력",
        "conversation history", "student", "patient", "email", "headline", "title", "comment", "word", "facts",
    ]

    /// Words that name what is to come out.
    private static let outputs: Set<String> = [
        "a", "answer", "output", "assistant", "ai", "bot", "response", "result", "label", "sentiment", "category",
        "class", "classification", "stars", "score", "rating", "solution", "sql", "translation", "summary", "intent",
        "reply", "completion", "model", "agent", "target", "entities", "topic", "emotion", "verdict", "prediction",
        "expected", "final answer", "答案", "输出", "助手", "答", "回答", "出力", "antwort", "respuesta", "salida", "sortie",
        "réponse", "ответ", "답변", "출력", "correct answer", "explanation", "rewrite", "query", "json", "code",
    ]

    /// Labels of people who talk to each other.
    private static let speakers: Set<String> = [
        "user", "human", "customer", "assistant", "ai", "bot", "agent", "student", "tutor", "teacher", "patient",
        "doctor", "therapist", "person", "speaker", "caller", "interviewer", "interviewee", "seller", "buyer", "client",
        "operator", "system", "chatbot", "you", "me", "model", "observation", "thought",
        "action", "action input",
    ]

    static func isInput(_ label: String) -> Bool { contains(inputs, label) }
    static func isOutput(_ label: String) -> Bool { contains(outputs, label) }
    static func isSpeaker(_ label: String) -> Bool { speakers.contains(label) }

    /// The label itself, or its last word: `example task output` is an output.
    private static func contains(_ names: Set<String>, _ label: String) -> Bool {
        if names.contains(label) { return true }
        guard let last = label.split(separator: " ").last else { return false }
        return names.contains(String(last))
    }

    private static let examples: Set<String> = [
        "example", "examples", "sample", "demonstration", "demo", "shot", "case", "exemplar", "illustration",
        "示例", "例", "例子", "예시", "beispiel", "ejemplo", "exemple", "exemplo", "пример", "esempio", "voorbeeld",
        "scenario",
    ]

    /// Whether a heading's words name an example.
    static func isExample(_ word: some StringProtocol) -> Bool {
        var word = Substring(word)
        while let last = word.last, last.isNumber, word.count > 1 { word = word.dropLast() }
        return examples.contains(String(word))
    }
}
