/// Text on its way into Markdown.
public enum Markdown {
    /// Where a text is read, which decides what in it has a meaning.
    public enum Place: Sendable {
        /// A table or list that people also read as it is written: an underscore inside a word stays, as in o200k_base.
        case document
        /// A comment on a host of code, where `@name` calls somebody and `#1` names an issue.
        case comment
    }

    /// Text with nothing in it that Markdown would read as markup or as the end of a cell.
    public static func escape(_ text: String, in place: Place = .document) -> String {
        let scalars = Array(text.unicodeScalars)
        func isWord(_ index: Int) -> Bool {
            guard scalars.indices.contains(index) else { return false }
            return scalars[index].properties.isAlphabetic || scalars[index].properties.numericType != nil
        }
        return scalars.indices.reduce(into: "") { result, index in
            let scalar = scalars[index]
            switch scalar {
            case "_" where place == .document && isWord(index - 1) && isWord(index + 1):
                result.unicodeScalars.append(scalar)
            case "\\", "|", "*", "_", "`", "[", "]", "<", ">", "~", "&": result += "\\\(scalar)"
            case "#" where place == .comment: result += "\\#"
            case "@" where place == .comment: result += "&#64;"
            // A line end of two characters is one space.
            case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
            case "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}": result += " "
            case _ where scalar.value < 0x20: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// A table's line of cells that are Markdown.
    public static func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }

    /// The line between a table's header and its rows; numbers stand to the right.
    public static func divider(isNumber: [Bool]) -> String { row(isNumber.map { $0 ? "---:" : "---" }) }
}
