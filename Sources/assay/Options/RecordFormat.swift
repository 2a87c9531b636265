import ArgumentParser

/// How an input is cut into texts, each of which is tokenized on its own.
enum RecordFormat: String, NamedChoice {
    /// The whole input is one text.
    case text
    /// Each line is a text, without its newline.
    case lines
    /// Each line is a JSON string, or an object whose `text` is one.
    case jsonl
}
