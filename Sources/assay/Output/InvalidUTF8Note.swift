import AssayTokenization

/// What is said about a text that is not UTF-8: where, and what became of it. That depends on the vocabulary: one whose
/// tokens are built from bytes takes any bytes, SentencePiece's take characters.
struct InvalidUTF8Note {
    /// What happens to the text: "counted" or "encoded".
    var action: String
    var vocabularies: [Vocabulary]

    init(_ action: String, _ tokenizers: [Tokenizer]) {
        self.action = action
        vocabularies = tokenizers.map(\.vocabulary)
    }

    /// The note for a text, whose name is `place`.
    func text(_ place: String, offset: Int) -> String {
        "\(place) is not UTF-8 at byte \(offset); \(treatment)"
    }

    /// What became of bytes that are not UTF-8.
    var treatment: String {
        let replacing = vocabularies.filter { !$0.isByteLevel }.map(\.name)
        let kept = "its bytes are \(action) as they are"
        if replacing.isEmpty { return kept }
        let names = replacing.joined(separator: ", ")
        if replacing.count == vocabularies.count { return "what is not UTF-8 is \(action) as U+FFFD (\(names))" }
        return "\(kept), but what is not UTF-8 as U+FFFD by \(names)"
    }
}
