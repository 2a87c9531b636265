/// A column of a table, or a key of a JSON object, that holds texts of one language.
public enum LanguageColumn {
    /// Whether a column is of identifiers or marks although its name is a language's: `id` and `no` are Indonesian and
    /// Norwegian, but more often not.
    ///
    /// - Parameter value: the column's text in the first row.
    public static func isIdentifier(_ name: some StringProtocol, _ value: some StringProtocol) -> Bool {
        guard ["id", "no", "is", "or", "as", "to"].contains(name.lowercased()) else { return false }
        return !value.utf8.contains { $0 == 0x20 || $0 >= 0x80 }
    }

    /// The language that a column's name gives: as a whole, or behind its last separator, as in `text_en`.
    public static func language(_ name: some StringProtocol) -> ComparedLanguage? {
        NamedLanguage(fileName: String(name)).map { ComparedLanguage(label: $0.name, tag: $0.tag) }
    }
}
