/// The words that a name in a program is made of.
enum NameWords {
    /// `chatHistory`, `chat_history` and `chat-history` are "chat" and "history".
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var followsLower = false
        for character in name {
            let isUpper = character.isUppercase
            if !(character.isLetter || character.isNumber) || (isUpper && followsLower) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if character.isLetter || character.isNumber { word += character.lowercased() }
            followsLower = character.isLowercase
        }
        return word.isEmpty ? words : words + [word]
    }
}
