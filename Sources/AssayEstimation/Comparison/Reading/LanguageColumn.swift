/// A column of a table, or a key of a JSON object, that holds texts of one language.
public enum LanguageColumn {
    /// The language that a column's name gives, as a whole or behind its last separator, as in `text_en` and
    /// `sentence_eng_Latn`, or in English, as in `German`; nil for a column of something else.
    ///
    /// Some columns of identifiers or marks have a language's name: `id` and `no` are Indonesian and Norwegian, but more
    /// often not. Their values show it.
    ///
    /// - Parameter value: the column's text in the first row.
    public static func language(_ name: some StringProtocol, firstValue value: some StringProtocol) -> ComparedLanguage? {
        guard let found = NamedLanguage(fileName: String(name)) else {
            return tagsByName[name.lowercased()].map { ComparedLanguage(label: String(name), tag: $0) }
        }
        let isDoubtful = ["id", "no", "is", "or", "as", "to"].contains(found.name.lowercased())
        // A text has spaces, or letters beyond ASCII.
        if isDoubtful, !value.utf8.contains(where: { $0 == 0x20 || $0 >= 0x80 }) { return nil }
        return ComparedLanguage(label: found.name, tag: found.tag)
    }

    /// The languages of ISO 639-1 by their English names, and what people write beside those.
    private static let tagsByName: [String: LanguageTag] = {
        let names = LanguageList.entries.filter { $0.tag.utf8.count == 2 }.map { ($0.name, $0.tag) }
        let others = [
            ("Simplified Chinese", "zh-Hans"), ("Chinese (Simplified)", "zh-Hans"), ("Traditional Chinese", "zh-Hant"),
            ("Chinese (Traditional)", "zh-Hant"), ("Bengali", "bn"), ("Farsi", "fa"), ("Brazilian Portuguese", "pt-BR"),
            ("Portuguese (Brazil)", "pt-BR"), ("Filipino", "fil"), ("Tagalog", "fil"),
        ]
        return Dictionary(
            (names + others).compactMap { name, tag in LanguageTag(name: tag).map { (name.lowercased(), $0) } },
            uniquingKeysWith: { first, _ in first })
    }()
}
