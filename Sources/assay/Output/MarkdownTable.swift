/// A table as GitHub and others render it.
struct MarkdownTable {
    private let header: [String]
    private var rows: [[String]] = []

    init(header: [String]) {
        self.header = header
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// - Parameter leftAligned: how many columns at the start hold text; the others hold numbers.
    func write(to output: OutputWriter, leftAligned: Int) {
        output.write(Self.line(header))
        output.write(Self.line(header.indices.map { $0 < leftAligned ? "---" : "---:" }, escaped: false))
        for row in rows { output.write(Self.line(row)) }
    }

    private static func line(_ cells: [String], escaped: Bool = true) -> String {
        "| " + cells.map { escaped ? escape($0) : $0 }.joined(separator: " | ") + " |\n"
    }

    /// A cell's text, with nothing in it that Markdown would read as markup or as the end of the cell.
    static func escape(_ text: String) -> String {
        let characters = Array(text)
        func isWord(_ index: Int) -> Bool {
            characters.indices.contains(index) && (characters[index].isLetter || characters[index].isNumber)
        }
        return characters.indices.reduce(into: "") { result, index in
            let character = characters[index]
            switch character {
            // Inside a word an underscore is just that, as in o200k_base.
            case "_" where isWord(index - 1) && isWord(index + 1): result.append(character)
            case "\\", "|", "*", "_", "`", "[", "]", "<", ">", "~", "&": result += "\\\(character)"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
    }
}
