/// Openings such as "You are a" in other languages than English.
extension PromptHeuristic {
    private static let foreignOpenings = [
        // German, Dutch, Swedish, Danish and Norwegian.
        "du bist ein", "du bist der ", "du bist die ", "sie sind ein", "deine aufgabe ist", "ihre aufgabe ist",
        "je bent een ", "u bent een ", "jij bent een ", "jouw taak is", "du är en ", "du är ett ", "du er en ",
        "du er et ",
        // Spanish, Portuguese, French, Italian.
        "eres un ", "eres una ", "eres el ", "usted es un", "tu tarea es", "actúa como ", "você é um", "você é o ",
        "você é a ", "tu és um", "sua tarefa é", "aja como ", "vous êtes un", "tu es un", "vous êtes le ",
        "vous êtes l'", "ta tâche est", "votre tâche est", "agis comme ", "agissez comme ", "agissez en tant que",
        "sei un ", "sei una ", "sei un'", "tu sei un", "il tuo compito è",
        // Polish, Czech, Russian, Ukrainian.
        "jesteś ", "jsi ", "ты —", "ты –", "ты - ", "вы —", "вы –", "вы - ", "твоя задача", "ваша задача",
        "ти —", "ти –", "ти - ", "ви —", "ви –", "твоє завдання",
        // Turkish, Vietnamese, Indonesian, Hindi, Arabic.
        "sen bir ", "bạn là ", "anda adalah ", "kamu adalah ", "आप एक ", "أنت ",
        // Chinese, Japanese, Korean.
        "你是", "您是", "妳是", "你的任务是", "您的任务是", "你的任務是", "请你扮演", "請你扮演", "你将扮演",
        "あなたは", "君は", "あなたの役割は", "あなたの仕事は", "당신은", "너는 ", "당신의 역할은", "당신의 임무는",
    ]

    /// Questions that start as those do.
    private static let questions = ["你是否", "您是否", "你是不是", "您是不是", "jesteś pew", "jsi si jist"]

    /// Whether a text, in lower case from its first letter on, tells its reader in another language who it is.
    static func opensInAnotherLanguage(_ opening: String) -> Bool {
        foreignOpenings.contains { opening.hasPrefix($0) } && !questions.contains { opening.hasPrefix($0) }
    }
}
