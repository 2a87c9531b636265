import AssayText

/// A table for people, its columns apart by two spaces. Names in it come from files: what would steer a terminal is
/// written as escapes.
struct TextTable {
    /// A column: numbers stand to the right, names to the left.
    struct Column {
        var title: String
        var isNumber: Bool

        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
        static func name(_ title: String) -> Column { Column(title: title, isNumber: false) }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row, which has a cell for each column.
    mutating func add(_ row: [String]) { rows.append(row.map { $0.harmless() }) }

    func write(to output: OutputWriter, usesColour: Bool) {
        let titles = columns.map(\.title)
        let widths = columns.indices.map { column in
            ([titles] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
        }
        let header = line(titles, widths)
        output.write(usesColour ? Terminal.bold + header + Terminal.plain + "\n" : header + "\n")
        for row in rows { output.write(line(row, widths) + "\n") }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let space = String(repeating: " ", count: max(0, widths[column] - cells[column].unicodeScalars.count))
            return columns[column].isNumber ? space + cells[column] : cells[column] + space
        }
        // Nothing follows the last cell with text, so nothing has to be lined up behind it.
        let line = padded.joined(separator: "  ")
        return String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
    }
}
