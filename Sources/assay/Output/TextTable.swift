/// A table for people: columns of numbers, aligned to the right, and a last column of any text.
struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []

    init(header: [String]) {
        self.header = header
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// The number of cells that every row has; only the last may be of any width.
    func write(to output: OutputWriter, usesColour: Bool) {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
        }
        let titles = line(header, widths)
        output.write(usesColour ? Terminal.bold + titles + Terminal.plain + "\n" : titles + "\n")
        for row in rows { output.write(line(row, widths) + "\n") }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        cells.indices.map { column in
            let isText = column == header.count - 1 && header[column] == "path"
            return isText ? cells[column] : Self.padded(cells[column], widths[column])
        }.joined(separator: "  ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
    }
}
